"""A preview of an interview in which every answer gives the same signal (pure)."""

from dataclasses import dataclass

from core.base_prompts.library import BasePrompt
from core.interviews.assessment.directive import ASKING, Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import Signal
from core.interviews.plans.interview_plan import PROBE_SECONDS, QUESTION_SECONDS, InterviewPlan


@dataclass(frozen=True)
class PreviewedQuestion:
    """A core question, and the adaptive steps that would follow such answers, if any."""

    question: Directive
    steps: tuple[Directive, ...] = ()


@dataclass(frozen=True)
class QuestionPreview:
    """An interview in which every answer gives the same signal.

    Attributes:
        signal: what every answer is taken for.
        questions: in the order in which they are asked.
        ending: why no more are asked.
        minutes: of talk when the last word is asked for.
    """

    signal: Signal
    questions: tuple[PreviewedQuestion, ...]
    ending: str
    minutes: float


def preview_questions(plan: InterviewPlan, base: BasePrompt, signal: Signal) -> QuestionPreview:
    """What is asked by ``plan`` of a candidate whose answers all give ``signal``.

    The clock runs as the plan expects: QUESTION_SECONDS for a question, PROBE_SECONDS for a
    probe.
    """
    state = ProgressiveAssessment.begin(plan, base)
    asked: list[PreviewedQuestion] = []
    while (step := state.current).kind in ASKING:
        if step.kind == "question":
            asked.append(PreviewedQuestion(step))
        else:
            asked[-1] = PreviewedQuestion(asked[-1].question, (*asked[-1].steps, step))
        seconds = PROBE_SECONDS if step.kind == "probe" else QUESTION_SECONDS
        state = state.record(signal, state.elapsed + seconds)
    return QuestionPreview(signal, tuple(asked), state.current.why, state.elapsed / 60)
