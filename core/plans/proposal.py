"""Another name for core.interviews.plans.proposal, kept for those who import it."""

from core.interviews.plans.proposal import propose_plan

__all__ = ["propose_plan"]
