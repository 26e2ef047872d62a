"""Recordings of interviews: stored, played and deleted; read service.py first."""
