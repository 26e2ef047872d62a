"""Answers a candidate's own questions, from facts of the posting and of the interview (pure).

Each half of a question is answered by itself; what no fact answers is left to the team.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from string import Template

from core.models import JobPosting
from core.text.dates import many
from core.text.languages import DEFAULT, language_name
from core.text.spoken import spoken_line, spoken_sentences

MOST_QUESTION_WORDS = 30
"""A longer text is an account, even if it ends in a question."""
LONGEST_QUESTION = 600
"""Characters of a question that are read."""
_WORD = re.compile(r"[^\W_]+")
_HALF = re.compile(
    r"(?<=[.!?])\s+|\n+|,?\s+and\s+(?=(?:also\s+)?(?:what|where|when|who|which|why|how|is|are|do|does"
    r"|can|could|will|would|may|should)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:(?:and|so|okay|ok|well|yes|yeah|thanks|thank you|one (?:more )?(?:question|thing)"
    r"|i have (?:a|one|another) question)\W+)*"
    r"(?:(?:what|where|when|who|whom|whose|which|why|how)\b(?! (?:i|we)\b)"
    r"|is|are|was|do|does|did|can|could|will|would|should|may|am i|have you|has"
    r"|i(?:'d like to| would like to| want to) (?:know|ask)"
    r"|i(?: was|'m| am) wondering|tell me|could you tell)\b"
)
_TOPICS: dict[str, re.Pattern[str]] = {
    "recording": re.compile(r"\b(?:recorded|recording|record|stored|saved)\b"),
    "readers": re.compile(
        r"\bwho (?:else )?(?:will |is going to |can |gets to )?(?:hear|read|see|listen|get|look)"
        r"|\bwho (?:decides|rates|scores|evaluates)\b"
    ),
    "scoring": re.compile(
        r"\b(?:scor(?:ed|ing|e)|rated|rating|graded|judged|evaluated|assessed)\b"
    ),
    "time": re.compile(
        r"\bhow (?:long|much time|many minutes)\b(?!.*\b(?:hear|decision|answer|know)\b)"
        r"|\btime (?:is )?(?:left|remaining)\b|\bhow many (?:more )?questions\b"
    ),
    "break": re.compile(r"\b(?:take|have) (?:a|another|some) (?:short |quick )?(?:break|pause)\b"),
    "typing": re.compile(r"\b(?:type|write|typing|writing)\b(?=.*\b(?:answer|instead|it|speak)\b)"),
    "language": re.compile(
        r"\b(?:in|speak|switch to) (?:english|german|french|spanish|portuguese|italian|dutch"
        r"|polish|russian|chinese|arabic|hindi|another language|my (?:own )?language)\b"
    ),
    "work_setup": re.compile(
        r"\b(?:remote(?:ly)?|hybrid|on-?site|home|(?:days?|time) .*in the office|work ?setup)\b"
    ),
    "location": re.compile(r"\b(?:where|location|located|based|office|city|country)\b"),
    "employment_type": re.compile(
        r"\b(?:full-?time|part-?time|contract|permanent|temporary|freelance|internship"
        r"|(?:type|kind) of employment)\b"
    ),
    "company": re.compile(r"\b(?:which company|what company|name of the company|who is hiring)\b"),
    "title": re.compile(r"\b(?:job title|title of the|name of the position)\b"),
    "process": re.compile(
        r"\b(?:next steps?|what happens (?:next|now|after)|hear (?:back|from)|process|decision"
        r"|feedback|how long .*(?:take|wait|hear)|when will (?:i|you))\b"
    ),
}
_ALWAYS = ("readers", "scoring", "break", "typing", "process")
"""Topics that are the same in every interview."""
_PLAIN = frozenset(
    "a an and are about also any as at be been by can could do does did else for from have has how "
    "i if in is it its job know like may me much my of on one or our please position role say so "
    "some team tell than that the their them there these they this to us use was we what when "
    "where which who why will with work working would you your".split()
)


@dataclass(frozen=True)
class Facts:
    """What may be told of a posting, as it is said aloud.

    ``values`` lacks what the posting does not say; ``sentences`` are those of its description.
    ``recorded`` says whether the candidate chose that the sound is recorded, ``language`` (ISO
    639-1) what the interview is held in.
    """

    values: Mapping[str, str]
    sentences: Sequence[str] = ()
    recorded: bool = False
    language: str = DEFAULT

    def during(self, seconds_left: float, questions: int) -> "Facts":
        """With those of the interview while so much time and so many questions are left."""
        minutes = max(1, ceil(seconds_left / 60))
        told = {
            "time": f"{many(minutes, 'minute')} and {many(questions, 'question')}",
            "language": language_name(self.language),
            **dict.fromkeys(_ALWAYS, ""),
        }
        told["recording" if self.recorded else "no_recording"] = ""
        return replace(self, values={**self.values, **told})


@dataclass(frozen=True)
class Told:
    """What is said about a candidate's question, and what of it is left to the team."""

    words: str
    left_open: tuple[str, ...] = ()


