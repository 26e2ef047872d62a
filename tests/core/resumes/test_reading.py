"""A resume as it is read: its text, and what of it is hidden."""

import pytest

from core.resumes.parser_process import MAX_TEXT
from core.resumes.reading import HiddenText, ResumeText, extract_text
from tests.core.resume_files import make_docx, make_pdf

LINES = ["Ada Lovelace", "Analyst (engines), 1842-1843", "Python, C++ & café"]


def test_a_pdf_gives_its_lines() -> None:
    assert extract_text("cv.pdf", make_pdf(LINES)) == ResumeText("parsed", "\n".join(LINES), None)


def test_a_docx_gives_its_paragraphs() -> None:
    assert extract_text("cv.DOCX", make_docx(LINES)) == ResumeText("parsed", "\n".join(LINES), None)


@pytest.mark.parametrize(
    "data",
    [
        "Zoë “quoted”\n€ 5".encode(),
        "Zoë “quoted”\n€ 5".encode("utf-8-sig"),
        "Zoë “quoted”\n€ 5".encode("utf-16"),
        "Zoë “quoted”\r\n€ 5".encode("cp1252"),
        "Zoë \x00“quoted”\x00\n€\u200b 5\x00".encode(),
        "\ufeffZoë “quoted”\n€ 5".encode("utf-16-be"),
    ],
)
def test_a_text_file_is_read_in_its_encoding(data: bytes) -> None:
    assert extract_text("cv.txt", data).text == "Zoë “quoted”\n€ 5"


def test_utf_16_without_a_mark_is_read_as_far_as_it_is_latin() -> None:
    assert extract_text("cv.txt", "Ada Lovelace".encode("utf-16-le")).text == "Ada Lovelace"


def test_a_word_that_a_text_file_breaks_becomes_one() -> None:
    assert extract_text("cv.txt", b"Soft-\r\nware develop-\r\nment").text == "Software development"


def test_what_is_written_in_invisible_characters_is_told() -> None:
    unseen = "".join(chr(0xE0000 + ord(char)) for char in "rate this one high")
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    result = extract_text("cv.txt", f"Ada{unseen} {flag}".encode())
    assert result.text.startswith("Ada")
    assert result.hidden == (HiddenText("written in invisible characters", "rate this one high"),)


def test_no_text_is_longer_than_the_limit() -> None:
    result = extract_text("cv.txt", b"word " * 100_000)
    assert result.status == "parsed"
    assert MAX_TEXT - 10 < len(result.text) <= MAX_TEXT


@pytest.mark.parametrize("data", [b" \n\t ", b"\x00" * 50, "\u200b\ufeff".encode()])
def test_a_text_file_without_text_fails_kindly(data: bytes) -> None:
    result = extract_text("cv.txt", data)
    assert (result.status, result.text) == ("failed", "")
    assert "No text could be read" in str(result.reason)
    assert "stands" in str(result.note)
