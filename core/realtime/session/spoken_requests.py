"""Requests such as "repeat" in a short answer, spoken or typed, told by their words (pure)."""

import re
from collections.abc import Mapping

from core.realtime.models.commands import Command, EndInterview, Pause, Repeat, Skip, Think

MOST_WORDS = 14
"""A longer utterance is an answer, whatever its words are."""
_PATTERNS: tuple[tuple[re.Pattern[str], Command], ...] = (
    (re.compile(r"\b(?:slower|more slowly)\b"), Repeat(slow=True)),
    (
        re.compile(
            r"\b(?:repeat|say (?:that|it|the question) again|come again|pardon"
            r"|(?:did not|didn't|couldn't) (?:hear|catch)|what was the question)\b"
        ),
        Repeat(),
    ),
    (
        re.compile(
            r"\b(?:i'?m thinking|i am thinking|let me think|give me a (?:moment|minute|second)"
            r"|one moment|(?:need|want) (?:a (?:moment|minute|second)|to think))\b"
        ),
        Think(),
    ),
    (
        re.compile(
            r"^\W*(?:(?:um|uh|hmm+|well|okay|so|oh|that's|a|very)\W+)*"
            r"(?:let me see|let's see|good question"
            r"|how (?:do|can|shall) i (?:say|put) (?:it|this|that))\W*$"
        ),
        Think(),
    ),
    (
        re.compile(
            r"\b(?:(?:can|could|may) (?:we|i) (?:skip|pass)|skip (?:this|that|the) (?:one|question)"
            r"|next question,? please)\b"
        ),
        Skip(),
    ),
    (re.compile(r"\b(?:can|could|may|shall) (?:we|i) (?:pause|take a break)\b"), Pause()),
    (
        re.compile(
            r"\b(?:(?:can|could|may|shall) (?:we|i) (?:stop|end)|(?:want|like) to (?:stop|end))"
            r"(?: (?:now|here|please|this|the interview|this interview))+\b"
        ),
        EndInterview(last_word=True),
    ),
)

COSTLY: Mapping[type[Command], str] = {
    Skip: "skip_or_not",
    Pause: "pause_or_not",
    EndInterview: "end_or_not",
}
"""Requests that are not done on words of which nobody is sure, and the reply that asks first."""
_YES = re.compile(
    r"(?:(?:yes|yeah|yep|right|sure|correct|exactly|please|i do|i would|that's right)[\s,.!]*)+"
)


def request_in(utterance: str) -> Command | None:
    """The request that ``utterance`` makes, None where it is an answer."""
    text = utterance.casefold().replace("’", "'")
    if len(text.split()) > MOST_WORDS:
        return None
    return next((command for pattern, command in _PATTERNS if pattern.search(text)), None)


def agrees(utterance: str) -> bool:
    """Whether ``utterance`` says yes, and nothing else."""
    return _YES.fullmatch(utterance.casefold().replace("’", "'").strip()) is not None
