"""The parts of the prompt inspector."""
