"""What the model is told: the system prompt, composed within its token budget."""
