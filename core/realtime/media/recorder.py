"""Records both voices of a live session, one recording for each turn.

Threads: a ``Recorder`` is called on the bridge's loop, except ``played``, which Streamlit's
server loop calls; both only append to a buffer. Encoding and storing happen on a
thread of their own. While the database is away, storing is tried again; any other fault is
logged, and the turn has no recording.
"""

import logging
import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.database_errors import is_away
from core.interviews.service import find_interview
from core.recordings.opus import RATE, OpusEncoder, Piece
from core.recordings.service import keep_recording

log = logging.getLogger(__name__)
Transactions = Callable[[], AbstractContextManager[Session]]
Store = Callable[[int, Sequence[Piece]], object]
"""Keeps the pieces of a turn's recording; the turn is named by its number."""
LONGEST_SECONDS = 20 * 60
"""Longest recording of a turn; what is said after it is not recorded."""
LEAD_SECONDS = 1.0
"""Audio kept from before speech was noticed, so that its first sound is not cut off."""
STORE_AGAIN_SECONDS = 3.0
"""Until the next try, while the database is away."""
_BATCH_BYTES = RATE * 2
"""A second of samples is handed to the thread at once."""
_MOST_WAITING = 60
"""Batches of one turn that may wait; if the thread falls behind further, the turn's recording is
given up."""


class _Track:
    """The recording of one turn while it is made."""

    def __init__(self, thread: Executor) -> None:
        self._thread = thread
        self._encoder: OpusEncoder | None = None
        self._lock = threading.Lock()
        self._open = True
        self._given_up = False
        self._batch = bytearray()
        self._batches = 0
        self._waiting: deque[Future[None]] = deque()

    def feed(self, pcm: bytes) -> None:
        """Take samples, from any thread."""
        with self._lock:
            if not self._open:
                return
            self._batch += pcm
            if len(self._batch) >= _BATCH_BYTES:
                self._hand_over()

    def keep(self, store: Store, number: int) -> None:
        """Store all that was fed as turn ``number``, when the thread gets to it."""
        with self._lock:
            if self._open and self._batch:
                self._hand_over()
            self._open = False
        self._submit(self._finish, store, number)

    def _hand_over(self) -> None:
        batch, self._batch = bytes(self._batch), bytearray()
        self._batches += 1
        while self._waiting and self._waiting[0].done():
            self._waiting.popleft()
        if len(self._waiting) >= _MOST_WAITING:
            self._give_up("falls behind")
        else:
            self._submit(self._encode, batch)
            self._open = self._open and self._batches < LONGEST_SECONDS

    def _submit(self, work: Callable[..., None], *args: Any) -> None:
        try:
            self._waiting.append(self._thread.submit(work, *args))
        except RuntimeError:  # the process ends and the thread takes no more
            self._give_up("ends")

    def _give_up(self, why: str) -> None:
        self._open, self._given_up = False, True
        log.warning("recording %s: a turn stands without it", why)

    # --- on the thread ---

    def _encode(self, batch: bytes) -> None:
        if self._given_up:
            return
        try:
            self._encoder = self._encoder or OpusEncoder()
            self._encoder.feed(batch)
        except Exception:
            log.exception("speech cannot be encoded")
            self._give_up("fails")

    def _finish(self, store: Store, number: int) -> None:
        if self._given_up or self._encoder is None:
            return
        try:
            store(number, self._encoder.finish())
        except Exception:
            log.exception("turn %d stands without its recording", number)


