"""Another name for core.interviews.plans, kept for those who import it."""
