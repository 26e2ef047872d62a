"""Counts and cuts text by tokens of o200k_base, without a network."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import tiktoken

from core.text.cutting import cut_at_word

_RANKS_URL = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
_CACHE_VARIABLE = "TIKTOKEN_CACHE_DIR"
_LONGEST_TOKEN = 128
"""Characters of o200k_base's longest token."""
_lock = Lock()


def _bundled_ranks() -> bytes:
    spec = find_spec("bpe_openai")
    if spec is None or spec.origin is None:
        raise RuntimeError("bpe-openai is not installed: run `make run` or see requirements.txt")
    packed = Path(spec.origin).parent / "data" / "o200k_base.tiktoken.gz"
    return gzip.decompress(packed.read_bytes())


@cache
def _encoding() -> tiktoken.Encoding:
    """tiktoken looks for its ranks under the SHA-1 of their URL, and checks their SHA-256."""
    name = hashlib.sha1(_RANKS_URL.encode(), usedforsecurity=False).hexdigest()
    with _lock, tempfile.TemporaryDirectory() as directory:
        (Path(directory) / name).write_bytes(_bundled_ranks())
        before = os.environ.get(_CACHE_VARIABLE)
        os.environ[_CACHE_VARIABLE] = directory
        try:
            return tiktoken.get_encoding("o200k_base")
        finally:
            if before is None:
                del os.environ[_CACHE_VARIABLE]
            else:
                os.environ[_CACHE_VARIABLE] = before


def count_tokens(text: str) -> int:
    """Tokens of ``text``; special tokens written in it count as ordinary text."""
    return len(_encoding().encode(text, disallowed_special=()))


def cut_to_tokens(text: str, limit: int) -> str:
    """The longest beginning of ``text`` of at most ``limit`` tokens, whole characters only."""
    if limit <= 0:
        return ""
    text = text[: limit * _LONGEST_TOKEN + 1]
    tokens = _encoding().encode(text, disallowed_special=())
    if len(tokens) <= limit:
        return text
    for size in range(limit, 0, -1):
        cut = _encoding().decode_bytes(tokens[:size]).decode("utf-8", errors="ignore")
        if count_tokens(cut) <= limit:
            return cut
    return ""


def cut_words_to_tokens(text: str, limit: int) -> str:
    """The beginning of ``text`` of at most ``limit`` tokens, cut at a word: see cut_at_word."""
    for spare in range(max(limit, 1)):  # the mark of a cut takes tokens too
        short = cut_at_word(text, len(cut_to_tokens(text, limit - spare)))
        if count_tokens(short) <= limit:
            return short.strip()
    return ""


def most_that_fits(
    total: int, room: int, written: Callable[[int], str], *, at_least: int = 0
) -> int:
    """The largest count up to ``total`` whose text takes at most ``room`` tokens.

    ``written`` gives the text of a count, longer for a higher one; ``at_least`` is given even
    where it does not fit.
    """
    low, high, tried = at_least, total, total  # mostly all of it fits
    while low < high:
        if count_tokens(written(tried)) <= room:
            low = tried
        else:
            high = tried - 1
        tried = (low + high + 1) // 2
    return low
