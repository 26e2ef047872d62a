"""Text as people type it, and as it is kept, shown and spoken."""
