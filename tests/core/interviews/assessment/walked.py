"""Assessments that are walked through with given or with random answers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.interviews.assessment.directive import Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import Signal
from tests.plans import LIBRARY, plan_for, plans

Answers = list[tuple[Signal, float, bool]]


@st.composite
def interviews(draw: st.DrawFn) -> ProgressiveAssessment:
    """A new assessment of any plan; some candidates have more time than it says."""
    plan = draw(plans())
    more = draw(st.sampled_from([0, 0, plan.minutes // 2]))
    return ProgressiveAssessment.begin(plan, LIBRARY[plan.base_prompt], plan.minutes + more)


ANSWERS = st.lists(
    st.tuples(st.sampled_from(Signal), st.floats(0, 400), st.booleans()), min_size=1, max_size=40
)


def for_every_interview(test: Callable[..., None]) -> Callable[..., None]:
    """Run ``test`` over random interviews and the answers given in them."""
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    return unhurried(given(interviews(), ANSWERS)(test))


def walk(
    state: ProgressiveAssessment, answers: Answers
) -> Iterator[tuple[ProgressiveAssessment, ProgressiveAssessment]]:
    """Each state and the one after it; ``answers`` (signal, seconds, skipped) begin anew at their
    end, until the farewell."""
    steps = 0
    while not state.done:
        signal, seconds, skipped = answers[steps % len(answers)]
        elapsed = state.elapsed + seconds
        after = state.skip(elapsed) if skipped else state.record(signal, elapsed)
        yield state, after
        state, steps = after, steps + 1
        assert steps < 1_000


def states(state: ProgressiveAssessment, answers: Answers) -> list[ProgressiveAssessment]:
    return [state, *(after for _, after in walk(state, answers))]


def asked(state: ProgressiveAssessment, *signals: Signal) -> ProgressiveAssessment:
    """The state after answers that cost no time."""
    for signal in signals:
        state = state.record(signal, 0)
    return state


def steps_of(path: list[ProgressiveAssessment], *kinds: str) -> list[Directive]:
    return [s.current for s in path if s.current.kind in kinds]


# Up, down and settled


def long_talk(**changes: Any) -> ProgressiveAssessment:
    plan = replace(plan_for("python", minutes=90), **changes)
    return ProgressiveAssessment.begin(plan, LIBRARY["python"])
