"""The story's name for the proposal of core.interviews.plans."""

from core.interviews.plans.proposal import propose_plan

__all__ = ["propose_plan"]
