"""What the evaluation asks of a model, and how a model can fail it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from core.errors import RolecallError
from core.evaluation.rating import RatingProposal


@dataclass(frozen=True)
class RatingPrompt:
    """What a model is told: the rules, and the competency with what was said about it."""

    rules: str
    task: str


@dataclass(frozen=True)
class RaterAnswer:
    """A model's proposal; ``model`` is its own name for itself, ``tokens`` what it used."""

    proposal: RatingProposal
    model: str
    tokens: Mapping[str, int] = field(default_factory=dict)


class Rater(Protocol):
    """A model that proposes ratings."""

    model: str

    async def rate(self, prompt: RatingPrompt) -> RaterAnswer:
        """One independent proposal.

        Raises:
            Unusable: if it answered, but with nothing that can be used, several times.
            Unavailable: if it cannot be reached now.
            Refused: if it will not be reached without somebody's doing.
        """


class Unusable(RolecallError):
    """The model gave no usable answer to this prompt; to another it may."""


class Unavailable(RolecallError):
    """The model cannot be reached now; ``seconds`` is how long its server asks to wait."""

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class Refused(RolecallError):
    """The model's server turns us away for a reason that time does not mend."""
