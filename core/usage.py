"""What a model used, by kind, and what it cost (pure).

Counts are tokens, except ``transcribed_ms``: milliseconds of audio that a transcriber was
given. Kinds that end in ``_cached`` are read from the provider's cache and cheaper; they are
not counted again among the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.text.dates import many

Counts = Mapping[str, int]

TOKEN_KINDS = ("text_in", "text_cached", "text_out", "audio_in", "audio_cached", "audio_out")

_MILLION = 1_000_000
_MINUTE_MS = 60_000
USD: Mapping[str, Mapping[str, float]] = {
    "gpt-realtime-2.1-mini": {
        "text_in": 0.60, "text_cached": 0.06, "text_out": 2.40,
        "audio_in": 10.0, "audio_cached": 0.30, "audio_out": 20.0,
    },
    "gpt-realtime-2": {
        "text_in": 4.0, "text_cached": 0.40, "text_out": 24.0,
        "audio_in": 32.0, "audio_cached": 0.40, "audio_out": 64.0,
    },
    "gpt-realtime": {
        "text_in": 4.0, "text_cached": 0.40, "text_out": 16.0,
        "audio_in": 32.0, "audio_cached": 0.40, "audio_out": 64.0,
    },
    "gpt-5.6-sol": {"text_in": 4.0, "text_cached": 0.40, "text_out": 20.0},
    "gpt-5.6-terra": {"text_in": 2.0, "text_cached": 0.20, "text_out": 12.0},
    "gpt-5.6-luna": {"text_in": 0.20, "text_cached": 0.02, "text_out": 1.20},
}  # fmt: skip
"""Dollars a million tokens by how a model's name begins (the longest that fits counts), as
published in November 2026. A model that stands here under no name has no known price."""
USD_PER_TRANSCRIBED_MINUTE = 0.0045


@dataclass(frozen=True)
class Caps:
    """The most that one interview may use, over all of its connections.

    Attributes:
        minutes: of live connections.
        tokens: of every kind, read and made.
        reconnects: lost connections that are made anew.
    """

    minutes: float
    tokens: int
    reconnects: int


@dataclass(frozen=True)
class Spent:
    """What an interview has used so far; the same units as ``Caps``."""

    minutes: float = 0.0
    tokens: int = 0
    reconnects: int = 0

    def overtime(self, caps: Caps) -> str | None:
        """Why the interview ends for time, in words for the team; None while minutes are left."""
        if self.minutes >= caps.minutes:
            return f"The interview was connected for {caps.minutes:g} minutes, which is the cap."
        return None

    def beyond(self, caps: Caps) -> str | None:
        """Why the model may not be used any more, in words for the team; None while it may.

        Used-up minutes are no reason: the farewell is still spoken.
        """
        if self.tokens >= caps.tokens:
            return f"The interview has used {self.tokens:,} tokens; the cap is {caps.tokens:,}."
        if self.reconnects > caps.reconnects:
            most = many(caps.reconnects, "time")
            return f"The connection was lost more than {most}, which is the cap."
        return None


def add(one: Counts, other: Counts) -> dict[str, int]:
    """Both together, kind by kind."""
    return {kind: one.get(kind, 0) + other.get(kind, 0) for kind in {**one, **other}}


def tokens_in(counts: Counts) -> int:
    """All tokens, without what is not counted in tokens."""
    return sum(counts.get(kind, 0) for kind in TOKEN_KINDS)


def usd(model: str, counts: Counts) -> float | None:
    """What ``counts`` cost in dollars; None where the model's price is not known."""
    name = max((name for name in USD if model.startswith(name)), key=len, default=None)
    if name is None:
        return None
    tokens = sum(counts.get(kind, 0) * price for kind, price in USD[name].items()) / _MILLION
    return tokens + counts.get("transcribed_ms", 0) / _MINUTE_MS * USD_PER_TRANSCRIBED_MINUTE


def counts_of_response(usage: Any) -> dict[str, int]:
    """Counts of a finished response's ``usage`` as the SDK gives it; missing figures are 0."""
    given, made = _part(usage, "input_token_details"), _part(usage, "output_token_details")
    cached = _part(given, "cached_tokens_details")
    counts = {
        "text_in": _figure(given, "text_tokens") - _figure(cached, "text_tokens"),
        "text_cached": _figure(cached, "text_tokens"),
        "text_out": _figure(made, "text_tokens"),
        "audio_in": _figure(given, "audio_tokens") - _figure(cached, "audio_tokens"),
        "audio_cached": _figure(cached, "audio_tokens"),
        "audio_out": _figure(made, "audio_tokens"),
    }
    return {kind: count for kind, count in counts.items() if count > 0}


def counts_of_transcription(audio_seconds: float) -> dict[str, int]:
    """Counts of a transcription of so much audio."""
    return {"transcribed_ms": round(audio_seconds * 1_000)}


def _part(owner: Any, name: str) -> Any:
    return getattr(owner, name, None)


def _figure(owner: Any, name: str) -> int:
    return getattr(owner, name, None) or 0
