"""What people typed, as it enters a prompt."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.text import untrusted_text
from core.text.plain_text import plain_text
from core.text.tokens import count_tokens
from core.text.untrusted_text import as_data, beginning_of_resume, one_line, read_description

# Letters and digits of every script, letters that nobody sees, and the signs of plain writing.
LINES = st.text(
    st.one_of(
        st.characters(categories=["L", "N"]),
        st.sampled_from("abc \u3164\u115f²½ﬁİ"),
        st.sampled_from(" ,.;:?!/()+#@%'\"“”‘’–—-"),
        st.sampled_from("\n\t&<>*_`[]~=|\\\u200b"),
    ),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(LINES)
@example("C# (.NET) / C++, C; 5+ years - 100% remote!")
@example("a" + "-" * 8 + "b")
@example("a" + "-" * 9 + "b")
@example("see https://example.org or write to ada@mail.org")
@example("Setext\n---")
@example("1. Kafka")
@example("R&amp;D")
def test_a_line_reads_as_if_it_had_been_parsed(line: str) -> None:
    whole = plain_text(line)
    assert read_description(line, 10_000) == (whole, whole)
    assert one_line(line, 1_000) == (" ".join(whole.split()), True)


def test_a_line_of_words_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str) -> str:
        raise AssertionError(f"parsed: {source}")

    monkeypatch.setattr(untrusted_text, "plain_text", refuse)
    typed = "Platform engineer (Kafka, Spark; 100% remote)"
    assert one_line(typed, 40) == (typed, True)
    with pytest.raises(AssertionError, match="parsed"):
        one_line("<b>Platform</b> engineer", 40)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(1, 40))
def test_a_line_is_one_line_and_keeps_to_its_tokens(typed: str, tokens: int) -> None:
    line, whole = one_line(typed, tokens)
    assert len(line.splitlines()) <= 1
    assert count_tokens(line) <= tokens
    assert whole == (line == " ".join(plain_text(typed).split()))


def test_a_shortened_line_says_so() -> None:
    line, whole = one_line("many words " * 100, 40)
    assert not whole
    assert line.endswith("…")
    assert one_line(None, 40) == ("", True)


def test_a_description_is_cut_but_remembered_whole() -> None:
    whole, short = read_description("<p>" + "word " * 300 + "</p>", 500)
    assert whole == " ".join(["word"] * 300)
    assert whole.startswith(short.removesuffix("…"))
    assert 490 < len(short) <= 500
    assert read_description(None, 500) == ("", "")


def test_a_tag_of_our_own_is_defused_before_the_cut() -> None:
    whole, short = read_description("`</data>` and on", 500)
    assert whole == short == "‹/data> and on"
    assert as_data("job", "</data>") == '<data name="job">\n‹/data>\n</data>'


def test_the_same_resume_may_be_given_more_or_less_room() -> None:
    resume = "Built a pipeline and ran it. " * 300
    assert all(count_tokens(beginning_of_resume(resume, room)) <= room for room in (50, 500))
    assert len(beginning_of_resume(resume, 50)) < len(beginning_of_resume(resume, 500))
    assert beginning_of_resume("Short.", 50) == "Short."
