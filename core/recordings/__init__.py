"""What was recorded of an interview, and the format that it is kept in."""
