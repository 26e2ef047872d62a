"""The interview links of an interview, for the team: list, make and end them."""

import uuid
from html import escape

import streamlit as st

from core.access.interview_links import (
    interview_url,
    links_of,
    new_link,
    opens_until,
    revoke_link,
    revoke_links,
)
from core.access.permissions import Member
from core.models import Interview, InterviewLink, utc_now
from core.text.dates import many
from pages.composition.wiring import services
from pages.server.site_address import base_url
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.local_times import date_and_time
from pages.widgets.tab_state import tab_state

_FRESH = "new-link"


def links_view(interview: Interview, me: Member) -> None:
    """A button that opens the list; a new link's address is shown below it, once."""
    key = f"links-{interview.id}"
    listed = st.popover("Interview links", icon=":material/link:", key=key, on_change="rerun")
    if listed.open:
        with listed:
            _list(interview, me, key)
    field_error(key)
    about, token = tab_state().get(_FRESH, ("", ""))
    if about != str(interview.id):
        return
    tab_state().pop(_FRESH)
    days = services().settings.link_days
    st.markdown(f"Shown once, valid for {many(days, 'day')}. Earlier links open nothing any more.")
    st.code(interview_url(base_url(), token), language=None, wrap_lines=True)


def _list(interview: Interview, me: Member, key: str) -> None:
    with services().begin() as db:
        links = links_of(db, interview.id, me)
    open_ones = [link for link in links if is_open(link)]
    for link in links:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p style="margin: 0">{escape(link_words(link))}</p>', width="stretch")
            if link in open_ones:
                st.button("End this link", key=f"end-{link.id}", on_click=handled(_end, form=key),
                          args=(link.id, me))  # fmt: skip
    if not links:
        st.write("No link was made yet.")
    st.write(
        "A new link ends the earlier ones. Who is in the interview just then finds out at the "
        "next step; nothing that was said is lost, and the new link goes on at the same place."
    )
    with st.container(horizontal=True):
        if interview.application_id:
            st.button("Make a new link", type="primary", icon=":material/add_link:",
                      key=f"make-{interview.id}", on_click=handled(_make, form=key),
                      args=(interview.application_id, interview.id, me),
                      kwargs={"seen": [link.id for link in links]})  # fmt: skip
        if len(open_ones) > 1:
            st.button("End all links", icon=":material/link_off:", key=f"end-all-{interview.id}",
                      on_click=handled(_end_all, form=key), args=(interview.id, me))  # fmt: skip


def is_open(link: InterviewLink) -> bool:
    """Whether the link opens its interview now."""
    return link.revoked_at is None and utc_now() < opens_until(link)


def link_words(link: InterviewLink) -> str:
    """When and by whom it was made, until when it opens, when it was used, and its end."""
    said = [
        f"Made {date_and_time(link.created_at)}" + (f" by {link.maker.name}" if link.maker else ""),
        f"last used {date_and_time(link.last_used_at)}" if link.last_used_at else "not used yet",
    ]
    if link.revoked_at:
        return " · ".join([*said, f"ended {date_and_time(link.revoked_at)}"])
    until = opens_until(link)
    return " · ".join([*said, f"{'open until' if is_open(link) else 'expired'} "
                       f"{date_and_time(until)}"])  # fmt: skip


def _make(
    application_id: uuid.UUID, interview_id: uuid.UUID, me: Member, *, seen: list[uuid.UUID]
) -> None:
    days = services().settings.link_days
    with services().begin() as db:
        token = new_link(db, application_id, me, days=days, seen=seen)
    tab_state()[_FRESH] = (str(interview_id), token)


def _end(link_id: uuid.UUID, me: Member) -> None:
    with services().begin() as db:
        revoke_link(db, link_id, me)


def _end_all(interview_id: uuid.UUID, me: Member) -> None:
    with services().begin() as db:
        revoke_links(db, interview_id, me)
