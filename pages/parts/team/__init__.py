"""The team itself: one's own account, the members, and who signed in."""
