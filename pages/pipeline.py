"""Who applied for a posting and how far they are: all postings, and one's pipeline."""

import streamlit as st

from core.access.permissions import Permission
from pages.access.guard import require_permission
from pages.parts.postings.pipeline_view import pipeline_of
from pages.parts.postings.posting_in_address import posting_in_address
from pages.parts.postings.posting_list import postings_list
from pages.parts.postings.posting_view import status_badge
from pages.widgets.navigation import navigation_button
from pages.widgets.text import plain


def main() -> None:
    """One run of the page."""
    me = require_permission(Permission.LOOK)
    wanted = st.query_params.get("posting")
    if wanted is None:
        st.title("Pipeline", anchor=False)
        postings_list(me)
        return
    posting = posting_in_address(wanted, "All postings", me)
    navigation_button("All postings", icon=":material/arrow_back:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(posting.title), width="content", anchor=False)
        status_badge(posting)
    pipeline_of(posting, me)


main()
