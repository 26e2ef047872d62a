"""The status of the candidate's application, as decisions and the interview say."""

import streamlit as st

from core.interviews.application_status import NOT_BEGUN, status_text
from core.models import Interview
from core.postings.content.opening_snapshot import posting_of
from core.review.feedback import released_feedback


def application_status_view(interview: Interview) -> None:
    """The headline, what it means, and the feedback that the team has released."""
    application, posting = interview.application, posting_of(interview)
    feedback = released_feedback(application)
    status = application.status if application else None
    shown = status_text(status, interview.status, feedback_released=bool(feedback))
    if posting:
        st.text(f"{posting.title} at {posting.company}")
    with st.container(border=True):
        st.subheader(shown.title, anchor=False)
        st.write(shown.text)
    if feedback:
        with st.container(border=True):
            st.subheader("Feedback from the hiring team", anchor=False)
            st.text(feedback)


def interview_not_open(interview: Interview) -> None:
    """For somebody who opens an interview after the team has decided."""
    st.title("Thank you for applying", anchor=False)
    application_status_view(interview)
    st.write(NOT_BEGUN)
