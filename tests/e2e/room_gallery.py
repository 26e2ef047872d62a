"""Every state of the live room, standing still: a Streamlit app that shows ``?state=`` by name."""

import asyncio
import uuid
from dataclasses import dataclass, replace

import streamlit as st

from core.models import Speaker, TurnKind
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.session.records import SpokenTurn
from core.realtime.session.room import Notice, RoomState, RoomView
from pages.parts.candidate.live_room import room
from pages.parts.candidate.room_dialogs import open_dialog
from pages.parts.candidate.room_style import CANDIDATE
from pages.parts.candidate.sound import Sound

QUESTION = (
    "Tell me about a time when a Kafka consumer fell behind in production. What did you look at "
    "first, and what did you change?"
)
SAID = (
    SpokenTurn(
        1, Speaker.INTERVIEWER,
        f"Hello Ada, I am an AI interviewer for Northwind Analytics. {QUESTION}",
        TurnKind.OPENING,
    ),
    SpokenTurn(
        2, Speaker.CANDIDATE,
        "I measured the lag of each partition before I changed anything. One customer had a hot "
        "key, so we repartitioned the topic, and the delay fell from two hours to ten minutes.",
        TurnKind.ANSWER,
    ),
    SpokenTurn(3, Speaker.INTERVIEWER, "How did you notice", TurnKind.PROBE, interrupted=True),
)  # fmt: skip
ROOM = RoomView(RoomState.LISTENING, SAID, QUESTION, number=3, of=7, seconds_left=810.0)


@dataclass(frozen=True)
class Shown:
    """What the room is to show, and how the microphone is."""

    view: RoomView
    level: float = 0.12
    muted: bool = False
    playing: bool = True
    problem: str = ""
    dialog: str | None = None


STATES = {
    "connecting": Shown(RoomView(seconds_left=1500.0)),
    "speaking": Shown(replace(ROOM, state=RoomState.SPEAKING)),
    "listening": Shown(replace(ROOM, partial="I looked at the lag of each")),
    "working": Shown(replace(ROOM, state=RoomState.WORKING)),
    "thinking": Shown(replace(ROOM, state=RoomState.THINKING, follow_up=True)),
    "paused": Shown(replace(ROOM, state=RoomState.PAUSED)),
    "quiet": Shown(replace(ROOM, state=RoomState.PAUSED, notice=Notice.QUIET_PAUSE)),
    "writing": Shown(replace(ROOM, typing=True)),
    "reconnecting": Shown(
        replace(ROOM, state=RoomState.RECONNECTING, notice=Notice.MODEL_LOST)
    ),
    "fallback": Shown(
        replace(ROOM, typing=True, voice=False, fallback=True, notice=Notice.FALLBACK)
    ),
    "muted": Shown(ROOM, level=0.0, muted=True),
    "blocked": Shown(ROOM, playing=False, problem="NotAllowedError"),
    "not-connected": Shown(ROOM, playing=False),
    "not-heard": Shown(replace(ROOM, notice=Notice.NOT_HEARD)),
    "last-word": Shown(
        replace(ROOM, question="Is there anything you would like to add, or to ask about the job?",
                number=0, last_word=True, seconds_left=40.0)
    ),
    "other-language": Shown(replace(ROOM, unheard_language=True)),
    "saving": Shown(replace(ROOM, state=RoomState.SAVING)),
    "end": Shown(ROOM, dialog="end"),
    "trouble": Shown(ROOM, dialog="trouble"),
}  # fmt: skip


class StillBridge(Bridge):
    """A bridge whose session stands still in one state."""

    def __init__(self, view: RoomView) -> None:
        super().__init__(asyncio.new_event_loop())
        self._shown = view

    @property
    def live(self) -> bool:
        """It never ends."""
        return True

    @property
    def view(self) -> RoomView:
        """What is to be shown."""
        return self._shown

    @property
    def vacant(self) -> bool:
        """Somebody is there."""
        return False


class StillLine(MediaLine):
    """A microphone that hears the same all the time."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown

    @property
    def level(self) -> float:
        """As told."""
        return self._shown.level

    @property
    def hears(self) -> bool:
        """As long as it is connected."""
        return self._shown.playing

    @property
    def muted(self) -> bool:
        """As told."""
        return self._shown.muted


def main() -> None:
    """One state."""
    shown = STATES[st.query_params["state"]]
    st.html(CANDIDATE)
    open_dialog(shown.dialog)
    bridge = StillBridge(shown.view)
    sound = Sound(StillLine(shown), shown.playing, shown.problem)
    room(bridge, sound, uuid.UUID(int=1), "Senior Data Engineer at Northwind Analytics")


if __name__ == "__main__":
    main()
