"""What a posting says: as it is typed, as it changes, and as an interview was opened with it."""
