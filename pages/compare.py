"""Candidates of one posting side by side."""

import uuid

import streamlit as st

from core.access.permissions import Permission
from core.errors import NotFound
from core.postings.service import get_posting
from pages.access.guard import require_permission
from pages.access.site import page
from pages.composition.wiring import services
from pages.parts.review.compare_view import ComparisonView, candidates_field
from pages.widgets.text import plain


def wanted_interviews() -> list[uuid.UUID]:
    """The ids of interviews in the address; anything else in it is ignored."""
    found = []
    for part in st.query_params.get("with", "").split(","):
        try:
            found.append(uuid.UUID(part))
        except ValueError:
            continue
    return found


def main() -> None:
    """One run of the page."""
    me = require_permission(Permission.LOOK)
    try:
        with services().begin() as db:
            posting = get_posting(db, st.query_params.get("posting", ""), me)
    except NotFound as problem:
        st.title("Nothing to compare", anchor=False)
        st.text(str(problem) if "posting" in st.query_params else "No job posting was chosen yet.")
        st.page_link(page("pipeline"), label="To the pipelines")
        return
    here = {"posting": str(posting.id)}
    st.page_link(page("pipeline"), label="To the pipeline", icon=":material/arrow_back:",
                 query_params=here)  # fmt: skip
    st.title(plain(f"Compare: {posting.title}"), anchor=False)
    chosen = candidates_field(posting.id, wanted_interviews(), me)
    st.query_params.from_dict({**here, "with": ",".join(map(str, chosen))})
    ComparisonView(posting, chosen, me).show()


main()
