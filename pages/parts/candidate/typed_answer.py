"""Answering in writing: the box, what it sends, and what the browser stores of it."""

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
from pages.parts.candidate.browser_components import ANSWER_FORM, answer_box, stored_answer_task
from pages.parts.candidate.link_check import send_command
from pages.parts.candidate.own_link import own_link
from pages.widgets.forms import field_error
from pages.widgets.tab_state import widget_value

WORDS = {
    "sent": "Sending…",
    "late": "Not kept yet, as the connection is slow or lost. Your answer stays here and is sent "
    "again by itself.",
    "earlier": "You began this before the question above came. Send it as your answer to it, "
    "or clear it.",
}
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOTHING_READABLE = "…"
"""Replaces an answer of invisible characters: the interviewer asks again."""
_RECENT = 20
"""The latest answers, which the browser may still wait to see confirmed."""


def writing(bridge: Bridge, view: RoomView, interview_id: uuid.UUID) -> None:
    """The box; an answer stays in it until it is among the turns that are kept."""
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


def erase_stored_answer(interview_id: uuid.UUID) -> None:
    """Delete what the browser stores of an answer: the interview is over."""
    stored_answer_task({"task": "over", "interview": place(interview_id)})


def speaking(interview_id: uuid.UUID) -> None:
    """This tab answers by voice: it does not go on in writing by itself after a reload."""
    stored_answer_task({"task": "speaking", "interview": place(interview_id)})


def resume_writing(interview_id: uuid.UUID, go_on: Callable[[], None]) -> None:
    """Call ``go_on`` in a tab that answered in writing before it was reloaded or disconnected."""
    stored_answer_task({"task": "returning", "interview": place(interview_id)}, go_on)


def place(interview_id: uuid.UUID) -> str:
    """The key of the interview in the browser's storage; it reveals nothing.

    It is the same for every link, so that a new link finds what was written by an old one.
    """
    return hash_token(str(interview_id))[:16]


def _send(bridge: Bridge) -> None:
    """Send the answer on; the browser repeats it until it is kept."""
    match widget_value("answer").answer:
        case {"id": str(id_), "asking": str(asking), "text": str(text)}:
            if len(text) <= LONGEST_ANSWER and _ID.fullmatch(id_):
                readable = kept_text(text).strip() or NOTHING_READABLE
                send_command(bridge, do.TypeAnswer(readable, uuid.UUID(id_), asking))
