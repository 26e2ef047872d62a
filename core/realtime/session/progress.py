"""Where a live interview stands, and what the room shows of it."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.interviews.assessment.directive import Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.realtime.models.model import RealtimeModel
from core.realtime.session.persistence import Persistence, Wait
from core.realtime.session.records import LiveRecord
from core.realtime.session.room import (
    OVER,
    Notice,
    RoomView,
    TalkClock,
    progress_fields,
    still_true,
)
from core.realtime.session.script import Script
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.transcript import Transcript

_WAITS = {
    Wait.NONE: Notice.NONE,
    Wait.SHORT: Notice.WAITING,
    Wait.LONG: Notice.WAITING_LONG,
}


class Progress:
    """The open question, the clock and the turns: kept in Postgres, and shown in the room.

    Attributes:
        view: what the room shows; replaced whole at each change.
        notice: what it has to say, also while it says that the database is away.
        clock: seconds of talk.
        persistence: keeps what happens in Postgres.
        transcript: the turns, kept and shown.
        assessment: what was asked, how the answers went, and what is asked now; from ``open`` on.
        script: the words around the questions; from ``open`` on.
        asked_at: seconds of talk at which the open question was asked.
    """

    assessment: ProgressiveAssessment
    script: Script

    def __init__(
        self,
        service: RealtimeInterviewService,
        model: RealtimeModel,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.view, self.notice = RoomView(), Notice.NONE
        self.clock = TalkClock(0.0, now)
        self.persistence = Persistence(service, self._on_wait)
        self.transcript = Transcript(self.persistence, self.show)
        self.asked_at = 0.0
        self._model, self._now = model, now
        self._earlier_steps: dict[str, Directive] = {}
        self._wait, self._ran = Notice.NONE, False

    async def open(self, interview_id: uuid.UUID, link_hash: str | None) -> LiveRecord:
        """Load the interview and take it over; ``link_hash`` as for ``LiveSession``."""
        name, version = self._model.name, self._model.version
        record = await self.persistence.open(interview_id, name, version, link_hash)
        self.assessment, self.script = record.assessment, record.script
        self.transcript.turns = record.turns
        self.clock = TalkClock(self.assessment.elapsed, self._now)
        self.asked_at = self.clock.elapsed
        self.show(question=self.question)
        return record

    @property
    def current(self) -> Directive:
        """The question or other step that is open."""
        return self.assessment.current

    @property
    def question(self) -> str:
        """The words of the open step alone."""
        return self.script.body(self.current)

    @property
    def done(self) -> bool:
        """Whether only the farewell is left."""
        return self.assessment.done

    @property
    def last_word(self) -> bool:
        """Whether the candidate was asked for additions and questions of their own."""
        return self.current.kind == "last_word"

    def move_on(self, following: ProgressiveAssessment) -> None:
        """Make the step of ``following`` the open one."""
        self._earlier_steps[self.view.asking] = self.current
        self.assessment, self.asked_at = following, self.clock.elapsed
        self.show(question=self.question, partial="")

    def earlier_step(self, asking: str) -> Directive | None:
        """The step of this session that was called ``asking`` (see ``RoomView``) and is over."""
        return self._earlier_steps.get(asking)

    def show(self, **changes: Any) -> None:
        """Replace the view, with ``changes`` and what the assessment and the clock say now.

        A notice among them stays until it is not true any more.
        """
        notice = changes.pop("notice", None)
        if hasattr(self, "assessment"):
            changes |= progress_fields(self.assessment, self.clock.elapsed, self._model.languages)
        view = replace(self.view, **changes, turns=self.transcript.turns)
        if notice is not None:
            self.notice = notice
        elif not still_true(self.notice, self.view, view):
            self.notice = Notice.NONE
        waits = self.waiting and view.state not in OVER
        self.view = replace(view, notice=self._wait if waits else self.notice)

    # --- while the database is away ---

    @property
    def waiting(self) -> bool:
        """Whether something that was said waits for the database."""
        return self._wait is not Notice.NONE

    def _on_wait(self, wait: Wait) -> None:
        """The clock stands still, and the room says why."""
        if wait is not Wait.NONE:
            self._ran = self._ran or self.clock.running
            self.clock.stop()
        elif not self.waiting:
            return
        elif self._ran:
            self._ran = False
            self.clock.start()
        self._wait = _WAITS[wait]
        self.show()
