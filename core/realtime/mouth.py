"""The interviewer's voice: from words to the model, from its audio to the speech buffer."""

from core.assessment import Directive
from core.models import TurnKind
from core.realtime.commands import Drained
from core.realtime.events import VoiceAudio, VoiceDone
from core.realtime.model import RealtimeModel, Utterance
from core.realtime.speech_buffer import SpeechBuffer


class Mouth:
    """Says one utterance at a time.

    Attributes:
        heard: whether audio flows to the candidate; without it nothing is voiced.
        slow: whether the candidate asked for slower speech, now or for the whole interview.
    """

    def __init__(self, model: RealtimeModel, buffer: SpeechBuffer) -> None:
        self.heard = False
        self.slow = False
        self._model, self._buffer = model, buffer
        self._number = 0
        self._speaking = False

    async def say(
        self, text: str, kind: TurnKind, about: Directive | None, minutes_left: float
    ) -> None:
        """Begin to say ``text``; ``is_over`` tells when it was said."""
        self._number += 1
        self._speaking = True
        await self._model.say(
            Utterance(self._number, text, kind, about, minutes_left, self.heard, self.slow)
        )

    async def hush(self) -> None:
        """Stop at once, if something is being said."""
        played = self._buffer.clear()
        if self._speaking:
            self._speaking = False
            await self._model.interrupt(played)

    def take(self, event: VoiceAudio) -> None:
        """Hand audio on; what belongs to an utterance that was stopped is dropped."""
        if self._speaking and event.utterance == self._number:
            self._buffer.push(event.utterance, event.pcm)

    def is_over(self, event: VoiceDone | Drained) -> bool:
        """Whether with ``event`` the last of the current utterance was heard."""
        if not self._speaking or event.utterance != self._number:
            return False
        all_made = isinstance(event, VoiceDone)
        if all_made and self.heard and not self._buffer.finish(event.utterance):
            return False
        self._speaking = False
        return True
