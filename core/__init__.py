"""The product: role mapping, prompts, assessment, services and the live interview."""
