"""What other programs really write, under a resume's name: each is told for what it is.

The files were made by LibreOffice 7.4, qpdf 11 and msoffcrypto 6 from one resume.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from core.applications.service import ResumeFile
from core.errors import InvalidInput
from core.resumes.reading import extract_text
from tests.core.resume_files import changed_zip, make_docx, make_pdf
from tests.core.resumes.labelled import DATA


def real(name: str) -> bytes:
    return (DATA / "refused" / name).read_bytes()


def archive(**files: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name, content in files.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()


REFUSED = [
    ("cv.docx", real("cv.doc"), "older Word file"),
    ("cv.docx", real("cv.odt"), "OpenDocument"),
    ("cv.docx", real("cv.rtf"), "rich text"),
    ("cv.docx", real("cv.html"), "web page"),
    ("cv.docx", real("encrypted.docx"), "Office file with a password"),
    ("cv.pdf", real("user_password.pdf"), "asks for a password"),
    ("cv.pdf", real("cv.odt"), "OpenDocument"),
    ("cv.txt", real("cv.rtf"), "rich text"),
    ("cv.txt", real("cv.doc"), "older Word file"),
    ("cv.docx", archive(Index__Document_iwa=b"x"), "Pages document"),
    ("cv.docx", archive(xl__workbook_xml=b"x"), "Excel"),
    ("cv.docx", archive(ppt__presentation_xml=b"x"), "PowerPoint"),
    ("cv.docx", archive(cv_docx=make_docx(["x"])), "ZIP archive with a Word document in it"),
    ("cv.docx", archive(cv_pdf=make_pdf(["x"])), "ZIP archive with a PDF in it"),
    ("cv.docx", archive(cv_zip=archive(cv_zip=b"x")), "a ZIP archive"),
    ("cv.docx", changed_zip(make_docx(["x"]), {"word/vbaProject.bin": b"x"}), "macros"),
    ("cv.docx", changed_zip(make_docx(["x"]), {"word/x.xml": bytes(20 * 1024**2)}), "unpacks"),
    ("cv.docx", make_docx(["x"])[:-60], "damaged"),
    ("cv.pdf", b"%PDF-1.7\nand then nothing", "damaged"),
    ("cv.pdf", b"", "empty"),
]


@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[one[2] for one in REFUSED])
def test_a_file_that_is_of_no_use_is_refused_beside_the_field(
    name: str, data: bytes, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        ResumeFile.read_from(name, data)
    assert refused.value.field == "resume"


@pytest.mark.parametrize(
    "data",
    [
        real("owner_password.pdf"),
        (DATA / "fresh" / "word_mixed.docx").read_bytes(),
    ],
    ids=["a PDF that only its owner may change", "the document itself"],
)
def test_a_file_that_opens_without_a_password_is_read(data: bytes) -> None:
    name = "cv.pdf" if data.startswith(b"%PDF") else "cv.docx"
    assert "Neonatal life support" in extract_text(name, data).text


def test_an_archive_inside_a_document_is_left_alone() -> None:
    inner: dict[str, bytes | None] = {
        "word/embeddings/sheet.xlsx": archive(xl__workbook_xml=b"x" * 9_999)
    }
    assert extract_text("cv.docx", changed_zip(make_docx(["Seen"]), inner)).text == "Seen"
