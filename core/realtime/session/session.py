"""Leads one live interview.

Everything that happens (the model's events, the room's commands, the audio connection, the
seconds) goes through one inbox and is handled one message at a time, so that no handler sees
half of another's work. Each kind of message has its handler: turn_taking.py,
candidate_controls.py, candidate_presence.py or model_recovery.py. They act on the conversation
(conversation.py), which says, keeps and shows things.
"""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from core.access.interview_links import LinkWithdrawn
from core.errors import RolecallError
from core.realtime.media.echo import EchoGuard
from core.realtime.media.recorder import Recorder
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.model import RealtimeModel
from core.realtime.session.candidate_controls import CandidateControls
from core.realtime.session.candidate_presence import CandidatePresence
from core.realtime.session.conversation import Conversation
from core.realtime.session.floor_control import QUIET, FloorControl
from core.realtime.session.model_handover import ModelHandover
from core.realtime.session.model_recovery import MakeFallbackModel, ModelRecovery, writing_only
from core.realtime.session.records import SessionSuperseded
from core.realtime.session.room import OVER, Notice, RoomState, RoomView
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.timers import Timers
from core.realtime.session.turn_taking import Handlers, TurnTaking

log = logging.getLogger(__name__)


class LiveSession:
    """One live connection. Create it, ``run`` it on the bridge's loop, ``close`` it.

    Attributes:
        waiting_pages: pages that asked for the room and wait to hear whether it is still theirs.
    """

    def __init__(
        self,
        interview_id: uuid.UUID,
        service: RealtimeInterviewService,
        model: RealtimeModel,
        voice: SpeechBuffer,
        *,
        link_hash: str | None = None,
        recorder: Recorder | None = None,
        make_fallback_model: MakeFallbackModel = writing_only,
        grace_seconds: float = 30.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """A session of one interview.

        Args:
            interview_id: the interview to lead or go on with.
            service: its hold on Postgres.
            model: speaks and listens.
            voice: takes the interviewer's audio.
            link_hash: the hash of the link that the candidate came by; None where it is not known.
            recorder: records both voices; None where nothing is recorded.
            make_fallback_model: makes the model that takes over from one that failed.
            grace_seconds: how long a lost media connection is waited for.
            now: a clock in seconds.
        """
        self.interview_id, self._way_in = interview_id, link_hash
        self._recorder = recorder or Recorder()
        self._echo = EchoGuard()
        voice.on_played = self._on_played
        self._handover = ModelHandover(model, self._recorder)
        self._conversation = Conversation(service, self._handover, voice, self._recorder, now)
        self._progress = self._conversation.progress
        self._timers = Timers(now)
        self._floor = FloorControl(self._conversation, self._handover, self._timers)
        self._inbox: asyncio.Queue[do.Command | ev.RealtimeEvent] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._closed = False
        self.waiting_pages = 0
        controls = CandidateControls(self._floor)
        self._recovery = ModelRecovery(
            self._floor, self._handover, make_fallback_model, interview_id
        )
        self._handlers: Handlers = {
            do.EnterRoom: self._on_enter_room,
            **TurnTaking(self._floor, controls.grant).handlers,
            **controls.handlers,
            **CandidatePresence(
                self._floor, controls, self._recovery.on_failed, grace_seconds
            ).handlers,
            **self._recovery.handlers,
        }

    # --- from outside, on the bridge's loop ---

    @property
    def view(self) -> RoomView:
        """What the room shows."""
        return self._progress.view

    def tell(self, command: do.Command) -> None:
        """Put a command into the inbox."""
        self.waiting_pages += isinstance(command, do.EnterRoom)
        self._take(command)

    def forward_commands(self, following: "LiveSession") -> None:
        """Give the session that replaces this one the commands that are not handled here."""
        following.tell(do.SetTyping(self.view.typing))
        while not self._inbox.empty():
            message = self._inbox.get_nowait()
            if isinstance(message, do.Command):
                following.tell(message)

    def _take(self, message: do.Command | ev.RealtimeEvent) -> None:
        """Put a message into the inbox; one that comes while the database is away is marked."""
        if self._progress.waiting:
            if isinstance(message, do.Repeat | do.Skip | do.Think | do.FinishAnswer):
                return  # it was meant for the question before, and seemed to do nothing
            if isinstance(message, ev.AnswerHeard):
                message = replace(message, meanwhile=True)
        self._inbox.put_nowait(message)

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio (mono s16 at 24 kHz); dropped while nobody listens."""
        self._timers.hear()
        # While the model is reconnected it keeps what the candidate says.
        kept = self._floor.model_lost and self.view.state is RoomState.RECONNECTING
        if (kept or self.view.state not in QUIET | OVER) and not self.view.typing:
            self._handover.hear(self._echo.clean(pcm))

    def _on_played(self, pcm: bytes) -> None:
        """Samples are played to the candidate; called on Streamlit's loop."""
        self._recorder.played(pcm)
        self._echo.played(pcm)

    def look(self) -> RoomView:
        """The view, from any thread; also notes that a page is still open."""
        self._timers.look()
        return self.view

    async def run(self) -> None:
        """Lead the interview until it ends, is left, moves on, or its link is ended."""
        try:
            await self._begin()
            while self.view.state not in OVER:
                message = await self._inbox.get()
                await self._handlers[type(message)](message)
        except SessionSuperseded:
            self._progress.show(state=RoomState.MOVED)
        except LinkWithdrawn:
            self._progress.show(state=RoomState.LINK_ENDED, notice=Notice.LINK_ENDED)
        except asyncio.CancelledError:
            self._progress.show(state=RoomState.LEFT)
            raise
        except Exception:
            log.exception("live session of interview %s failed", self.interview_id)
            self._progress.show(state=RoomState.FAILED)
        finally:
            await self.close()

    async def close(self) -> None:
        """Release the model and end the stored session; calling it again does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._keep_words()
            await self._conversation.close()
        except (SQLAlchemyError, RolecallError):
            log.exception("could not end the session of interview %s", self.interview_id)
        finally:
            for task in self._tasks:
                task.cancel()
            self._recorder.close()
            await self._handover.close()

    async def _keep_words(self) -> None:
        """Keep final words before the session ends: those that are here and, if the team has
        ended the link in the middle of the talk, those that are still to come.
        """
        if self.view.state is RoomState.MOVED:
            return
        self._timers.save()
        while not self._inbox.empty() or (self._are_words_due and not self._timers.saved):
            message = await self._inbox.get()
            if isinstance(message, ev.Transcribed):
                await self._progress.transcript.complete(message)

    @property
    def _are_words_due(self) -> bool:
        ended = self.view.state is RoomState.LINK_ENDED
        return ended and bool(self._progress.transcript.awaited) and bool(self._tasks)

    async def _begin(self) -> None:
        await self._conversation.open(self.interview_id, self._way_in)
        await self._handover.open(self._conversation.system_prompt)
        self._tasks = [
            asyncio.create_task(self._pump_events()),
            asyncio.create_task(self._pump_ticks()),
        ]
        if self._handover.failure:
            await self._recovery.replace_model(ev.ModelFailed(self._handover.failure))
        self._take_early_commands()
        await self._conversation.begin()

    def _take_early_commands(self) -> None:
        """Of the commands before the beginning, only sound and typing still matter."""
        self.waiting_pages = 0
        while not self._inbox.empty():
            message = self._inbox.get_nowait()
            if isinstance(message, do.MediaUp | do.MediaDown):
                self._conversation.interviewer.audible = isinstance(message, do.MediaUp)
            elif isinstance(message, do.SetTyping):
                self._progress.show(typing=message.on)

    async def _on_enter_room(self, command: do.EnterRoom) -> None:
        """Many pages may ask at once: only for the last of them the database is asked."""
        if self.waiting_pages == 1:
            await self._progress.persistence.require_hold()
        self.waiting_pages -= 1

    async def _pump_events(self) -> None:
        async for event in self._handover.events():
            self._take(event)

    async def _pump_ticks(self) -> None:
        while True:
            await asyncio.sleep(1)
            if not self._progress.waiting:
                self._inbox.put_nowait(do.Tick())
