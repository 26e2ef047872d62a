"""What was said: the list of interviews, and one interview turn by turn."""

import streamlit as st

from core.auth import Permission
from core.errors import NotFound
from core.interviews import get_interview, list_turns
from core.models import Interview, InterviewStatus, Turn, User
from pages.shared.address import way_to
from pages.shared.decision_view import decision_view
from pages.shared.gate import gate
from pages.shared.review_view import (
    EVERYTHING,
    FILTERS,
    STATUS,
    interview_facts,
    interview_row,
    interviews_page,
    matching,
    resume_view,
    state_note,
    status_badge,
    transcript,
    turns_view,
)
from pages.shared.text import plain
from pages.shared.wiring import services

EVERY = "All"
PAGE_KEY, STATUS_KEY = "review-page", "review-status"


def turn_page(to: int) -> None:
    """Show another page of the list."""
    st.session_state[PAGE_KEY] = to


def overview() -> None:
    """The interviews, filtered by status, a page at a time."""
    st.title("Review", anchor=False)
    labels = {STATUS[status][0]: status for status in InterviewStatus}
    chosen = st.segmented_control("Status", [EVERY, *labels], default=EVERY, required=True,
                                  key=STATUS_KEY, persist_state="session",
                                  on_change=turn_page, args=(0,))  # fmt: skip
    number = st.session_state.setdefault(PAGE_KEY, 0)
    rows, older = interviews_page(labels.get(chosen), number)
    if not rows:
        st.write("No interviews here yet. One begins to exist when somebody applies for a job.")
    for row in rows:
        interview_row(row)
    with st.container(horizontal=True):
        if number:
            st.button("Newer", icon=":material/arrow_back:", on_click=turn_page, args=(number - 1,))
        if older:
            st.button("Older", icon=":material/arrow_forward:", on_click=turn_page,
                      args=(number + 1,))  # fmt: skip


def conversation(interview: Interview, turns: list[Turn]) -> None:
    """The turns, and what to show of them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.segmented_control("Show", list(FILTERS), default=EVERYTHING, required=True,
                                     wrap=True)  # fmt: skip
        search = st.text_input("Search what was said", type="search", live="300ms", width=260)
    found = matching(turns, FILTERS[shown], search or "")
    if not found:
        st.write("No turn matches.")
    turns_view(interview, found, search or "")


def detail(interview: Interview, turns: list[Turn], user: User) -> None:
    """One interview."""
    way_to("All interviews", icon=":material/arrow_back:")
    name = interview.candidate.name if interview.candidate else "No name"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(name), width="content", anchor=False)
        status_badge(interview.status)
    with st.container(border=True):
        interview_facts(interview)
    state_note(interview, turns)
    left, right = st.columns([5, 3], gap="large")
    with right:
        if turns:
            st.download_button("Transcript as text", transcript(interview, turns),
                               f"interview-{interview.id}.txt", "text/plain",
                               icon=":material/download:", on_click="ignore")  # fmt: skip
        st.subheader("Decision", anchor=False)
        decision_view(interview, user)
        resume_view(interview)
    with left:
        if turns:
            conversation(interview, turns)


def main() -> None:
    """One run of the page."""
    user = gate(Permission.LOOK)
    wanted = st.query_params.get("interview")
    if wanted is None:
        overview()
        return
    try:
        with services().begin() as db:
            interview = get_interview(db, wanted)
            turns = list_turns(db, interview.id)
    except NotFound as problem:
        st.title("No such interview", anchor=False)
        st.text(str(problem))
        way_to("All interviews", icon=":material/arrow_back:")
        return
    detail(interview, turns, user)


main()
