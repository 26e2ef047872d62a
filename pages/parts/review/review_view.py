"""The list of interviews, and the heading and warnings of one."""

from collections.abc import Sequence

import streamlit as st

from core.interviews.application_status import may_be_taken
from core.interviews.service import InterviewRow
from core.models import Concern, ConcernKind, Interview, InterviewStatus, Speaker, Turn, TurnKind
from core.postings.content.opening_snapshot import posting_of
from core.review.prompt_record import base_title
from core.review.turn_words import ASKING
from core.text.dates import clock, many, times
from pages.widgets.local_times import date_and_time
from pages.widgets.navigation import navigation_button
from pages.widgets.stage_badge import stage_badge
from pages.widgets.text import plain

STATUS = {
    InterviewStatus.SCHEDULED: ("Not begun", "gray", ":material/schedule:"),
    InterviewStatus.IN_PROGRESS: ("Running", "blue", ":material/graphic_eq:"),
    InterviewStatus.COMPLETED: ("Complete", "green", ":material/check_circle:"),
}


def status_badge(status: InterviewStatus) -> None:
    """Not begun, running or complete."""
    label, color, icon = STATUS[status]
    st.badge(label, color=color, icon=icon)  # type: ignore[arg-type]


def interview_row(row: InterviewRow) -> None:
    """One line of the list: who, for what, on which base prompt, when, for how long."""
    interview = row.interview
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        navigation_button(f"**{plain(row.candidate)}**", key=f"open-{interview.id}",
               interview=str(interview.id))  # fmt: skip
        st.text(row.posting or "Without a posting", width="stretch")
        st.text(f"{base_title(interview)} · {interview.minutes} min", width="content")
        st.text(date_and_time(interview.started_at or interview.created_at) or "", width="content")
        status_badge(interview.status)


def heading(interview: Interview, turns: Sequence[Turn]) -> None:
    """Who, for what, how far, and how much was said."""
    candidate, posting = interview.candidate, posting_of(interview)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(candidate.name if candidate else "No name"), width="content", anchor=False)
        if interview.application:
            stage_badge(interview.application.status)
        status_badge(interview.status)
    said = [
        f"{posting.title} · {posting.company}" if posting else "Without a posting",
        candidate.email if candidate else None,
        date_and_time(interview.started_at),
        *_amounts(interview, turns),
    ]
    st.text(" · ".join(part for part in said if part))


def _amounts(interview: Interview, turns: Sequence[Turn]) -> list[str]:
    if not turns or interview.started_at is None:
        return []
    last = interview.ended_at or turns[-1].ended_at or turns[-1].started_at
    asked = sum(turn.kind in ASKING and turn.competency is not None for turn in turns)
    answers = sum(turn.kind is TurnKind.ANSWER for turn in turns)
    cut = sum(turn.interrupted for turn in turns if turn.speaker is Speaker.INTERVIEWER)
    length = clock((last - interview.started_at).total_seconds())
    amounts = [
        f"{length} of {interview.minutes} min",
        f"{many(asked, 'question')}, {many(answers, 'answer')}",
    ]
    return amounts + ([f"the candidate cut in {times(cut)}"] if cut else [])


CONCERNS = {
    ConcernKind.DISTRESS: "The candidate was not well, which is no rating",
    ConcernKind.PERSON: "Would like to speak with a person",
    ConcernKind.CONSENT: "Consent taken back",
    ConcernKind.QUESTION: "A question for you to answer, with the feedback",
    ConcernKind.CONDUCT: "Conduct",
    ConcernKind.INTEGRITY: "Integrity",
    ConcernKind.TROUBLE: "Trouble",
    ConcernKind.OTHER: "Note",
}
"""What each flag says to the team."""


def concerns_view(concerns: Sequence[Concern], turns: Sequence[Turn]) -> None:
    """What somebody drew attention to during the interview."""
    numbers = {turn.id: turn.number for turn in turns}
    for concern in concerns:
        where = f" (turn {numbers[concern.turn_id]})" if concern.turn_id in numbers else ""
        st.warning(f"{CONCERNS[concern.kind]}{where}: {plain(concern.note)}",
                   icon=":material/flag:")  # fmt: skip


def state_note(interview: Interview, turns: Sequence[Turn]) -> None:
    """What to expect of the transcript, as long as it is not complete."""
    if interview.status is InterviewStatus.SCHEDULED and not may_be_taken(interview):
        st.info("This interview was not begun before the decision, so it is not held any more.")
    elif interview.status is InterviewStatus.SCHEDULED:
        st.info("This interview has not begun yet. The candidate starts it by their link.")
    elif interview.status is InterviewStatus.IN_PROGRESS:
        st.info("This interview is not over yet: what has been said so far is below.")
        st.button("Look for new turns", icon=":material/refresh:")
    elif not turns:
        st.info("The interview ended before anything was said.")
