"""What may be kept of the characters that people type, and what a script needs stays."""

import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text.characters import MOST_MARKS, kept_line, kept_text, without_bidi_controls

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = st.text(
    st.characters(exclude_categories=[])
    | st.sampled_from(
        BIDI_CONTROLS + "\0\ud83d\ude00\u200c\u200d\ufe0f\u180b\U000e0100\r\n\t\u2028 "
        "\u0301\u0344\u064f\u094d\u09cd\u0627\u06cc\u0915\u09b0\u845b👩1"
    )
)
WRITTEN = {
    "Persian": "علی‌رضا می‌خواهد",
    "Persian with vowel signs": "مُ‌نا",
    "an Arabic abbreviation": "ه‍",
    "Hindi": "क्‍ष",
    "Bengali": "র‍্যাব",
    "Sinhala": "ශ්‍රී ලංකා",
    "Malayalam": "ക്\u200d",
    "Burmese": "ကျွန်ုပ်",
    "Tibetan": "བསྒྲུབས",
    "Hebrew": "שָׁלוֹם",
    "Vietnamese": "Nguyễn Thị Ế",
    "Thai": "ผู้ใหญ่",
    "Korean": "김철수",
    "a Japanese variant": "葛\U000e0100城",
    "a family": "👩\u200d👩\u200d👧",
    "a burning heart": "❤\ufe0f\u200d🔥",
    "a key": "1\ufe0f⃣",
    "a flag": "🇩🇪",
    "two lines": "Two lines,\n\ttabs and 🎉.",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_what_a_script_is_written_with_stays(text: str) -> None:
    assert kept_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("moor \u202edael\u202c", "moor dael"),
        ("a\u200cb\u200dc", "abc"),
        ("علی\u200c", "علی"),
        ("علی\u202c\u200c\u200cرضا", "علی\u200cرضا"),
        ("a\0b", "ab"),
        ("\ud83d\ude00", "😀"),
        ("x\ud83d", "x"),
        ("\ufeffAda\u200b", "Ada"),
        ("Ada\U000e0041\U000e0042", "Ada"),
        ("x\ufe0f", "x"),
        ("\u3164", ""),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("Zoe\u0308", "Zoë"),
        ("Z" + "\u0301" * 50, "Z\u0301\u0301\u0301\u0301"),
    ],
)
def test_what_only_hides_or_breaks_goes(typed: str, kept: str) -> None:
    wanted = unicodedata.normalize("NFC", kept)
    assert kept_text(typed) == wanted


@settings(deadline=None, max_examples=400)
@given(HOSTILE)
def test_kept_text_is_harmless_and_stays_as_it_is(typed: str) -> None:
    kept = kept_text(typed)
    kept.encode("utf-8")
    assert "\0" not in kept
    assert not set(kept) & set(BIDI_CONTROLS)
    assert not regex.search(rf"\p{{M}}{{{MOST_MARKS + 1}}}", kept)
    assert kept_text(kept) == kept
    assert len(kept) <= 3 * len(typed)


@settings(deadline=None)
@given(HOSTILE)
def test_a_kept_line_is_one_line_without_spare_spaces(typed: str) -> None:
    line = kept_line(typed)
    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())
    assert kept_line(line) == line


@given(HOSTILE)
def test_lines_kept_before_are_shown_without_turning_and_at_the_same_places(text: str) -> None:
    shown = without_bidi_controls(text)
    assert len(shown) == len(text)
    assert not set(shown) & set(BIDI_CONTROLS)
    assert all(a == b for a, b in zip(text, shown, strict=True) if a not in BIDI_CONTROLS)
