"""Lays the made-up resumes out: `python -m tests.core.resumes.make_labelled`.

What they say stands in NAME.source, as lines: "# " begins the name, "## " a heading, "- " a
bullet, "| " a table's row with cells between bars; the rest are paragraphs. HTML holds its own
markup, says by ``data-hidden`` what a reader does not see, and by ``<!--R-->`` where a region
begins. The name's first word says who lays it out.

The files were made once by this, with Chromium, LibreOffice 7.4, groff 1.22.4 (its own
hyphenation) and operators written by hand; it needs all three programs, the tests need none.
Beside NAME.pdf or NAME.docx stand NAME.txt, the words that a reader of the page sees (regions
that may come in any order are parted by "====="), and NAME.hidden.txt.
"""

import re
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.core.resume_files import pdf_file, stream

HERE = Path(__file__).parent.parent.parent / "data" / "resumes"
HEADER = "Samuel Ortega - Curriculum"
REGION = "\n=====\n"
_MARKS = re.compile(r"^(#+|-|\|) ", re.MULTILINE)


def plain_words(source: str) -> str:
    """What the page shows of a marked-up resume."""
    lines = (_MARKS.sub("", line).replace(" | ", " ") for line in source.splitlines())
    return re.sub(r"\b(?:\w ){2,}\w\b(?: {2,}(?:\w ){2,}\w\b)*", _closed, "\n".join(lines))


def _closed(match: re.Match[str]) -> str:
    return " ".join(part.replace(" ", "") for part in re.split(r" {2,}", match[0]))


def html_words(source: str, *, hidden: bool = False) -> str:
    """What the page shows of an HTML resume, or what it hides."""
    unseen = re.findall(r"<p data-hidden[^>]*>(.*?)</p>", source)
    if hidden:
        return "\n".join(unseen)
    source = re.sub(r"<p data-hidden[^>]*>.*?</p>", "", source)
    regions = re.split("<!--R-->", source)
    texts = [
        re.sub(r"\s*\n\s*", "\n", unescape(re.sub(r"<[^>]+>", "\n", region))).replace("\xad", "")
        for region in regions
    ]
    return REGION.join(text.strip() for text in texts if text.strip())


def by_operators(source: str, *, codes: dict[int, int], width: int = 92) -> bytes:
    """A PDF whose font maps the characters ``codes`` to others, as some producers do."""
    lines = [piece for line in source.splitlines() for piece in _wrapped(_bullet(line), width)]
    entries = "".join(f"<{c:02X}> <{codes.get(c, c):04X}>\n" for c in range(32, 127))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "1 begincodespacerange <00> <FF> endcodespacerange\n95 beginbfchar\n"
        f"{entries}endbfchar endcmap end end"
    ).encode()
    rows = "".join(
        "BT /F1 {} Tf 1 0 0 1 60 {} Tm [{}] TJ ET\n".format(
            10.5, 740 - 15 * n, " -20 ".join(f"({_escape(word)})" for word in _with_spaces(line))
        )
        for n, line in enumerate(lines)
    ).encode("cp1252", "replace")
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        b"/ToUnicode 6 0 R >>"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>"
    )
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            font,
            stream(rows),
            stream(cmap),
        ]
    )


def _bullet(line: str) -> str:
    return re.sub(r"^#+ |^\| ", "", re.sub(r"^- ", "\u2022 ", line))


def _with_spaces(line: str) -> list[str]:
    return re.findall(r"\S+\s*", line)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _wrapped(line: str, width: int) -> list[str]:
    """Lines broken at spaces and after hyphens, as word processors do."""
    lines, rest = [], line
    while len(rest) > width:
        cut = max(rest.rfind(" ", 0, width) + 1, rest.rfind("-", 0, width) + 1) or width
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:]
    return [*lines, rest]


def by_chromium(source: str) -> bytes:
    from playwright.sync_api import sync_playwright

    style = "<style>body{font:11pt 'Liberation Sans','DejaVu Sans','WenQuanYi Micro Hei'}</style>"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_content(f'<html lang="en"><meta charset="utf-8">{style}{source}')
        made = page.pdf(format="A4", print_background=True)
        browser.close()
    return made


