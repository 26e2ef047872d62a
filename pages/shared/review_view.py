"""Interviews on screen: the list, and one interview with its turns."""

from collections.abc import Sequence
from html import escape
from re import IGNORECASE, finditer
from re import escape as literally

import streamlit as st

from core.interviews import InterviewRow, list_interviews
from core.models import (
    InputMode,
    Interview,
    InterviewStatus,
    ParsingStatus,
    Speaker,
    Turn,
    TurnKind,
)
from core.prompts import load_base_prompts
from pages.shared.address import way_to
from pages.shared.html_parts import facts
from pages.shared.moments import clock, date_and_time
from pages.shared.posting_view import prompt_title
from pages.shared.text import plain
from pages.shared.wiring import services

PAGE_SIZE = 20
STATUS = {
    InterviewStatus.SCHEDULED: ("Not begun", "gray", ":material/schedule:"),
    InterviewStatus.IN_PROGRESS: ("Running", "blue", ":material/graphic_eq:"),
    InterviewStatus.COMPLETED: ("Complete", "green", ":material/check_circle:"),
}
_SPEAKERS = {Speaker.INTERVIEWER: "Interviewer (AI)", Speaker.CANDIDATE: "Candidate"}
_KINDS = {
    TurnKind.OPENING: "Opening",
    TurnKind.QUESTION: "Question",
    TurnKind.PROBE: "Follow-up",
    TurnKind.ANSWER: "Answer",
    TurnKind.REQUEST: "Request",
    TurnKind.REPEAT: "Question said again",
    TurnKind.WELCOME_BACK: "Welcome back",
    TurnKind.NUDGE: "Reminder",
    TurnKind.CLOSING: "Closing",
}
_MODES = {InputMode.VOICE: "spoken", InputMode.TYPED: "typed"}
_ASKED = (TurnKind.QUESTION, TurnKind.PROBE, TurnKind.ANSWER)
EVERYTHING, QUESTIONS, ANSWERS = "Everything", "Questions and answers", "Answers only"
FILTERS = {EVERYTHING: tuple(TurnKind), QUESTIONS: _ASKED, ANSWERS: (TurnKind.ANSWER,)}
_STYLE = """<style>
ol.rc-turns {list-style: none; margin: 0; padding: 0}
.rc-turns li {display: grid; grid-template-columns: 4rem 1fr; gap: 0 .75rem; margin: 0;
  padding: .5rem 0; border-top: 1px solid color-mix(in srgb, currentColor 16%, transparent)}
.rc-turns time {font-variant-numeric: tabular-nums; padding-top: .1rem}
.rc-turns .rc-said {margin: .1rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
  max-width: 46rem}
.rc-turns .rc-head {display: flex; flex-wrap: wrap; gap: .1rem .6rem; font-size: .875rem}
.rc-turns .candidate > div {border-left: 4px solid #0072B2; padding-left: .75rem}
.rc-turns .interviewer > div {border-left: 4px solid transparent; padding-left: .75rem}
.rc-turns mark {background: #F0E442; color: #000}
@media (max-width: 640px) {.rc-turns li {grid-template-columns: 1fr}}
</style>"""


def since_start(interview: Interview, turn: Turn) -> str:
    """When a turn began, counted from the start of the interview."""
    start = interview.started_at or turn.started_at
    return clock((turn.started_at - start).total_seconds())


def status_badge(status: InterviewStatus) -> None:
    """Not begun, running or complete."""
    label, color, icon = STATUS[status]
    st.badge(label, color=color, icon=icon)  # type: ignore[arg-type]


def interviews_page(
    status: InterviewStatus | None, number: int
) -> tuple[list[InterviewRow], bool]:  # fmt: skip
    """One page of interviews, newest first, and whether there are older ones."""
    with services().begin() as db:
        rows = list_interviews(db, status, number, PAGE_SIZE)
        older = list_interviews(db, status, (number + 1) * PAGE_SIZE, 1)
    return rows, bool(older)


def interview_row(row: InterviewRow) -> None:
    """One line of the list: who, for what, on which base prompt, when, for how long."""
    interview = row.interview
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        way_to(f"**{plain(row.candidate)}**", key=f"open-{interview.id}",
               interview=str(interview.id))  # fmt: skip
        st.text(row.posting or "Without a posting", width="stretch")
        st.text(f"{_base_title(interview)} · {interview.minutes} min", width="content")
        st.text(date_and_time(interview.started_at or interview.created_at) or "", width="content")
        status_badge(interview.status)


def _base_title(interview: Interview) -> str:
    """The base prompt's title, or its bare name if the library has it no more."""
    name = interview.base_prompt or str(interview.role_type)
    return prompt_title(name) if name in load_base_prompts() else name


