"""Versions of a posting: what an interview was opened with, and who changed what."""
