"""A posting's skills: how each is read, and which competency asks about it."""
