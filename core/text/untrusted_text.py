"""Prepares what people typed or uploaded for a prompt: plain, short and marked as data (pure).

Cleaning a posting takes far longer than the rest of building its prompt, and every connection
builds it again; so results are cached, a bounded number in each process.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.text.cutting import cut_at_word
from core.text.plain_text import MAX_SOURCE, plain_text, tidy
from core.text.tokens import cut_words_to_tokens

_LINE_SOURCE = 2_000
_LINE_CHARACTERS = 200
_RESUME_CHARACTERS = 12_000
_SKILL_TOKENS = 24
_OWN_TAG = re.compile(r"<(?=\s*+/?\s*+data\b)", re.IGNORECASE)
_SIGNS = r""" ,.;:?!/()+#@%'"“”‘’–—-"""
_WORDS_ONLY = re.compile(rf"[^\W\d_][^\W_]*(?:[{_SIGNS}]{{1,8}}[^\W_]+)*[{_SIGNS}]{{0,8}}")
"""A line that begins with a letter and in which neither HTML nor markdown has a meaning."""
_SHORT = 1_200
"""Characters; a text this short never exceeds plain_text's budgets."""


def as_data(label: str, text: str) -> str:
    """``text`` between tags that it cannot close itself."""
    return f'<data name="{label}">\n{without_data_tags(text)}\n</data>'


def without_data_tags(text: str) -> str:
    """``text`` without our ``<data>`` tags; done before cutting, as it changes the length."""
    return _OWN_TAG.sub("‹", text)


def one_line(typed: str | None, tokens: int) -> tuple[str, bool]:
    """A field as one line of at most ``tokens``, and whether that is all of it."""
    return _one_line(cut_at_word(typed or "", _LINE_SOURCE), tokens)


def clean_skills(skills: Sequence[str] | None) -> list[str]:
    """Required skills as they enter a prompt: one line each, no doubles, none empty."""
    lines = (one_line(skill, _SKILL_TOKENS)[0] for skill in skills or ())
    return list({line.casefold(): line for line in lines if line}.values())


@lru_cache(maxsize=2_048)
def _one_line(typed: str, tokens: int) -> tuple[str, bool]:
    whole = " ".join(_readable(typed).split())
    kept = cut_words_to_tokens(cut_at_word(whole, _LINE_CHARACTERS), tokens)
    return kept, kept == whole


def read_description(typed: str | None, characters: int) -> tuple[str, str]:
    """The text of a pasted description, and its beginning of at most ``characters``."""
    return _read_description((typed or "")[:MAX_SOURCE], characters)


@lru_cache(maxsize=64)
def _read_description(typed: str, characters: int) -> tuple[str, str]:
    whole = without_data_tags(_readable(typed))
    return whole, cut_at_word(whole, characters)


def beginning_of_resume(whole: str, tokens: int) -> str:
    """The beginning of a resume in at most ``tokens``, cut at a word."""
    return _words_to_tokens(cut_at_word(whole, _RESUME_CHARACTERS), tokens)


_words_to_tokens = lru_cache(maxsize=32)(cut_words_to_tokens)


def _readable(typed: str) -> str:
    """``plain_text``, without its parsers where they would find nothing."""
    plain = len(typed) <= _SHORT and _WORDS_ONLY.fullmatch(typed)
    return tidy(typed) if plain else plain_text(typed)
