"""The live interviews of this process."""

import threading
import uuid
from collections.abc import Callable

from core.errors import Conflict
from core.realtime.bridge import Bridge, BridgeLoop
from core.realtime.model import RealtimeModel
from core.realtime.recorder import RecordingDesk
from core.realtime.recovery import Successor, nobody
from core.realtime.service import RealtimeInterviewService
from core.realtime.session import LiveSession


class HouseFull(Conflict):
    """As many interviews run in this process as it carries well."""


class Rooms:
    """One bridge an interview, found again after a reload; threads may share it."""

    def __init__(
        self,
        service: RealtimeInterviewService,
        make_model: Callable[[uuid.UUID], RealtimeModel],
        *,
        desk: RecordingDesk | None = None,
        successor: Successor = nobody,
        most: int = 8,
        grace_seconds: float = 30.0,
    ) -> None:
        """``most``: live interviews at once; the rest as for LiveSession.

        ``make_model`` makes the model of one interview, on the thread that starts it; ``desk``
        records those whose candidate agreed to it.
        """
        self._service, self._make_model, self._successor = service, make_model, successor
        self._desk = desk
        self._most, self._grace_seconds = most, grace_seconds
        self._lock = threading.Lock()
        self._bridges: dict[uuid.UUID, Bridge] = {}
        self._loop: BridgeLoop | None = None

    def bridge(self, interview_id: uuid.UUID) -> Bridge:
        """The bridge of this interview, made at first use."""
        with self._lock:
            self._loop = self._loop or BridgeLoop()
            if interview_id not in self._bridges:
                self._bridges = {k: b for k, b in self._bridges.items() if not b.idle}
                self._bridges[interview_id] = Bridge(self._loop.loop)
            return self._bridges[interview_id]

    def start(self, interview_id: uuid.UUID) -> Bridge:
        """Begin or go on with the interview's live session.

        Raises:
            HouseFull: if the process carries no more.
        """
        bridge = self.bridge(interview_id)
        with self._lock:
            if not bridge.live:
                if sum(b.live for b in self._bridges.values()) >= self._most:
                    raise HouseFull(
                        "All interview rooms are taken at the moment. Please try again in a few "
                        "minutes; your link stays valid."
                    )
                bridge.start(
                    LiveSession(
                        interview_id,
                        self._service,
                        self._make_model(interview_id),
                        bridge.voice,
                        recorder=self._desk.recorder(interview_id) if self._desk else None,
                        successor=self._successor,
                        grace_seconds=self._grace_seconds,
                    )
                )
        return bridge

    def close(self) -> None:
        """Leave every session; each can be gone on with by its link."""
        with self._lock:
            for bridge in self._bridges.values():
                bridge.stop()
