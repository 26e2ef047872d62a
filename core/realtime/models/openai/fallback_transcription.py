"""Fallback transcription: words made out on this machine when the endpoint has none."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable

from core.realtime.models.local.transcriber import Words
from core.realtime.models.openai.answer_audio import Piece

log = logging.getLogger(__name__)
Transcribe = Callable[[bytes], Awaitable[Words]]
"""Makes out audio (mono s16 at ``VOICE_RATE``) without holding up the loop."""


class FallbackTranscription:
    """Gives words to pieces of which only the audio is known."""

    def __init__(self, transcribe: Transcribe | None) -> None:
        """Without ``transcribe`` (nobody here understands the language) nothing is made out."""
        self._transcribe = transcribe
        self._tasks: set[asyncio.Task[None]] = set()

    async def make_out(self, pieces: Iterable[Piece]) -> None:
        """Give words to those pieces that lack them; what cannot be made out lacks them still."""
        for piece in pieces:
            if self._transcribe is None or piece.known or not piece.pcm:
                continue
            try:
                words = await self._transcribe(piece.pcm)
            except Exception:  # whatever a speech library raises, the interview goes on
                log.exception("speech cannot be made out on this machine")
                continue
            if not piece.known:
                piece.settle(words.text, words.confidence)

    def work(self, coroutine: Coroutine[None, None, None]) -> None:
        """Do something that waits for words, until ``close``."""
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Make out nothing any more; calling it again does nothing."""
        for task in list(self._tasks):
            task.cancel()
