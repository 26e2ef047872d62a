"""What would it ask? The first questions to a weak, a mixed and a strong candidate."""

from collections import Counter
from html import escape

import streamlit as st

from core.assessment import Directive
from core.prompts import Level
from core.question_preview import PREVIEWED, QuestionPreview, preview_questions
from core.topics import Signal
from pages.shared.inspector_address import EVERY, choice
from pages.shared.inspector_view import Subject

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
.rc-asked .rc-why {font-size: .875rem; color: color-mix(in srgb, currentColor 80%, transparent)}
</style>"""


def questions_view(subject: Subject) -> None:
    """The structured interviewer's own choice, without any model."""
    minutes = subject.posting.interview_minutes or 20
    st.write(
        f"The first {PREVIEWED} questions of an interview of {minutes} minutes, as the "
        "structured interviewer asks them. How far an answer goes decides the next level; it is "
        "never a grade."
    )
    shown = choice("candidate", "Candidate", {EVERY: "All three", **_CANDIDATES})
    signals = list(Signal) if shown == EVERY else [Signal(shown)]
    for column, signal in zip(st.columns(len(signals), gap="medium"), signals, strict=True):
        preview = preview_questions(subject.posting, subject.base, minutes, signal)
        with column:
            st.markdown(f"#### {_CANDIDATES[signal]}")
            st.html(f'{_STYLE}<p>{_levels(preview)}</p><ol class="rc-asked">{_asked(preview)}</ol>')
            if preview.ending:
                st.text(f"Then the last word: {preview.ending}")


def _levels(preview: QuestionPreview) -> str:
    """How many questions at each level."""
    counts = Counter(one.question.level for one in preview.questions)
    return " · ".join(f"{counts[level]} {level}" for level in Level if counts[level])


def _why(question: Directive) -> str:
    """The reason alone: the competency stands above it."""
    reason = question.why.removeprefix(f"{question.competency}: ")
    return f"Why: {reason}"


def _asked(preview: QuestionPreview) -> str:
    return "".join(
        f'<li><div class="rc-about"><strong>{one.question.number}</strong>'
        f'<span class="rc-level">{one.question.level}</span>'
        f"<span>{escape(one.question.competency or '')}</span></div>"
        f"<p>{escape(one.question.text)}</p>"
        + (f"<p>Then, once: {escape(one.probe.text)}</p>" if one.probe else "")
        + f'<p class="rc-why">{escape(_why(one.question))}</p></li>'
        for one in preview.questions
    )
