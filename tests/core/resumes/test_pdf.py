"""PDF resumes: what a reader sees, and files that mean harm."""

import ast
import subprocess
import sys
import zlib
from typing import Any

import pytest

from core.resumes import parser_runner
from core.resumes.parser_process import MAX_HIDDEN, MEMORY_BYTES
from core.resumes.reading import HiddenText, ResumeText, extract_text
from tests.core.resume_files import make_pdf, pdf_file, pdf_page, stream, text_lines

SEEN = text_lines(["Seen"])
PICTURE = stream(
    b"\x00",
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8",
)
SHOW_PICTURE = b"q 612 0 0 792 0 0 cm /X0 Do Q\n"
DARK_BOX, WHITE_BOX = "0 0 0.4 rg 0 650 612 142 re f", "1 1 1 rg 0 650 612 142 re f"


def form(content: bytes, entries: bytes = b"") -> bytes:
    box = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
    return stream(content, box + b" /Resources << /Font << /F1 4 0 R >> %s >>" % entries)


def read(content: bytes, **parts: Any) -> str:
    return extract_text("cv.pdf", pdf_page(content, **parts)).text


HIDDEN = [
    (text_lines(["Hidden text"], size=1), "smaller than 3 points"),
    (text_lines(["Hidden text"], size=20, before="0.1 0 0 0.1 0 700 cm"), "smaller than 3 points"),
    (text_lines(["Hidden text"], before="1 1 1 rg"), "white on white"),
    (text_lines(["Hidden text"], before="0.98 g"), "white on white"),
    (text_lines(["Hidden text"], before="0 0 0 0 k"), "white on white"),
    (text_lines(["Hidden text"], before="1 G 1 Tr"), "white on white"),
    (text_lines(["Hidden text"], before=f"{DARK_BOX} {WHITE_BOX} 1 g"), "white on white"),
    (text_lines(["Hidden text"], before="3 Tr"), "written but not drawn"),
    (text_lines(["Hidden text"], x=-400), "outside of the page"),
    (text_lines(["Hidden text"], x=2000), "outside of the page"),
    (text_lines(["Hidden text"], before="0 0 9 9 re W n"), "outside of its frame"),
    (text_lines(["Hidden text"], before="/Clear gs"), "transparent"),
    (b"q /Clear gs /X0 Do Q ", "transparent"),
    (text_lines(["Hidden text"]) + f"q {WHITE_BOX} Q ".encode(), "covered by a shape or picture"),
]
STATES = b"/ExtGState << /Clear << /ca 0 >> /Faint << /ca 0.3 >> /Multiply << /BM /Multiply >> >>"


def with_states(content: bytes) -> bytes:
    """A page whose graphics states are named Clear, Faint and Multiply, its form Hidden."""
    inner = form(text_lines(["Hidden text"]))
    return pdf_page(content, xobjects=[inner]).replace(b"/Font <<", STATES + b" /Font <<", 1)


@pytest.mark.parametrize(("hidden", "why"), HIDDEN)
def test_text_that_a_reader_cannot_see_is_left_out_and_told_apart(hidden: bytes, why: str) -> None:
    low = text_lines(["Seen"], before="1 0 0 1 0 -300 cm")
    result = extract_text("cv.pdf", with_states(hidden + low))
    assert (result.text, result.hidden) == ("Seen", (HiddenText(why, "Hidden text"),))


@pytest.mark.parametrize("before", ["/Faint gs", "/Multiply gs"])
def test_text_under_a_shape_that_lets_it_through_is_read(before: str) -> None:
    shape = f"q {before} {DARK_BOX} Q".encode()
    result = extract_text("cv.pdf", with_states(SEEN + shape))
    assert (result.text, result.hidden) == ("Seen", ())


def test_hidden_text_is_kept_only_so_far() -> None:
    content = SEEN + text_lines(["word " * 15] * 45, before="1 g")
    (piece,) = extract_text("cv.pdf", pdf_page(content)).hidden
    assert MAX_HIDDEN - 200 < len(piece.text) <= MAX_HIDDEN


