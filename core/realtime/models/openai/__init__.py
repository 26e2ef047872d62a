"""The parts of the model behind OpenAI's Realtime protocol."""
