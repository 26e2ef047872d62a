"""The story's name for core.interviews.plans."""
