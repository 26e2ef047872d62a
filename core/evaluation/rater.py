"""The interface of a model that proposes ratings, and its errors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from core.errors import RolecallError
from core.evaluation.rating import RatingProposal
from core.evaluation.rating_prompt import RatingPrompt


@dataclass(frozen=True)
class RaterAnswer:
    """A model's proposal.

    ``model`` is the name that its server gives; ``tokens`` counts usage by kind, failed tries
    included.
    """

    proposal: RatingProposal
    model: str
    tokens: Mapping[str, int] = field(default_factory=dict)


class Rater(Protocol):
    """A model that proposes ratings."""

    model: str
    """The name that it is asked for by."""

    async def rate(self, prompt: RatingPrompt) -> RaterAnswer:
        """One proposal, made without knowledge of any other.

        Raises:
            Unusable: if none of several answers was usable.
            Unavailable: if it cannot be reached now.
            Refused: if its server refuses until a person changes something.
        """


class Unusable(RolecallError):
    """The model gave no usable answer to this prompt; a later try may succeed."""

    def __init__(self, message: str, tokens: Mapping[str, int]) -> None:
        super().__init__(message)
        self.tokens = tokens


class Unavailable(RolecallError):
    """The model cannot be reached now; ``seconds`` is how long its server asks to wait."""

    def __init__(self, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class Refused(RolecallError):
    """The model's server refuses for a reason that waiting does not change."""
