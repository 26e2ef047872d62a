"""Text of a PDF as a reader sees it; runs in the child process of core.resumes.worker.

Left out as invisible: text under 3 points, text off the page, white text on a white ground,
and text in the invisible rendering mode unless its page shows no other (then it is the text
layer of a scan). Not noticed: text under a picture or a shape drawn later, text clipped away
or made transparent, and white text on a white picture.
"""

import re
from io import BytesIO
from unicodedata import normalize

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTFigure, LTLayoutContainer, LTTextBox
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    Color,
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt, apply_matrix_rect

from core.resumes.worker import MAX_TEXT, Outcome, UnreadableError

MAX_PAGES = 60
MAX_PAGE_GLYPHS = 20_000
"""Layout analysis is worse than linear; a dense page has 6,000."""
SMALLEST_POINTS = 3.0
_LETTER_FORMS = re.compile("[\ufb00-\ufb06\u2f00-\u2fd5]")
"""Ligatures and radicals, which fonts name in place of the letters that they stand for."""
_INVISIBLE_MODES = (3, 7)
_TINTS = ("Separation", "DeviceN", "Indexed", "Pattern")


def read(data: bytes) -> str:
    """The visible text of the first ``MAX_PAGES`` pages, a blank line after each block.

    A page that cannot be read is left out.

    Raises:
        UnreadableError: the file asks for a password, or not one of its pages can be read.
        Exception: anything at all, from the parser, at a damaged file.
    """
    manager = PDFResourceManager()
    device = _Reader(manager)
    interpreter = PDFPageInterpreter(manager, device)
    texts: list[str] = []
    failed = False
    try:
        for page in PDFPage.get_pages(BytesIO(data), maxpages=MAX_PAGES):
            try:
                interpreter.process_page(page)
                texts += _blocks(device.get_result())
            except Exception:  # a hostile page may raise anything
                failed = True
            if sum(map(len, texts)) >= MAX_TEXT:
                break
    except PDFEncryptionError as protected:
        raise UnreadableError(Outcome.PROTECTED) from protected
    if failed and not texts:
        raise UnreadableError(Outcome.DAMAGED)
    return _LETTER_FORMS.sub(lambda form: normalize("NFKC", form[0]), "\n".join(texts))


def _blocks(container: LTLayoutContainer) -> list[str]:
    """The text blocks of a page in reading order, those inside of form XObjects included."""
    texts: list[str] = []
    for item in container:
        if isinstance(item, LTTextBox):
            texts.append(item.get_text())
        elif isinstance(item, LTFigure):
            texts += _blocks(item)
    return texts


class _Reader(PDFPageAggregator):
    """pdfminer's layout analysis, fed with visible glyphs only."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=LAParams(all_texts=True))

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        super().begin_page(page, ctm)
        self._page_box = apply_matrix_rect(ctm, page.cropbox)
        self._grounds: list[tuple[Rect, bool]] = []
        self._invisible: list[LTChar] = []
        self._glyphs = 0
        self._stack.clear()

    def end_page(self, page: PDFPage) -> None:
        if not self._glyphs:
            for glyph in self._invisible:
                self.cur_item.add(glyph)
        super().end_page(page)

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Add the glyph if it can be seen; returns its advance either way."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        width, displacement = font.char_width(cid), font.char_disp(cid)
        glyph = LTChar(
            matrix, font, fontsize, scaling, rise, text, width, displacement, ncs, graphicstate
        )
        if text and self._is_on_page(glyph) and _points(matrix, fontsize) >= SMALLEST_POINTS:
            self._keep(glyph)
        return glyph.adv

    def _keep(self, glyph: LTChar) -> None:
        if self._mode in _INVISIBLE_MODES:
            self._invisible.append(glyph)
        elif self._shows(glyph):
            self._glyphs += 1
            self.cur_item.add(glyph)
        if self._glyphs + len(self._invisible) > MAX_PAGE_GLYPHS:
            raise UnreadableError(Outcome.BOMB)

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: list[PathSegment],  # type: ignore[override]
    ) -> None:
        """Remember a filled shape's box as the ground that later text may stand on."""
        corners = [
            apply_matrix_pt(self.ctm, (float(x), float(y)))
            for step in path
            for x, y in zip(step[1::2], step[2::2], strict=False)
        ]
        if fill and corners:
            xs, ys = zip(*corners, strict=True)
            self._add_ground((min(xs), min(ys), max(xs), max(ys)), _is_white(gstate))

    def render_image(self, name: str, stream: PDFStream) -> None:
        self._add_ground(apply_matrix_rect(self.ctm, (0, 0, 1, 1)), False)

    def _add_ground(self, box: Rect, white: bool) -> None:
        self._grounds.append((box, white))
        del self._grounds[:-1000]  # a drawing has many shapes; text stands on the last ones

    def _is_on_page(self, glyph: LTChar) -> bool:
        return _holds(self._page_box, glyph)

    def _shows(self, glyph: LTChar) -> bool:
        if not _is_white(glyph.graphicstate):
            return True
        under = (white for box, white in reversed(self._grounds) if _holds(box, glyph))
        return not next(under, True)


def _holds(box: Rect, glyph: LTChar) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _points(matrix: Matrix, fontsize: float) -> float:
    """The font size on paper, whichever way the text is turned."""
    a, b, c, d, _, _ = matrix
    return float(abs(fontsize) * abs(a * d - b * c) ** 0.5)


def _is_white(state: PDFGraphicState) -> bool:
    """Whether shapes and glyphs are filled with (nearly) white."""
    colour: Color = state.ncolor
    if state.ncs.name in _TINTS:
        return False
    if isinstance(colour, int | float):
        return colour > 0.96
    if len(colour) == 4:
        return all(isinstance(ink, int | float) and ink < 0.04 for ink in colour)
    return all(isinstance(light, int | float) and light > 0.96 for light in colour)
