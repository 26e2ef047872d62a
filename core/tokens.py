"""Counting and cutting by tokens of o200k_base, without a network."""

import gzip
import hashlib
import os
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import tiktoken

_RANKS_URL = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
_CACHE_VARIABLE = "TIKTOKEN_CACHE_DIR"
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
    tokens = _encoding().encode(text, disallowed_special=())
    if len(tokens) <= limit:
        return text
    for size in range(limit, 0, -1):
        cut = _encoding().decode_bytes(tokens[:size]).decode("utf-8", errors="ignore")
        if count_tokens(cut) <= limit:
            return cut
    return ""
