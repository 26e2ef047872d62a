"""What the structured interviewer would ask about a posting, tried with steady answers (pure)."""

from dataclasses import dataclass

from core.assessment import QUESTION_SECONDS, Directive
from core.interview_plan import begin_for
from core.models import JobPosting
from core.prompts import BasePrompt
from core.topics import Signal

PREVIEWED = 8
"""Questions of a preview: most of an interview of 20 minutes."""


@dataclass(frozen=True)
class PreviewedQuestion:
    """A question as it would be asked, and the probe that would follow this answer, if any."""

    question: Directive
    probe: Directive | None = None


@dataclass(frozen=True)
class QuestionPreview:
    """The first questions of an interview in which every answer gives the same signal.

    Attributes:
        signal: what every answer is taken for.
        questions: in the order in which they are asked.
        ending: why no more are asked; None where the interview would go on.
    """

    signal: Signal
    questions: tuple[PreviewedQuestion, ...]
    ending: str | None


def preview_questions(
    posting: JobPosting | None,
    base: BasePrompt,
    minutes: int,
    signal: Signal,
    most: int = PREVIEWED,
) -> QuestionPreview:
    """At most ``most`` questions to a candidate whose answers all give ``signal``.

    The clock runs by the interview's own plan: QUESTION_SECONDS for a question, its probe
    included.
    """
    state = begin_for(posting, base, minutes)
    asked: list[PreviewedQuestion] = []
    while state.current.kind == "question" and len(asked) < most:
        question, probe = state.current, None
        elapsed = float(state.asked * QUESTION_SECONDS)
        state = state.record(signal, elapsed)
        if state.current.kind == "probe":
            probe = state.current
            state = state.record(signal, elapsed)
        asked.append(PreviewedQuestion(question, probe))
    goes_on = state.current.kind == "question"
    return QuestionPreview(signal, tuple(asked), None if goes_on else state.current.why)
