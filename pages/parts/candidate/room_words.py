"""What the live room shows of a view, in words (pure)."""

from typing import Any

from core.models import Speaker
from core.realtime.session.room import RoomState, RoomView
from core.text.dates import many

STATES = {
    RoomState.CONNECTING: "Connecting…",
    RoomState.SPEAKING: "The interviewer is speaking",
    RoomState.LISTENING: "Listening to you: take your time",
    RoomState.WORKING: "Thinking about your answer…",
    RoomState.THINKING: "Take your time. Speak when you are ready",
    RoomState.PAUSED: "Paused. The clock stands still",
    RoomState.RECONNECTING: "Reconnecting… Everything you said is kept",
    RoomState.SAVING: "Thank you. Your last words are being written down…",
}
WRITING = "Your turn: write your answer below"
UNHEARD = "You are not heard yet: no microphone is connected"
MUTED = "Your microphone seems to be muted: nothing arrives from it"
CUT_OFF = "Your voice does not arrive just now. One moment: it is being connected again"
_TURN = {RoomState.LISTENING, RoomState.THINKING}
ACTIVE = frozenset({RoomState.SPEAKING, RoomState.LISTENING, RoomState.WORKING, RoomState.THINKING})
CAPTIONS_SHOWN = 40
_LEVEL_STEPS = 20


def minutes_left(seconds: float) -> str:
    """Time left in gentle words."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "last minute"
    return f"about {many(minutes, 'minute')} left"


def _time(view: RoomView) -> str:
    """The time left; nothing as long as it is not known."""
    unknown = view.state is RoomState.CONNECTING and not view.seconds_left
    return "" if unknown else minutes_left(view.seconds_left)


def place(view: RoomView) -> str:
    """Which question this is, in words."""
    if view.last_word:
        return "Your last word"
    if view.number:
        deeper = " · follow-up" if view.follow_up else ""
        return f"Question {view.number} of {view.of}{deeper}"
    return "Closing" if view.turns else ""


def _share_done(view: RoomView) -> float:
    if view.number and view.of:
        return (view.number - 1) / view.of
    return 1.0 if view.turns else 0.0


def state(view: RoomView, *, unheard: str = "") -> tuple[str, str]:
    """The state, as a name for CSS and in words; ``unheard``: why the voice does not arrive."""
    if view.state in _TURN and view.typing:
        return "writing", WRITING
    if view.state in _TURN and unheard:
        return "muted", unheard
    return view.state.value, STATES.get(view.state, "")


def stage_data(
    view: RoomView, *, about: str, captions: bool, level: float | None, unheard: str = ""
) -> dict[str, Any]:
    """Everything that the stage shows.

    Args:
        about: what the interview is for.
        captions: whether they are switched on.
        level: loudness of the microphone, 0 to 1; None where nobody listens to it.
        unheard: why nothing of the candidate's voice arrives, if it should; in words.
    """
    name, words = state(view, unheard=unheard)
    return {
        "about": about,
        "time": _time(view),
        "place": place(view),
        "share": _share_done(view),
        "question": view.question,
        "state": name,
        "words": words,
        "typing": view.typing,
        "level": None
        if level is None
        else round(min(1.0, level * 4) * _LEVEL_STEPS) / _LEVEL_STEPS,
        "captions": captions,
        "partial": view.partial,
        "lines": [
            {
                "number": turn.number,
                "mine": turn.speaker is Speaker.CANDIDATE,
                "text": f"{turn.text} …" if turn.interrupted else turn.text,
            }
            for turn in view.turns[-CAPTIONS_SHOWN:]
            if turn.text
        ],
    }
