"""Files to take away: scorecards, an interview's packet, everything about a candidate."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Literal

import streamlit as st

from core.audit import record
from core.auth import COOKIE, Permission, may, require, user_of_cookie
from core.evaluation.transcript import said
from core.interviews import get_interview, list_turns
from core.models import Decision, Interview, Scorecard, Turn, User
from core.review.candidate_export import export_candidate
from core.review.decisions import decision_history
from core.review.exports import export_scorecards
from core.review.packet import Judged, Packet, Said, packet_html
from core.review.scorecards import evidence_of, sight, submitted_scorecards
from pages.shared.postings.stages import stage_name
from pages.shared.review.moments import date_and_time
from pages.shared.review.record_view import base_title
from pages.shared.review.scorecard_form import rating_words
from pages.shared.review.transcript_view import SPEAKERS, about, since_start
from pages.shared.wiring import services


def scorecard_exports(posting_id: uuid.UUID, user: User) -> None:
    """The posting's scorecards as CSV and JSON, for those who hire."""
    if not may(user, Permission.HIRE):
        return
    with st.expander("Export the scorecards", icon=":material/download:"):
        st.text("One line for each rating. Interviews that you have still to rate are left out.")
        with st.container(horizontal=True):
            for form, media_type in (("csv", "text/csv"), ("json", "application/json")):
                st.download_button(
                    form.upper(), partial(_scorecards, posting_id, form, _cookie()),
                    f"scorecards-{posting_id}.{form}", media_type, on_click="ignore",
                )  # fmt: skip


def interview_exports(interview: Interview, user: User) -> None:
    """The interview on paper; for admins, everything about its candidate."""
    if not may(user, Permission.HIRE):
        return
    with st.container(horizontal=True):
        st.download_button(
            "Packet to print", partial(_packet, interview.id, _cookie()),
            f"interview-{interview.id}.html", "text/html", icon=":material/print:",
            on_click="ignore", help="One page that your browser prints or saves as PDF.",
        )  # fmt: skip
        if interview.candidate_id and may(user, Permission.MANAGE_TEAM):
            st.download_button(
                "Everything about this person", partial(_person, interview.candidate_id, _cookie()),
                f"candidate-{interview.candidate_id}.zip", "application/zip",
                icon=":material/folder_zip:", on_click="ignore",
            )  # fmt: skip


# Asked for outside the page's run and so behind its gate: each checks who asks once more.


def _cookie() -> str | None:
    return st.context.cookies.get(COOKIE)


def _scorecards(posting_id: uuid.UUID, form: Literal["csv", "json"], cookie: str | None) -> bytes:
    with services().begin() as db:
        user = require(user_of_cookie(db, cookie), Permission.HIRE)
        return export_scorecards(db, posting_id, user, form).content


def _person(candidate_id: uuid.UUID, cookie: str | None) -> bytes:
    with services().begin() as db:
        user = require(user_of_cookie(db, cookie), Permission.MANAGE_TEAM)
        return export_candidate(db, candidate_id, user).content


def _packet(interview_id: uuid.UUID, cookie: str | None) -> bytes:
    with services().begin() as db:
        user = require(user_of_cookie(db, cookie), Permission.HIRE)
        interview = get_interview(db, interview_id)
        seen = sight(db, interview, user).open
        cards = submitted_scorecards(db, [interview.id]) if seen else []
        application = interview.application
        decisions = decision_history(db, application.id) if application else []
        turns = list_turns(db, interview.id)
        record(db, user, "exported the interview's packet", "interview", interview.id)
        return packet_html(packet_of(interview, turns, cards, decisions)).encode()


def packet_of(
    interview: Interview, turns: Sequence[Turn], cards: Sequence[Scorecard],
    decisions: Sequence[Decision],
) -> Packet:  # fmt: skip
    """What is printed of an interview, in words."""
    posting, candidate = interview.job_posting, interview.candidate
    facts = {
        "Posting": f"{posting.title}, {posting.company}" if posting else "Without a posting",
        "E-mail address": candidate.email if candidate else None,
        "Base prompt": f"{base_title(interview)}, version {interview.base_prompt_version}",
        "Interview plan": f"Version {interview.plan.version}" if interview.plan else None,
        "Started": date_and_time(interview.started_at),
        "Ended": date_and_time(interview.ended_at),
    }
    return Packet(
        title=f"Interview with {candidate.name if candidate else 'a candidate without a name'}",
        facts={name: value for name, value in facts.items() if value},
        judged=[
            Judged(card.reviewer.name, row.competency, rating_words(row), row.note,
                   tuple(span.quote for span in evidence_of(row)))
            for card in cards
            for row in card.ratings
        ],
        decisions=[Said(_decided(one), one.reason) for one in decisions],
        turns=[_printed(interview, turn) for turn in turns],
    )  # fmt: skip


def _decided(one: Decision) -> str:
    who = one.decider.name if one.decider else "Somebody who has left the team"
    return f"{stage_name(one.status)}, {who}, {date_and_time(one.created_at)}"


def _printed(interview: Interview, turn: Turn) -> Said:
    head = f"{since_start(interview, turn)} {SPEAKERS[turn.speaker]} · {' · '.join(about(turn))}"
    notes = []
    if turn.corrected_text is not None:
        notes.append(f"Corrected by the candidate; heard as: {turn.text}")
    if turn.interrupted:
        notes.append("The candidate cut in here.")
    return Said(head, said(turn), tuple(notes))
