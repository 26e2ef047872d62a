"""Who applied for a posting and how far they are: the postings, and one posting's pipeline."""

import streamlit as st

from core.access.permissions import Permission
from pages.access.gate import gate
from pages.parts.postings.chosen import chosen_posting
from pages.parts.postings.pipeline_view import pipeline_of
from pages.parts.postings.posting_list import postings_list
from pages.parts.postings.posting_view import status_badge
from pages.widgets.address import way_to
from pages.widgets.text import plain


def main() -> None:
    """One run of the page."""
    me = gate(Permission.LOOK)
    wanted = st.query_params.get("posting")
    if wanted is None:
        st.title("Pipeline", anchor=False)
        postings_list(me)
        return
    posting = chosen_posting(wanted, "All postings", me)
    way_to("All postings", icon=":material/arrow_back:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(posting.title), width="content", anchor=False)
        status_badge(posting)
    pipeline_of(posting, me)


main()
