"""One turn of a transcript as HTML: speaker, time, words, highlights, notes, recording."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from core.evaluation.evidence import Evidence
from core.evaluation.transcript import turn_text
from core.models import Interview, Turn
from core.review.turn_words import SPEAKERS, about, since_start
from pages.parts.recordings import turn_audio_player
from pages.widgets.correction_html import correction_html
from pages.widgets.marks import Mark, found_in, marked_html

ATTACHED, FOCUS = "rc-attached", "rc-focus"


@dataclass(frozen=True)
class Highlights:
    """What is marked in a transcript, and what is beside the words.

    Attributes:
        search: every occurrence is marked.
        attached: spans that the rating at hand rests on.
        focus: the span that is highlighted and scrolled to.
        about: the competency that is being rated; its turns are emphasised.
        recorded: seconds of recording of each turn that has one.
        unclear: why a turn may not be what was said, by turn.
        steered: whether to show what decided the next question.
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


def turn_html(interview: Interview, turn: Turn, highlights: Highlights) -> str:
    """``turn`` as an item of the list of turns; everything in it is escaped."""
    here = " rc-here" if highlights.about and turn.competency == highlights.about else ""
    time = since_start(interview, turn)
    more = "".join(f'<p class="rc-more">{line}</p>' for line in _more(turn, highlights))
    seconds = highlights.recorded.get(turn.id)
    player = turn_audio_player(turn.id, seconds, f"turn {turn.number}") if seconds else ""
    words = marked_html(turn_text(turn), _marks(turn, highlights))
    return (
        f'<li class="{turn.speaker}{here}" id="{anchor(turn)}">'
        f'<a class="rc-time" href="#{anchor(turn)}"><time>{time}</time></a><div>'
        f'<div class="rc-head"><strong>{SPEAKERS[turn.speaker]}</strong>'
        f"<span>{escape(' · '.join(about(turn)))}</span></div>"
        f'<p class="rc-said" data-turn="{turn.id}">{words}</p>'
        f"{more}{player}</div></li>"
    )


def _marks(turn: Turn, highlights: Highlights) -> list[Mark]:
    text = turn_text(turn)
    attached = [_mark(one, ATTACHED) for one in highlights.attached if one.turn_id == turn.id]
    focus = highlights.focus
    there = [_mark(focus, FOCUS)] if focus and focus.turn_id == turn.id else []
    # A line that was corrected since may not hold the quoted words any more.
    spans = [mark for mark, one in [*attached, *there] if text[mark.start : mark.end] == one]
    return [*found_in(text, highlights.search.strip()), *spans]


def _mark(span: Evidence, style: str) -> tuple[Mark, str]:
    return Mark(span.start, span.end, style), span.quote


def _more(turn: Turn, highlights: Highlights) -> list[str]:
    """What else is to be said of a turn, as HTML."""
    lines = []
    if turn.corrected_text is not None:
        lines.append(
            f"Corrected by the candidate: {correction_html(turn.text, turn.corrected_text)}"
        )
    if turn.interrupted:
        lines.append("The candidate cut in: this is what was heard.")
    if turn.planned_text and turn.planned_text != turn.text:
        lines.append(f"Was to be: {escape(turn.planned_text)}")
    if turn.id in highlights.unclear:
        lines.append(escape(highlights.unclear[turn.id]))
    if highlights.steered and turn.signal:
        steered = f"Steered the next question, never a grade: {turn.signal}"
        lines.append(escape(f"{steered}. {turn.note}" if turn.note else steered))
    return lines
