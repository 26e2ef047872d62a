"""When the fake endpoint takes a turn to be over (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

RATE = 24_000
STEP_MS = 10
LONGEST_WAIT_SECONDS = {"low": 8.0, "medium": 4.0, "auto": 4.0, "high": 2.0}
"""How long ``semantic_vad`` waits at most, by eagerness, as OpenAI documents it."""
_LOUD = 1_200.0
"""Root mean square (of 32,768) of speech; the candidates' sound stays above it throughout."""
_BEGINS_MS = 30
Mark = Literal["started", "stopped"]


@dataclass(frozen=True)
class Timing:
    """What the endpoint takes its time for; milliseconds where nothing else is said.

    Attributes:
        silence_ms: after which a turn is over, where nothing is waited for longer.
        model_ms: from the asking for speech to its first audio.
        judge_ms: from the asking for a tool call to the call.
        transcript_ms: from the end of a turn to its words.
        reply_seconds: length of each reply.
        speed: how many times as fast as it is spoken a reply is sent.
        unsure_every: each so many turns sounds unfinished, so that ``semantic_vad`` waits as long
            as its eagerness lets it; 0 for never.
    """

    silence_ms: float = 200.0
    model_ms: float = 0.0
    judge_ms: float = 0.0
    transcript_ms: float = 0.0
    reply_seconds: float = 3.0
    speed: float = 8.0
    unsure_every: int = 0

    def wait_ms(self, turn_detection: Mapping[str, Any], turn: int) -> float:
        """Milliseconds of silence after which turn number ``turn``, from 1, is over."""
        semantic = turn_detection.get("type") == "semantic_vad"
        if semantic and self.unsure_every and turn % self.unsure_every == 0:
            return LONGEST_WAIT_SECONDS[turn_detection.get("eagerness") or "auto"] * 1_000
        return self.silence_ms


class Detector:
    """Tells by loudness when a turn begins and ends, in the audio's time, not the clock's."""

    def __init__(self) -> None:
        self.speaking = False
        self.wait_ms = 200.0
        """Silence that ends the turn."""
        self._loud_ms = self._quiet_ms = 0.0
        self._rest = b""

    @property
    def quiet(self) -> bool:
        """Whether the last step held no speech."""
        return self._quiet_ms > 0

    def feed(self, pcm: bytes) -> Iterator[Mark]:
        """Take audio (mono s16 at ``RATE``); what it changed, in order."""
        step = RATE * STEP_MS // 1_000 * 2
        pcm = self._rest + pcm
        whole = len(pcm) // step * step
        self._rest = pcm[whole:]
        samples = np.frombuffer(pcm[:whole], "<i2").reshape(-1, step // 2).astype(np.float32)
        for loudness in np.sqrt((samples**2).mean(axis=1)):
            yield from self._step(bool(loudness > _LOUD))

    def _step(self, loud: bool) -> Iterator[Mark]:
        if loud:
            self._loud_ms, self._quiet_ms = self._loud_ms + STEP_MS, 0.0
            if not self.speaking and self._loud_ms >= _BEGINS_MS:
                self.speaking = True
                yield "started"
            return
        self._quiet_ms += STEP_MS
        if not self.speaking:
            self._loud_ms = 0.0
        elif self._quiet_ms >= self.wait_ms:
            self.reset()
            yield "stopped"

    def reset(self) -> None:
        """Forget what was heard."""
        self.speaking, self._loud_ms, self._quiet_ms = False, 0.0, 0.0
