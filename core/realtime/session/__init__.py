"""Who leads a live interview: its turns, its rules, and what is kept of it."""
