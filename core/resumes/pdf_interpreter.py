"""Interprets the drawing commands of a PDF page that decide what is visible."""

from dataclasses import replace

from pdfminer.pdfinterp import PDFPageInterpreter, PDFStackT
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral, literal_name

from core.resumes.pdf_geometry import box_of, overlap
from core.resumes.pdf_visibility import VisibilityDevice


class VisibilityInterpreter(PDFPageInterpreter):
    """Passes clips, opacity and shadings to a ``VisibilityDevice``."""

    device: "VisibilityDevice"

    def do_q(self) -> None:
        """Save the graphics state."""
        super().do_q()
        self.device.states.append(self.device.state)

    def do_Q(self) -> None:  # noqa: N802 - PDF's name
        """Restore it."""
        super().do_Q()
        if len(self.device.states) > self.device.floor:
            self.device.state = self.device.states.pop()

    def do_W(self) -> None:  # noqa: N802 - PDF's name
        """Clip to the path."""
        if found := box_of(self.curpath, self.ctm):
            self.device.state = replace(
                self.device.state, clip=overlap(self.device.state.clip, found)
            )

    do_W_a = do_W  # noqa: N815 - PDF's name

    def do_sh(self, name: object) -> None:
        """Paint a shading over all that the clip leaves."""
        self.device.add_shape(self.device.state.clip, white=False)

    def do_gs(self, name: object) -> None:
        """Set the opacity and blend mode of fills."""
        found = resolve1(self.resources.get("ExtGState")) or {}
        entries = resolve1(found.get(literal_name(name)))
        if not isinstance(entries, dict):
            return
        state = self.device.state
        alpha = resolve1(entries.get("ca"))
        if isinstance(alpha, int | float):
            state = replace(state, alpha=float(alpha))
        if "BM" in entries:
            mode = resolve1(entries["BM"])
            plain = isinstance(mode, PSLiteral) and mode.name in ("Normal", "Compatible")
            state = replace(state, blended=not plain)
        self.device.state = state

    def do_Do(self, xobjid_arg: PDFStackT) -> None:  # noqa: N802 - PDF's name
        """Draw a form or picture."""
        with self.device.inner_state():
            super().do_Do(xobjid_arg)
