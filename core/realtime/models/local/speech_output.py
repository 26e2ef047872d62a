"""The local model's speaking half: says lines by sentences, and begins likely ones early."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import aclosing
from itertools import islice

from core.realtime.models.events import (
    RealtimeEvent,
    UsageReported,
    VoiceAudio,
    VoiceDone,
    VoiceText,
)
from core.realtime.models.local.line_voice import LineVoice, Piece
from core.realtime.models.local.voice import SENTENCE_PAUSE
from core.realtime.models.model import VOICE_RATE, Likely, Utterance

_VOICE_PIECE = VOICE_RATE * 2 // 5
"""200 ms of voice for each event, so that no event holds up the loop."""
_TAIL = VOICE_RATE // 50 * 2
"""20 ms that are kept back of a sentence that is still coming: the words that were thought to come
later have been said when its end is heard."""
_GUESSES = 3
"""Lines that are begun before it is known which of them follows."""
_GUESSED_SENTENCES = 2
"""Sentences that are made of each: a word of thanks, and what is asked."""


class SpeechOutput:
    """Speaks to one candidate; the methods are those of RealtimeModel that have to do with it."""

    def __init__(
        self,
        voice: LineVoice,
        report: Callable[[RealtimeEvent], None],
        spawn: Callable[[Coroutine[None, None, None]], asyncio.Task[None]],
    ) -> None:
        """``report`` gets what is said; ``spawn`` runs a task until the model is closed."""
        self._voice, self._report, self._spawn = voice, report, spawn
        self._likely: Likely = _nothing
        self._guesses: asyncio.Task[None] | None = None
        self._saying: asyncio.Task[None] | None = None

    def say(self, utterance: Utterance) -> None:
        """Begin to say ``utterance``; a sentence is heard as soon as its first sound is made."""
        self.stop()
        self._drop_guesses()
        if utterance.voiced:
            self._saying = self._spawn(self._say(utterance))
        else:
            self._report(VoiceDone(utterance.number))

    def stop(self) -> None:
        """Say nothing more of what is being said."""
        if self._saying:
            self._saying.cancel()

    def foresee(self, likely: Likely) -> None:
        """See RealtimeModel."""
        self._likely = likely

    def on_pause(self, words: str) -> None:
        """The candidate pauses after ``words``: what may follow is begun, in case they are done."""
        self._drop_guesses()
        self._guesses = self._spawn(self._guess(words))

    def _drop_guesses(self) -> None:
        if self._guesses:
            self._guesses.cancel()

    async def _guess(self, words: str) -> None:
        """Make the beginnings of the likeliest lines; the voice keeps what it has made."""
        voiced = (line for line in self._likely(words) if line.voiced)
        for line in islice(voiced, _GUESSES):
            for sentence in self._voice.sentences(line.text)[:_GUESSED_SENTENCES]:
                made = self._voice.say(sentence, slow=line.slow, guess=True)
                async with aclosing(made) as pieces:
                    async for piece in pieces:
                        self._count(piece)

    async def _say(self, utterance: Utterance) -> None:
        text, end, started = utterance.text, 0, False
        for sentence in self._voice.sentences(text):
            begin, pause = end, SENTENCE_PAUSE if started else b""
            tail, share = b"", 0.0
            end = max(end, text.find(sentence, end) + len(sentence))
            async with aclosing(self._voice.say(sentence, slow=utterance.slow)) as pieces:
                async for piece in pieces:
                    self._count(piece)
                    if piece.pcm:
                        pcm, share = pause + tail + piece.pcm, piece.share
                        now = len(pcm) - (_TAIL if share < 1.0 else 0)
                        tail, pause, started = pcm[max(0, now) :], b"", True
                        words = _until(text, begin, end, share)
                        self._report(VoiceText(utterance.number, words))
                        self._voiced(utterance.number, pcm[: max(0, now)])
            if share < 1.0:
                self._report(VoiceText(utterance.number, text[:end]))
                self._voiced(utterance.number, tail)
        self._report(VoiceDone(utterance.number))

    def _voiced(self, number: int, pcm: bytes) -> None:
        for start in range(0, len(pcm), _VOICE_PIECE):
            self._report(VoiceAudio(number, pcm[start : start + _VOICE_PIECE]))

    def _count(self, piece: Piece) -> None:
        if piece.sent:
            self._report(UsageReported({"voice_characters": piece.sent}))


def _until(text: str, begin: int, end: int, share: float) -> str:
    """``text`` up to the last whole word in the first ``share`` of ``begin`` to ``end``."""
    if share >= 1.0:
        return text[:end]
    at = begin + int((end - begin) * share)
    return text[: text.rfind(" ", begin, at + 1)] if " " in text[begin : at + 1] else text[:begin]


def _nothing(words: str) -> Sequence[Utterance]:
    return ()
