"""Applications: a candidate for a job posting, with a resume and an interview."""

from core.applications.service import ApplicationService

__all__ = ["ApplicationService"]
