"""What a candidate is given once an application is in: the interview link."""

import uuid
from typing import NamedTuple

import streamlit as st

from core.access.interview_links import interview_url, open_link
from core.errors import NotFound
from core.interviews.application_status import may_be_taken
from core.models import InterviewLink, InterviewStatus
from pages.composition.wiring import services
from pages.parts.candidate.where_it_stands import where_it_stands
from pages.server.site_address import base_url
from pages.widgets.callbacks import handled
from pages.widgets.keeping import Values, done, keep
from pages.widgets.local_times import date_and_time
from pages.widgets.tab import memory


class Applied(NamedTuple):
    """What this browser tab keeps after applying; the link is stored nowhere else."""

    token: str
    unread: str | None
    """That the resume's text could not be read, or not yet, for the candidate."""


def keep_applied(posting_id: uuid.UUID, applied: Applied) -> None:
    """Show ``applied`` in this tab from now on."""
    memory()[_name(posting_id)] = applied


def remember_applied(posting_id: uuid.UUID) -> None:
    """Have the tab remember it over a reload, too; at each run, before it is asked for."""

    def restore(kept: Values) -> None:
        token, unread = kept.get("token"), kept.get("unread")  # what is empty is not kept
        if isinstance(token, str) and isinstance(unread, str | None):
            keep_applied(posting_id, Applied(token, unread))

    applied = applied_here(posting_id)
    keep(_name(posting_id), {}, restore, values=applied._asdict() if applied else {})


def _name(posting_id: uuid.UUID) -> str:
    return f"applied-{posting_id}"


def applied_here(posting_id: uuid.UUID) -> Applied | None:
    """What came of applying for this posting in this tab."""
    kept: Applied | None = memory().get(_name(posting_id))
    return kept


def _kept(posting_id: uuid.UUID) -> None:
    """The candidate has the link: this tab forgets it, and the form is a new one."""
    memory().pop(_name(posting_id), None)
    done(_name(posting_id))


def thanks(applied: Applied, posting_id: uuid.UUID, minutes: int) -> None:
    """The interview link, to open now or to keep, as long as it opens something."""
    with st.container(border=True):
        st.success("Your application is in. Thank you.", icon=":material/check_circle:")
        if applied.unread:
            st.info(applied.unread, icon=":material/description:")
        try:
            with services().begin() as db:
                link = open_link(db, applied.token)
                new = link.interview.status is InterviewStatus.SCHEDULED
                if not new or not may_be_taken(link.interview):
                    where_it_stands(link.interview)
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
