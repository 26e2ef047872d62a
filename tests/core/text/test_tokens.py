"""Counting and cutting by tokens, offline."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.text.tokens import count_tokens, cut_to_tokens, cut_words_to_tokens, most_that_fits

OFFLINE = """
import sys
def no_network(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise RuntimeError(event)
sys.addaudithook(no_network)
from core.text.tokens import count_tokens
print(count_tokens("hello world"))
"""


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("hello world", 2), ("tiktoken is great!", 6), ("antidisestablishmentarianism", 6)],
)
def test_tokens_are_those_of_o200k_base(text: str, tokens: int) -> None:
    assert count_tokens(text) == tokens


def test_counting_needs_no_network(project_root: Path, tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")
    }
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE],
        cwd=project_root,
        env={**environment, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("2", 0), done.stderr


def test_counting_leaves_the_environment_as_it_was() -> None:
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    count_tokens("warm")
    assert os.environ.get("TIKTOKEN_CACHE_DIR") == before


def test_special_tokens_that_somebody_typed_are_ordinary_text() -> None:
    assert count_tokens("<|endoftext|>") > 1
    assert cut_to_tokens("<|endoftext|> and on", 100) == "<|endoftext|> and on"


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(-2, 60))
def test_a_cut_is_the_beginning_and_keeps_to_its_limit(text: str, limit: int) -> None:
    cut = cut_to_tokens(text, limit)
    assert text.startswith(cut)
    assert count_tokens(cut) <= max(limit, 0)
    if count_tokens(text) <= limit:
        assert cut == text


@settings(deadline=None)
@given(st.text(st.sampled_from("👩‍💻🏳️‍🌈é漢字ß\u0301 a<"), min_size=1, max_size=60))
def test_no_character_is_ever_cut_in_two(text: str) -> None:
    for limit in range(1, count_tokens(text)):
        cut = cut_to_tokens(text, limit)
        cut.encode("utf-8")
        assert "\ufffd" not in cut
        assert all(unicodedata.category(character) != "Cs" for character in cut)


def test_a_cut_uses_the_room_that_there_is() -> None:
    text = "word " * 500
    assert count_tokens(cut_to_tokens(text, 100)) > 95


def test_a_very_long_run_of_one_character_can_be_counted() -> None:
    assert 0 < count_tokens("a" * 50_000) < 50_000


@settings(deadline=None)
@given(st.text(max_size=200) | st.text("abc漢", max_size=60), st.integers(-2, 60))
@example("qmlpxapbjwtssmu", 6)  # without its last letters it takes as many tokens, and the mark
def test_a_cut_at_a_word_keeps_to_its_limit(text: str, limit: int) -> None:
    cut = cut_words_to_tokens(text, limit)
    assert count_tokens(cut) <= max(limit, 0)
    if count_tokens(text) <= limit:
        assert cut == text.strip()


def test_a_cut_at_a_word_leaves_whole_words() -> None:
    words = [f"word{number}" for number in range(200)]
    cut = cut_words_to_tokens(" ".join(words), 50)
    assert cut.endswith("…")
    kept = cut.removesuffix("…").split()
    assert 0 < len(kept) < 50
    assert kept == words[: len(kept)]


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(-5, 60))
def test_as_many_are_taken_as_fit(total: int, room: int) -> None:
    def written(count: int) -> str:
        return "word " * count

    found = most_that_fits(total, room, written)
    assert found == max(
        (n for n in range(total + 1) if count_tokens(written(n)) <= room), default=0
    )


def test_the_least_is_taken_even_where_it_does_not_fit() -> None:
    assert most_that_fits(9, 0, lambda count: "word " * count, at_least=3) == 3
