"""Speech output: gives words to the model, and its audio to the speech buffer."""

from dataclasses import replace

from core.interviews.assessment.directive import Directive
from core.models import TurnKind
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models.commands import Drained
from core.realtime.models.events import VoiceAudio, VoiceDone, VoiceText
from core.realtime.models.model import RealtimeModel, Utterance
from core.realtime.session.spoken_part import SpokenUtterance

_BYTES = 2
HOLD_SECONDS = 0.8
"""How long the voice is held for somebody who may be about to cut in; half a second of speech
stops it."""
HESITATION_SECONDS = 0.12
"""How long it is held for a sound that may become speech: that is known two chunks later."""
MOST_HOLDS = 4
"""How often one utterance is held, for each of the two reasons: a noise that goes on must not cut
it to pieces."""


class SpeechOutput:
    """Says one utterance at a time.

    Attributes:
        audible: whether audio flows to the candidate; without it nothing is voiced.
        slow: whether the candidate asked for slower speech, now or for the whole interview.
        spoken: what is being said, or was said last.
        speaking: whether it is being said now.
    """

    def __init__(self, model: RealtimeModel, buffer: SpeechBuffer) -> None:
        self.audible = False
        self.slow = False
        self.spoken = SpokenUtterance("")
        self.speaking = False
        self._model, self._buffer = model, buffer
        self._utterance = Utterance(0, "")
        self._holds = self._hesitations = 0

    async def say(
        self, text: str, kind: TurnKind, about: Directive | None, minutes_left: float
    ) -> None:
        """Begin to say ``text``; ``is_over`` tells when it was said."""
        self.spoken = SpokenUtterance(text)
        await self._say(Utterance(0, text, kind, about, minutes_left))

    @property
    def progress(self) -> tuple[int, int]:
        """Number of the utterance and samples made of it; changes as long as the model speaks."""
        return self._utterance.number, self.spoken.made

    @property
    def waiting_samples(self) -> int:
        """Samples that are made and not played yet."""
        return self._buffer.waiting_samples

    @property
    def asks(self) -> bool:
        """Whether the utterance asks for something, as a nudge does not."""
        return self._utterance.about is not None

    async def go_on(self, heard: str) -> None:
        """Say what follows ``heard`` in the utterance that was stopped."""
        rest = self.spoken.rest(heard) or self.spoken.planned
        self.spoken = SpokenUtterance(self.spoken.text, before=heard)
        await self._say(replace(self._utterance, text=rest, after=heard))

    async def _say(self, utterance: Utterance) -> None:
        number = self._utterance.number + 1
        self._utterance = replace(utterance, number=number, voiced=self.audible, slow=self.slow)
        self.speaking, self._holds, self._hesitations = True, 0, 0
        self._buffer.release()
        await self._model.say(self._utterance)

    def hesitate(self) -> None:
        """Fall silent for what may become speech, and go on if it does not."""
        self._hesitations += 1
        if self.speaking and self._hesitations <= MOST_HOLDS:
            self._buffer.hold(HESITATION_SECONDS)

    def hold(self) -> None:
        """Fall silent for a moment, and lose nothing: somebody begins to speak, or coughs."""
        self._holds += 1
        if self.speaking and self._holds <= MOST_HOLDS:
            self._buffer.hold(HOLD_SECONDS)

    def release(self) -> None:
        """Go on where ``hold`` fell silent."""
        self._buffer.release()

    async def stop(self) -> str | None:
        """Stop at once; what was heard of the utterance, None if nothing was being said."""
        played = self._buffer.clear(self._utterance.number)
        if not self.speaking:
            return None
        self.speaking = False
        await self._model.interrupt(played)
        return self.spoken.heard(played) if self._utterance.voiced else self.spoken.text

    def word(self, event: VoiceText) -> bool:
        """Take all words so far; False if they are of another utterance, or come late."""
        current = event.utterance == self._utterance.number
        if current and (self.speaking or self.spoken.complete):
            self.spoken.word(event.text)
            return True
        return False

    def take(self, event: VoiceAudio) -> None:
        """Hand audio on; drop it if its utterance was stopped."""
        if self.speaking and event.utterance == self._utterance.number:
            self.spoken.add(len(event.pcm) // _BYTES)
            self._buffer.push(event.utterance, event.pcm)

    def is_over(self, event: VoiceDone | Drained) -> bool:
        """Whether the current utterance has been heard to its end, with ``event``."""
        if not self.speaking or event.utterance != self._utterance.number:
            return False
        if isinstance(event, VoiceDone):
            self.spoken.complete = True
            if self._utterance.voiced and not self._buffer.finish(event.utterance):
                return False
        self.speaking = False
        return True
