"""What the model was told, put together again after the interview."""

from dataclasses import replace

from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.interviews.service import find_interview, list_turns
from core.models import InterviewSession
from core.postings.content.draft import PostingDraft
from core.postings.service import update_posting
from core.realtime.session.service import RealtimeInterviewService
from core.review.prompt_record import list_sessions, prompt_of
from db.engine import Sessions
from tests.factories import DATA_ENGINEER, ready_interview


def test_the_prompt_of_a_session_is_put_together_again_to_the_letter(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db).id
    told = RealtimeInterviewService(sessions.begin).open(interview_id, "scripted").prompt
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        (session,) = list_sessions(db, interview, PROGRAM)
        found = prompt_of(db, interview, session, list_turns(db, interview.id), PROGRAM)
        assert found
        assert (found.text, found.exact) == (told, True)


def test_of_an_interview_that_kept_no_posting_an_edit_is_noticed_by_the_hash(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db).id
    RealtimeInterviewService(sessions.begin).open(interview_id, "scripted")
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        interview.opened_with = None
        (session,) = list_sessions(db, interview, PROGRAM)
        changed: PostingDraft = replace(DATA_ENGINEER, description="Something else altogether.")
        assert interview.job_posting_id
        update_posting(db, interview.job_posting_id, changed, PROGRAM)
        found = prompt_of(db, interview, session, [], PROGRAM)
        assert found
        assert not found.exact
        assert found.sha256 == session.prompt_sha256


def test_where_nothing_was_recorded_nothing_is_claimed(db: Session) -> None:
    interview = ready_interview(db)
    assert prompt_of(db, interview, InterviewSession(model="local"), [], PROGRAM) is None
