"""How the interview was held: facts, models and their cost, and the exact prompts."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Member
from core.base_prompts.library import load_base_prompts
from core.interviews.accommodations import accommodations_of
from core.models import Interview, InterviewSession, Turn
from core.review.prompt_record import base_title, list_sessions, prompt_of
from core.text.dates import clock, times
from core.text.languages import language_name
from pages.composition.wiring import services
from pages.parts.review.receipt_view import receipt_view
from pages.widgets.html_parts import facts
from pages.widgets.local_times import date_and_time
from pages.widgets.text import plain


def record_view(interview: Interview, turns: Sequence[Turn], me: Member) -> None:
    """Everything about the interview that is not what was said."""
    _interview_facts(interview)
    if turns:
        receipt_view(interview, me)
    with services().begin() as db:
        sessions = list_sessions(db, interview, me)
    if sessions:
        st.markdown(f"**Connections: {len(sessions)}. Cost: {cost_words(sessions)}**")
    for number, session in enumerate(sessions, start=1):
        with st.expander(plain(f"{number}: {session.model}"), icon=":material/cable:"):
            _session(interview, session, turns, me)


def cost_words(sessions: Sequence[InterviewSession]) -> str:
    """What an interview cost: such as "0.0123 US dollars", or why that is not known."""
    known = [session.cost_usd for session in sessions if session.cost_usd is not None]
    if known:
        missing = len(sessions) - len(known)
        rest = f", and {missing} without a known price" if missing else ""
        return f"{sum(known):.4f} US dollars{rest}"
    used = any(any(session.usage.values()) for session in sessions)
    return "no known price" if used else "nothing, no paid model was used"


def _version(interview: Interview) -> str | None:
    """The version that was used, and whether the file has changed since."""
    used, now = interview.base_prompt_version, load_base_prompts().get(interview.base_prompt or "")
    return f"{used} (changed since)" if used and now and now.version != used else used


def _interview_facts(interview: Interview) -> None:
    plan, wanted = interview.plan, accommodations_of(interview)
    facts(
        {
            "The candidate asked for": ", ".join(wanted.requests),
            "Their note to you": wanted.note,
            "Interview plan": f"Version {plan.version}" if plan else "None was frozen",
            "Base prompt": base_title(interview),
            "Version of it": _version(interview),
            "Stored role type": interview.role_type,
            "Language": language_name(interview.language),
            "Planned": f"{interview.minutes} minutes",
            "Agreed to be interviewed": date_and_time(interview.consented_at) or "Not yet",
            "Agreed to be recorded": date_and_time(interview.recording_consented_at) or "No",
            "Started": date_and_time(interview.started_at),
            "Ended": date_and_time(interview.ended_at),
            "How it ended": interview.end_reason,
        }
    )


def _session(
    interview: Interview, session: InterviewSession, turns: Sequence[Turn], me: Member
) -> None:
    facts(
        {
            "Model": session.model,
            "Its version": session.model_version,
            "Opened": date_and_time(session.created_at),
            "Ended": date_and_time(session.ended_at),
            "How it ended": session.end_reason,
            "Talk": clock(session.talk_seconds),
            "Candidate cut in": times(session.interruptions),
            "Reconnected": times(session.reconnects),
            "Used": ", ".join(f"{n:,} {_kind(kind)}" for kind, n in session.usage.items()),
            "Cost": cost_words([session]),
            "System prompt": f"{session.prompt_tokens:,} tokens" if session.prompt_tokens else None,
        }
    )  # fmt: skip
    if st.toggle("Show the exact prompt", key=f"prompt-{session.id}"):
        _prompt(interview, session, turns, me)


def _kind(kind: str) -> str:
    return kind.replace("_", " ")


def _prompt(
    interview: Interview, session: InterviewSession, turns: Sequence[Turn], me: Member
) -> None:
    with services().begin() as db:
        found = prompt_of(db, interview, session, turns, me)
    if found is None:
        st.text("Its prompt was not recorded.")
        return
    if found.exact:
        st.success(f"This is what was told: its SHA-256 is the recorded {found.sha256[:12]}…",
                   icon=":material/verified:")  # fmt: skip
    else:
        st.warning(
            "The shared prompt parts (or, where it was not kept with the interview, the posting or "
            "the resume) have changed since: put together "
            f"from what is kept now, it has not the recorded SHA-256 {found.sha256[:12]}…"
        )
    st.code(found.text, language=None, wrap_lines=True, height=420)