def test_space_that_is_white_is_nobody_s_hidden_text() -> None:
    content = SEEN + text_lines([" ", "- - -", "   "], before="1 g")
    assert extract_text("cv.pdf", pdf_page(content)).hidden == ()


@pytest.mark.parametrize(
    "shown",
    [
        text_lines(["Shown"], size=6),
        text_lines(["Shown"], size=1, before="12 0 0 12 -800 -7900 cm"),
        text_lines(["Shown"], before="0.8 g"),
        text_lines(["Shown"], before="0 0 0 1 k"),
        text_lines(["Shown"], before=f"{DARK_BOX} 1 1 1 rg"),
        text_lines(["Shown"], before=f"{WHITE_BOX} {DARK_BOX} 1 g"),
        text_lines(["Shown"], before="1 g 1 Tr"),
        text_lines(["Shown"], before="0 600 612 192 re W n 1 1 1 rg /Blend sh"),
        text_lines(["Shown"]) + b"q 0 0 50 50 re W n 1 g 0 0 612 792 re f Q",
        text_lines(["Shown"]) + b"1 g 0 0 m 612 792 l 612 0 l h f",
        text_lines(["l"], before="0 1 -1 0 792 0 cm"),
    ],
)
def test_text_that_a_reader_can_see_is_read(shown: bytes) -> None:
    assert read(shown) in ("Shown", "l")


def test_white_text_on_a_picture_is_read() -> None:
    white = text_lines(["Shown"], before="1 g")
    assert read(SHOW_PICTURE + white, xobjects=[PICTURE]) == "Shown"


def test_the_text_layer_of_a_scan_is_read() -> None:
    layer = text_lines(["Scanned"], before="3 Tr")
    assert read(SHOW_PICTURE + layer, xobjects=[PICTURE]) == "Scanned"


def test_text_inside_a_form_object_is_read() -> None:
    assert read(b"/X0 Do", xobjects=[form(text_lines(["Inside"]))]) == "Inside"


def test_a_picture_of_a_page_fails_and_the_application_stands() -> None:
    result = extract_text("cv.pdf", pdf_page(SHOW_PICTURE, xobjects=[PICTURE]))
    assert result.status == "failed"
    assert "No text could be read" in str(result.reason)
    assert "application stands" in str(result.note)
    assert not result.is_refused


def test_a_file_with_a_password_says_so() -> None:
    secret = b"11" * 32
    trailer = (
        b"/ID [<%s> <%s>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>"
        % (secret, secret, secret, secret)
    )
    assert "password" in str(extract_text("cv.pdf", pdf_page(SEEN, trailer=trailer)).reason)


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_gives_what_is_left_or_fails(part: float) -> None:
    whole = make_pdf(["Ada Lovelace"] * 40)
    result = extract_text("cv.pdf", whole[: int(len(whole) * part)])
    left = set(result.text.split("\n")) - {""}
    assert (result.status, bool(result.reason), left) in (
        ("failed", True, set()),
        ("parsed", False, {"Ada Lovelace"}),
    )


def chain_of_forms(length: int, calls: int, last: bytes) -> bytes:
    """Forms of which each shows the next ``calls`` times; more than a parser can follow."""
    forms = [
        form(b"/N Do " * calls, b"/XObject << /N %d 0 R >>" % (number + 7))
        for number in range(length - 1)
    ]
    return pdf_page(b"/X0 Do", xobjects=[*forms, form(last)])


