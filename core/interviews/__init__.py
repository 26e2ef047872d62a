"""Planned interviews: what is asked, what a candidate needs, and what comes next."""
