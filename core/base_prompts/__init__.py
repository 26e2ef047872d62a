"""The twenty base prompts and every version that was ever in use; read library.py first."""
