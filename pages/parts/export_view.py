"""Downloads for the team: scorecards, the packet of an interview, all data of a candidate."""

import uuid
from typing import Any

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.errors import NotFound
from core.export import Export
from core.models import Interview
from core.review.candidate_export import export_candidate
from core.review.exports import export_packet, export_scorecards, export_transcript
from pages.access.private_files import file_button, member_route
from pages.widgets.local_times import date_and_time

_FORMS = ("csv", "json")


def scorecard_exports(posting_id: uuid.UUID, me: Member) -> None:
    """The posting's scorecards as CSV and JSON, for those who hire."""
    if not may(me, Permission.HIRE):
        return
    with st.expander("Export the scorecards", icon=":material/download:"):
        st.text("One line for each rating. Interviews that you have still to rate are left out.")
        with st.container(horizontal=True):
            for form in _FORMS:
                file_button(form.upper(), "scorecards", posting_id, form=form)


def interview_exports(interview: Interview, me: Member) -> None:
    """The interview as a page to print; for admins, all data of its candidate."""
    if not may(me, Permission.HIRE):
        return
    with st.container(horizontal=True):
        file_button("Packet to print", "packet", interview.id, icon=":material/print:",
                    note="One page that your browser prints or saves as PDF.")  # fmt: skip
        if interview.candidate_id and may(me, Permission.MANAGE_TEAM):
            file_button("Everything about this person", "person", interview.candidate_id,
                        icon=":material/folder_zip:")  # fmt: skip


# Called by routes, not by the page and its guard: each service checks the permission itself.


def _scorecards(db: Any, me: Member, posting_id: uuid.UUID, form: str) -> Export:
    if form not in _FORMS:
        raise NotFound("There is no such form.")
    return export_scorecards(db, posting_id, me, form)  # type: ignore[arg-type]


def _person(db: Any, me: Member, candidate_id: uuid.UUID, form: str) -> Export:
    return export_candidate(db, candidate_id, me)


def _packet(db: Any, me: Member, interview_id: uuid.UUID, form: str) -> Export:
    return export_packet(db, interview_id, me, date_and_time)


def _transcript(db: Any, me: Member, interview_id: uuid.UUID, form: str) -> Export:
    return export_transcript(db, interview_id, me, date_and_time)


def routes() -> list[Any]:
    """The routes of these files."""
    makers = {"scorecards": _scorecards, "person": _person, "packet": _packet,
              "transcript": _transcript}  # fmt: skip
    return [member_route(kind, make) for kind, make in makers.items()]