def _version(interview: Interview) -> str | None:
    """The version that was used, and whether the file has changed since."""
    used, now = interview.base_prompt_version, load_base_prompts().get(interview.base_prompt or "")
    return f"{used} (changed since)" if used and now and now.version != used else used


def interview_facts(interview: Interview) -> None:
    """Who, what for, on which base prompt, and when what happened."""
    posting, candidate = interview.job_posting, interview.candidate
    facts(
        {
            "E-mail address": candidate.email if candidate else None,
            "Posting": f"{posting.title} · {posting.company}" if posting else "Without a posting",
            "Stored role type": interview.role_type,
            "Base prompt": _base_title(interview),
            "Version of it": _version(interview),
            "Planned": f"{interview.minutes} minutes",
            "Agreed to be interviewed": date_and_time(interview.consented_at) or "Not yet",
            "Started": date_and_time(interview.started_at),
            "Ended": date_and_time(interview.ended_at),
            "How it ended": interview.end_reason,
        }
    )


def state_note(interview: Interview, turns: Sequence[Turn]) -> None:
    """What to expect of the transcript, as long as it is not complete."""
    if interview.status is InterviewStatus.SCHEDULED:
        st.info("This interview has not begun yet. The candidate starts it by their link.")
    elif interview.status is InterviewStatus.IN_PROGRESS:
        st.info("This interview is not over yet: what has been said so far is below.")
        st.button("Look for new turns", icon=":material/refresh:")
    elif not turns:
        st.info("The interview ended before anything was said.")


def matching(turns: Sequence[Turn], kinds: Sequence[TurnKind], search: str) -> list[Turn]:
    """The turns of these kinds that hold the searched words, as they stand there."""
    wanted = search.strip().casefold()
    return [turn for turn in turns if turn.kind in kinds and wanted in turn.text.casefold()]


def turns_view(interview: Interview, turns: Sequence[Turn], search: str) -> None:
    """Who said what, and when; what was searched for is marked."""
    items = "".join(_turn(interview, turn, search.strip()) for turn in turns)
    st.html(f'{_STYLE}<ol class="rc-turns">{items}</ol>')


def _about(turn: Turn) -> list[str]:
    """What a turn is, in a few words."""
    asked = f"{turn.competency}, {turn.level} level" if turn.level else turn.competency
    mode = _MODES[turn.mode] if turn.speaker is Speaker.CANDIDATE else None
    return [part for part in (_KINDS[turn.kind], asked, mode) if part]


def _turn(interview: Interview, turn: Turn, search: str) -> str:
    about = escape(" · ".join(_about(turn)))
    return (
        f'<li class="{turn.speaker}"><time>{since_start(interview, turn)}</time><div>'
        f'<div class="rc-head"><strong>{_SPEAKERS[turn.speaker]}</strong><span>{about}</span></div>'
        f'<p class="rc-said">{_marked(turn.text, search)}</p></div></li>'
    )


def _marked(text: str, search: str) -> str:
    """``text`` as HTML, every occurrence of ``search`` marked."""
    if not search:
        return escape(text)
    parts, at = [], 0
    for found in finditer(literally(search), text, IGNORECASE):
        parts += [escape(text[at : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        at = found.end()
    return "".join([*parts, escape(text[at:])])


def transcript(interview: Interview, turns: Sequence[Turn]) -> str:
    """The interview as plain text, for keeping or passing on."""
    posting, candidate = interview.job_posting, interview.candidate
    head = [
        f"Interview with {candidate.name if candidate else 'a candidate without a name'}",
        f"Posting: {posting.title}, {posting.company}" if posting else "Without a posting",
        f"Base prompt: {interview.base_prompt} (version {interview.base_prompt_version}), "
        f"role type {interview.role_type}",
        f"Started: {date_and_time(interview.started_at) or 'not begun'}",
        f"Ended: {date_and_time(interview.ended_at) or 'not yet'}",
    ]
    lines = (
        f"[{since_start(interview, turn)}] {_SPEAKERS[turn.speaker]} "
        f"({'; '.join(_about(turn))}):\n{turn.text}"
        for turn in turns
    )
    return "\n\n".join(["\n".join(head), *lines]) + "\n"


def resume_view(interview: Interview) -> None:
    """The resume's text beside the transcript, if there is one."""
    resume = interview.application.resume if interview.application else None
    if resume is None:
        st.text("No resume was handed in.")
        return
    with st.expander(plain(f"Resume: {resume.file_name}"), icon=":material/description:"):
        if resume.text:
            st.code(resume.text, language=None, wrap_lines=True, height=420)
        elif resume.parsing_status is ParsingStatus.FAILED:
            st.text("Its text could not be read. The file itself is kept with the application.")
        else:
            st.text("It holds no text that can be read.")
