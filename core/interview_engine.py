"""Another name for core.prompting.engine, kept for those who import it."""

from core.prompting.engine import InterviewEngine

__all__ = ["InterviewEngine"]
