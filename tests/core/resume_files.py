"""Resume files made in memory: sound ones for any test, and parts to make hostile ones of."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

PAGE_HEIGHT = 792


def make_pdf(lines: list[str]) -> bytes:
    """A PDF of one Letter page with one line of 11-point text for each of ``lines``.

    Characters outside Windows-1252 become question marks.
    """
    return pdf_page(text_lines(lines))


def make_docx(lines: list[str]) -> bytes:
    """A DOCX with one paragraph for each of ``lines``."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a python-docx document."""
    target = BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def text_lines(lines: list[str], *, size: float = 11, x: int = 72, before: str = "") -> bytes:
    """Page content that writes ``lines`` from the top, after the operators in ``before``."""
    shown = [f"({_escaped(line)}) Tj T*" for line in lines]
    start = f"q {before} BT /F1 {size} Tf {size * 1.3:.1f} TL {x} {PAGE_HEIGHT - 72} Td"
    return " ".join([start, *shown, "ET Q\n"]).encode("cp1252", "replace")


def pdf_page(content: bytes, *, xobjects: list[bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A PDF of one page with ``content``; form or image objects are named /X0, /X1, ..."""
    forms = xobjects or []
    names = b" ".join(b"/X%d %d 0 R" % (n, n + 6) for n in range(len(forms)))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 %d] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> /XObject << %s >> >> >>" % (PAGE_HEIGHT, names)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        stream(content),
        *forms,
    ]
    return pdf_file(objects, trailer)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A PDF stream object with further dictionary ``entries``."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def pdf_file(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered ``objects``, the first its catalog, with further trailer entries."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    entries = b"<< /Size %d /Root 1 0 R %s >>" % (size, trailer)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    end = b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (entries, len(body))
    return body + head + table + end


def changed_zip(archive: bytes, changes: dict[str, bytes | None]) -> bytes:
    """``archive`` with entries replaced or added, or taken out where the change is None."""
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in (kept | changes).items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
