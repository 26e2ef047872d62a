"""Separates visible from hidden glyphs of a PDF page; pdfminer's layout analysis gets the visible.

pdfminer handles neither clipping nor transparency; core.resumes.pdf_interpreter tracks both. Shapes
and clips count by their bounding boxes. A glyph is called hidden only where that is certain; a
background of unknown colour (a shading, a picture) counts as coloured.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTLayoutContainer
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    PDFGraphicState,
    PDFResourceManager,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_rect

from core.resumes.parser_process import Outcome, UnreadableError
from core.resumes.pdf_geometry import (
    EVERYWHERE,
    box_of,
    holds,
    is_rectangle,
    is_white,
    overlap,
    points_of,
)

MAX_PAGE_GLYPHS = 20_000
"""Layout analysis is worse than linear; a dense page has 6,000."""
MAX_SHAPES = 300
"""A drawing has many shapes; only the last ones are kept as background or cover of text."""
SMALLEST_POINTS = 3.0
OPAQUE = 0.9
BARELY = 0.05
"""Opacity below which nothing is visible."""

TINY, OFF_PAGE, WHITE = "smaller than 3 points", "outside of the page", "white on white"
UNDRAWN, CLEAR = "written but not drawn", "transparent"
COVERED, CUT_OFF = "covered by a shape or picture", "outside of its frame"
_SCANNED = (UNDRAWN, COVERED)
"""Reasons that also hold for the text layer of a scanned page."""

_SIGNS = str.maketrans(
    dict.fromkeys("\r\n\t\v\f\x85\xa0\u2028\u2029", " ")
    | dict.fromkeys("\xad\u2010\u2011", "-")
    | {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•"}
)
"""Characters by what they look like: Word for Mac's space is a carriage return, and some fonts'
only hyphen is a soft one."""
_INVISIBLE_MODES = (3, 7)
_OUTLINE_MODES = (1, 5)


@dataclass(frozen=True)
class _State:
    """The part of the graphics state that pdfminer does not keep."""

    clip: Rect = EVERYWHERE
    alpha: float = 1.0
    """Of fills."""
    outer_alpha: float = 1.0
    """Of the form that is being drawn, as a whole."""
    blended: bool = False


class VisibilityDevice(PDFPageAggregator):
    """Keeps visible glyphs for the layout analysis, and hidden ones with the reason."""

    def __init__(self, manager: PDFResourceManager, layout: LAParams) -> None:
        super().__init__(manager, laparams=layout)
        self.hidden: list[tuple[str, str]] = []
        """(reason, text), in the order of drawing."""
        self._mode = 0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Begin with nothing drawn."""
        super().begin_page(page, ctm)
        self._page_box = apply_matrix_rect(ctm, page.cropbox)
        self.state, self.floor = _State(), 0
        self.states: list[_State] = []
        self._shapes: list[tuple[int, Rect, bool, bool]] = []
        self._glyphs: list[tuple[LTLayoutContainer, LTChar, str | None]] = []
        self._stack.clear()

    @contextmanager
    def inner_state(self) -> Iterator[None]:
        """The state for a form's own operators; afterwards it is as before."""
        outer, floor = self.state, self.floor
        alpha = outer.alpha * outer.outer_alpha
        self.state, self.floor = replace(outer, alpha=1.0, outer_alpha=alpha), len(self.states)
        try:
            yield
        finally:
            del self.states[self.floor :]
            self.state, self.floor = outer, floor

    def end_page(self, page: PDFPage) -> None:
        """Sort the glyphs into visible and hidden, now that every cover is known."""
        covers = [(since, box) for since, box, _, covers in self._shapes if covers]
        judged = [
            (place, glyph, why or (COVERED if _is_covered(number, glyph, covers) else None))
            for number, (place, glyph, why) in enumerate(self._glyphs)
            if not _takes_no_room(glyph, *self._glyphs[number + 1 : number + 2])
        ]
        is_scan = not any(why is None and glyph.get_text().strip() for _, glyph, why in judged)
        unseen = []
        for place, glyph, why in judged:
            if why is None or (is_scan and why in _SCANNED):
                place.add(glyph)
            else:
                unseen.append((why, glyph))
        self.hidden += _pieces(unseen)
        super().end_page(page)

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Note the rendering mode for the glyphs of the string."""
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
        """Keep the glyph, and whether it is visible; returns its advance."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        width, displacement = font.char_width(cid), font.char_disp(cid)
        text = text.translate(_SIGNS)
        glyph = LTChar(
            matrix, font, fontsize, scaling, rise, text, width, displacement, ncs, graphicstate
        )
        if text:
            tiny = points_of(matrix, fontsize) < SMALLEST_POINTS
            self._glyphs.append((self.cur_item, glyph, TINY if tiny else self._why(glyph)))
        if len(self._glyphs) > MAX_PAGE_GLYPHS:
            raise UnreadableError(Outcome.BOMB)
        return glyph.adv

    def _why(self, glyph: LTChar) -> str | None:
        """Why the glyph is not visible, as far as is known when it is drawn."""
        if self._mode in _INVISIBLE_MODES:
            return UNDRAWN
        if not holds(self._page_box, glyph):
            return OFF_PAGE
        if not holds(self.state.clip, glyph):
            return CUT_OFF
        if self.state.alpha * self.state.outer_alpha < BARELY:
            return CLEAR
        if not is_white(glyph.graphicstate, outline=self._mode in _OUTLINE_MODES):
            return None
        under = (white for _, box, white, _ in reversed(self._shapes) if holds(box, glyph))
        return WHITE if next(under, True) else None

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: list[PathSegment],  # type: ignore[override]
    ) -> None:
        """Note a filled shape: the background of later text, and the cover of earlier text."""
        if fill and (found := box_of(path, self.ctm)):
            solid = gstate.ncs.name != "Pattern" and is_rectangle(path)
            self.add_shape(found, white=is_white(gstate), solid=solid)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Note a picture: the background of later text, and the cover of earlier text."""
        solid = not {"SMask", "Mask", "ImageMask", "IM"} & set(stream.attrs)
        self.add_shape(apply_matrix_rect(self.ctm, (0, 0, 1, 1)), white=False, solid=solid)

    def add_shape(self, box: Rect, *, white: bool, solid: bool = False) -> None:
        """A shape in ``box``; ``solid`` if it surely fills all of it."""
        state = self.state
        alpha = state.alpha * state.outer_alpha
        if alpha < BARELY:
            return
        covers = solid and alpha > OPAQUE and not state.blended
        self._shapes.append((len(self._glyphs), overlap(box, state.clip), white, covers))
        del self._shapes[:-MAX_SHAPES]


def _pieces(unseen: list[tuple[str, LTChar]]) -> Iterator[tuple[str, str]]:
    """Hidden glyphs as pieces of text, one for each stretch with the same reason."""
    for why, stretch in groupby(unseen, key=lambda one: one[0]):
        glyphs = [glyph for _, glyph in stretch]
        text = glyphs[0].get_text()
        for glyph, following in pairwise(glyphs):
            text += " " * _is_apart(glyph, following) + following.get_text()
        if any(char.isalnum() for char in text):
            yield why, " ".join(text.split())


def _is_apart(glyph: LTChar, following: LTChar) -> bool:
    """Whether a reader would see a space, or a new line, between the two."""
    size = max(glyph.size, 0.1)
    along, down = following.x0 - glyph.x1, abs(following.y0 - glyph.y0)
    return not -size < along < size / 5 or down > size / 2


def _takes_no_room(glyph: LTChar, *following: tuple[object, LTChar, object]) -> bool:
    """Whether a space or hyphen lies under the next glyph: a place where a word might break."""
    if glyph.get_text() not in (" ", "-") or not following:
        return False
    after = following[0][1]
    room = abs(after.x0 - glyph.x0), abs(after.y0 - glyph.y0)
    return max(room) < glyph.width / 5


def _is_covered(number: int, glyph: LTChar, covers: list[tuple[int, Rect]]) -> bool:
    return any(number < since and holds(box, glyph) for since, box in covers)
