"""Speech output: has the model say one utterance at a time, as a direction tells it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from core.realtime.models.events import RealtimeEvent, VoiceAudio, VoiceDone, VoiceText
from core.realtime.models.model import Utterance
from core.realtime.models.openai.messages import (
    Message,
    direction,
    missing_question,
    note,
    result,
    speak,
    speed_update,
    was_asked,
)
from core.realtime.models.openai.response_queue import Asked, ResponseQueue
from core.realtime.models.openai.utterance import OngoingUtterance

TRIES = 3
"""How often the model is told to say something before its words are only shown."""
RETRY_SECONDS = 0.5
"""Wait after a failed response; twice as long after the second."""
SPEED_SECONDS = 1.0
"""How long another speed is waited for, until what was cancelled is over."""


class OpenAISpeechOutput:
    """Has the model say what the session wants said.

    Attributes:
        ongoing: the utterance under way, or the last one while it may still be playing.
        talking: whether the candidate may be hearing the voice; the session says when that ends.
    """

    def __init__(
        self,
        response_queue: ResponseQueue,
        send: Callable[[Message], None],
        report: Callable[[RealtimeEvent], None],
        wording: Mapping[str, str],
        *,
        verbatim: bool,
        guessing: Callable[[], bool] = lambda: False,
    ) -> None:
        """``verbatim``: whether a question must be heard in the plan's own words; ``guessing``:
        whether the endpoint may still be making something beside the conversation."""
        self._response_queue, self._send, self._report = response_queue, send, report
        self._wording, self._verbatim = wording, verbatim
        self._guessing, self._slow = guessing, False
        self._held: Asked | None = None
        self.talking = False
        self.ongoing: OngoingUtterance | None = None

    def yield_floor(self) -> None:
        """Give the floor to the candidate: the voice counts as over."""
        self.talking = False

    def say(
        self, utterance: Utterance, question_id: str, call_id: str | None, *, made: bool = False
    ) -> OngoingUtterance:
        """Begin an utterance; its direction is the result of the tool call ``call_id``, if any.

        ``made``: whether a guess of it is being made already, so that it is not asked for.
        """
        self.talking = True
        self.ongoing = ongoing = OngoingUtterance(utterance, question_id, apart=made)
        words = self._wording_of(ongoing)
        if made:
            self._send(result(call_id, words) if call_id else note(words))
        else:
            self._ask(ongoing, words, call_id)
        return ongoing

    def interrupt(self, played_samples: int) -> None:
        """Stop, and have the endpoint forget what was not played."""
        self.yield_floor()
        self._held = None
        ongoing, self.ongoing = self.ongoing, None
        if ongoing is None:
            return
        if self._response_queue.asks_for(ongoing):
            self._response_queue.cancel()
        for message in ongoing.cut(played_samples):
            self._send(message)

    # --- the connection ---

    def lost(self) -> bool:
        """The connection is gone; returns whether an utterance was cut off by that."""
        self._slow, self._held = False, None
        ongoing = self.ongoing
        if ongoing is not None:
            ongoing.apart = False
        if ongoing is None or ongoing.done or not ongoing.begun:
            return False
        self.interrupt(0)
        return True

    def connected(self) -> None:
        """Ask again for what was lost before any of it was heard, at this connection's speed."""
        self._slow = False
        if self.ongoing is not None and not self.ongoing.done:
            self._ask(self.ongoing, self._wording_of(self.ongoing), None)

    # --- what the endpoint sends ---

    def sound(self, ongoing: OngoingUtterance, item_id: str, pcm: bytes) -> None:
        """Audio of an utterance."""
        if ongoing is self.ongoing:
            ongoing.sound(item_id, pcm)
            self._report(VoiceAudio(ongoing.utterance.number, pcm))

    def word(self, ongoing: OngoingUtterance, item_id: str, words: str) -> None:
        """Words of an utterance."""
        if ongoing is self.ongoing:
            ongoing.word(item_id, words)
            self._report(VoiceText(ongoing.utterance.number, ongoing.text))

    def done(
        self, ongoing: OngoingUtterance, output: list[Any], *, cancelled: bool, failed: bool
    ) -> None:
        """A response is over; ``output`` are its items."""
        if cancelled or ongoing is not self.ongoing:
            made = [i.id for i in output if getattr(i, "type", None) == "message" and i.id]
            for message in ongoing.strays(made):
                self._send(message)
        elif self._was_said(ongoing) or ongoing.tries >= TRIES:
            self._finish(ongoing)
        elif failed:
            loop = asyncio.get_running_loop()
            loop.call_later(RETRY_SECONDS * ongoing.tries, self._again, ongoing)
        else:
            self._again(ongoing)

    def guesses_ended(self) -> None:
        """Something beside the conversation is over."""
        if self._held is not None and not self._guessing():
            self._let_go(self._held)

    def speed_refused(self) -> None:
        """The endpoint speaks on at the speed before; the next line asks again."""
        self._slow = not self._slow

    # --- inside ---

    def _was_said(self, ongoing: OngoingUtterance) -> bool:
        # A plan's words can be compared in its own language only.
        return was_asked(ongoing.utterance, ongoing.text) if self._verbatim else ongoing.begun

    def _again(self, ongoing: OngoingUtterance) -> None:
        if ongoing is self.ongoing and not ongoing.done:
            ongoing.tries += 1
            self._remember(ongoing)
            ongoing.apart = False
            self._ask(ongoing, self._wording_of(ongoing), None)

    def _wording_of(self, ongoing: OngoingUtterance) -> str:
        words = missing_question if ongoing.begun else direction
        return words(ongoing.utterance, ongoing.question_id, self._wording)

    def _ask(self, ongoing: OngoingUtterance, words: str, call_id: str | None) -> None:
        utterance, self._held = ongoing.utterance, None
        before = [result(call_id, words) if call_id else note(words)]
        asked = Asked(ongoing, speak(voiced=utterance.voiced), before)
        if utterance.slow == self._slow:
            self._response_queue.ask(asked)
            return
        before.append(speed_update(utterance.slow))
        self._held = asked
        if self._guessing():
            # An endpoint that never says that a guess is over must not hold the line up for long.
            asyncio.get_running_loop().call_later(SPEED_SECONDS, self._let_go, asked)
        else:
            self._let_go(asked)

    def _let_go(self, asked: Asked) -> None:
        """Ask for what was held until the endpoint would take another speed."""
        if asked is self._held:
            self._held, self._slow = None, asked.owner.utterance.slow
            self._response_queue.ask(asked)

    def _remember(self, ongoing: OngoingUtterance) -> None:
        if ongoing.apart:
            for message in ongoing.remember():
                self._send(message)

    def _finish(self, ongoing: OngoingUtterance) -> None:
        self._remember(ongoing)
        ongoing.done = True
        number = ongoing.utterance.number
        self._report(VoiceText(number, ongoing.text or ongoing.utterance.text))
        self._report(VoiceDone(number))
