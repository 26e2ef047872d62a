"""The candidate's rights over the recording: consent before, deletion afterwards."""

import streamlit as st

from core.models import Interview
from core.recordings.service import delete_recording
from core.text.dates import many
from pages.composition.wiring import services
from pages.widgets.callbacks import handled
from pages.widgets.outage import full_rerun, handle_errors
from pages.widgets.tab_state import tab_state, widget_value

CHOICE = "recording-choice"


def _kept_for() -> str:
    return many(services().settings.recording_days, "day")


def recording_choice() -> None:
    """The optional box beside the consent; it is not ticked by default."""
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
    return bool(widget_value(CHOICE))


def _delete(link: str) -> None:
    full_rerun()
    with services().begin() as db:
        delete_recording(db, link)
    tab_state()["recording-deleted"] = True


@st.dialog("Delete the recording?")
@handle_errors
def _confirm(link: str) -> None:
    st.write(
        "The sound of your interview is deleted at once and for good. The written transcript "
        "stays, and so does your application."
    )
    with st.container(horizontal=True):
        st.button("Delete the recording", type="primary", on_click=handled(_delete), args=(link,))
        st.button("Keep it", on_click=handled(full_rerun))


def recording_rights(interview: Interview, turns_recorded: int, link: str) -> None:
    """What is recorded, and the button that deletes it."""
    deleted = tab_state().get("recording-deleted")
    if deleted:
        st.success("The recording is deleted, and nothing more is recorded.")
    if not turns_recorded:
        if interview.recording_consented_at is None and not deleted:
            st.text("The sound of this interview is not recorded.")
        return
    st.text(
        "The sound is recorded, as you agreed: your own lines can be played above, and the hiring "
        f"team can listen to all of it. It is deleted {_kept_for()} "
        "after the interview."
    )
    st.button("Delete the recording now", icon=":material/delete:", on_click=handled(_confirm),
              args=(link,))  # fmt: skip
