"""Text of a PDF as a reader sees it; runs in the child process of core.resumes.parser_process.

Text that is not visible is left out and returned separately (see core.resumes.pdf_visibility).
Invisible text on a page without visible text is the text layer of a scan, and is read.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from unicodedata import bidirectional, mirrored, normalize

from pdfminer.layout import (
    LAParams,
    LTChar,
    LTFigure,
    LTLayoutContainer,
    LTTextBox,
    LTTextLine,
)
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage

from core.resumes.layout import Piece, in_reading_order
from core.resumes.lines import dehyphenated
from core.resumes.parser_process import MAX_TEXT, Outcome, Read, UnreadableError
from core.resumes.pdf_interpreter import VisibilityInterpreter
from core.resumes.pdf_visibility import VisibilityDevice

MAX_PAGES = 60
_LAYOUT = LAParams(all_texts=True, word_margin=0.15, boxes_flow=None)
"""boxes_flow is off: core.resumes.layout finds the order."""
_LETTER_FORMS = re.compile("[\ufb00-\ufb06\u2f00-\u2fd5\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Ligatures, radicals and Arabic presentation forms, which fonts use in place of letters."""
_LEFTWARD = ("R", "AL")
_LTR_RUN = re.compile(r"[^\W_](?:[\w.,:;/@+#%&'’-]|[ ](?=[^\W_]))*", re.ASCII)
_RTL_RUN = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    r"(?:[^\w]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*"
)
_MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def read(data: bytes) -> Read:
    """The visible text of the first ``MAX_PAGES`` pages, a blank line after each block.

    A page that cannot be read is left out.

    Raises:
        UnreadableError: the file asks for a password, has no pages, or none that can be read.
        Exception: anything at all, from the parser, at a damaged file.
    """
    manager = PDFResourceManager()
    device = VisibilityDevice(manager, _LAYOUT)
    interpreter = VisibilityInterpreter(manager, device)
    texts: list[str] = []
    pages = 0
    failure: UnreadableError | None = None
    try:
        for page in PDFPage.get_pages(BytesIO(data), maxpages=MAX_PAGES):
            pages += 1
            try:
                interpreter.process_page(page)
                texts += in_reading_order(_pieces(device.get_result()))
            except UnreadableError as refused:
                failure = refused
            except MemoryError:
                failure = UnreadableError(Outcome.BOMB)
            except Exception:  # a hostile page may raise anything
                failure = failure or UnreadableError(Outcome.DAMAGED)
            if sum(map(len, texts)) >= MAX_TEXT:
                break
    except PDFEncryptionError as protected:
        raise UnreadableError(Outcome.PROTECTED) from protected
    if not pages:
        raise UnreadableError(Outcome.DAMAGED)
    if failure and not texts:
        raise failure
    return Read(dehyphenated("\n\n".join(texts)[:MAX_TEXT]), device.hidden)


def _pieces(page: LTLayoutContainer) -> Iterator[Piece]:
    """The lines of a page, those inside of form XObjects included."""
    lines = [(line, _text(line)) for line in _lines(page)]
    whole = "".join(text for _, text in lines)
    rtl = _leftward(whole) * 2 > sum(char.isalpha() for char in whole)
    for line, text in lines:
        seen = _leftward(text) > 0 and _is_set_rightward(line)
        yield Piece(_as_read(text, rtl=rtl) if seen else text, *line.bbox)


def _lines(container: LTLayoutContainer) -> Iterator[LTTextLine]:
    for item in container:
        if isinstance(item, LTTextBox):
            yield from item
        elif isinstance(item, LTFigure):
            yield from _lines(item)


def _text(line: LTTextLine) -> str:
    text = line.get_text().rstrip()
    return _LETTER_FORMS.sub(lambda forms: normalize("NFKC", forms[0]), text)


def _leftward(text: str) -> int:
    """How many of its letters are read from right to left."""
    return sum(bidirectional(char) in _LEFTWARD for char in text)


def _as_read(text: str, *, rtl: bool) -> str:
    """``text`` from visual order to reading order."""
    if not rtl:
        return _RTL_RUN.sub(lambda run: _turned(run[0]), text)
    return _LTR_RUN.sub(lambda run: _turned(run[0]), _turned(text))


def _turned(text: str) -> str:
    return "".join(c.translate(_MIRROR) if mirrored(c) else c for c in reversed(text))


def _is_set_rightward(line: LTTextLine) -> bool:
    """Whether right-to-left letters are stored from left to right (visual order)."""
    places = [
        glyph.x0
        for glyph in line
        if isinstance(glyph, LTChar) and bidirectional(glyph.get_text()[:1] or " ") in _LEFTWARD
    ]
    steps = [after - before for before, after in pairwise(places)]
    return sum(step > 0 for step in steps) * 2 >= len(steps)