class Recorder:
    """Records what the candidate says, and what of the interviewer's voice is really played.

    The candidate's recording of a turn begins ``LEAD_SECONDS`` before their speech and ends when
    the answer is heard: their time to think is not recorded.
    """

    def __init__(self, store: Store | None = None, thread: Executor | None = None) -> None:
        """Records to ``store`` on ``thread``, which works in order; without both, nothing."""
        self._store, self._thread = store, thread
        self._lead = bytearray()
        self._answer: _Track | None = None
        self._heard: _Track | None = None
        self._voice: tuple[int, _Track] | None = None

    # --- the candidate ---

    def hear(self, pcm: bytes) -> None:
        """Microphone audio as the session takes it: mono s16 at 24 kHz."""
        if self._answer is not None:
            self._answer.feed(pcm)
            return
        self._lead += pcm
        del self._lead[: max(0, len(self._lead) - int(LEAD_SECONDS * RATE) * 2)]

    def speech_started(self) -> None:
        """The candidate begins to speak; a recording that is under way goes on."""
        if self._thread is not None and self._answer is None:
            self._answer = _Track(self._thread)
            self._answer.feed(bytes(self._lead))
            self._lead.clear()

    def answer_heard(self) -> None:
        """What was recorded so far is a whole answer."""
        self._heard, self._answer = self._answer, None

    def answer_kept(self, number: int) -> None:
        """The answer that was heard last is the turn with this number."""
        heard, self._heard = self._heard, None
        if heard is not None and self._store is not None:
            heard.keep(self._store, number)

    def discard(self) -> None:
        """Forget what was said since the last answer: it belongs to none."""
        self._answer = None
        self._lead.clear()

    # --- the interviewer ---

    def voice_begins(self, number: int) -> None:
        """What is played from now on is the turn with this number."""
        self._voice_ends()
        if self._thread is not None:
            self._voice = (number, _Track(self._thread))

    def played(self, pcm: bytes) -> None:
        """Samples that go out to the candidate now."""
        voice = self._voice
        if voice is not None:
            voice[1].feed(pcm)

    def _voice_ends(self) -> None:
        voice, self._voice = self._voice, None
        if voice is not None and self._store is not None:
            voice[1].keep(self._store, voice[0])

    # --- the end ---

    def close(self) -> None:
        """Keep the voice that is being played; forget an answer that became no turn."""
        self._voice_ends()
        self.discard()
        self._heard = self._thread = None


class Recorders:
    """Gives each live session of the process its recorder."""

    def __init__(self, begin: Transactions, thread: Executor | None = None) -> None:
        """``begin`` opens a transaction; ``thread`` works in order, one thing at a time."""
        self._begin = begin
        self._thread = thread or ThreadPoolExecutor(1, "recording")
        self._unstored: deque[tuple[uuid.UUID, int, Sequence[Piece]]] = deque()

    def recorder(self, interview_id: uuid.UUID) -> Recorder:
        """The recorder of a session; it records nothing if the candidate did not agree."""
        try:
            with self._begin() as db:
                agreed = find_interview(db, interview_id).recording_consented_at is not None
        except SQLAlchemyError:
            log.exception("interview %s goes on without recording", interview_id)
            return Recorder()
        return Recorder(partial(self._keep, interview_id), self._thread) if agreed else Recorder()

    def _keep(self, interview_id: uuid.UUID, number: int, pieces: Sequence[Piece]) -> None:
        self._unstored.append((interview_id, number, pieces))
        if len(self._unstored) == 1:  # else a later try is on its way
            self._store()

    def _store(self) -> None:
        """On the thread: store what waits; while the database is away, again in a moment."""
        while self._unstored:
            try:
                with self._begin() as db:
                    keep_recording(db, *self._unstored[0])
            except Exception as error:
                if is_away(error):
                    later = threading.Timer(STORE_AGAIN_SECONDS, self._store_later)
                    later.daemon = True
                    later.start()
                    return
                log.exception("turn %d stands without its recording", self._unstored[0][1])
            self._unstored.popleft()

    def _store_later(self) -> None:
        with suppress(RuntimeError):  # the process ends and the thread takes no more
            self._thread.submit(self._store)

    def close(self) -> None:
        """Store what is under way, if the database is there; nothing is recorded afterwards."""
        self._thread.shutdown()
