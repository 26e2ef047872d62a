"""Files to take away: scorecards, an interview's packet, everything about a candidate."""

import uuid
from functools import partial
from typing import Literal

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.models import Interview
from core.review.candidate_export import export_candidate
from core.review.exports import export_packet, export_scorecards
from pages.shared.review.moments import date_and_time
from pages.shared.wiring import services


def scorecard_exports(posting_id: uuid.UUID, me: Member) -> None:
    """The posting's scorecards as CSV and JSON, for those who hire."""
    if not may(me, Permission.HIRE):
        return
    with st.expander("Export the scorecards", icon=":material/download:"):
        st.text("One line for each rating. Interviews that you have still to rate are left out.")
        with st.container(horizontal=True):
            for form, media_type in (("csv", "text/csv"), ("json", "application/json")):
                st.download_button(
                    form.upper(), partial(_scorecards, posting_id, form, me),
                    f"scorecards-{posting_id}.{form}", media_type, on_click="ignore",
                )  # fmt: skip


def interview_exports(interview: Interview, me: Member) -> None:
    """The interview on paper; for admins, everything about its candidate."""
    if not may(me, Permission.HIRE):
        return
    with st.container(horizontal=True):
        st.download_button(
            "Packet to print", partial(_packet, interview.id, me),
            f"interview-{interview.id}.html", "text/html", icon=":material/print:",
            on_click="ignore", help="One page that your browser prints or saves as PDF.",
        )  # fmt: skip
        if interview.candidate_id and may(me, Permission.MANAGE_TEAM):
            st.download_button(
                "Everything about this person", partial(_person, interview.candidate_id, me),
                f"candidate-{interview.candidate_id}.zip", "application/zip",
                icon=":material/folder_zip:", on_click="ignore",
            )  # fmt: skip


# Asked for outside the page's run and so behind its gate: each service asks who it is for.


def _scorecards(posting_id: uuid.UUID, form: Literal["csv", "json"], me: Member) -> bytes:
    with services().begin() as db:
        return export_scorecards(db, posting_id, me, form).content


def _person(candidate_id: uuid.UUID, me: Member) -> bytes:
    with services().begin() as db:
        return export_candidate(db, candidate_id, me).content


def _packet(interview_id: uuid.UUID, me: Member) -> bytes:
    with services().begin() as db:
        return export_packet(db, interview_id, me, date_and_time).content
