"""How soon the endpoint is to take an answer for finished, by what is open (pure).

OpenAI documents for its semantic detection how long it waits at most where it is not sure:
https://platform.openai.com/docs/guides/realtime-vad
"""

import re
from collections.abc import Mapping
from typing import Literal

from core.interviews.assessment.directive import Directive

Eagerness = Literal["low", "medium", "high"]
"""At most 8, 4 and 2 seconds."""
STORY_SECONDS = 3.0
"""Speech from which an answer is a story with pauses, also where few or none were expected."""
STORY_PAUSE_MS: Mapping[Eagerness, tuple[int, float]] = {
    "high": (1_600, 4_000.0),
    "medium": (3_600, 6_000.0),
}
"""Silence after which such an endpoint ends a turn only because it waits no longer, and the silence
that ends a story then. An end of which the endpoint is sure comes sooner, and is the end."""
_SENTENCE = re.compile(r"[^.!?]+\?")
_CLOSED = re.compile(
    r"(?:and |so |but )?(?:do|does|did|are|is|was|were|have|has|had|will)\b", re.IGNORECASE
)


def eagerness_for(about: Directive | None) -> Eagerness:
    """A story has pauses; an addition has few, and a yes or no has none."""
    if about is None or about.kind == "farewell":
        return "low"
    if is_closed(about.text):
        return "high"
    return "medium" if about.kind in ("probe", "last_word") else "low"


def is_closed(question: str) -> bool:
    """Whether the last thing asked can be answered by yes or no; in English alone."""
    asked = _SENTENCE.findall(question)
    return bool(asked) and _CLOSED.match(asked[-1].strip()) is not None


def story_pause_ms(eagerness: Eagerness, spoken_seconds: float, ended_ms: float) -> float:
    """Silence after which an answer is over, if the endpoint's end of its turn is not enough;
    else 0.

    ``ended_ms``: silence after which the endpoint ended it.
    """
    unsure_ms, pause_ms = STORY_PAUSE_MS.get(eagerness, (0, 0.0))
    story = spoken_seconds >= STORY_SECONDS and ended_ms >= unsure_ms
    return pause_ms if story else 0.0
