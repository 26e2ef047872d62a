"""Turn detection: where speech begins, pauses and ends, by its voice activity (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

import numpy as np

CHUNK_MS = 32
"""One decision of the voice activity detector: 512 samples at 16 kHz."""
START_CHUNKS = 3
"""Voiced chunks in a row that begin speech."""
SUSTAINED_MS = 500
"""Voiced time from which speech is meant for the interviewer."""
PAUSE_MS = 480
"""Silence that ends a segment."""
PRE_ROLL_MS = 320
"""Audio kept from before the beginning of speech."""
LONGEST_SEGMENT_MS = 26_000
"""A segment without any breath is cut when it is so long."""
SEARCHED_MS = 14_000
"""It is cut between words within its end, if there is a gap: see ``gap_between_words``."""
LONG_SEGMENT_MS = 8_000
"""A segment so long ends at the next ``BREATH_MS``, so that little is left to transcribe when a
long answer ends."""
BREATH_MS = 160
LEAST_VOICED_MS = 220
"""A shorter sound is a cough, a click or a door."""


class Mark(Enum):
    """What a chunk of audio changed."""

    STARTED = auto()
    SUSTAINED = auto()
    SEGMENT = auto()
    DROPPED = auto()
    SILENCE = auto()


@dataclass
class TurnDetector:
    """Groups chunks into segments (speech between pauses) and measures the silence after.

    Attributes:
        threshold: probability of speech, 0 to 1, from which a chunk counts as voiced.
        silence_ms: milliseconds of silence since the last voiced chunk.
        segments: finished pieces of audio, oldest first, for the transcriber to take.
    """

    threshold: float = 0.5
    silence_ms: int = 0
    segments: list[bytes] = field(default_factory=list)
    _pre_roll: list[bytes] = field(default_factory=list)
    _segment: list[bytes] = field(default_factory=list)
    _probabilities: list[float] = field(default_factory=list)
    _voiced_run: int = 0
    _voiced_ms: int = 0
    _speaking: bool = False
    _sustained: bool = False

    @property
    def speaking(self) -> bool:
        """Whether a segment is open."""
        return self._speaking

    @property
    def suspects(self) -> bool:
        """Whether the last chunk is the first voiced one of what may become speech."""
        return self._voiced_run == 1

    @property
    def open_segment(self) -> bytes | None:
        """What was heard so far of the open segment; None where there is none to transcribe."""
        heard = self._speaking and self._voiced_ms >= LEAST_VOICED_MS
        return b"".join(self._segment) if heard else None

    def feed(self, chunk: bytes, probability: float) -> list[Mark]:
        """Take one chunk of ``CHUNK_MS``; returns what it changed, in order."""
        voiced = probability >= self.threshold
        self.silence_ms = 0 if voiced else self.silence_ms + CHUNK_MS
        if not self._speaking:
            return self._listen(chunk, voiced)
        self._segment.append(chunk)
        self._probabilities.append(probability)
        self._voiced_ms += CHUNK_MS * voiced
        marks = []
        if not self._sustained and self._voiced_ms >= SUSTAINED_MS:
            self._sustained = True
            marks.append(Mark.SUSTAINED)
        length = len(self._segment) * CHUNK_MS
        pause = BREATH_MS if length >= LONG_SEGMENT_MS else PAUSE_MS
        if self.silence_ms >= pause:
            marks.append(self._cut())
        elif length >= LONGEST_SEGMENT_MS:
            marks += self._cut_in_speech()
        return marks

    def flush(self) -> Mark | None:
        """End an open segment now; returns what became of it."""
        return self._cut() if self._speaking else None

    def reset(self) -> None:
        """Forget everything heard."""
        self.segments.clear()
        self._pre_roll.clear()
        self._segment.clear()
        self.silence_ms = self._voiced_run = self._voiced_ms = 0
        self._speaking = self._sustained = False

    def _listen(self, chunk: bytes, voiced: bool) -> list[Mark]:
        self._pre_roll.append(chunk)
        del self._pre_roll[: -PRE_ROLL_MS // CHUNK_MS]
        self._voiced_run = self._voiced_run + 1 if voiced else 0
        if self._voiced_run < START_CHUNKS:
            return [] if voiced else [Mark.SILENCE]
        self._segment, self._probabilities = self._pre_roll[:], [1.0] * len(self._pre_roll)
        self._pre_roll.clear()
        self._voiced_ms = self._voiced_run * CHUNK_MS
        self._voiced_run = 0
        self._speaking, self._sustained = True, False
        return [Mark.STARTED]

    def _cut(self) -> Mark:
        segment = self.open_segment
        if segment:
            self.segments.append(segment)
        self._segment, self._probabilities = [], []
        self._speaking = False
        return Mark.SEGMENT if segment else Mark.DROPPED

    def _cut_in_speech(self) -> list[Mark]:
        """Cut between words, if there is a gap, and go on from there."""
        searched = SEARCHED_MS // CHUNK_MS
        place = gap_between_words(self._segment, self._probabilities, searched)
        rest, probabilities = self._segment[place:], self._probabilities[place:]
        del self._segment[place:]
        marks = [self._cut(), Mark.STARTED]
        self._segment, self._probabilities = rest, probabilities
        self._voiced_ms = LEAST_VOICED_MS  # it is no cough, however soon it ends
        self._speaking = True
        return marks


def gap_between_words(chunks: Sequence[bytes], probabilities: Sequence[float], last: int) -> int:
    """Before which of the ``last`` chunks a gap between words is likeliest.

    That is where it is quietest and least like speech. Loudness alone takes the closure before a
    "t" for a gap, and the probability an "f": who is cut in a consonant is heard to stutter. So
    both decide, over a fifth of a second; what is nearest counts a little more.
    """
    samples = np.frombuffer(b"".join(chunks), np.int16).reshape(len(chunks), -1)
    loudness = 10 * np.log10((samples.astype(np.float32) ** 2).mean(axis=1) + 1)
    least, median = np.percentile(loudness, 3), np.median(loudness)
    loud = np.clip((loudness - least) / max(median - least, 1.0), 0.0, 3.0)
    sure = np.asarray(probabilities)
    places = range(len(chunks) - 1, max(0, len(chunks) - last), -1)

    def like_speech(at: int) -> float:
        near = loud[at - 1 : at + 1].mean() + sure[at - 1 : at + 1].mean()
        around = loud[max(0, at - 3) : at + 3].mean() + sure[max(0, at - 2) : at + 2].mean()
        return float(around + near / 4)

    return min(places, key=like_speech)
