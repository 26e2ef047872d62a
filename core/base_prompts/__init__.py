"""The twenty base prompts, read and validated, and every version that was ever in use."""
