"""Turn detection: where speech begins, pauses and ends, by its voice activity (pure)."""

from dataclasses import dataclass, field
from enum import Enum, auto

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
"""It is cut where speech is least certain within its end: between words, if there is a gap."""
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
        places = range(len(self._segment) - 1, len(self._segment) - SEARCHED_MS // CHUNK_MS, -1)
        place = min(places, key=lambda at: sum(self._probabilities[at - 1 : at + 1]))
        rest, probabilities = self._segment[place:], self._probabilities[place:]
        del self._segment[place:]
        marks = [self._cut(), Mark.STARTED]
        self._segment, self._probabilities = rest, probabilities
        self._voiced_ms = LEAST_VOICED_MS  # it is no cough, however soon it ends
        self._speaking = True
        return marks
