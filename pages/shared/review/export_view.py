"""Files to take away: scorecards, an interview's packet, everything about a candidate."""

import uuid
from functools import partial
from typing import Literal

import streamlit as st

from core.audit import record
from core.auth import COOKIE, Permission, may, require, user_of_cookie
from core.interviews import get_interview, list_turns
from core.models import Interview, User
from core.review.candidate_export import export_candidate
from core.review.decisions import decision_history
from core.review.exports import export_scorecards
from core.review.packet import packet_html
from core.review.printed import packet_of
from core.review.scorecards import sight, submitted_scorecards
from pages.shared.review.moments import date_and_time
from pages.shared.wiring import services


def scorecard_exports(posting_id: uuid.UUID, user: User) -> None:
    """The posting's scorecards as CSV and JSON, for those who hire."""
    if not may(user, Permission.HIRE):
        return
    with st.expander("Export the scorecards", icon=":material/download:"):
        st.text("One line for each rating. Interviews that you have still to rate are left out.")
        with st.container(horizontal=True):
            for form, media_type in (("csv", "text/csv"), ("json", "application/json")):
                st.download_button(
                    form.upper(), partial(_scorecards, posting_id, form, _cookie()),
                    f"scorecards-{posting_id}.{form}", media_type, on_click="ignore",
                )  # fmt: skip


def interview_exports(interview: Interview, user: User) -> None:
    """The interview on paper; for admins, everything about its candidate."""
    if not may(user, Permission.HIRE):
        return
    with st.container(horizontal=True):
        st.download_button(
            "Packet to print", partial(_packet, interview.id, _cookie()),
            f"interview-{interview.id}.html", "text/html", icon=":material/print:",
            on_click="ignore", help="One page that your browser prints or saves as PDF.",
        )  # fmt: skip
        if interview.candidate_id and may(user, Permission.MANAGE_TEAM):
            st.download_button(
                "Everything about this person", partial(_person, interview.candidate_id, _cookie()),
                f"candidate-{interview.candidate_id}.zip", "application/zip",
                icon=":material/folder_zip:", on_click="ignore",
            )  # fmt: skip


# Asked for outside the page's run and so behind its gate: each checks who asks once more.


def _cookie() -> str | None:
    return st.context.cookies.get(COOKIE)


def _scorecards(posting_id: uuid.UUID, form: Literal["csv", "json"], cookie: str | None) -> bytes:
    with services().begin() as db:
        user = require(user_of_cookie(db, cookie), Permission.HIRE)
        return export_scorecards(db, posting_id, user, form).content


def _person(candidate_id: uuid.UUID, cookie: str | None) -> bytes:
    with services().begin() as db:
        user = require(user_of_cookie(db, cookie), Permission.MANAGE_TEAM)
        return export_candidate(db, candidate_id, user).content


def _packet(interview_id: uuid.UUID, cookie: str | None) -> bytes:
    with services().begin() as db:
        user = require(user_of_cookie(db, cookie), Permission.HIRE)
        interview = get_interview(db, interview_id)
        seen = sight(db, interview, user).open
        cards = submitted_scorecards(db, [interview.id]) if seen else []
        application = interview.application
        decisions = decision_history(db, application.id) if application else []
        turns = list_turns(db, interview.id)
        record(db, user, "exported the interview's packet", "interview", interview.id)
        return packet_html(packet_of(interview, turns, cards, decisions, date_and_time)).encode()