def by_groff(source: str, *, width: str) -> bytes:
    """With groff's hyphenation, in a column ``width`` wide."""
    marked = source.replace("\\", "\\e")
    marked = re.sub(r"^# (.*)$", r".LP\n\\fB\1\\fP", marked, flags=re.MULTILINE)
    marked = re.sub(r"^## (.*)$", r".LP\n\\fB\1\\fP\n.LP", marked, flags=re.MULTILINE)
    lines = (line if line.startswith(".") else line + "\n.br" for line in marked.split("\n"))
    text = f".nr LL {width}\n.nr PS 11\n.hy 6\n.LP\n" + "\n".join(lines) + "\n"
    return _run(["groff", "-k", "-ms", "-T", "pdf"], text.encode())


def _run(command: list[str], given: bytes) -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def word_document(source: str, *, columns: int = 1, header: str = "") -> "object":
    """A document of python-docx."""
    document = Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if columns > 1:
        section = document.add_section(WD_SECTION.CONTINUOUS)
        columns_element = section._sectPr.find(qn("w:cols"))
        columns_element.set(qn("w:num"), str(columns))
    table = None
    for line in source.splitlines():
        mark = _MARKS.match(line)
        body = line[mark.end() :] if mark else line
        kind = mark[1] if mark else ""
        if kind == "|":
            cells = body.split(" | ")
            if table is None:
                table = document.add_table(0, len(cells))
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
            continue
        table = None
        style = {"#": "Title", "##": "Heading 1", "-": "List Bullet"}.get(kind)
        document.add_paragraph(body, style=style)
    return document


def by_word(source: str, **options: object) -> bytes:
    from tests.core.resume_files import saved

    return saved(word_document(source, **options))  # type: ignore[arg-type]


def by_office(source: str, **options: object) -> bytes:
    """LibreOffice's PDF, hyphenated by its English dictionary."""
    document = word_document(source, **options)  # type: ignore[arg-type]
    hyphenate = OxmlElement("w:autoHyphenation")
    document.settings.element.append(hyphenate)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        document.save(f"{folder}/cv.docx")  # type: ignore[attr-defined]
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, f"{folder}/cv.docx"],
            check=True, capture_output=True,
        )  # fmt: skip
        return Path(f"{folder}/cv.pdf").read_bytes()


def made(name: str, source: str) -> tuple[str, bytes]:
    """The file's extension and bytes."""
    kind = name.partition("_")[0]
    if source.startswith("<"):
        return "pdf", by_chromium(source)
    match kind:
        case "mac":
            return "pdf", by_operators(source, codes={0x20: 0x0D})
        case "shy":
            return "pdf", by_operators(source, codes={0x2D: 0xAD}, width=44)
        case "narrow":
            return "pdf", by_groff(source, width="3.4i" if "wide" in name else "2.1i")
        case "spaced":
            return "pdf", by_operators(source, codes={})
        case "word":
            return "docx", by_word(source)
    options: dict[str, dict[str, Any]] = {
        "office_shy": {"columns": 3},
        "office_dense": {"columns": 2},
        "office_columns": {"columns": 3},
        "office_header": {"header": HEADER},
    }
    return "pdf", by_office(source, **options.get(name, {}))


def main(wanted: list[str]) -> None:
    for path in sorted(HERE.glob("*/*.source")):
        if wanted and path.stem not in wanted:
            continue
        source = path.read_text().rstrip("\n")
        extension, data = made(path.stem, source)
        path.with_suffix(f".{extension}").write_bytes(data)
        is_html = source.startswith("<")
        words = html_words(source) if is_html else plain_words(source)
        if path.stem == "office_header":
            words = f"{HEADER}\n{words}"
        path.with_suffix(".txt").write_text(words + "\n")
        if unseen := html_words(source, hidden=True) if is_html else "":
            path.with_suffix(".hidden.txt").write_text(unseen + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
