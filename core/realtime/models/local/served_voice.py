"""A voice that a service makes, with this machine's own in reserve: nobody hears silence.

Its words are those of the embedded voice (``core.text.spoken.for_voice``): all of them are plain
English, which any voice reads rightly, whatever it would make of "k8s" or "€75k".
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from time import monotonic
from typing import Protocol

from core.realtime.models.local.kept_speech import KeptSpeech
from core.realtime.models.local.line_voice import LineVoice, Piece
from core.realtime.models.local.served_pcm import ServedSentence, SpeechFault
from core.realtime.models.local.shared_stream import Add, SharedStream
from core.realtime.models.local.voice import SENTENCE_PAUSE, SLOW_SPEED
from core.realtime.models.model import VOICE_RATE
from core.text.spoken import for_voice

log = logging.getLogger(__name__)

FIRST_SECONDS = 2.5
"""How long the first sound of a sentence is waited for."""
GAP_SECONDS = 1.0
"""How far a sentence may fall behind its own playing, all gaps together."""
REST_SECONDS = 30.0
"""After a fault the service is left alone for so long; then a guess tries it, for which nobody
waits."""
GUESSES_AT_ONCE = 2
"""Sentences that are made on a guess at once, over all interviews: those that are waited for,
one an interview, should not queue up behind them."""
_LETTERS_A_SECOND = 15.0
"""At the usual speed, before this voice's own pace is known."""
_BYTES = 2


class Endpoint(Protocol):
    """What is used of ``SpeechEndpoint``.

    Attributes:
        name: of the voice, for the team.
    """

    name: str

    def stream(self, text: str, speed: float) -> AsyncGenerator[bytes, None]:
        """See ``SpeechEndpoint.stream``."""


class ServedVoice:
    """A ``LineVoice`` for all interviews of a process, on one event loop.

    A sentence is asked for once and kept. Where the service fails, the embedded voice says the
    sentence instead (from its beginning, if it broke off) and all that follows until the service
    is well again.

    Attributes:
        version: the voice's name, for the record.
        problem: why the embedded voice speaks, for the team; None while the service does.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        embedded: LineVoice,
        *,
        speed: float = 1.0,
        now: Callable[[], float] = monotonic,
    ) -> None:
        """``speed``: how fast it speaks, as a factor; ``now``: a clock in seconds."""
        self.version: str | None = endpoint.name
        self.problem: str | None = None
        self._endpoint, self._embedded, self._speed, self._now = endpoint, embedded, speed, now
        self._kept = KeptSpeech()
        self._streams: dict[tuple[str, float], SharedStream] = {}
        self._guesses = asyncio.Semaphore(GUESSES_AT_ONCE)
        self._well_at = 0.0
        self._letters, self._seconds = 60 * _LETTERS_A_SECOND, 60.0

    def sentences(self, text: str) -> list[str]:
        """See ``LineVoice``."""
        return self._embedded.sentences(text)

    async def say(
        self, sentence: str, *, slow: bool, guess: bool = False
    ) -> AsyncGenerator[Piece, None]:
        """See ``LineVoice``."""
        said = 0.0
        key = for_voice(sentence), self._speed * (SLOW_SPEED if slow else 1.0)
        if self._asks(guess=guess) and key[0]:
            try:
                async with aclosing(self._guessed(key) if guess else self._served(key)) as pieces:
                    async for piece in pieces:
                        said = piece.share
                        yield piece
                return
            except SpeechFault as fault:
                self._leave_alone(str(fault))
        async for piece in self._embedded.say(sentence, slow=slow, guess=guess):
            for part in _again(piece, said):
                yield part

    def _asks(self, *, guess: bool) -> bool:
        """Whether the service is asked: after a fault by a guess alone, and not at once."""
        return self.problem is None or (guess and self._now() >= self._well_at)

    def _leave_alone(self, problem: str) -> None:
        self._well_at = self._now() + REST_SECONDS
        if problem != self.problem:
            log.warning("the embedded voice speaks instead of %s: %s", self.version, problem)
        self.problem = problem

    def _is_well(self) -> None:
        if self.problem is not None:
            log.info("%s speaks again", self.version)
        self.problem = None

    async def _guessed(self, key: tuple[str, float]) -> AsyncGenerator[Piece, None]:
        async with self._guesses, aclosing(self._served(key)) as pieces:
            async for piece in pieces:
                yield piece

    async def _served(self, key: tuple[str, float]) -> AsyncGenerator[Piece, None]:
        """What is kept of the sentence, or what comes of it; a service that failed is asked."""
        kept = self._kept.get(key)
        if kept is not None and self.problem is None:
            yield Piece(kept)
            return
        self._streams = {of: stream for of, stream in self._streams.items() if stream.running}
        stream = self._streams.get(key)
        if stream is None:
            stream = self._streams[key] = SharedStream(lambda add: self._make(key, add))
            yield Piece(b"", 0.0, sent=len(key[0]))
        made = 0
        async with aclosing(stream.read()) as pieces:
            async for pcm in pieces:
                made += len(pcm)
                yield Piece(pcm, self._share(key, made))

    def _share(self, key: tuple[str, float], made: int) -> float:
        """About how much of a sentence is said in ``made`` bytes, by this voice's pace so far."""
        letters = made / _BYTES / VOICE_RATE * key[1] * self._letters / self._seconds
        return min(1.0, letters / len(key[0]))

    async def _make(self, key: tuple[str, float], add: Add) -> None:
        """Ask for a sentence, and keep it once it is whole.

        Raises:
            SpeechFault: if it does not come as it should.
        """
        text, speed = key
        sentence, made, clock = ServedSentence(text, speed), bytearray(), asyncio.get_running_loop()
        began: float | None = None
        try:
            async with (
                asyncio.timeout(FIRST_SECONDS) as limit,
                aclosing(self._endpoint.stream(text, speed)) as coming,
            ):
                async for data in coming:
                    if pcm := sentence.feed(data):
                        began = began or clock.time()
                        made += pcm
                        add(pcm)
                        limit.reschedule(began + len(made) / _BYTES / VOICE_RATE + GAP_SECONDS)
            sentence.end()
        except TimeoutError as error:
            when = f"no sound came within {FIRST_SECONDS:g} seconds" if began is None else (
                "its sound came too slowly, or stopped")  # fmt: skip
            raise SpeechFault(when) from error
        self._kept.keep(key, bytes(made))
        self._letters += len(text)
        self._seconds += len(made) / _BYTES / VOICE_RATE * speed
        self._is_well()


def _again(piece: Piece, said: float) -> list[Piece]:
    """The whole sentence, after its first share was ``said``: those words count once."""
    if not said:
        return [piece]
    cut = round(len(piece.pcm) / _BYTES * said) * _BYTES
    parts = [Piece(SENTENCE_PAUSE + piece.pcm[:cut], said), Piece(piece.pcm[cut:])]
    return [part for part in parts if part.pcm]
