"""An interview goes by its posting as it was when it was opened."""

import uuid
from dataclasses import replace

from core.access.permissions import PROGRAM
from core.interviews.service import find_interview, list_turns
from core.models import Interview, Speaker, TurnKind
from core.postings.content.draft import FIELD_NAMES, PostingDraft
from core.postings.content.opening_snapshot import (
    edited_since,
    posting_of,
    resume_text_of,
    take_snapshot,
)
from core.postings.service import find_posting, update_posting
from core.prompting.engine import InterviewEngine
from core.prompting.session_context import context_of
from core.realtime.session.records import NewTurn
from core.realtime.session.service import RealtimeInterviewService
from core.review.prompt_record import list_sessions, prompt_of
from core.review.receipt_loading import load_receipt
from db.engine import Sessions
from tests.factories import DATA_ENGINEER, ready_interview

OTHER = PostingDraft(
    title="Platform lead", company="Elsewhere", description="Something else altogether.",
    tech_stack="React, TypeScript", role_category="Design", required_skills=("Figma",),
    employment_type="Contract", work_setup="Remote", location="Oslo", experience_level="Lead",
    interview_minutes=45, interview_language="de", base_prompt_override="design",
)  # fmt: skip
"""Differs from DATA_ENGINEER in every field."""


def posting_id_of(interview: Interview) -> uuid.UUID:
    assert interview.job_posting_id
    return interview.job_posting_id


def edit(sessions: Sessions, interview_id: uuid.UUID) -> None:
    """Change every field of the posting, and the resume, as far as they can be."""
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        update_posting(db, posting_id_of(interview), OTHER, PROGRAM)
        assert interview.application
        assert interview.application.resume
        interview.application.resume.text = "Twenty years of bakery."


def hashes(sessions: Sessions, interview_id: uuid.UUID) -> list[str | None]:
    with sessions.begin() as db:
        return [
            s.prompt_sha256 for s in list_sessions(db, find_interview(db, interview_id), PROGRAM)
        ]


def test_the_other_draft_differs_in_every_field() -> None:
    assert all(getattr(OTHER, name) != getattr(DATA_ENGINEER, name) for name in FIELD_NAMES)
    assert set(FIELD_NAMES) == set(PostingDraft.__dataclass_fields__)


def test_an_edit_in_mid_interview_changes_nothing_at_the_next_reconnect(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db).id
    service = RealtimeInterviewService(sessions.begin)
    first = service.open(interview_id, "scripted")
    edit(sessions, interview_id)
    again = service.open(interview_id, "scripted")

    assert again.prompt == first.prompt
    assert again.facts == first.facts
    assert again.script.opening(again.assessment.current) == first.script.opening(
        first.assessment.current
    )
    assert len(set(hashes(sessions, interview_id))) == 1


def test_only_the_turns_themselves_are_added_to_the_prompt(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db).id
    service = RealtimeInterviewService(sessions.begin)
    record = service.open(interview_id, "scripted")
    service.keep_turns(record, [NewTurn(Speaker.INTERVIEWER, TurnKind.OPENING, "Hello.")])
    edit(sessions, interview_id)
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        context = context_of(db, interview, [])
        bare = InterviewEngine().build(interview.role_type, posting_of(interview), context).text
    assert bare == record.prompt
    grown = service.open(interview_id, "scripted").prompt
    assert "interviewer: Hello." in grown
    assert grown.startswith(record.prompt.split("# Resume")[0])


def test_until_it_is_opened_a_corrected_posting_reaches_the_candidate(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db).id
    edit(sessions, interview_id)
    record = RealtimeInterviewService(sessions.begin).open(interview_id, "scripted")
    assert record.facts.values["location"] == "Oslo"
    assert "Something else altogether." in record.prompt
    assert record.assessment.plan.skills == {"Kafka", "Spark", "Snowflake"}


def test_the_team_reads_which_version_it_was_and_what_was_edited_since(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db).id
    RealtimeInterviewService(sessions.begin).open(interview_id, "scripted")
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        opened = find_posting(db, posting_id_of(interview)).revision
        before = load_receipt(db, interview, PROGRAM)
        changed = replace(DATA_ENGINEER, location="Oslo", description="Other.")
        update_posting(db, posting_id_of(interview), changed, PROGRAM)
        after = load_receipt(db, interview, PROGRAM)
        (session,) = list_sessions(db, interview, PROGRAM)
        told = prompt_of(db, interview, session, list_turns(db, interview.id), PROGRAM)
        now = find_posting(db, posting_id_of(interview)).revision
    assert (before.posting_revision, before.edited_since) == (opened, ())
    assert (after.posting_revision, after.edited_since) == (opened, ("description", "location"))
    assert now == opened + 1
    assert told
    assert told.exact


def test_an_interview_without_a_posting_keeps_its_own(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db, None).id
    service = RealtimeInterviewService(sessions.begin)
    first, again = (service.open(interview_id, "scripted") for _ in range(2))
    assert first.prompt == again.prompt
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        assert posting_of(interview) is None
        assert resume_text_of(interview) is None
        assert edited_since(interview) == ()
        assert load_receipt(db, interview, PROGRAM).posting_revision is None


def test_what_was_kept_once_is_never_replaced(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview = ready_interview(db)
        take_snapshot(interview)
        kept = interview.opened_with
        update_posting(db, posting_id_of(interview), OTHER, PROGRAM)
        take_snapshot(interview)
        assert interview.opened_with == kept
        kept_posting = posting_of(interview)
        assert kept_posting
        assert kept_posting.title == DATA_ENGINEER.title
        assert resume_text_of(interview) == "Ten years of pipelines."
