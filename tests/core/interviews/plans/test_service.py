"""A posting's plan: proposed, edited, frozen, and given to its candidates."""

import re
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM
from core.base_prompts.library import load_base_prompts
from core.base_prompts.versions import as_of
from core.errors import Conflict, InvalidInput, NotFound
from core.interviews.plans.edits import (
    QuestionDraft,
    moved,
    with_probes,
    with_question,
    without_question,
)
from core.interviews.plans.history import plan_history
from core.interviews.plans.in_force import plan_in_force, propose_for
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.service import (
    add_missing,
    change_plan,
    discard_changes,
    next_plan,
    publish_version,
    view_plan,
)
from core.interviews.plans.versions import plan_in
from core.interviews.service import create_interview, find_interview
from core.models import BasePromptVersion, InterviewPlanVersion, JobPosting, PostingStatus
from core.postings.content.draft import PostingDraft, draft_of
from core.postings.service import close_posting, create_posting, publish_posting, update_posting
from core.prompting.session_context import context_of
from core.realtime.session.service import RealtimeInterviewService
from db.engine import Sessions
from tests.core.finished_interviews import finished_interview
from tests.factories import DATA_ENGINEER, apply, open_posting, signed_in, together

ASKED = QuestionDraft(
    "Which pipeline are you proud of?", "Craftsmanship", "expert",
    one="Names nothing.", three="Names one case.", five="Gives reasons too.",
)  # fmt: skip
add = partial(with_question, draft=ASKED)


def drop_first(plan: InterviewPlan) -> InterviewPlan:
    return without_question(plan, plan.questions[0].id)


@pytest.fixture
def draft(db: Session) -> JobPosting:
    return create_posting(db, DATA_ENGINEER, PROGRAM)


@pytest.fixture
def opened(db: Session) -> JobPosting:
    return open_posting(db)


def stored(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(InterviewPlanVersion)) or 0


# Before publishing


def test_looking_at_a_plan_stores_nothing(db: Session, draft: JobPosting) -> None:
    view = view_plan(db, draft, PROGRAM)
    assert view.plan == propose_for(draft)
    assert (view.editing, view.published, view.missing, view.changes) == (None, None, (), ())
    assert stored(db) == 0


def test_a_change_begins_version_one_and_the_next_goes_on_with_it(
    db: Session, draft: JobPosting
) -> None:
    change_plan(db, draft.id, add, PROGRAM)
    change_plan(db, draft.id, lambda plan: with_probes(plan, 2), PROGRAM)
    view = view_plan(db, draft, PROGRAM)
    assert view.editing == 1
    assert view.plan.questions[-1].text == ASKED.text
    assert view.plan.probes == 2
    assert stored(db) == 1


def test_a_refused_change_changes_nothing(db: Session, draft: JobPosting) -> None:
    change_plan(db, draft.id, add, PROGRAM)
    before = view_plan(db, draft, PROGRAM)
    with pytest.raises(InvalidInput):
        change_plan(db, draft.id, add, PROGRAM)
    assert view_plan(db, draft, PROGRAM) == before


def test_discarding_brings_the_proposal_back(db: Session, draft: JobPosting) -> None:
    change_plan(db, draft.id, add, PROGRAM)
    discard_changes(db, draft.id, PROGRAM)
    assert view_plan(db, draft, PROGRAM).plan == propose_for(draft)


