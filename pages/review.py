"""Interviews: the list, and the review of one interview."""

import streamlit as st

from core.access.permissions import Member, Permission
from core.errors import NotFound
from core.interviews.service import list_interviews
from core.models import InterviewStatus
from core.review.workspace import open_workspace
from pages.access.guard import require_permission
from pages.composition.wiring import services
from pages.parts.review.review_screen import ReviewScreen
from pages.parts.review.review_view import STATUS, interview_row
from pages.widgets.callbacks import handled
from pages.widgets.keyset_paging import current_cursor, keyset_buttons, reset_cursor
from pages.widgets.navigation import navigation_button

EVERY = "All"
LIST = "review-list"
SIZE = 20


def overview(me: Member) -> None:
    """The interviews, filtered by status, a page at a time."""
    st.title("Review", anchor=False)
    labels = {STATUS[status][0]: status for status in InterviewStatus}
    chosen = st.segmented_control("Status", [EVERY, *labels], default=EVERY, required=True,
                                  key="review-status", persist_state="session",
                                  on_change=handled(reset_cursor), args=(LIST,))  # fmt: skip
    with services().begin() as db:
        shown = list_interviews(db, me, labels.get(chosen), current_cursor(LIST), SIZE)
    if not shown.rows:
        st.write("No interviews here yet. One begins to exist when somebody applies for a job.")
    for row in shown.rows:
        interview_row(row)
    keyset_buttons(LIST, shown.further)


def main() -> None:
    """One run of the page."""
    me = require_permission(Permission.LOOK)
    wanted = st.query_params.get("interview")
    if wanted is None:
        overview(me)
        return
    navigation_button("All interviews", icon=":material/arrow_back:")
    try:
        with services().begin() as db:
            workspace = open_workspace(db, wanted, me)
    except NotFound as problem:
        st.title("No such interview", anchor=False)
        st.text(str(problem))
        return
    ReviewScreen(workspace, me).show()


main()
