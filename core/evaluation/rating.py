"""A model's proposal for one competency, and its check against the transcript (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.evaluation.evidence import Evidence, evidence_in, find_span
from core.evaluation.transcript import Line

Rating = Literal[1, 2, 3, 4, 5]
NOT_SAID = "These words are not in the turn."
NO_SUCH_TURN = "There is no such answer."
TO_THE_RATER = "These words ask for a rating; they show nothing about the work."
_ASKS_FOR_RATING = re.compile(
    r"\b(?:rate|score|grade|mark|give|assign|award)\s+(?:me|this|it|the candidate|him|her|them)\b"
    r"|\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules|anchors|above)\b"
    r"|\b(?:five|5|10|ten)\s*(?:/|out of)\s*(?:five|5|10|ten)\b"
    r"|\b(?:top|highest|maximum|full)\s+(?:rating|score|marks?|grade)\b",
    re.IGNORECASE | re.DOTALL,
)


class Quote(BaseModel):
    """A passage that the candidate said, word for word."""

    model_config = ConfigDict(extra="forbid")

    turn: Annotated[str, Field(description="Name of the turn, such as T12.")]
    quote: Annotated[str, Field(description="One unbroken passage of that turn, copied exactly.")]


class RatingProposal(BaseModel):
    """A proposal for one competency; the words come before the number."""

    model_config = ConfigDict(extra="forbid")

    evidence: Annotated[
        list[Quote], Field(description="Passages of the candidate's turns that the rating rests on")
    ]
    rationale: Annotated[
        str, Field(description="Two to four plain sentences that tie the evidence to the anchors.")
    ]
    rating: Annotated[
        Rating | None,
        Field(description="1 to 5 on the anchored scale; null where the evidence is insufficient."),
    ]


@dataclass(frozen=True)
class RefusedQuote:
    """A quote that does not count, and why; ``turn`` as the model named it."""

    turn: str
    quote: str
    why: str


@dataclass(frozen=True)
class CheckedProposal:
    """A proposal after the check; ``rating`` None means insufficient evidence."""

    rating: int | None
    rationale: str
    evidence: tuple[Evidence, ...]
    refused: tuple[RefusedQuote, ...]


def turn_name(line: Line) -> str:
    """How a prompt names a turn."""
    return f"T{line.number}"


def check(proposal: RatingProposal, answers: Sequence[Line]) -> CheckedProposal:
    """Check each quote of ``proposal`` against the candidate's ``answers``.

    The rating is kept only if at least one quote is.
    """
    named = {turn_name(line): line for line in answers}
    evidence: list[Evidence] = []
    refused: list[RefusedQuote] = []
    for quote in proposal.evidence:
        found = _find(quote, named)
        if isinstance(found, Evidence):
            evidence.append(found)
        else:
            refused.append(RefusedQuote(quote.turn, quote.quote, found))
    rating = proposal.rating if evidence else None
    kept = tuple(dict.fromkeys(evidence))
    return CheckedProposal(rating, proposal.rationale, kept, tuple(refused))


def _find(quote: Quote, named: dict[str, Line]) -> Evidence | str:
    """The evidence, or why there is none."""
    line = named.get(quote.turn.strip())
    if line is None:
        return NO_SUCH_TURN
    span = find_span(line.text, quote.quote)
    if span is None:
        return NOT_SAID
    if _ASKS_FOR_RATING.search(line.text[span.start : span.end]):
        return TO_THE_RATER
    return evidence_in(line.turn_id, line.text, span)
