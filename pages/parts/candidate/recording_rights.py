"""The candidate's say about the recording: the choice beforehand, the deletion afterwards."""

import streamlit as st

from core.models import Interview
from core.recordings.service import delete_recording
from core.text.dates import many
from pages.composition.wiring import services
from pages.widgets.callbacks import handled
from pages.widgets.outage import part, whole_page
from pages.widgets.tab import entered, memory

CHOICE = "recording-choice"


def _kept_for() -> str:
    return many(services().settings.recording_days, "day")


def recording_choice() -> None:
    """The optional tick beside the consent to the interview; nothing is ticked beforehand."""
    st.checkbox("Also record the sound (optional).", key=CHOICE)
    st.markdown(
        "Your voice and the interviewer's are recorded, so that people can check a doubtful "
        "line of the transcript. Only the hiring team and you can listen. No program judges your "
        f"voice. It is deleted after {_kept_for()}, or at once when "
        "you press the button behind this link after the interview. Without it the interview "
        "is the same."
    )


def wants_recording() -> bool:
    """Whether the box is ticked."""
    return bool(entered(CHOICE))


def _delete(link: str) -> None:
    whole_page()
    with services().begin() as db:
        delete_recording(db, link)
    memory()["recording-deleted"] = True


@st.dialog("Delete the recording?")
@part
def _confirm(link: str) -> None:
    st.write(
        "The sound of your interview is deleted at once and for good. The written transcript "
        "stays, and so does your application."
    )
    with st.container(horizontal=True):
        st.button("Delete the recording", type="primary", on_click=handled(_delete), args=(link,))
        st.button("Keep it", on_click=handled(whole_page))


def recording_rights(interview: Interview, turns_recorded: int, link: str) -> None:
    """What is recorded, and the button that deletes it."""
    if memory().get("recording-deleted"):
        st.success("The recording is deleted.")
    if not turns_recorded:
        if interview.recording_consented_at is None:
            st.text("The sound of this interview is not recorded.")
        return
    st.text(
        "The sound is recorded, as you agreed: your own lines can be played above, and the hiring "
        f"team can listen to all of it. It is deleted {_kept_for()} "
        "after the interview."
    )
    st.button("Delete the recording now", icon=":material/delete:", on_click=handled(_confirm),
              args=(link,))  # fmt: skip
