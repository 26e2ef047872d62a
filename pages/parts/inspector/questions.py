"""What would be asked: the core questions, and follow-ups for three kinds of candidates."""

from collections import Counter
from html import escape

import streamlit as st

from core.interviews.assessment.directive import Directive
from core.interviews.assessment.preview import QuestionPreview, preview_questions
from core.interviews.assessment.topics import Signal
from core.text.dates import many
from pages.parts.inspector.address import EVERY, choice
from pages.parts.inspector.subject import Subject

_CANDIDATES: dict[str, str] = {
    Signal.WEAK: "Weak candidate",
    Signal.MIXED: "Mixed candidate",
    Signal.STRONG: "Strong candidate",
}
_STYLE = """<style>
ol.rc-asked {list-style: none; margin: 0; padding: 0}
.rc-asked li {padding: .6rem 0; overflow-wrap: anywhere;
  border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent)}
.rc-asked .rc-about {display: flex; flex-wrap: wrap; gap: .15rem .5rem; font-size: .875rem}
.rc-asked .rc-level {font-weight: 600; border-radius: .3rem; padding: 0 .4rem;
  border: 1px solid color-mix(in srgb, currentColor 55%, transparent)}
.rc-asked p {margin: .25rem 0 0}
.rc-asked .rc-step {margin: .4rem 0 0; padding-left: .75rem;
  border-left: 2px solid color-mix(in srgb, currentColor 30%, transparent)}
.rc-asked .rc-why {font-size: .875rem; color: color-mix(in srgb, currentColor 80%, transparent)}
</style>"""


def questions_view(subject: Subject) -> None:
    """The plan's core, and what would follow the answers of three kinds of candidates."""
    plan = subject.plan
    core, more = many(len(plan.questions), "core question"), many(plan.probes, "further question")
    st.write(
        f"Every candidate is asked the same {core} in this order, within {plan.minutes} minutes. "
        f"Between them stand at most {more}, probes or follow-ups: with a language model, how far "
        "an answer goes decides which, and is never a grade. Without one everybody takes the mixed "
        "candidate's path; only “I have not done that” leads to an easier question."
    )
    candidate = choice("candidate", "Candidate", {EVERY: "All three", **_CANDIDATES})
    signals = list(Signal) if candidate == EVERY else [Signal(candidate)]
    for column, signal in zip(st.columns(len(signals), gap="medium"), signals, strict=True):
        preview = preview_questions(plan, subject.base, signal)
        with column:
            st.markdown(f"#### {_CANDIDATES[signal]}")
            st.html(f'{_STYLE}<p>{_steps(preview)}</p><ol class="rc-asked">{_asked(preview)}</ol>')
            st.text(f"Then the last word: {preview.ending}")


def _steps(preview: QuestionPreview) -> str:
    """How many questions of each kind."""
    counts = Counter[str](step.kind for one in preview.questions for step in one.steps)
    named = {"follow_up": "follow-up", "probe": "probe"}
    more = [many(counts[kind], name) for kind, name in named.items() if counts[kind]]
    return " · ".join([many(len(preview.questions), "core question"), *more])


def _why(step: Directive) -> str:
    """The reason alone: the competency stands above it."""
    return f"Why: {step.why.removeprefix(f'{step.competency}: ')}"


def _asked(preview: QuestionPreview) -> str:
    return "".join(
        f'<li><div class="rc-about"><strong>{one.question.number}</strong>'
        f'<span class="rc-level">{one.question.level}</span>'
        f"<span>{escape(one.question.competency or '')}</span></div>"
        f"<p>{escape(one.question.text)}</p>"
        f'<p class="rc-why">{escape(_why(one.question))}</p>'
        f"{''.join(map(_step, one.steps))}</li>"
        for one in preview.questions
    )


def _step(step: Directive) -> str:
    """A follow-up with its level, or a probe."""
    kind = f"Follow-up, {step.level}" if step.kind == "follow_up" else "Then, once"
    return (
        f'<div class="rc-step"><p><strong>{kind}:</strong> {escape(step.text)}</p>'
        f'<p class="rc-why">{escape(_why(step))}</p></div>'
    )
