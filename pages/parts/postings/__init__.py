"""What the team sees of a posting and its applications."""
