"""What a candidate sees after applying: the interview link."""

import uuid
from typing import NamedTuple

import streamlit as st

from core.access.interview_links import interview_url, open_link
from core.errors import NotFound
from core.interviews.application_status import may_be_taken
from core.models import InterviewLink, InterviewStatus
from pages.composition.wiring import services
from pages.parts.candidate.application_status_view import application_status_view
from pages.server.site_address import base_url
from pages.widgets.callbacks import handled
from pages.widgets.form_storage import Values, clear_form, keep_form
from pages.widgets.local_times import date_and_time
from pages.widgets.tab_state import tab_state


class Applied(NamedTuple):
    """What this browser tab keeps after applying; the link itself is stored nowhere else."""

    token: str
    unread: str | None
    """A message if the resume's text could not be read, or not yet."""


def keep_applied(posting_id: uuid.UUID, applied: Applied) -> None:
    """Show ``applied`` in this tab from now on."""
    tab_state()[_name(posting_id)] = applied


def remember_applied(posting_id: uuid.UUID) -> None:
    """Keep it over a reload; call this at each run, before ``applied_here``."""

    def restore(kept: Values) -> None:
        token, unread = kept.get("token"), kept.get("unread")  # empty values are not stored
        if isinstance(token, str) and isinstance(unread, str | None):
            keep_applied(posting_id, Applied(token, unread))

    applied = applied_here(posting_id)
    keep_form(_name(posting_id), {}, restore, values=applied._asdict() if applied else {})


def _name(posting_id: uuid.UUID) -> str:
    return f"applied-{posting_id}"


def applied_here(posting_id: uuid.UUID) -> Applied | None:
    """What this tab keeps of an application for this posting; None if there was none."""
    kept: Applied | None = tab_state().get(_name(posting_id))
    return kept


def _kept(posting_id: uuid.UUID) -> None:
    """The candidate has kept the link: forget it, and show a new form."""
    tab_state().pop(_name(posting_id), None)
    clear_form(_name(posting_id))


def thanks(applied: Applied, posting_id: uuid.UUID, minutes: int) -> None:
    """The interview link, to open now or to keep, as long as it is valid."""
    with st.container(border=True):
        st.success("Your application is in. Thank you.", icon=":material/check_circle:")
        if applied.unread:
            st.info(applied.unread, icon=":material/description:")
        try:
            with services().begin() as db:
                link = open_link(db, applied.token)
                new = link.interview.status is InterviewStatus.SCHEDULED
                if not new or not may_be_taken(link.interview):
                    application_status_view(link.interview)
        except NotFound as problem:
            st.info(str(problem), icon=":material/link_off:")
        else:
            _the_link(applied, link, minutes)
        st.button("I have kept my link", icon=":material/check:", on_click=handled(_kept),
                  args=(posting_id,))  # fmt: skip


def _the_link(applied: Applied, link: InterviewLink, minutes: int) -> None:
    address = interview_url(base_url(), applied.token)
    st.markdown(
        f"**Your interview link**, valid until {date_and_time(link.expires_at)}. "
        "Please copy it and keep it: it is shown in this tab only, and it is yours alone."
    )
    st.code(address, language=None, wrap_lines=True)
    if may_be_taken(link.interview):
        st.link_button("Open the interview", address, type="primary", icon=":material/mic:")
        st.markdown(
            f"It takes about {minutes} minutes. You can start when it suits you; if the "
            "connection breaks, the same link goes on where you stopped."
        )
