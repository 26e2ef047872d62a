"""Keeps what the candidate says or types as turns, and goes on from an answer."""

import time
from collections.abc import Callable
from dataclasses import replace

from core.interviews.assessment.answer_signals import signal_of
from core.interviews.assessment.directive import Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import Signal
from core.models import InputMode, Speaker, TurnKind, utc_now
from core.realtime.media.recorder import Recorder
from core.realtime.models.commands import TypeAnswer
from core.realtime.models.events import AnswerHeard, EndRequested, RequestHeard
from core.realtime.models.model import Utterance
from core.realtime.session.bounds import Aside
from core.realtime.session.interviewer import Interviewer
from core.realtime.session.progress import Progress
from core.realtime.session.records import Flag, NewTurn
from core.realtime.session.room import RoomState
from core.realtime.session.typed_answer import TypedInHand
from core.realtime.session.unclear_speech import is_unclear


class Answers:
    """The candidate's side of the conversation.

    Attributes:
        typed: the typed answer that the model has in hand.
    """

    def __init__(
        self,
        progress: Progress,
        interviewer: Interviewer,
        recorder: Recorder,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.typed = TypedInHand(now)
        self._progress, self._interviewer, self._recorder = progress, interviewer, recorder
        self._began = utc_now()
        self._answered: Directive | None = None

    def listen(self) -> None:
        """The candidate may answer from now on."""
        self._began = utc_now()
        self._progress.show(state=RoomState.LISTENING)

    # --- what the candidate asks ---

    @property
    def answered(self) -> bool:
        """Whether there is an answer to which something can be added."""
        return self._answered is not None

    @property
    def asking_back(self) -> Aside:
        """What a question of the candidate's counts as now."""
        return Aside.LAST_QUESTION if self._progress.last_word else Aside.QUESTION

    # --- what may follow ---

    def likely(self, words: str) -> list[Utterance]:
        """What may be said after an answer of these ``words``, the likeliest first: see Likely."""
        progress = self._progress
        state, elapsed = progress.assessment, progress.clock.elapsed
        read = signal_of(words)
        signals = sorted((Signal.MIXED, Signal.STRONG, Signal.WEAK), key=lambda s: s is not read)
        lines = [self._interviewer.line_of(state.record(signal, elapsed)) for signal in signals]
        return list({line.text: line for line in lines}.values())

    # --- what was heard ---

    async def take_request(
        self, heard: AnswerHeard | RequestHeard | EndRequested, *flags: Flag | None
    ) -> None:
        """Keep what was said as a request; it answers nothing. ``flags`` tell the team of it."""
        confidence = heard.confidence if isinstance(heard, AnswerHeard) else None
        request = AnswerHeard(heard.text, heard.mode, item=heard.item, confidence=confidence,
                              since=heard.since)  # fmt: skip
        self._add(request, TurnKind.REQUEST, flags=tuple(filter(None, flags)))
        await self._progress.transcript.kept()

    async def take_addition(self, heard: AnswerHeard) -> None:
        """Keep what belongs to the answer before: it was taken for finished too early."""
        if self._answered is None:
            await self.take_request(heard)
        else:
            self._add(heard, TurnKind.ANSWER, about=self._answered)
            await self._progress.transcript.kept()

    async def take_answer(self, heard: AnswerHeard) -> None:
        """Go on from the answer, which is kept together with the interviewer's next turn."""
        progress = self._progress
        progress.show(state=RoomState.WORKING)
        about = progress.current
        unjudged = Signal.MIXED if heard.unread or is_unclear(heard) else signal_of(heard.text)
        signal = heard.signal or unjudged
        following = progress.assessment.record(signal, progress.clock.elapsed)
        heard = replace(heard, signal=signal if about.competency else None)
        self._add(heard, TurnKind.ANSWER, following)
        self._answered = about
        await self._interviewer.go_on(following)

    def _add(
        self,
        heard: AnswerHeard,
        kind: TurnKind,
        after: ProgressiveAssessment | None = None,
        about: Directive | None = None,
        flags: tuple[Flag, ...] = (),
    ) -> None:
        """Add a turn about ``about`` or the open step, with the state ``after`` it."""
        new = NewTurn(
            Speaker.CANDIDATE,
            kind,
            heard.text,
            about or self._progress.current,
            after,
            heard.mode,
            started_at=self._began,
            signal=heard.signal,
            quote=heard.quote,
            note=heard.note,
            confidence=heard.confidence,
            id=self.typed.reported(heard.mode),
            since=heard.since,
            flags=flags,
        )
        spoken = heard.mode is InputMode.VOICE
        on_kept = self._recorder.answer_kept if spoken else None
        self._progress.transcript.add(new, heard.item, on_kept)

    # --- what comes late ---

    def has(self, answer: TypeAnswer) -> bool:
        """Whether it is kept already."""
        return any(turn.id == answer.id for turn in self._progress.transcript.turns)

    async def take_late(self, answer: TypeAnswer) -> None:
        """Keep what was typed for a step that is over, with that step; nothing follows from it."""
        about = self._progress.earlier_step(answer.asking)
        kind = TurnKind.ANSWER if about else TurnKind.REQUEST
        text, mode = answer.text.strip(), InputMode.TYPED
        new = NewTurn(Speaker.CANDIDATE, kind, text, about, mode=mode, id=answer.id)
        self._progress.transcript.add(new)
        await self._progress.transcript.kept()
