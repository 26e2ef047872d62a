"""The live interviews of this process."""

import threading
import time
import uuid
from collections.abc import Callable
from functools import partial

from core.errors import Conflict
from core.realtime.bridge import Bridge, BridgeLoop
from core.realtime.load import LoadMeter
from core.realtime.media.recorder import Recorders
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models.model import RealtimeModel
from core.realtime.session.model_recovery import MakeFallbackModel, writing_only
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession

TAKEN = (
    "All interview rooms are taken at the moment. Please try again in a few minutes; your link "
    "stays valid."
)
NO_VOICE_NOW = (
    "It is very busy here at the moment, and your voice would not come through well. Please "
    "try again in a few minutes, or answer in writing; your link stays valid."
)
FORGOTTEN_SECONDS = 600.0
"""A bridge that nobody uses is kept for so long; it tells a page that comes back how it ended."""


class AllRoomsTaken(Conflict):
    """This process runs as many interviews as it can serve well."""


class Rooms:
    """Keeps one bridge for each interview and link, and finds it again after a reload.

    Each link has a bridge of its own: whoever holds a link that the team has ended sees and hears
    nothing of what goes on behind the new one. Any thread may call the methods.

    Attributes:
        load: what the process has to bear.
    """

    def __init__(
        self,
        service: RealtimeInterviewService,
        make_model: Callable[[uuid.UUID], RealtimeModel],
        *,
        recorders: Recorders | None = None,
        make_fallback_model: MakeFallbackModel = writing_only,
        most: int = 16,
        most_spoken: int | None = None,
        load: LoadMeter | None = None,
        grace_seconds: float = 30.0,
    ) -> None:
        """Rooms for at most ``most`` live interviews at once; the rest as for LiveSession.

        Of them ``most_spoken`` may be spoken (None: all). Nobody is let in to speak either while
        ``load`` says that the house is full; without it the numbers alone count.

        ``make_model`` makes the model of one interview, on the thread that starts it; ``recorders``
        records the interviews whose candidate agreed to it.
        """
        self._service, self._make_model = service, make_model
        self._make_fallback_model = make_fallback_model
        self._recorders = recorders
        self._most, self._grace_seconds = most, grace_seconds
        self._most_spoken = most if most_spoken is None else most_spoken
        self.load, self._by_load = load or LoadMeter(), load is not None
        self._lock = threading.Lock()
        self._bridges: dict[tuple[uuid.UUID, str | None], Bridge] = {}
        self._loop: BridgeLoop | None = None

    def bridge(self, interview_id: uuid.UUID, link_hash: str | None = None) -> Bridge:
        """The bridge of this interview and the link ``link_hash``, made at first use."""
        at = interview_id, link_hash
        with self._lock:
            self._loop = self._loop or BridgeLoop()
            if at not in self._bridges:
                self._bridges = {k: b for k, b in self._bridges.items() if not _forgotten(b)}
                self._bridges[at] = Bridge(self._loop.loop, self.load)
            bridge = self._bridges[at]
            bridge.used_at = time.monotonic()
            return bridge

    def start(
        self, interview_id: uuid.UUID, link_hash: str | None = None, *, spoken: bool = True
    ) -> Bridge:
        """Begin the interview's live session, or go on with it; ``spoken`` or in writing.

        If a session runs here although another process has taken the interview over, it finds
        that out by itself and a new one replaces it; the caller does not wait for that.

        Raises:
            AllRoomsTaken: if the process can serve no more.
        """
        bridge = self.bridge(interview_id, link_hash)
        with self._lock:
            self._let_in(bridge)
            if spoken:
                self._let_speak(bridge)
            bridge.start(partial(self._session, interview_id, link_hash, bridge.voice))
        return bridge

    def require_place(self, interview_id: uuid.UUID, link_hash: str | None = None) -> None:
        """Refuse at once whoever would be refused once their microphone is connected.

        Raises:
            AllRoomsTaken: if there is no place for one more who speaks.
        """
        bridge = self.bridge(interview_id, link_hash)
        with self._lock:
            if not (bridge.keeps_place and bridge.spoken):
                self._require_room(bridge)
                self._require_voice(bridge)

    def let_speak(self, bridge: Bridge) -> None:
        """The candidate of a live session, who writes, would like to speak.

        Raises:
            AllRoomsTaken: if they would not be heard well.
        """
        with self._lock:
            self._let_speak(bridge)

    def _let_in(self, bridge: Bridge) -> None:
        if not bridge.keeps_place:
            bridge.spoken = False
            self._require_room(bridge)

    def _let_speak(self, bridge: Bridge) -> None:
        if not bridge.spoken:
            self._require_voice(bridge)
            bridge.spoken = True
            self.load.begins()

    def _require_room(self, bridge: Bridge) -> None:
        if len(self._others(bridge)) >= self._most:
            raise AllRoomsTaken(TAKEN)

    def _require_voice(self, bridge: Bridge) -> None:
        others = self._others(bridge)
        speak = sum(other.spoken for other in others.values())
        if speak >= self._most_spoken or (others and self._by_load and self.load.is_full(speak)):
            raise AllRoomsTaken(NO_VOICE_NOW)

    def _others(self, bridge: Bridge) -> dict[uuid.UUID, Bridge]:
        """The interviews beside that of ``bridge`` that have a place; one by another link to the
        same interview gives way to this one."""
        own = next((at[0] for at, one in self._bridges.items() if one is bridge), None)
        return {at[0]: b for at, b in self._bridges.items() if b.keeps_place and at[0] != own}

    def _session(
        self, interview_id: uuid.UUID, link_hash: str | None, voice: SpeechBuffer
    ) -> LiveSession:
        return LiveSession(
            interview_id,
            self._service,
            self._make_model(interview_id),
            voice,
            link_hash=link_hash,
            recorder=self._recorders.recorder(interview_id) if self._recorders else None,
            make_fallback_model=self._make_fallback_model,
            grace_seconds=self._grace_seconds,
        )

    def close(self) -> None:
        """Leave every session; each can be gone on with by its link."""
        with self._lock:
            for bridge in self._bridges.values():
                bridge.stop()


def _forgotten(bridge: Bridge) -> bool:
    return bridge.idle and time.monotonic() - bridge.used_at >= FORGOTTEN_SECONDS
