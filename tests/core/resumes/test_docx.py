"""DOCX resumes: what a reader sees, and files that mean harm."""

import struct
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from core.resumes.reading import HiddenText, ResumeText, extract_text
from tests.core.resume_files import changed_zip, make_docx, saved

WHITE = RGBColor(255, 255, 255)
MAIN, TYPES = "word/document.xml", "[Content_Types].xml"
NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" ' + nsdecls("w", "a", "wp", "r")
)


def text_of(document: WordDocument) -> str:
    return extract_text("cv.docx", saved(document)).text


def entry(archive: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(archive)) as opened:
        return opened.read(name)


def shape(fill: str, run: str = "<w:t>Boxed</w:t>") -> str:
    """A paragraph with a text box, as Word writes it: for new readers and for old ones."""
    box = f"<w:txbxContent><w:p><w:r>{run}</w:r></w:p></w:txbxContent>"
    return (
        f"<w:p {NAMESPACES}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape>"
        f"</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Beside</w:t></w:r></w:p>"
    )


def with_body(xml: str) -> WordDocument:
    document = Document()
    document.element.body.insert(0, parse_xml(xml))
    return document


def test_headers_body_tables_boxes_and_footers_are_read_in_order() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Ada Lovelace"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Experience")
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "1842", "Analyst"
    document.element.body.insert(2, parse_xml(shape("")))
    document.element.body.insert(
        3,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Controlled</w:t><w:tab/>"
            "<w:t>Text</w:t><w:br/><w:t>Below</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    lines = ["Ada Lovelace", "Experience", "1842", "Analyst", "Boxed", "Beside",
             "Controlled Text", "Below", "Page 1"]  # fmt: skip
    assert text_of(document).split() == " ".join(lines).split()
    assert set(lines) <= set(text_of(document).split("\n"))


def test_links_and_insertions_are_read_and_deletions_are_not() -> None:
    document = with_body(
        f"<w:p {nsdecls('w', 'r')}><w:hyperlink><w:r><w:t>linked </w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r>"
        "</w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert text_of(document) == "linked added"


def vanish(run: Run) -> None:
    run.font.hidden = True


def whiten(run: Run) -> None:
    run.font.color.rgb = WHITE


def nearly_whiten(run: Run) -> None:
    run.font.color.rgb = RGBColor(0xFE, 0xFF, 0xFA)


def shrink(run: Run) -> None:
    run.font.size = Pt(1)


HIDING = pytest.mark.parametrize("hide", [vanish, whiten, nearly_whiten, shrink])


@HIDING
def test_a_run_that_a_reader_cannot_see_is_left_out(hide: Callable[[Run], None]) -> None:
    document = Document()
    paragraph = document.add_paragraph("Seen ")
    hide(paragraph.add_run("Hidden "))
    paragraph.add_run("too")
    result = extract_text("cv.docx", saved(document))
    assert result.text == "Seen too"
    assert [piece.text for piece in result.hidden] == ["Hidden"]


def test_hidden_text_is_told_apart_by_the_reason() -> None:
    document = Document()
    document.add_paragraph("Seen")
    for hide, words in ((vanish, "One two"), (whiten, "three"), (vanish, "four")):
        first, *others = words.split()
        paragraph = document.add_paragraph()
        for word in (first, *(f" {other}" for other in others)):
            hide(paragraph.add_run(word))
    assert extract_text("cv.docx", saved(document)).hidden == (
        HiddenText("marked as hidden", "One two four"),
        HiddenText("white on white", "three"),
    )


@HIDING
def test_a_style_that_hides_is_followed_to_its_base(hide: Callable[[Run], None]) -> None:
    document = Document()
    hide(document.styles.add_style("Base", 1))
    document.styles.add_style("Derived", 1).base_style = document.styles["Base"]
    document.add_paragraph("Hidden", style="Derived")
    hide(document.styles.add_style("Letters", 2))
    document.add_paragraph("Seen ").add_run("Hidden", style="Letters")
    assert text_of(document) == "Seen"


@HIDING
def test_the_default_style_hides_as_well(hide: Callable[[Run], None]) -> None:
    document = Document()
    hide(document.styles["Normal"])
    document.add_paragraph("Hidden")
    run = document.add_paragraph().add_run("Seen")
    run.font.hidden, run.font.size, run.font.color.rgb = False, Pt(11), RGBColor(0, 0, 0)
    assert text_of(document) == "Seen"


def test_white_text_on_a_coloured_ground_is_read() -> None:
    document = Document()
    shade = f"<w:shd {nsdecls('w')} w:val='clear' w:fill='1F3864'/>"
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell._tc.get_or_add_tcPr().append(parse_xml(shade))
    whiten(cell.paragraphs[0].add_run("Cell"))
    paragraph = document.add_paragraph()
    paragraph._p.get_or_add_pPr().append(parse_xml(shade))
    whiten(paragraph.add_run("Paragraph"))
    marked = document.add_paragraph().add_run("Marked")
    marked.font.highlight_color = WD_COLOR_INDEX.BLUE
    whiten(marked)
    assert text_of(document).split() == ["Cell", "Paragraph", "Marked"]


def test_white_text_on_a_white_cell_is_left_out() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:fill='FFFFFF'/>")
    )
    whiten(cell.paragraphs[0].add_run("Hidden"))
    document.add_paragraph("Seen")
    assert text_of(document) == "Seen"


