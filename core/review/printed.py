"""The text of an interview for export: a plain transcript, and the contents of its packet."""

from collections.abc import Callable, Sequence
from datetime import datetime

from core.applications.stages import stage_name
from core.evaluation.transcript import turn_text
from core.models import Decision, Interview, Scorecard, Turn
from core.postings.content.opening_snapshot import posting_of
from core.review.decisions import decider_name
from core.review.packet import Packet, PrintedEntry, PrintedRating
from core.review.prompt_record import base_title
from core.review.rating_words import rating_words
from core.review.scorecards import evidence_of
from core.review.turn_words import SPEAKERS, about, since_start

When = Callable[[datetime | None], str | None]
"""A moment as its reader's clock shows it; None for None."""


def transcript_text(interview: Interview, turns: Sequence[Turn], when: When) -> str:
    """The transcript as plain text, after a few lines about the interview."""
    posting = posting_of(interview)
    head = [
        _title(interview),
        f"Posting: {posting.title}, {posting.company}" if posting else "Without a posting",
        f"Base prompt: {interview.base_prompt} (version {interview.base_prompt_version}), "
        f"role type {interview.role_type}",
        f"Started: {when(interview.started_at) or 'not begun'}",
        f"Ended: {when(interview.ended_at) or 'not yet'}",
    ]
    lines = (
        f"[{since_start(interview, turn)}] {SPEAKERS[turn.speaker]} "
        f"({'; '.join(about(turn))}):\n{turn_text(turn)}"
        for turn in turns
    )
    return "\n\n".join(["\n".join(head), *lines]) + "\n"


def packet_of(
    interview: Interview, turns: Sequence[Turn], cards: Sequence[Scorecard],
    decisions: Sequence[Decision], when: When,
) -> Packet:  # fmt: skip
    """The contents of an interview's packet."""
    posting, candidate = posting_of(interview), interview.candidate
    facts = {
        "Posting": f"{posting.title}, {posting.company}" if posting else "Without a posting",
        "E-mail address": candidate.email if candidate else None,
        "Base prompt": f"{base_title(interview)}, version {interview.base_prompt_version}",
        "Interview plan": f"Version {interview.plan.version}" if interview.plan else None,
        "Started": when(interview.started_at),
        "Ended": when(interview.ended_at),
    }
    return Packet(
        title=_title(interview),
        facts={name: value for name, value in facts.items() if value},
        ratings=[
            PrintedRating(card.reviewer.name, row.competency, rating_words(row), row.note,
                   tuple(span.quote for span in evidence_of(row)))
            for card in cards
            for row in card.ratings
        ],
        decisions=[PrintedEntry(_decided(one, when), one.reason) for one in decisions],
        turns=[_printed(interview, turn) for turn in turns],
    )  # fmt: skip


def _title(interview: Interview) -> str:
    candidate = interview.candidate
    return f"Interview with {candidate.name if candidate else 'a candidate without a name'}"


def _decided(one: Decision, when: When) -> str:
    return f"{stage_name(one.status)}, {decider_name(one)}, {when(one.created_at)}"


def _printed(interview: Interview, turn: Turn) -> PrintedEntry:
    head = f"{since_start(interview, turn)} {SPEAKERS[turn.speaker]} · {' · '.join(about(turn))}"
    notes = []
    if turn.corrected_text is not None:
        notes.append(f"Corrected by the candidate; heard as: {turn.text}")
    if turn.interrupted:
        notes.append("The candidate cut in here.")
    return PrintedEntry(head, turn_text(turn), tuple(notes))
