"""Applications: a candidate for a job posting, with a resume and an interview.

Read service.py first; candidates/ holds what candidates do by their interview link.
"""

from core.applications.service import ApplicationService

__all__ = ["ApplicationService"]