@pytest.mark.parametrize(
    ("fill", "seen"),
    [
        ("<a:solidFill><a:srgbClr val='1F3864'/></a:solidFill>", ["Boxed", "Beside"]),
        ("<a:solidFill><a:schemeClr val='accent1'/></a:solidFill>", ["Boxed", "Beside"]),
        ("<a:gradFill/>", ["Boxed", "Beside"]),
        ("<a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill>", ["Beside"]),
        ("<a:solidFill><a:schemeClr val='bg1'/></a:solidFill>", ["Beside"]),
        ("<a:noFill/>", ["Beside"]),
        ("", ["Beside"]),
    ],
)
def test_white_text_in_a_shape_shows_by_the_shape_s_fill(fill: str, seen: list[str]) -> None:
    white = "<w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>Boxed</w:t>"
    assert text_of(with_body(shape(fill, white))).split() == seen


def test_a_header_that_no_section_shows_is_left_out() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Unused"
    document.add_paragraph("Seen")
    for reference in list(document.element.body.iter("{*}headerReference")):
        reference.getparent().remove(reference)
    assert text_of(document) == "Seen"


def test_a_missing_picture_does_not_matter() -> None:
    listing = "word/_rels/document.xml.rels"
    whole = make_docx(["Seen"])
    picture = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="NULL"/></Relationships>'
    )
    relations = entry(whole, listing).replace(b"</Relationships>", picture)
    assert extract_text("cv.docx", changed_zip(whole, {listing: relations})).text == "Seen"


def test_a_strict_document_is_read() -> None:
    whole = make_docx(["Seen"])
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = entry(whole, MAIN).replace(usual, strict)
    assert extract_text("cv.docx", changed_zip(whole, {MAIN: body})).text == "Seen"


def test_characters_that_postgres_refuses_are_left_out() -> None:
    body = entry(make_docx(["Se&en"]), MAIN).replace(b"&amp;", b"&#8203;&#x202E;")
    assert extract_text("cv.docx", changed_zip(make_docx([]), {MAIN: body})).text == "Seen"


def test_a_document_without_text_fails_kindly() -> None:
    result = extract_text("cv.docx", make_docx([]))
    assert result.status == "failed"
    assert "No text could be read" in str(result.reason)


def declared(archive: bytes, name: str, size: int) -> bytes:
    """``archive`` whose directory declares another unpacked ``size`` for ``name``."""
    place = archive.rindex(name.encode()) - 46  # APPNOTE.TXT 4.3.12: the entry's fixed part
    return archive[: place + 24] + struct.pack("<I", size) + archive[place + 28 :]


