"""Speed, side by side with a yardstick; prints figures and asserts nothing."""
