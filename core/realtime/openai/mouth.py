"""The speaking half of the model: one utterance at a time, along a direction."""

import asyncio
import math
from collections.abc import Callable, Mapping
from typing import Any

from core.realtime.events import RealtimeEvent, VoiceAudio, VoiceDone, VoiceText
from core.realtime.model import Utterance
from core.realtime.openai.messages import (
    Message,
    direction,
    missing_question,
    note,
    result,
    speak,
    speed_update,
    was_asked,
)
from core.realtime.openai.responses import Asked, Desk
from core.realtime.openai.saying import Saying

TRIES = 3
"""How often the model is told to say something before its words are only shown."""
RETRY_SECONDS = 0.5
PLAYOUT_SECONDS = 0.3
"""How long the voice may still be on its way to the candidate after it was all made."""


class OpenAIMouth:
    """Has the model say what the session wants said.

    Attributes:
        saying: the utterance under way, or the last one while it may still be playing.
    """

    def __init__(
        self,
        desk: Desk,
        send: Callable[[Message], None],
        report: Callable[[RealtimeEvent], None],
        wording: Mapping[str, str],
        *,
        verbatim: bool,
    ) -> None:
        """``verbatim``: whether a question must be heard in the plan's own words."""
        self._desk, self._send, self._report = desk, send, report
        self._wording, self._verbatim = wording, verbatim
        self._slow = False
        self._quiet_at = 0.0
        self.saying: Saying | None = None

    @property
    def talking(self) -> bool:
        """Whether the candidate can be hearing the voice now, as far as can be told here."""
        return asyncio.get_running_loop().time() < self._quiet_at

    def hush(self) -> None:
        """The floor is the candidate's."""
        self._quiet_at = 0.0

    def say(self, utterance: Utterance, question_id: str, call_id: str | None) -> None:
        """Begin; the direction is the result of the tool call ``call_id``, if one waits."""
        self._quiet_at = math.inf
        self.saying = Saying(utterance, question_id)
        self._ask(self.saying, self._wording_of(self.saying), call_id)

    def interrupt(self, played_samples: int) -> None:
        """Stop, and let the endpoint remember what was played and no more."""
        self.hush()
        saying, self.saying = self.saying, None
        if saying is None:
            return
        if self._desk.asks_for(saying):
            self._desk.cancel()
        for message in saying.cut(played_samples):
            self._send(message)

    # --- the connection ---

    def lost(self) -> bool:
        """The connection is gone; whether an utterance was lost after it had begun."""
        self._slow = False
        saying = self.saying
        if saying is None or saying.done or not saying.begun:
            return False
        self.interrupt(0)
        return True

    def connected(self) -> None:
        """Ask again for what was lost before any of it was heard."""
        if self.saying is not None and not self.saying.done:
            self._ask(self.saying, self._wording_of(self.saying), None)

    # --- what the endpoint sends ---

    def sound(self, saying: Saying, item_id: str, pcm: bytes) -> None:
        """Audio of an utterance."""
        if saying is self.saying:
            saying.begun_at = saying.begun_at or asyncio.get_running_loop().time()
            saying.sound(item_id, pcm)
            self._report(VoiceAudio(saying.utterance.number, pcm))

    def word(self, saying: Saying, item_id: str, words: str) -> None:
        """Words of an utterance."""
        if saying is self.saying:
            saying.word(item_id, words)
            self._report(VoiceText(saying.utterance.number, saying.text))

    def done(self, saying: Saying, output: list[Any], *, cancelled: bool, failed: bool) -> None:
        """A response is over; ``output`` are its items."""
        if cancelled or saying is not self.saying:
            made = [i.id for i in output if getattr(i, "type", None) == "message" and i.id]
            for message in saying.strays(made):
                self._send(message)
        elif self._was_said(saying) or saying.tries >= TRIES:
            self._finish(saying)
        elif failed:
            loop = asyncio.get_running_loop()
            loop.call_later(RETRY_SECONDS * saying.tries, self._again, saying)
        else:
            self._again(saying)

    # --- inside ---

    def _was_said(self, saying: Saying) -> bool:
        # A plan's words can be compared in its own language only.
        return was_asked(saying.utterance, saying.text) if self._verbatim else saying.begun

    def _again(self, saying: Saying) -> None:
        if saying is self.saying and not saying.done:
            saying.tries += 1
            self._ask(saying, self._wording_of(saying), None)

    def _wording_of(self, saying: Saying) -> str:
        words = missing_question if saying.begun else direction
        return words(saying.utterance, saying.question_id, self._wording)

    def _ask(self, saying: Saying, words: str, call_id: str | None) -> None:
        utterance = saying.utterance
        before = [result(call_id, words) if call_id else note(words)]
        if utterance.slow != self._slow:
            self._slow = utterance.slow
            before.append(speed_update(self._slow))
        self._desk.ask(Asked(saying, speak(voiced=utterance.voiced), before))

    def _finish(self, saying: Saying) -> None:
        saying.done = True
        now = asyncio.get_running_loop().time()
        self._quiet_at = max(now, (saying.begun_at or now) + saying.seconds) + PLAYOUT_SECONDS
        number = saying.utterance.number
        self._report(VoiceText(number, saying.text or saying.utterance.text))
        self._report(VoiceDone(number))