def repacked(archive: bytes, method: int) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(target, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return target.getvalue()


def packing_to_a_fiftieth(size: int) -> bytes:
    noise = Random(0)
    return b"".join(noise.randbytes(16) + bytes(1008) for _ in range(size // 1024))


def entity_bomb() -> bytes:
    levels = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "bomb" * 100}">' for n in range(12)
    )
    body = entry(make_docx(["x"]), MAIN).decode()
    head, document = body.split("<w:document", 1)
    document = document.replace("<w:t>x", "<w:t>&e11;").replace("<w:p>", '<w:p a="&e11;">')
    return f"{head}<!DOCTYPE d [{levels}]><w:document{document}".encode()


def outside_entity() -> bytes:
    body = entry(make_docx(["x"]), MAIN).replace(b"<w:t>x", b"<w:t>&passwd;")
    place = body.index(b"<w:document")
    kind = b'<!DOCTYPE d [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>'
    return body[:place] + kind + body[place:]


SOUND = make_docx(["Seen"])
MACRO_TYPES = entry(SOUND, TYPES).replace(
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
)
HARMFUL = {
    "a large part": (
        changed_zip(SOUND, {"word/big.bin": packing_to_a_fiftieth(70 * 1024**2)}),
        "unpacks",
    ),
    "packed too well": (changed_zip(SOUND, {"word/big.xml": bytes(20 * 1024**2)}), "unpacks"),
    "many parts": (changed_zip(SOUND, {f"word/{n}": b"" for n in range(2_001)}), "unpacks"),
    "declared smaller": (
        declared(changed_zip(SOUND, {MAIN: bytes(70 * 1024**2)}), MAIN, 1000),
        "damaged",
    ),
    "declared larger": (declared(SOUND, MAIN, 0x7FFFFFFF), "unpacks"),
    "another packing": (repacked(SOUND, ZIP_BZIP2), "no Word"),
    "entities in entities": (changed_zip(SOUND, {MAIN: entity_bomb()}), "declarations"),
    "an outside entity": (changed_zip(SOUND, {MAIN: outside_entity()}), "declarations"),
    "an outside entity in UTF-16": (
        changed_zip(
            SOUND, {MAIN: outside_entity().decode().replace("UTF-8", "UTF-16").encode("utf-16")}
        ),
        "declarations",
    ),
    "deep elements": (changed_zip(SOUND, {MAIN: b"<w>" * 100_000}), "damaged"),
    "no XML": (changed_zip(SOUND, {MAIN: b"\x00\xff" * 100}), "damaged"),
    "no document": (changed_zip(SOUND, {MAIN: None}), "damaged"),
    "no relations": (changed_zip(SOUND, {"_rels/.rels": None}), "damaged"),
    "out of the archive": (
        changed_zip(
            SOUND,
            {"_rels/.rels": entry(SOUND, "_rels/.rels").replace(b"word/doc", b"../../etc/doc")},
        ),
        "damaged",
    ),
    "macros": (changed_zip(SOUND, {TYPES: MACRO_TYPES}), "macros"),
    "another archive": (changed_zip(SOUND, {TYPES: None}), "no Word"),
    "a spreadsheet": (
        changed_zip(SOUND, {TYPES: entry(SOUND, TYPES).replace(b"wordprocessing", b"sheet")}),
        "no Word",
    ),
    "truncated": (SOUND[: len(SOUND) // 2], "damaged"),
    "without its directory": (SOUND[:-60], "damaged"),
}


@pytest.mark.parametrize(("data", "said"), HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_file_fails_alone(data: bytes, said: str) -> None:
    result = extract_text("cv.docx", data)
    assert (result.status, result.text) == ("failed", "")
    assert said in str(result.reason)
    assert result.is_refused


def test_an_encrypted_entry_says_that_there_is_a_password() -> None:
    place = SOUND.rindex(MAIN.encode()) - 46
    flagged = SOUND[: place + 8] + b"\x01" + SOUND[place + 9 :]
    assert "password" in str(extract_text("cv.docx", flagged).reason)


def test_styles_that_are_based_on_each_other_come_to_an_end() -> None:
    document = Document()
    one, other = document.styles.add_style("One", 1), document.styles.add_style("Other", 1)
    one.base_style, other.base_style = other, one
    document.add_paragraph("Seen", style="One")
    assert extract_text("cv.docx", saved(document)) == ResumeText("parsed", "Seen", None)


@pytest.mark.parametrize(
    "relation",
    [
        "attachedTemplate",
        "oleObject",
        "image",
        "header",
        "styles",
        "officeDocument",
    ],
)
def test_what_a_document_points_to_outside_is_not_fetched(relation: str) -> None:
    listing = "word/_rels/document.xml.rels"
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation}"
    outside = (
        f'<Relationship Id="x1" Type="{kind}" Target="http://127.0.0.1:9/x" '
        'TargetMode="External"/></Relationships>'
    ).encode()
    rels = entry(SOUND, listing).replace(b"</Relationships>", outside)
    data = changed_zip(SOUND, {listing: rels, "word/embeddings/oleObject1.bin": b"\xd0\xcf"})
    assert extract_text("cv.docx", data) == ResumeText("parsed", "Seen", None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("develop\u00adment", "development"), ("open\u00adsource", "open-source")],
)
def test_a_soft_hyphen_is_one_where_the_word_is_known_to_have_it(typed: str, read: str) -> None:
    known = "We like open-source code."
    assert extract_text("cv.docx", make_docx([known, typed])).text == f"{known}\n{read}"
