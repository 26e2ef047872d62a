"""Answers a candidate's own questions, from the posting's facts and nothing else (pure)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template

from core.models import JobPosting
from core.text.spoken import spoken_line, spoken_sentences

MOST_QUESTION_WORDS = 30
"""A longer text is an account, even if it ends in a question."""
MOST_COUNTER_WORDS = 20
LONGEST_QUESTION = 600
"""Characters of a question that are read."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ASKS = re.compile(
    r"^(?:(?:and|so|okay|ok|well|yes|yeah|thanks|thank you|one (?:more )?(?:question|thing)"
    r"|i have (?:a|one|another) question)\W+)*"
    r"(?:(?:what|where|when|who|whom|whose|which|why|how)\b(?! (?:i|we)\b)"
    r"|is|are|was|do|does|did|can|could|will|would|should|may|am i|have you|has"
    r"|i(?:'d like to| would like to| want to) (?:know|ask)"
    r"|i(?: was|'m| am) wondering|tell me|could you tell)\b"
)
_TOPICS: dict[str, re.Pattern[str]] = {
    "location": re.compile(r"\b(?:where|location|located|based|office|city|country)\b"),
    "work_setup": re.compile(
        r"\b(?:remote(?:ly)?|hybrid|on-?site|home|in the office|work ?setup)\b"
    ),
    "employment_type": re.compile(
        r"\b(?:full-?time|part-?time|contract|permanent|temporary|freelance|internship"
        r"|(?:type|kind) of employment)\b"
    ),
    "company": re.compile(r"\b(?:which company|what company|name of the company|who is hiring)\b"),
    "title": re.compile(r"\b(?:job title|title of the|name of the position)\b"),
    "process": re.compile(
        r"\b(?:next steps?|what happens (?:next|now|after)|hear (?:back|from)|process|decision"
        r"|decides?|feedback|how long .*(?:take|wait)|when will (?:i|you))\b"
    ),
}
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
    """

    values: Mapping[str, str]
    sentences: Sequence[str] = ()


def facts_of(posting: JobPosting | None) -> Facts:
    """The facts of ``posting``; an interview without one has none."""
    if posting is None:
        return Facts({})
    typed = {name: getattr(posting, name) for name in _TOPICS if hasattr(posting, name)}
    said = {name: spoken_line(value) for name, value in typed.items() if value}
    return Facts(
        {name: value for name, value in said.items() if value},
        spoken_sentences(posting.description or ""),
    )


def is_question(text: str) -> bool:
    """Whether ``text`` asks something, and is not a longer account that ends in a question."""
    words = _plain(text)
    short = len(words.split()) <= MOST_QUESTION_WORDS
    return short and bool(text.rstrip().endswith("?") or _ASKS.search(words))


def is_counter_question(text: str) -> bool:
    """Whether an answer is only a question back: one short sentence with a question mark."""
    short = len(text.split()) <= MOST_COUNTER_WORDS
    return short and len(_SENTENCE.split(text.strip())) == 1 and is_question(text) and "?" in text


def answer(question: str, facts: Facts, wording: Mapping[str, str]) -> str:
    """The answer to ``question``: facts of the posting, or that the team will answer.

    Args:
        question: in the candidate's words.
        facts: of the posting.
        wording: how to say what, by topic (prompts/parts/replies.txt).
    """
    text = _plain(question[:LONGEST_QUESTION])
    asked = [topic for topic, pattern in _TOPICS.items() if pattern.search(text)]
    known = [
        Template(wording[topic]).substitute(value=facts.values.get(topic, ""))
        for topic in asked
        if topic in facts.values or topic == "process"
    ]
    if known:
        return " ".join(known)
    sentence = _sentence_about(text, facts.sentences)
    if sentence is not None:
        return Template(wording["description"]).substitute(value=sentence)
    return wording["unknown"]


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
