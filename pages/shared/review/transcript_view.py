"""What was said on screen: every turn with its time, its corrections and its recording."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from core.evaluation.transcript import said
from core.models import InputMode, Interview, Speaker, Turn, TurnKind
from core.review.evidence import Evidence
from pages.shared.changes import changes_html
from pages.shared.review.marks import Mark, found_in, marked_html
from pages.shared.review.moments import clock
from pages.shared.review.recordings import turn_audio_player

SPEAKERS = {Speaker.INTERVIEWER: "Interviewer (AI)", Speaker.CANDIDATE: "Candidate"}
_KINDS = {
    TurnKind.OPENING: "Opening",
    TurnKind.QUESTION: "Question",
    TurnKind.FOLLOW_UP: "Question at another level",
    TurnKind.PROBE: "Follow-up",
    TurnKind.ANSWER: "Answer",
    TurnKind.REQUEST: "Request",
    TurnKind.REPEAT: "Question said again",
    TurnKind.WELCOME_BACK: "Welcome back",
    TurnKind.NUDGE: "Reminder",
    TurnKind.REPLY: "Reply to the candidate",
    TurnKind.CLOSING: "Closing",
}
_MODES = {InputMode.VOICE: "spoken", InputMode.TYPED: "typed"}
ASKING = (TurnKind.OPENING, TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE)
_ASKED = (*ASKING[1:], TurnKind.ANSWER)
EVERYTHING, QUESTIONS, ANSWERS = "Everything", "Questions and answers", "Answers only"
FILTERS = {EVERYTHING: tuple(TurnKind), QUESTIONS: _ASKED, ANSWERS: (TurnKind.ANSWER,)}
ATTACHED, FOCUS = "rc-attached", "rc-focus"
_STYLE = """<style>
ol.rc-turns {list-style: none; margin: 0; padding: 0}
.rc-turns li {display: grid; grid-template-columns: 4rem 1fr; gap: 0 .75rem; margin: 0;
  padding: .5rem .25rem; border-top: 1px solid color-mix(in srgb, currentColor 16%, transparent);
  scroll-margin-top: 1rem}
.rc-turns li.rc-here {background: color-mix(in srgb, currentColor 6%, transparent)}
.rc-turns a.rc-time {font-variant-numeric: tabular-nums; padding-top: .1rem; color: inherit}
.rc-turns .rc-said {margin: .1rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
  max-width: 46rem}
.rc-turns .rc-head {display: flex; flex-wrap: wrap; gap: .1rem .6rem; font-size: .875rem}
.rc-turns .rc-more {font-size: .875rem; margin: .2rem 0 0; max-width: 46rem;
  overflow-wrap: anywhere}