def facts_of(
    posting: JobPosting | None, *, recorded: bool = False, language: str = DEFAULT
) -> Facts:
    """The facts of ``posting``; an interview without one has none. For the rest see ``Facts``."""
    if posting is None:
        return Facts({}, recorded=recorded, language=language)
    typed = {name: getattr(posting, name) for name in _TOPICS if hasattr(posting, name)}
    said = {name: spoken_line(value) for name, value in typed.items() if value}
    return Facts(
        {name: value for name, value in said.items() if value},
        spoken_sentences(posting.description or ""),
        recorded,
        language,
    )


def is_question(text: str) -> bool:
    """Whether ``text`` asks something, and is not a longer account that ends in a question."""
    words = _plain(text)
    short = len(words.split()) <= MOST_QUESTION_WORDS
    return short and bool(text.rstrip().endswith("?") or _ASKS.search(words))


def told(question: str, facts: Facts, wording: Mapping[str, str]) -> Told:
    """What to say about ``question``.

    Args:
        question: in the candidate's words.
        facts: of the posting and the interview.
        wording: how to say what, by topic (prompts/parts/replies.txt).
    """
    halves = [half for half in _HALF.split(question[:LONGEST_QUESTION]) if _asks(half)]
    lines: list[str] = []
    left_open: list[str] = []
    for half in halves or [question[:LONGEST_QUESTION]]:
        known = _known(_plain(half), facts, wording)
        lines += known
        left_open += [] if known else [half.strip()]
    if left_open:
        lines.append(wording["unknown_too" if lines else "unknown"])
    return Told(" ".join(dict.fromkeys(lines)), tuple(left_open))


def _asks(half: str) -> bool:
    return half.rstrip().endswith("?") or _ASKS.search(_plain(half)) is not None


def _known(half: str, facts: Facts, wording: Mapping[str, str]) -> list[str]:
    """What the facts say about one half of a question."""
    found = (topic for topic, pattern in _TOPICS.items() if pattern.search(half))
    asked: str | None = next(found, None)
    if asked == "recording" and "recording" not in facts.values:
        asked = "no_recording"
    if asked is not None and asked in facts.values:
        return [Template(wording[asked]).substitute(value=facts.values[asked])]
    sentence = _sentence_about(half, facts.sentences)
    return [] if sentence is None else [Template(wording["description"]).substitute(value=sentence)]


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").strip()


def _content(text: str) -> set[str]:
    """The words that carry meaning, without their endings."""
    words = _WORD.findall(text.casefold())
    return {re.sub(r"(?:ies|es|s|ing|ed)$", "", w) for w in words if w not in _PLAIN}


def _sentence_about(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence that shares most words with the question, and at least half of its words.

    Of several that share equally many, the shortest: it adds the least.
    """
    wanted = _content(question)
    best = max(sentences, key=lambda s: (len(wanted & _content(s)), -len(s)), default="")
    shared = len(wanted & _content(best))
    return best if shared and shared * 2 >= len(wanted) else None
