"""What the fake endpoint counts for a response, by the rules that OpenAI publishes.

A token of text is four letters; speech is one a 50 ms where it is made and one a 100 ms where it
is read. Whatever an earlier response has read counts as cached.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

WORDS_A_SECOND = 2.5
"""Of speech: the tones of the tests are shorter than the words that they stand for."""
READ, MADE = 10, 20
"""Tokens of speech a second."""


class Counting:
    """The usage of one connection's responses."""

    def __init__(self) -> None:
        self._read: set[str] = set()

    def usage(
        self,
        session: Mapping[str, Any],
        items: Iterable[Mapping[str, Any]],
        output: Iterable[Mapping[str, Any]],
        spoken: str,
    ) -> dict[str, Any]:
        """Of a response that read ``items`` and said ``spoken``, beside the calls in ``output``."""
        text = {"cached": 0, "new": 0}
        audio = {"cached": 0, "new": 0}
        prompt = f"{session.get('instructions')}{json.dumps(session.get('tools'))}"
        parts = [("", "text", _letters(prompt)), *(part for i in items for part in _parts(i))]
        for name, kind, tokens in parts:
            where = audio if kind == "audio" else text
            where["cached" if name in self._read else "new"] += tokens
        self._read |= {name for name, _, _ in parts}
        calls = "".join(str(item.get("arguments", "")) for item in output)
        return {
            "input_token_details": {
                "text_tokens": sum(text.values()),
                "audio_tokens": sum(audio.values()),
                "cached_tokens": text["cached"] + audio["cached"],
                "cached_tokens_details": {
                    "text_tokens": text["cached"],
                    "audio_tokens": audio["cached"],
                },
            },
            "output_token_details": {
                "text_tokens": _letters(f"{calls}{spoken}"),
                "audio_tokens": _speech(spoken, MADE),
            },
        }


def _letters(text: str) -> int:
    return len(text) // 4


def _speech(words: str, tokens_a_second: int) -> int:
    return round(len(words.split()) / WORDS_A_SECOND * tokens_a_second)


def _parts(item: Mapping[str, Any]) -> Iterable[tuple[str, str, int]]:
    """Name, kind and tokens of what an item holds."""
    name = str(item.get("id", id(item)))
    for part in item.get("content") or ():
        words = part.get("transcript") or part.get("text") or ""
        if part["type"].endswith("audio"):
            yield name, "audio", _speech(words, READ)
        else:
            yield name, "text", _letters(words)
    yield name, "text", _letters(f"{item.get('arguments', '')}{item.get('output', '')}")
