"""Answering in writing: the box, and what it sends."""

import re
import uuid
from collections.abc import Callable
from functools import partial

from core.access.tokens import hash_token
from core.interviews.answer_drafts import LONGEST_ANSWER
from core.models import Speaker
from core.realtime.bridge import Bridge
from core.realtime.models import commands as do
from core.realtime.session.room import RoomView
from core.text.characters import kept_text
from pages.parts.candidate import draft_route
from pages.parts.candidate.browser_parts import ANSWER_FORM, answer_box, beside_answers
from pages.parts.candidate.own_link import own_link
from pages.parts.candidate.own_way_in import tell
from pages.widgets.forms import field_error
from pages.widgets.tab import entered

WORDS = {
    "sent": "Sending…",
    "late": "Not kept yet, as the connection is slow or lost. Your answer stays here and is sent "
    "again by itself.",
    "earlier": "You began this before the question above came. Send it as your answer to it, "
    "or clear it.",
}
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOTHING_READABLE = "…"
"""What stands for an answer of characters that nobody can see: the interviewer asks again."""
_RECENT = 20
"""Answers of which a page may still wait to hear that they are kept."""


def writing(bridge: Bridge, view: RoomView, interview_id: uuid.UUID) -> None:
    """The box; what is in it stays there until it is among the turns that are kept."""
    field_error(ANSWER_FORM)
    mine = [str(turn.id) for turn in view.turns if turn.speaker is Speaker.CANDIDATE]
    shown = {
        "asking": view.asking,
        "kept": mine[-_RECENT:],
        "link": own_link(),
        "interview": place(interview_id),
        "route": draft_route.PATH.lstrip("/"),
        "most": LONGEST_ANSWER,
        "words": WORDS,
    }
    answer_box(shown, partial(_send, bridge))


def erase_written(interview_id: uuid.UUID) -> None:
    """The interview is over: nothing of what was written stays in the browser."""
    beside_answers({"aside": "over", "interview": place(interview_id)})


def speaking(interview_id: uuid.UUID) -> None:
    """Answers are spoken: this tab is not to go on in writing by itself."""
    beside_answers({"aside": "speaking", "interview": place(interview_id)})


def goes_on_writing(interview_id: uuid.UUID, go_on: Callable[[], None]) -> None:
    """A tab that answered in writing before it was reloaded, or cut off, goes on by itself."""
    beside_answers({"aside": "returning", "interview": place(interview_id)}, go_on)


def place(interview_id: uuid.UUID) -> str:
    """Names the interview in the browser's storage, whatever link opens it; tells nothing of it.

    What was written in a room whose link the team ended is there by the new link.
    """
    return hash_token(str(interview_id))[:16]


def _send(bridge: Bridge) -> None:
    """Hand on what the browser sends, and sends again until it is kept."""
    match entered("answer").answer:
        case {"id": str(id_), "asking": str(asking), "text": str(text)}:
            if len(text) <= LONGEST_ANSWER and _ID.fullmatch(id_):
                readable = kept_text(text).strip() or NOTHING_READABLE
                tell(bridge, do.TypeAnswer(readable, uuid.UUID(id_), asking))