.rc-turns .candidate > div {border-left: 4px solid #0072B2; padding-left: .75rem}
.rc-turns .interviewer > div {border-left: 4px solid transparent; padding-left: .75rem}
.rc-turns mark {background: #F0E442; color: #000}
.rc-turns mark.rc-attached {background: #BFE3F7; color: #000; border-bottom: 2px solid #0072B2}
.rc-turns mark.rc-focus {background: #FFB000; color: #000; outline: 2px solid #7A4B00}
nav ul.rc-jumps {display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin: 0 0 .5rem; padding: 0;
  list-style: none; font-size: .875rem}
nav .rc-jumps li {margin: 0}
.rc-jumps a {color: inherit}
@media (max-width: 640px) {
  .rc-turns li {grid-template-columns: 1fr}
  nav ul.rc-jumps {flex-wrap: nowrap; overflow-x: auto; white-space: nowrap}
}
</style>"""


@dataclass(frozen=True)
class Shown:
    """What is marked in a transcript, and what is beside the words.

    Attributes:
        search: every occurrence is marked.
        attached: spans that the rating at hand rests on.
        focus: the span that somebody wants to see.
        about: the competency at hand; its turns stand out.
        recorded: seconds of recording of each turn that has one.
        unclear: the turns that may not be what was said, and why.
        steered: whether to say what steered the next question.
    """

    search: str = ""
    attached: Sequence[Evidence] = ()
    focus: Evidence | None = None
    about: str | None = None
    recorded: Mapping[uuid.UUID, float] = field(default_factory=dict)
    unclear: Mapping[uuid.UUID, str] = field(default_factory=dict)
    steered: bool = False


def anchor(turn: Turn) -> str:
    """Where a turn is on the page."""
    return f"turn-{turn.number}"


def since_start(interview: Interview, turn: Turn) -> str:
    """When a turn began, counted from the start of the interview."""
    start = interview.started_at or turn.started_at
    return clock((turn.started_at - start).total_seconds())


def matching(turns: Sequence[Turn], kinds: Sequence[TurnKind], search: str) -> list[Turn]:
    """The turns of these kinds that hold the searched words, as they stand there."""
    wanted = search.strip().casefold()
    return [turn for turn in turns if turn.kind in kinds and wanted in said(turn).casefold()]


def jumps(interview: Interview, turns: Sequence[Turn]) -> None:
    """A link to each question."""
    asked = [turn for turn in turns if turn.kind in ASKING and turn.competency]
    links = "".join(
        f'<li><a href="#{anchor(turn)}">{since_start(interview, turn)} '
        f"{escape(turn.competency or '')}</a></li>"
        for turn in asked
        if turn.kind is not TurnKind.PROBE
    )
    if links:
        st.html(f'{_STYLE}<nav aria-label="Questions"><ul class="rc-jumps">{links}</ul></nav>')


def turns_view(interview: Interview, turns: Sequence[Turn], shown: Shown) -> None:
    """Who said what, and when."""
    items = "".join(_turn(interview, turn, shown) for turn in turns)
    st.html(f'{_STYLE}<ol class="rc-turns">{items}</ol>')


def about(turn: Turn) -> list[str]:
    """What a turn is, in a few words."""
    asked = f"{turn.competency}, {turn.level} level" if turn.level else turn.competency
    mode = _MODES[turn.mode] if turn.speaker is Speaker.CANDIDATE else None
    return [part for part in (_KINDS[turn.kind], asked, mode) if part]


def _turn(interview: Interview, turn: Turn, shown: Shown) -> str:
    here = " rc-here" if shown.about and turn.competency == shown.about else ""
    time = since_start(interview, turn)
    more = "".join(f'<p class="rc-more">{line}</p>' for line in _more(turn, shown))
    seconds = shown.recorded.get(turn.id)
    player = turn_audio_player(turn.id, seconds, f"turn {turn.number}") if seconds else ""
    words = marked_html(said(turn), _marks(turn, shown))
    return (
        f'<li class="{turn.speaker}{here}" id="{anchor(turn)}">'
        f'<a class="rc-time" href="#{anchor(turn)}"><time>{time}</time></a><div>'
        f'<div class="rc-head"><strong>{SPEAKERS[turn.speaker]}</strong>'
        f"<span>{escape(' · '.join(about(turn)))}</span></div>"
        f'<p class="rc-said" data-turn="{turn.id}">{words}</p>'
        f"{more}{player}</div></li>"
    )


def _marks(turn: Turn, shown: Shown) -> list[Mark]:
    text = said(turn)
    attached = [_mark(one, ATTACHED) for one in shown.attached if one.turn_id == turn.id]
    focus = shown.focus
    there = [_mark(focus, FOCUS)] if focus and focus.turn_id == turn.id else []
    # A line that was corrected since may not hold the quoted words any more.
    spans = [mark for mark, one in [*attached, *there] if text[mark.start : mark.end] == one]
    return [*found_in(text, shown.search.strip()), *spans]


def _mark(span: Evidence, style: str) -> tuple[Mark, str]:
    return Mark(span.start, span.end, style), span.quote


def _more(turn: Turn, shown: Shown) -> list[str]:
    """What else is to be said of a turn, as HTML."""
    lines = []
    if turn.corrected_text is not None:
        lines.append(f"Corrected by the candidate: {changes_html(turn.text, turn.corrected_text)}")
    if turn.interrupted:
        lines.append("The candidate cut in: this is what was heard.")
    if turn.planned_text and turn.planned_text != turn.text:
        lines.append(f"Was to be: {escape(turn.planned_text)}")
    if turn.id in shown.unclear:
        lines.append(escape(shown.unclear[turn.id]))
    if shown.steered and turn.signal:
        steered = f"Steered the next question, never a grade: {turn.signal}"
        lines.append(escape(f"{steered}. {turn.note}" if turn.note else steered))
    return lines


def transcript_text(head: Sequence[str], interview: Interview, turns: Sequence[Turn]) -> str:
    """The interview as plain text under the lines of ``head``."""
    lines = (
        f"[{since_start(interview, turn)}] {SPEAKERS[turn.speaker]} "
        f"({'; '.join(about(turn))}):\n{said(turn)}"
        for turn in turns
    )
    return "\n\n".join(["\n".join(head), *lines]) + "\n"
