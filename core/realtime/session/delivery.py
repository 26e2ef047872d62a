"""Speaks an utterance, and sets its stored turn to what the candidate heard of it."""

from collections.abc import Callable

from core.realtime.models.events import VoiceText
from core.realtime.session.records import NewTurn
from core.realtime.session.speech_output import SpeechOutput
from core.realtime.session.spoken_part import reached
from core.realtime.session.transcript import Transcript


class Delivery:
    """One utterance of the interviewer at a time: kept, then heard, then kept as heard."""

    def __init__(self, speech_output: SpeechOutput, transcript: Transcript) -> None:
        self._speech_output, self._transcript = speech_output, transcript
        self._number = 0
        self._heard = ""

    def keep(self, new: NewTurn, on_kept: Callable[[int], None]) -> None:
        """Begin to keep the turn whose line is said next; ``on_kept`` gets its number."""

        def begin(number: int) -> None:
            self._number = number
            on_kept(number)

        self._number, self._heard = 0, ""
        self._transcript.add(new, on_kept=begin)
        self._transcript.keep()

    async def stop(self, *, cut_in: bool) -> None:
        """Stop at once; the turn then says what was heard, and whether the candidate cut in."""
        spoken = self._speech_output.spoken
        heard = await self._speech_output.stop()
        if heard is None or not self._number:  # not kept, so not heard
            return
        self._heard = heard
        if heard != spoken.planned or spoken.before:
            cut_in = cut_in and heard != spoken.text
            await self._transcript.amend(self._number, heard, interrupted=cut_in)

    async def go_on(self) -> bool:
        """After a false interruption, say what was not heard yet in the same turn.

        Returns whether anything was left to say.
        """
        spoken = self._speech_output.spoken
        await self._transcript.amend(self._number, spoken.text, interrupted=False)
        if spoken.complete and not self.rest:
            return False
        await self._speech_output.go_on(self._heard)
        return True

    async def word(self, event: VoiceText) -> None:
        """The words of what is being said, from a model that chooses them itself."""
        if not self._speech_output.word(event):
            return
        spoken = self._speech_output.spoken
        if not self._speech_output.speaking:
            await self.settle()
        elif not spoken.planned.startswith(spoken.text):
            self._transcript.caption(self._number, spoken.text)

    async def settle(self) -> None:
        """The utterance is over: the turn says it in the words that were used."""
        spoken = self._speech_output.spoken
        self._heard = spoken.text
        if spoken.text != spoken.planned:
            await self._transcript.amend(self._number, spoken.text, interrupted=False)

    @property
    def rest(self) -> str:
        """What of the utterance was not heard."""
        return self._speech_output.spoken.rest(self._heard)

    @property
    def again(self) -> str:
        """What was not heard, from the beginning of the sentence that was cut off."""
        return self._speech_output.spoken.from_cut_sentence(self._heard)

    def asked(self, question: str) -> bool:
        """Whether the candidate heard enough of ``question`` in the utterance to answer it."""
        return not self._speech_output.asks or reached(
            question, self._speech_output.spoken.text, self._heard
        )
