"""What the team sees of an interview."""
