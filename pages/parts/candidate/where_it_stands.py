"""Where the candidate's application stands, as the team's decisions and the interview say."""

import streamlit as st

from core.interviews.application_status import NOT_BEGUN, standing
from core.models import Interview
from core.postings.content.as_opened import posting_of
from core.review.feedback import released_feedback


def where_it_stands(interview: Interview) -> None:
    """The headline, what it means, and the feedback that the team has released."""
    application, posting = interview.application, posting_of(interview)
    feedback = released_feedback(application)
    status = application.status if application else None
    told = standing(status, interview.status, feedback_released=bool(feedback))
    if posting:
        st.text(f"{posting.title} at {posting.company}")
    with st.container(border=True):
        st.subheader(told.title, anchor=False)
        st.write(told.text)
    if feedback:
        with st.container(border=True):
            st.subheader("Feedback from the hiring team", anchor=False)
            st.text(feedback)


def not_to_be_taken(interview: Interview) -> None:
    """For who comes to begin an interview after the team has decided."""
    st.title("Thank you for applying", anchor=False)
    where_it_stands(interview)
    st.write(NOT_BEGUN)