def test_two_people_who_edit_at_once_lose_nothing(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = create_posting(db, DATA_ENGINEER, PROGRAM)
        first = propose_for(posting).questions[0].id

    def edit(change: object) -> None:
        with sessions.begin() as db:
            change_plan(db, posting.id, change, PROGRAM)  # type: ignore[arg-type]

    problems = together(
        partial(edit, add),
        partial(edit, lambda plan: with_probes(plan, 1)),
        partial(edit, lambda plan: moved(plan, first, 2)),
    )
    assert problems == [None, None, None]
    with sessions.begin() as db:
        plan = view_plan(db, posting, PROGRAM).plan
    assert plan.questions[-1].text == ASKED.text
    assert plan.probes == 1
    assert plan.questions[2].id == first


def test_a_plan_of_no_posting_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        change_plan(db, signed_in(db).user_id, add, PROGRAM)


# The posting changes


def test_a_plan_that_nobody_touched_follows_the_posting(db: Session, draft: JobPosting) -> None:
    kept = change_plan(db, draft.id, lambda plan: plan, PROGRAM)
    assert "Terraform" not in kept.skills
    update_posting(db, draft.id, replace(draft_of(draft), required_skills=("Terraform",)), PROGRAM)
    assert view_plan(db, draft, PROGRAM).plan == propose_for(draft)


def test_an_edited_plan_stays_and_says_what_it_misses(db: Session, draft: JobPosting) -> None:
    change_plan(db, draft.id, add, PROGRAM)
    skills = (*DATA_ENGINEER.required_skills, "Terraform")
    update_posting(
        db,
        draft.id,
        replace(draft_of(draft), required_skills=skills, interview_minutes=30),
        PROGRAM,
    )
    view = view_plan(db, draft, PROGRAM)
    assert view.plan.questions[-1].text == ASKED.text
    assert view.missing == ("Terraform",)
    assert view.plan.minutes == 30


def test_a_skill_that_is_required_no_longer_is_not_claimed(db: Session, draft: JobPosting) -> None:
    change_plan(db, draft.id, add, PROGRAM)
    update_posting(db, draft.id, replace(draft_of(draft), required_skills=("Spark",)), PROGRAM)
    assert view_plan(db, draft, PROGRAM).plan.skills == {"Spark"}


def test_a_question_is_added_for_each_skill_that_has_none(db: Session, draft: JobPosting) -> None:
    change_plan(db, draft.id, drop_first, PROGRAM)
    change_plan(db, draft.id, drop_first, PROGRAM)
    missing = view_plan(db, draft, PROGRAM).missing
    assert missing == ("Kafka", "Spark")
    plan = add_missing(db, draft.id, PROGRAM)
    assert view_plan(db, draft, PROGRAM).missing == ()
    assert [question.skills for question in plan.questions[-2:]] == [("Kafka",), ("Spark",)]


# Publishing


def test_publishing_without_opening_the_editor_freezes_the_proposal(
    db: Session, draft: JobPosting
) -> None:
    user = signed_in(db)
    publish_posting(db, draft.id, user)
    view = view_plan(db, draft, PROGRAM)
    assert (view.published, view.editing) == (1, None)
    assert view.plan == propose_for(draft)
    [version] = plan_history(db, draft.id, PROGRAM)
    assert (version.by, version.candidates, version.changes) == (user.name, 0, ())


def test_publishing_freezes_what_the_team_edited(db: Session, draft: JobPosting) -> None:
    edited = change_plan(db, draft.id, add, PROGRAM)
    publish_posting(db, draft.id, PROGRAM)
    assert plan_in(plan_in_force(db, draft)) == edited


def test_publishing_is_refused_while_a_required_skill_has_no_question(
    db: Session, draft: JobPosting
) -> None:
    change_plan(db, draft.id, drop_first, PROGRAM)
    with pytest.raises(InvalidInput, match="no question about Kafka"), db.begin_nested():
        publish_posting(db, draft.id, PROGRAM)
    db.refresh(draft)
    assert draft.status is PostingStatus.DRAFT
    assert view_plan(db, draft, PROGRAM).published is None


@pytest.mark.parametrize(
    "change",
    ["content = '{}'::jsonb", "version = 7", "published_at = NULL", "published_at = now()"],
)
def test_the_database_itself_refuses_to_change_a_published_version(
    db: Session, opened: JobPosting, change: str
) -> None:
    assert view_plan(db, opened, PROGRAM).published == 1
    with pytest.raises(DatabaseError), db.begin_nested():
        db.execute(text("UPDATE interview_plans SET " + change))  # noqa: S608


def test_a_change_of_an_open_posting_is_another_version(db: Session, opened: JobPosting) -> None:
    before = plan_in(plan_in_force(db, opened))
    edited = change_plan(db, opened.id, add, PROGRAM)
    view = view_plan(db, opened, PROGRAM)
    assert (view.editing, view.published) == (2, 1)
    assert view.changes == (f"Added: {ASKED.text}",)
    assert next_plan(db, opened, PROGRAM) == before
    assert publish_version(db, opened.id, PROGRAM) == 2
    assert next_plan(db, opened, PROGRAM) == edited
    assert [version.version for version in plan_history(db, opened.id, PROGRAM)] == [2, 1]


def test_a_new_version_is_refused_while_a_required_skill_has_no_question(
    db: Session, opened: JobPosting
) -> None:
    change_plan(db, opened.id, drop_first, PROGRAM)
    with pytest.raises(InvalidInput, match="Kafka"):
        publish_version(db, opened.id, PROGRAM)


def test_there_must_be_something_new_to_publish(db: Session, opened: JobPosting) -> None:
    with pytest.raises(Conflict, match="nothing new"):
        publish_version(db, opened.id, PROGRAM)


def test_a_draft_postings_plan_is_published_with_the_posting(
    db: Session, draft: JobPosting
) -> None:
    change_plan(db, draft.id, add, PROGRAM)
    with pytest.raises(Conflict, match="together with the posting"):
        publish_version(db, draft.id, PROGRAM)


def test_reopening_asks_the_same_again_or_what_was_edited_since(
    db: Session, opened: JobPosting
) -> None:
    close_posting(db, opened.id, PROGRAM)
    publish_posting(db, opened.id, PROGRAM)
    assert view_plan(db, opened, PROGRAM).published == 1
    close_posting(db, opened.id, PROGRAM)
    change_plan(db, opened.id, add, PROGRAM)
    publish_posting(db, opened.id, PROGRAM)
    assert view_plan(db, opened, PROGRAM).published == 2


def test_two_who_publish_at_once_make_one_version(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = create_posting(db, DATA_ENGINEER, PROGRAM)

    def publish() -> None:
        with sessions.begin() as db:
            publish_posting(db, posting.id, PROGRAM)

    outcomes = together(publish, publish, publish)
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 2
    assert outcomes.count(None) == 1
    with sessions.begin() as db:
        assert stored(db) == 1


def test_every_change_of_a_plan_is_in_the_audit_trail(db: Session, opened: JobPosting) -> None:
    user = signed_in(db)
    change_plan(db, opened.id, add, user)
    publish_version(db, opened.id, user)
    events = trail(db, [opened.id], PROGRAM)
    [changed] = [event for event in events if event.action == "changed the interview plan"]
    published = [event for event in events if event.action == "published the interview plan"]
    assert changed.detail["changes"] == [f"Added: {ASKED.text}"]
    by = {event.detail["version"]: event.actor for event in published}
    assert user.name in by[2]
    assert set(by) == {1, 2}


# Candidates


def test_a_candidate_gets_the_version_in_force_and_keeps_it(
    db: Session, opened: JobPosting
) -> None:
    early = apply(db, opened).interview
    change_plan(db, opened.id, add, PROGRAM)
    publish_version(db, opened.id, PROGRAM)
    late = apply(db, opened).interview
    assert find_interview(db, early.id).plan.version == 1  # type: ignore[union-attr]
    assert find_interview(db, late.id).plan.version == 2  # type: ignore[union-attr]
    assert [version.candidates for version in plan_history(db, opened.id, PROGRAM)] == [1, 1]


def test_what_is_not_published_reaches_no_candidate(db: Session, opened: JobPosting) -> None:
    change_plan(db, opened.id, add, PROGRAM)
    interview = apply(db, opened).interview
    assert plan_in(find_interview(db, interview.id).plan) == propose_for(opened)  # type: ignore[arg-type]


def test_the_plan_decides_base_prompt_and_minutes_until_the_next_version(
    db: Session, opened: JobPosting
) -> None:
    other = replace(draft_of(opened), tech_stack="Rust", interview_minutes=45)
    update_posting(db, opened.id, other, PROGRAM)
    interview = apply(db, opened).interview
    assert (interview.base_prompt, interview.minutes) == ("data_engineering", 20)
    change_plan(db, opened.id, lambda plan: plan, PROGRAM)
    publish_version(db, opened.id, PROGRAM)
    interview = apply(db, opened).interview
    assert (interview.base_prompt, interview.minutes) == ("rust", 45)


def test_an_open_posting_from_before_there_were_plans_gets_one_on_first_need(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
        db.execute(text("DELETE FROM interview_plans"))

    def need() -> object:
        with sessions.begin() as db:
            return apply(db, db.get_one(JobPosting, posting.id)).interview.interview_plan_id

    versions = together(need, need, need)
    with sessions.begin() as db:
        [kept] = db.scalars(select(InterviewPlanVersion.id))
    assert versions == [kept] * 3


def test_the_first_need_does_not_publish_what_is_still_being_edited(
    db: Session, draft: JobPosting
) -> None:
    change_plan(db, draft.id, drop_first, PROGRAM)
    interview = create_interview(db, posting=draft)
    assert plan_in(find_interview(db, interview.id).plan) == propose_for(draft)  # type: ignore[arg-type]
    view = view_plan(db, draft, PROGRAM)
    assert (view.published, view.editing, view.missing) == (1, 2, ("Kafka",))


def test_an_interview_from_before_there_were_plans_is_linked_when_it_begins(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        interview = apply(db, open_posting(db)).interview
        interview.interview_plan_id = None
        interview.consented_at = func.now()
    record = RealtimeInterviewService(sessions.begin).open(interview.id, "scripted")
    with sessions.begin() as db:
        linked = find_interview(db, interview.id).plan
        assert linked is not None
        assert plan_in(linked) == record.assessment.plan


def test_looking_at_an_interview_held_before_there_were_plans_gives_it_none(db: Session) -> None:
    interview = finished_interview(db)
    interview.interview_plan_id = None
    db.execute(text("DELETE FROM interview_plans"))
    db.expire_all()
    context = context_of(db, interview, [])
    assert context.plan is None
    assert find_interview(db, interview.id).plan is None
    assert stored(db) == 0


def test_a_session_asks_the_frozen_questions_whatever_becomes_of_the_posting(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        posting = create_posting(db, DATA_ENGINEER, PROGRAM)
        change_plan(db, posting.id, lambda plan: moved(add(plan), "q3", -2), PROGRAM)
        publish_posting(db, posting.id, PROGRAM)
        interview = apply(db, posting).interview
        interview.consented_at = func.now()
        update_posting(db, posting.id, replace(DATA_ENGINEER, required_skills=("Excel",)), PROGRAM)
    record = RealtimeInterviewService(sessions.begin).open(interview.id, "scripted")
    assert record.assessment.current.question_id == "q3"
    assert record.assessment.plan.questions[-1].text == ASKED.text
    assert "Excel" not in record.assessment.plan.skills
    assert "Craftsmanship" in record.prompt


def test_the_base_prompt_is_frozen_with_the_plan(sessions: Sessions) -> None:
    now = load_base_prompts()["data_engineering"]
    earlier = now.source.replace("# Red flags\n", "# Red flags\n- Was there at that time.\n")
    with sessions.begin() as db:
        interview = apply(db, open_posting(db)).interview
        interview.consented_at = func.now()
        kept = db.get_one(BasePromptVersion, now.version)
        assert kept.source == now.source
        interview.base_prompt_version = "0" * 12
        db.add(BasePromptVersion(version="0" * 12, name="data_engineering", source=earlier))
    record = RealtimeInterviewService(sessions.begin).open(interview.id, "scripted")
    assert "- Was there at that time." in record.prompt


def test_a_version_that_cannot_be_read_any_more_does_not_stop_an_interview(db: Session) -> None:
    now = load_base_prompts()["go"]
    db.add(BasePromptVersion(version="0" * 12, name="go", source="of another format"))
    db.flush()
    assert as_of(db, now, "0" * 12) is now
    assert as_of(db, now, "f" * 12) is now
    assert as_of(db, now, None) is now


# Language


@pytest.mark.parametrize(("code", "name"), [("de", "German"), ("en", "English")])
def test_the_language_goes_from_the_posting_to_the_interview_and_its_prompt(
    sessions: Sessions, code: str, name: str
) -> None:
    with sessions.begin() as db:
        posting = open_posting(db, replace(DATA_ENGINEER, interview_language=code))
        interview = apply(db, posting).interview
        interview.consented_at = func.now()
    assert interview.language == code
    record = RealtimeInterviewService(sessions.begin).open(interview.id, "scripted")
    assert re.findall(r"Interview language: (\w+)", record.prompt) == [name]


def test_an_unknown_language_is_refused(db: Session) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_posting(db, PostingDraft("A", "B", interview_language="tlh"), PROGRAM)
    assert refused.value.field == "interview_language"
