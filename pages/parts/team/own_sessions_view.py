"""Where one is signed in, and signing out."""

import uuid

import streamlit as st

from core.access.own_sessions import end_own_session, own_sessions, sign_out_everywhere
from core.access.permissions import Member
from pages.access.guard import sign_out_browser
from pages.composition.wiring import services
from pages.widgets.callbacks import handled
from pages.widgets.local_times import date_and_time


def _end(session_id: uuid.UUID, me: Member) -> None:
    with services().begin() as db:
        end_own_session(db, session_id, me)


def _leave_everywhere(me: Member) -> None:
    with services().begin() as db:
        sign_out_everywhere(db, me)
    sign_out_browser()


def own_sessions_view(me: Member) -> None:
    """The browsers in which one is signed in, with buttons to sign out of one or all."""
    with services().begin() as db:
        sessions = own_sessions(db, me)
    for one in sessions:
        with st.container(horizontal=True, vertical_alignment="center"):
            which = "This browser" if one.here else "Another browser"
            st.text(
                f"{which}, signed in since {date_and_time(one.since)}, "
                f"last seen {date_and_time(one.last_seen)}"
            )
            if not one.here:
                st.button("End this one", key=f"end-{one.id}", on_click=handled(_end),
                          args=(one.id, me))  # fmt: skip
    with st.container(horizontal=True):
        st.button("Sign out", icon=":material/logout:", on_click=handled(sign_out_browser))
        st.button("Sign out everywhere", on_click=handled(_leave_everywhere), args=(me,))
