"""What an interview about a posting begins with (pure)."""

from core.assessment import ProgressiveAssessment
from core.models import JobPosting
from core.posting_roles import Focus, focus_of
from core.prompt_builder import clean_skills
from core.prompts import BasePrompt


def begin_for(posting: JobPosting | None, base: BasePrompt, minutes: int) -> ProgressiveAssessment:
    """The assessment that an interview about ``posting`` begins with.

    Args:
        posting: saved or not; None for an interview without one.
        base: the base prompt of the interview.
        minutes: planned length, 1 or more.
    """
    return ProgressiveAssessment.begin(
        base,
        clean_skills(posting.required_skills) if posting else (),
        minutes=minutes,
        technical=posting is None or focus_of(posting, base.name) is Focus.TECHNICAL,
    )
