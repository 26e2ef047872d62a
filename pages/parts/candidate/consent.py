"""What the interview is, what is stored of it, and the candidate's consent."""

import streamlit as st

from core.applications.candidates.own_interview import give_consent, question_count
from core.interviews.accommodations import minutes_of
from core.models import Interview
from core.openai_client import endpoint_host, leads_talk, speech_host
from core.postings.content.opening_snapshot import posting_of
from core.prompting.builder import SessionContext
from core.recordings.service import agree_to_recording
from core.settings import Settings
from core.text.languages import language_name
from pages.composition.wiring import services
from pages.parts.candidate.own_link import own_link
from pages.parts.candidate.recording_rights import recording_choice, wants_recording
from pages.widgets.callbacks import handled
from pages.widgets.tab_state import tab_state, widget_value

KEPT = """
- **You speak with an AI**, not with a person. It asks the questions; people read your answers
  and decide.
- **What is kept:** your name, e-mail address, resume, and the written text of what you and the
  interviewer say, with times. An answer that you are still writing is kept for you alone, in case
  the connection breaks, and deleted once it is sent or the interview is over. Sound is recorded
  **only if you tick the second box**; video never is.
- **How answers are used:** how far an answer goes decides how hard the next question is. Accent,
  fluency, confidence and pauses are never judged.
- **You are in charge:** pause, hear a question again, type instead of speaking, or stop at any
  time. If the connection breaks, the same link goes on at the same question.
"""
STAYS = """
- **It stays here:** this service understands and speaks by itself; nothing is sent to anybody else.
"""
SENT = """
- **Who else gets it:** what you say, and the text of it, go to a language model at **{host}**,
  which speaks with you and helps people to read the interview afterwards.
"""
READ = """
- **Who else gets it:** the text of what you say goes to a language model at **{host}**, which helps
  people to read the interview afterwards. The sound of your voice does not.
"""
SPOKEN = """
- **Whose voice you hear:** what the interviewer says, your name and words about the job among it,
  {goes} to a service at **{host}**, which speaks it. What you say does not go there.
"""


def who_gets_it(settings: Settings) -> str:
    """Who else gets what of an interview, as Markdown (pure)."""
    model, voice, leads = endpoint_host(settings), speech_host(settings), leads_talk(settings)
    said = (SENT if leads else READ).format(host=model) if model else ""
    heard = SPOKEN.format(host=voice, goes="may go" if leads else "goes") if voice else ""
    return said.rstrip() + heard if said or heard else STAYS


def about(interview: Interview) -> str:
    """What the interview is for, in a line."""
    posting = posting_of(interview)
    return f"{posting.title} at {posting.company}" if posting else "Interview"


def introduction(interview: Interview) -> None:
    """What the interview is about and how long it takes; no data of the candidate."""
    st.title("Your interview", anchor=False)
    st.text(about(interview))
    st.text(
        f"About {minutes_of(interview)} minutes, {_questions(interview)} questions, "
        f"in {language_name(interview.language)}. No camera."
    )


def _questions(interview: Interview) -> int:
    context = SessionContext(base_prompt=interview.base_prompt)
    base = services().engine.base_prompt(interview.role_type, posting_of(interview), context)
    with services().begin() as db:
        return question_count(db, own_link(), base)


def _agree(link: str) -> None:
    agreed = tab_state()["agreed"] = bool(widget_value("consent"))
    if agreed:
        with services().begin() as db:
            give_consent(db, link)
            if wants_recording():
                agree_to_recording(db, link)


def ask_consent() -> None:
    """Ask for the consent, without which nothing begins."""
    st.markdown(KEPT.rstrip() + who_gets_it(services().settings))
    st.checkbox("I agree to be interviewed by an AI and to what is kept.", key="consent")
    recording_choice()
    if tab_state().get("agreed") is False:
        st.error("Please tick the first box to go on, or close the page if you do not agree.")
    st.button("Continue", type="primary", on_click=handled(_agree), args=(own_link(),))
