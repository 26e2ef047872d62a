"""Which files are taken as a resume."""

import re

import pytest

from core.errors import InvalidInput
from core.resumes.reading import ResumeText, extract_text
from core.resumes.upload_check import (
    MAX_FILE_NAME,
    MAX_RESUME_BYTES,
    check_resume_file,
    safe_file_name,
)
from tests.core.resume_files import make_docx, make_pdf


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("cv.pdf", b"", "empty"),
        ("cv.pdf", b"%PDF-1.4" + b"x" * MAX_RESUME_BYTES, "5.0 MB; a resume may have at most 5 MB"),
        ("cv", b"%PDF-1.4", "PDF, DOCX or TXT"),
        ("cv.exe", b"MZ", "PDF, DOCX or TXT"),
        ("cv.doc", b"\xd0\xcf\x11\xe0", "PDF, DOCX or TXT"),
        ("cv.pdf.exe", b"%PDF-1.4", "PDF, DOCX or TXT"),
        ("cv.\u202efdp.exe", b"%PDF-1.4", "PDF, DOCX or TXT"),
        ("cv.pdf", make_docx(["x"]), "ends in .pdf, but it is a Word document"),
        ("cv.pdf", b"x" * 2000 + make_pdf(["x"]), "holds no PDF content"),
        ("cv.pdf", b"hello", "ends in .pdf, but it holds no PDF content"),
        ("cv.docx", make_pdf(["x"]), "ends in .docx, but it is a PDF"),
        ("cv.docx", b"\xd0\xcf\x11\xe0 old", "an older Office file"),
        ("cv.docx", b"PK\x03\x04 classes.jar", "a ZIP archive"),
        ("cv.docx", b"PK\x03\x04 word/document.xml word/vbaProject.bin", "macros"),
        ("cv.txt", make_pdf(["x"]), "ends in .txt, but it is a PDF"),
        ("cv.txt", b"\x89PNG\r\n\x1a\n", "it is a picture"),
        ("cv.txt", b"\x7fELF\x02\x01", "it is a program"),
        ("cv.txt", bytes(range(256)) * 8, "holds no TXT content"),
    ],
)
def test_what_is_no_resume_is_refused_at_the_door(name: str, data: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(said)) as refused:
        check_resume_file(name, data)
    assert refused.value.field == "resume"
    expected = ResumeText("failed", "", str(refused.value), is_refused=True)
    assert extract_text(name, data) == expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("CV.PDF", b"\n" * 1000 + make_pdf(["x"])),
        ("../cv.docx", make_docx(["x"])),
        ("cv.txt", b"a"),
        ("cv.txt", b"%PDF-1.4"[:4] + b"x" * (MAX_RESUME_BYTES - 4)),
    ],
)
def test_a_sound_file_passes_the_door(name: str, data: bytes) -> None:
    check_resume_file(name, data)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Ada Lovelace – CV (2026).pdf", "Ada Lovelace – CV (2026).pdf"),
        ("履歴書.docx", "履歴書.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ada\\cv.pdf", "cv.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("c\x00v\r\n\x1b\tx.pdf", "cv x.pdf"),
        ('a"b<c>|d?*:.pdf', "a_b_c__d___.pdf"),
        ("...pdf", "resume.pdf"),
        (".pdf", "resume.pdf"),
        ("cv.", "cv"),
        ("", "resume"),
        ("/", "resume"),
        ("a.b c", "a.b c"),
    ],
)
def test_a_file_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


def test_a_long_file_name_keeps_its_extension() -> None:
    safe = safe_file_name("my resume " * 50 + ".docx")
    assert len(safe) <= MAX_FILE_NAME
    assert safe.startswith("my resume my resume")
    assert safe.endswith(".docx")
    assert len(safe_file_name("x" * 300)) == MAX_FILE_NAME
