"""Turn-taking: what to do when the interviewer or the candidate speaks."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from core.models import ConcernKind, InputMode
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.session.backchannel import echoes, has_words, says_nothing
from core.realtime.session.bounds import Aside
from core.realtime.session.floor_control import FloorControl
from core.realtime.session.requests import Requests
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.unclear_speech import is_unclear

Handler = Callable[[Any], Awaitable[None]]
Handlers = Mapping[type[Any], Handler]
_UNCLEAR = (
    "Question {}: the answer was not understood, also after asking again. It may be in another "
    "language, or the sound was bad. It is kept as it was heard."
)


class TurnTaking:
    """Handles the model's events about both voices."""

    def __init__(self, floor: FloorControl, grant: Callable[[do.Command], Awaitable[None]]) -> None:
        """``grant`` does what the candidate asked for by voice."""
        self._floor, self._interviewer = floor, floor.interviewer
        self._progress, self._answers = floor.progress, floor.conversation.answers
        self._asides = floor.conversation.asides
        self._requests = Requests(floor, grant)
        self._told_unclear = self._sustained = False
        self.handlers: Handlers = {
            ev.VoiceAudio: self._on_audio,
            ev.VoiceText: self._interviewer.delivery.word,
            ev.VoiceDone: self._on_said,
            do.Drained: self._on_said,
            ev.SpeechSuspected: self._on_speech_suspected,
            ev.SpeechStarted: self._on_speech_started,
            ev.SpeechSustained: self._on_speech_sustained,
            ev.SpeechDropped: self._on_speech_dropped,
            ev.PartialTranscript: self._on_partial,
            ev.AnswerHeard: self._on_answer,
            ev.RequestHeard: self._on_request,
            ev.Transcribed: self._on_transcribed,
            ev.ConcernFlagged: self._on_concern,
            ev.EndRequested: self._on_end_requested,
            ev.UsageReported: self._on_usage,
        }

    # --- the interviewer's voice ---

    async def _on_audio(self, event: ev.VoiceAudio) -> None:
        self._interviewer.speech_output.take(event)

    async def _on_said(self, event: ev.VoiceDone | do.Drained) -> None:
        if self._interviewer.speech_output.is_over(event):
            await self._interviewer.delivery.settle()
            self._floor.voice_over()

    # --- the candidate's voice ---

    async def _on_speech_suspected(self, event: ev.SpeechSuspected) -> None:
        if self._floor.state is RoomState.SPEAKING and self._yields:
            self._interviewer.speech_output.hesitate()

    async def _on_speech_started(self, event: ev.SpeechStarted) -> None:
        floor = self._floor
        floor.speech_open, self._sustained = True, False
        if floor.state is RoomState.SPEAKING:
            floor.over_voice = True
            if self._yields:
                self._interviewer.speech_output.hold()
        elif floor.state is RoomState.THINKING:
            floor.listen()

    async def _on_speech_sustained(self, event: ev.SpeechSustained) -> None:
        floor, self._sustained = self._floor, True
        if floor.state is RoomState.SPEAKING and self._yields:
            await self._interviewer.delivery.stop(cut_in=True)
            floor.listen()
            floor.over_voice = floor.doubted = True

    @property
    def _yields(self) -> bool:
        """Whether the voice gives way to somebody who speaks over it."""
        return not self._progress.done and self._asides.within(Aside.NOISE)

    async def _on_speech_dropped(self, event: ev.SpeechDropped) -> None:
        floor = self._floor
        self._interviewer.speech_output.release()
        floor.speech_open = floor.over_voice = False
        if floor.doubted:
            await floor.resume_voice()
            return
        waited = floor.state is RoomState.WORKING or self._unread()
        if waited and await floor.allows(Aside.NOTHING):
            floor.listen()
        if self._sustained and floor.state is RoomState.LISTENING:
            self._progress.show(notice=Notice.NOT_HEARD)

    def _unread(self) -> bool:
        """Whether words are shown that turned out not to be meant for the interviewer."""
        return self._floor.state is RoomState.LISTENING and bool(self._progress.view.partial)

    def _is_nothing(self, text: str) -> bool:
        """Whether words that began over the voice are a backchannel or an echo."""
        nothing = says_nothing(text) or echoes(text, self._interviewer.speech_output.spoken.text)
        return self._floor.over_voice and nothing

    async def _on_partial(self, event: ev.PartialTranscript) -> None:
        floor = self._floor
        floor.speech_open = False
        floor.timers.restart_silence()
        if floor.doubted:
            if self._is_nothing(event.text):
                await floor.resume_voice()
                return
            floor.doubted = False
        if floor.state is not RoomState.SPEAKING:
            self._progress.show(partial=event.text)

    async def _on_answer(self, event: ev.AnswerHeard) -> None:
        floor = self._floor
        spoken, doubted = event.mode is InputMode.VOICE, floor.doubted
        floor.speech_open = floor.doubted = False
        deaf = floor.state in (RoomState.SPEAKING, RoomState.PAUSED)
        if self._progress.done or (deaf and spoken and not event.meanwhile):
            return
        if deaf and event.meanwhile:
            # It was said while the answer before could not be kept yet: it belongs to that answer.
            await self._answers.take_addition(event)
            return
        judged, unclear = event.signal is not None or event.unread, is_unclear(event)
        if spoken and not judged and self._is_nothing(event.text):
            await floor.resume_voice() if doubted else self._listen_on()
            return
        if await self._requests.take(event, sure=not unclear):
            return
        if not event.unread and not has_words(event.text):
            await self._answers.take_request(event)
            if await floor.allows(Aside.NOTHING):
                await self._interviewer.ask_for_words()
        elif unclear and self._may_ask_again:
            await self._ask_to_say_again(event)
        elif floor.over_voice and event.signal is None and not self._interviewer.asked:
            await self._answers.take_addition(event)
            if await floor.allows(Aside.ADDITION):
                await self._interviewer.say_rest()
        else:
            floor.nudged = floor.over_voice = floor.repeated = False
            if unclear:
                await self._tell_of_unclear_answer()
            await self._answers.take_answer(event)

    @property
    def _may_ask_again(self) -> bool:
        """Whether words that were not understood may be asked about: the question is out."""
        cut_in = self._floor.over_voice and not self._interviewer.asked
        return not cut_in and self._asides.spares(Aside.UNCLEAR)

    async def _ask_to_say_again(self, event: ev.AnswerHeard) -> None:
        """Keep what was not understood as a request; the question stays open."""
        floor = self._floor
        floor.nudged = floor.over_voice = False
        await self._answers.take_request(event)
        if await floor.allows(Aside.UNCLEAR):
            await self._interviewer.ask_to_say_again()
            self._progress.show(notice=Notice.NOT_UNDERSTOOD)

    async def _tell_of_unclear_answer(self) -> None:
        """Tell the team, once, that an answer is kept though it was not understood."""
        if not self._told_unclear:
            self._told_unclear = True
            note = _UNCLEAR.format(self._progress.current.number)
            await self._progress.transcript.flag(ConcernKind.OTHER, note)

    def _listen_on(self) -> None:
        self._floor.over_voice = False
        self._progress.show(partial="")
        if self._floor.state is RoomState.WORKING:
            self._floor.listen()

    async def _on_transcribed(self, event: ev.Transcribed) -> None:
        await self._progress.transcript.complete(event)
        if self._floor.state is RoomState.SAVING:
            self._floor.complete()

    async def _on_request(self, event: ev.RequestHeard) -> None:
        self._floor.speech_open = self._floor.doubted = False
        if self._progress.done or self._floor.state in (RoomState.SPEAKING, RoomState.PAUSED):
            return
        await self._requests.take_from_model(event)

    # --- what else the model reports ---

    async def _on_concern(self, event: ev.ConcernFlagged) -> None:
        await self._progress.transcript.flag(event.kind, event.note)

    async def _on_end_requested(self, event: ev.EndRequested) -> None:
        if not self._progress.done:
            await self._requests.take_end(event)

    async def _on_usage(self, event: ev.UsageReported) -> None:
        self._progress.persistence.use(event.tokens)
