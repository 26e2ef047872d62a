"""What a candidate is given once an application is in: the interview link."""

from typing import NamedTuple

import streamlit as st

from pages.shared.tab import memory


class Applied(NamedTuple):
    """What this browser tab keeps after applying; the link is stored nowhere else."""

    link: str
    expires: str
    unread: str | None
    """Why the resume's text could not be read, for the candidate."""


def applied_here(posting_id: str) -> Applied | None:
    """What came of applying for this posting in this tab."""
    kept: Applied | None = memory().get(f"applied-{posting_id}")
    return kept


def thanks(applied: Applied, minutes: int) -> None:
    """The interview link, to open now or to keep."""
    with st.container(border=True):
        st.success("Your application is in. Thank you.", icon=":material/check_circle:")
        if applied.unread:
            st.info(applied.unread, icon=":material/description:")
        st.markdown(
            f"**Your interview link**, valid until {applied.expires}. Please copy it and keep it: "
            "it is shown here only, and it is yours alone."
        )
        st.code(applied.link, language=None, wrap_lines=True)
        st.link_button("Open the interview", applied.link, type="primary", icon=":material/mic:")
        st.markdown(
            f"It takes about {minutes} minutes. You can start when it suits you; if the "
            "connection breaks, the same link goes on where you stopped."
        )
