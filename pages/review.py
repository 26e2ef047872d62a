"""What was said and what is made of it: the list of interviews, and one interview."""

import streamlit as st

from core.access.permissions import Member, Permission
from core.errors import NotFound
from core.interviews import list_interviews
from core.models import InterviewStatus
from core.review.desk import open_desk
from pages.shared.address import way_to
from pages.shared.callbacks import handled
from pages.shared.gate import gate
from pages.shared.keyset import place, to_beginning, turn_buttons
from pages.shared.review.review_desk import ReviewDesk
from pages.shared.review.review_view import STATUS, interview_row
from pages.shared.wiring import services

EVERY = "All"
LIST = "review-list"
SIZE = 20


def overview(me: Member) -> None:
    """The interviews, filtered by status, a page at a time."""
    st.title("Review", anchor=False)
    labels = {STATUS[status][0]: status for status in InterviewStatus}
    chosen = st.segmented_control("Status", [EVERY, *labels], default=EVERY, required=True,
                                  key="review-status", persist_state="session",
                                  on_change=handled(to_beginning), args=(LIST,))  # fmt: skip
    with services().begin() as db:
        shown = list_interviews(db, me, labels.get(chosen), place(LIST), SIZE)
    if not shown.rows:
        st.write("No interviews here yet. One begins to exist when somebody applies for a job.")
    for row in shown.rows:
        interview_row(row)
    turn_buttons(LIST, shown.further)


def main() -> None:
    """One run of the page."""
    me = gate(Permission.LOOK)
    wanted = st.query_params.get("interview")
    if wanted is None:
        overview(me)
        return
    way_to("All interviews", icon=":material/arrow_back:")
    try:
        with services().begin() as db:
            desk = open_desk(db, wanted, me)
    except NotFound as problem:
        st.title("No such interview", anchor=False)
        st.text(str(problem))
        return
    ReviewDesk(desk, me).show()


main()
