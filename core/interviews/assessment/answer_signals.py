"""The signal of an answer, read from its form alone (pure).

Used where no language model listens. It steers which level is asked next; it is not a grade
and is never shown as one. It looks for the parts of a behavioural answer (situation, action,
result; the STAR method) and for the competency's own words.
"""

import re

from core.base_prompts.competency import Competency
from core.interviews.assessment.directive import Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import Signal

FEW_WORDS = 12
MANY_WORDS = 55
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?", re.UNICODE)
_DECLINES = re.compile(
    r"\b(?:(?:don't|do not|didn't) (?:really )?(?:know|remember)|no (?:idea|experience)"
    r"|never (?:used|done|worked)|not (?:familiar|sure)|can't answer|pass on)\b"
)
_PARTS = {
    "action": re.compile(
        r"\b(?:i|we) (?:\w+ed|built|wrote|led|made|took|ran|found|set|began|chose|kept|spoke)\b"
    ),
    "reason": re.compile(
        r"\b(?:because|so that|in order to|the reason|since|trade-?off|instead)\b"
    ),
    "result": re.compile(
        r"\b(?:result|outcome|in the end|reduced|increased|improved|saved|learned|dropped|grew"
        r"|went (?:up|down)|afterwards)\b"
    ),
    "figure": re.compile(
        r"\d|\b(?:percent|half|double|twice|ten|twenty|thirty|fifty|hundred|thousand|million"
        r"|hours?|days?|weeks?|months?)\b"
    ),
    "example": re.compile(r"\b(?:for example|for instance|once|last (?:year|month|week)|when)\b"),
}


def read_signal(answer: str, competency: Competency | None) -> Signal:
    """The signal of ``answer`` to a question about ``competency`` (None: no topic)."""
    text = _plain(answer)
    words = len(_WORD.findall(text))
    if words < FEW_WORDS or declines(answer):
        return Signal.WEAK
    parts = sum(bool(pattern.search(text)) for pattern in _PARTS.values())
    if words >= MANY_WORDS and parts >= 3 and _on_topic(text, competency):
        return Signal.STRONG
    return Signal.MIXED


def declines(answer: str) -> bool:
    """Whether ``answer`` says that the candidate has no answer, and little else."""
    text = _plain(answer)
    return len(_WORD.findall(text)) < MANY_WORDS // 2 and _DECLINES.search(text) is not None


def signal_of(assessment: ProgressiveAssessment, about: Directive, answer: str) -> Signal:
    """The signal of an answer to ``about`` in the course of ``assessment``."""
    return read_signal(answer, assessment.competency_of(about))


def _plain(answer: str) -> str:
    return answer.casefold().replace("’", "'")


def _on_topic(text: str, competency: Competency | None) -> bool:
    if competency is None:
        return True
    return any(
        re.search(rf"(?<!\w){re.escape(keyword.casefold())}(?!\w)", text)
        for keyword in competency.keywords
    )
