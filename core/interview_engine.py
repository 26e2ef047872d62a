"""The story's name for the engine of core.prompting, which decides what the model is told."""

from core.prompting.engine import InterviewEngine

__all__ = ["InterviewEngine"]