def flate_bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to ``megabytes`` of zeros."""
    packer = zlib.compressobj(9)
    start = packer.compress(bytes(1024**2)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1024**2)) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = stream(start + again * megabytes, b"/Filter /FlateDecode")
    catalog, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << >> >>"
    return pdf_file([catalog, pages, page, bomb])


SOUND = make_pdf(["Seen"])
HARMFUL = {
    "header only": b"%PDF-1.7\n",
    "noise": b"%PDF-1.7\n" + bytes(range(256)) * 200,
    "deep dictionaries": pdf_file([b"<< /Type /Catalog /Pages " + b"<< /A " * 50_000]),
    "no catalog": pdf_file([b"<< >>"]),
    "pages that hold themselves": pdf_file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] >>"]
    ),
    "a table before itself": SOUND.replace(b"/Root", b"/Prev %d /Root" % SOUND.rindex(b"xref\n0")),
    "wrong types": SOUND.replace(b"/Kids [3 0 R]", b"/Kids (none)"),
    "a long chain of forms": chain_of_forms(3_000, 1, SEEN),
    "a page of too many letters": chain_of_forms(4, 20, SEEN),
}


@pytest.mark.parametrize("data", HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_file_fails_alone(data: bytes) -> None:
    result = extract_text("cv.pdf", data)
    assert (result.status, result.text) == ("failed", "")
    assert result.is_refused


def test_a_page_without_sense_has_no_text() -> None:
    result = extract_text("cv.pdf", pdf_page(b"[" * 200_000))
    assert "No text could be read" in str(result.reason)


READ_AND_MEASURE = """
import resource, sys
from core.resumes.reading import extract_text
result = extract_text("cv.pdf", sys.stdin.buffer.read())
print([result.status, result.text, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss])
"""


def test_a_file_that_unpacks_to_more_than_memory_is_held_to_the_limit() -> None:
    # From a process of its own: a child is counted as large as the one that it was forked from.
    asked = [sys.executable, "-c", READ_AND_MEASURE]
    done = subprocess.run(asked, input=flate_bomb(1_500), capture_output=True, check=True)
    status, text, largest = ast.literal_eval(done.stdout.decode())
    assert (status, text) == ("failed", "")
    if sys.platform == "linux":  # where ru_maxrss counts kibibytes
        assert largest <= MEMORY_BYTES // 1024


@pytest.mark.parametrize(
    "data", [chain_of_forms(20, 20, b"q Q"), pdf_file([b"1 0 R"])], ids=["forms", "reference"]
)
def test_a_file_that_never_ends_is_given_up(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser_runner, "CPU_SECONDS", 1)
    result = extract_text("cv.pdf", data, seconds=120)
    assert "too much work" in str(result.reason)
    assert not result.is_refused


def test_a_page_that_fails_does_not_take_the_others_along() -> None:
    broken = b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources 7 >>"
    whole = SOUND.replace(b"/Kids [3 0 R]", b"/Kids [9 0 R 3 0 R]")
    data = whole.replace(b"xref", b"9 0 obj\n%s\nendobj\nxref" % broken, 1)
    assert extract_text("cv.pdf", data) == ResumeText("parsed", "Seen", None)


def test_letters_without_a_meaning_are_left_out() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts"
        b" [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor << >>"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    content = SEEN + b"BT /X0 12 Tf 72 300 Td <00410042> Tj ET"
    data = pdf_page(content, xobjects=[font]).replace(b"/F1 4 0 R", b"/F1 4 0 R /X0 6 0 R")
    assert extract_text("cv.pdf", data).text == "Seen"


def test_ligatures_become_the_letters_they_stand_for() -> None:
    font = b"/Encoding /WinAnsiEncoding"
    ligature = b"/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [65 /fi] >>"
    assert extract_text("cv.pdf", make_pdf(["oAce"]).replace(font, ligature)).text == "ofice"


@pytest.mark.parametrize(
    "entries",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"/OpenAction << /S /Launch /F (/bin/sh) >>",
        b"/OpenAction << /S /URI /URI (http://127.0.0.1:9/seen) >>",
        b"/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) >>] >> >>",
        b"/AcroForm << /Fields [] /XFA (x) >>",
    ],
)
def test_what_a_pdf_would_do_is_not_done_and_its_text_is_read(entries: bytes) -> None:
    data = SOUND.replace(b"/Type /Catalog", b"/Type /Catalog " + entries)
    assert extract_text("cv.pdf", data) == ResumeText("parsed", "Seen", None)
