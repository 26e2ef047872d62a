"""The protocol of a realtime model: what a session asks of whatever speaks and listens."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.interviews.assessment.directive import Directive
from core.models import TurnKind
from core.realtime.models.events import RealtimeEvent

VOICE_RATE = 24_000
"""Hz of the audio that goes to and comes from a model: mono, signed 16-bit."""

SystemPrompt = Callable[[], Awaitable[str]]
"""Gives the system prompt as it stands now, with all turns that are kept."""


@dataclass(frozen=True)
class Utterance:
    """Something for the interviewer to say.

    Attributes:
        number: distinguishes the utterances of one session.
        text: what to say. A local voice says it word for word; a model that chooses its words
            itself reports them as ``VoiceText``.
        kind: what the turn is for.
        about: the directive that it asks, if any.
        minutes_left: of the planned time, for the model to pace itself.
        voiced: False where nobody can hear it (typed mode).
        slow: whether the candidate asked for slower speech.
        after: what was heard of the utterance before a noise stopped it; ``text`` goes on from
            there, and nothing of ``after`` is said again.
    """

    number: int
    text: str
    kind: TurnKind = TurnKind.QUESTION
    about: Directive | None = None
    minutes_left: float = 0.0
    voiced: bool = True
    slow: bool = False
    after: str = ""


Likely = Callable[[str], Sequence[Utterance]]
"""Gives the utterances that may follow on the open answer, the likeliest first, from the words of
it that are known so far; their numbers mean nothing. It does no input or output."""


class RealtimeModel(Protocol):
    """Speech output and input for one live session.

    All methods run on the bridge's loop. ``hear`` must return within a millisecond or two.
    """

    name: str
    languages: frozenset[str] | None
    """ISO 639-1 codes of the languages that it understands when spoken; None means any."""

    @property
    def version(self) -> str | None:
        """Which model answers, as the provider names it; None where there is only one."""

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Get ready to speak and listen under the system prompt that ``system_prompt`` gives.

        A model that loses its connection asks ``system_prompt`` again and goes on by itself.
        """

    def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""

    async def say(self, utterance: Utterance) -> None:
        """Begin to say ``utterance``; returns at once."""

    async def interrupt(self, played_samples: int) -> None:
        """Stop speaking; ``played_samples`` of the current utterance were really heard."""

    def foresee(self, likely: Likely) -> None:
        """Be told, once and before ``open``, how to learn what may have to be said next."""

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio: mono s16 at ``VOICE_RATE``."""

    def hear_text(self, text: str) -> None:
        """Take a typed answer."""

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """Wait this long for the candidate to speak on; None means the usual silence wait."""

    def stretch_pauses(self, times: float) -> None:
        """Let silence end an answer ``times`` as late as usual, for the whole session."""

    def finish_answer(self) -> None:
        """The candidate says that the answer is complete."""

    def discard_answer(self) -> None:
        """Forget what has been heard of the current answer; the floor is the candidate's."""

    def yield_floor(self) -> None:
        """The voice was heard to its end while the candidate had begun to speak: the floor is
        theirs, with what they said so far.
        """

    async def close(self) -> None:
        """Release everything; calling it again does nothing."""
