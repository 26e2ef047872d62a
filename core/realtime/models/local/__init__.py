"""Speech in and out on this machine's own processor."""
