"""Before the interview: what happens, consent, and the microphone check."""

import uuid

import streamlit as st

from core.errors import Conflict
from core.interviews import give_consent
from core.models import Interview, InterviewStatus
from core.realtime import commands as do
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.room import RoomState
from pages.shared.wiring import services

KEPT = """
- **You speak with an AI**, not with a person. It asks the questions; people read your answers
  and decide.
- **What is kept:** your name, e-mail address, resume, and the written text of what you and the
  interviewer say, with times. Sound and video are **not** recorded.
- **How answers are used:** how far an answer goes decides how hard the next question is. Accent,
  fluency, confidence and pauses are never judged.
- **You are in charge:** pause, hear a question again, type instead of speaking, or stop at any
  time. If the connection breaks, the same link goes on at the same question.
"""

NOTICES = {
    RoomState.MOVED: "The interview goes on in another window. You can take it back to this one.",
    RoomState.FAILED: "Something went wrong on our side. Nothing you said is lost: please go on.",
}


def introduction(interview: Interview, *, brief: bool) -> None:
    """What the interview is about and how long it takes; nothing of the candidate's data.

    ``brief`` leaves the room to the question once the interview runs.
    """
    posting = interview.job_posting
    about = f"{posting.title} at {posting.company}" if posting else "Interview"
    if brief:
        st.text(about)
        return
    st.title("Your interview", anchor=False)
    st.text(about)
    questions = max(1, (interview.minutes * 60 - 75) // 110)
    st.caption(f"About {interview.minutes} minutes, around {questions} questions, in English.")


def _agree(interview_id: uuid.UUID) -> None:
    st.session_state["consent_missing"] = not st.session_state["consent"]
    if st.session_state["consent"]:
        with services().begin() as db:
            give_consent(db, interview_id)


def ask_consent(interview: Interview) -> None:
    """Nothing begins before the candidate has agreed."""
    st.markdown(KEPT)
    st.checkbox("I agree to be interviewed by an AI and to what is kept.", key="consent")
    if st.session_state.get("consent_missing"):
        st.error("Please tick the box above first, or close the page if you do not agree.")
    st.button("Continue", type="primary", on_click=_agree, args=(interview.id,))


@st.fragment(run_every=0.3)
def microphone_level(line: MediaLine) -> None:
    """A live level, so that everybody sees whether they are heard."""
    st.progress(min(1.0, line.level * 4), text="Say something: this moves when you are heard.")
    if not line.hears:
        st.caption("Waiting for the microphone…")


def begin(interview_id: uuid.UUID, *, typing: bool) -> None:
    """Start or go on with the live session."""
    try:
        bridge = services().rooms.start(interview_id)
    except Conflict as problem:
        st.session_state["problem"] = str(problem)
        return
    if typing:
        st.session_state["typing"] = True
        bridge.tell(do.SetTyping(True))
    st.session_state["joined"] = True


def turn_on_microphone() -> None:
    """Ask the browser for the microphone, and go on at once where an interview is under way."""
    st.session_state["audio_wanted"] = True
    st.session_state["go_on"] = True


def notices(bridge: Bridge, returning: bool) -> None:
    """What a candidate who is not in the room should know."""
    state = bridge.view.state if bridge.view else None
    if "problem" in st.session_state:
        st.error(st.session_state.pop("problem"))
    elif state in NOTICES:
        st.info(NOTICES[state])
    elif returning:
        st.info("Welcome back. Your interview goes on at the question where it stopped.")


def green_room(interview: Interview, bridge: Bridge, line: MediaLine, playing: bool) -> None:
    """Microphone check; a candidate who comes back goes straight on once it is there."""
    returning = interview.status is InterviewStatus.IN_PROGRESS
    if playing and returning and st.session_state.pop("go_on", False):
        begin(interview.id, typing=False)
        st.rerun()
    notices(bridge, returning)
    if not playing:
        label = "Turn on the microphone and continue" if returning else "Turn on the microphone"
        st.button(label, type="primary", icon=":material/mic:", on_click=turn_on_microphone)
        st.text("No microphone, or no quiet place?")
        st.button("Answer in writing instead", icon=":material/keyboard:",
                  on_click=begin, args=(interview.id,), kwargs={"typing": True})  # fmt: skip
        return
    microphone_level(line)
    st.button("Go on" if returning else "Start the interview", type="primary",
              icon=":material/play_arrow:", on_click=begin, args=(interview.id,),
              kwargs={"typing": False})  # fmt: skip
