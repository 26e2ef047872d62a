"""Two who make the same thing at the same moment: each unique constraint, and who says so."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access.accounts import invite_user
from core.access.own_account import update_account
from core.access.permissions import PROGRAM
from core.access.tokens import new_token
from core.applications.candidates.retakes import take_again
from core.base_prompts.library import load_base_prompts
from core.base_prompts.versions import keep_versions
from core.database_errors import SAME_MOMENT, collision_named
from core.errors import Conflict, InvalidInput, RolecallError
from core.interviews.answer_drafts import Draft, save_draft
from core.interviews.plans.edits import with_probes
from core.interviews.plans.service import change_plan
from core.models import Base, Turn, User, UserRole
from core.review.scorecard_filling import rate
from db.engine import Sessions
from tests.core.applications.candidates.taken_interviews import Taken
from tests.factories import (
    apply,
    browser_of,
    link_to,
    make_user,
    open_posting,
    ready_interview,
    signed_in,
    together,
)
from tests.held_interview import competencies, held_interview

Race = Callable[[Session], list[Callable[[Session], object]]]
"""Makes what is needed; gives what two people do at the same moment."""


def one_address(db: Session) -> list[Callable[[Session], object]]:
    """A member takes it for themselves, another one too, and an admin invites it."""
    users = [make_user(db), make_user(db)]
    members = [browser_of(db, user) for user in users]
    return [
        *(lambda db, by=by, name=user.name: update_account(db, "new@team.org", name, None, by)
          for by, user in zip(members, users, strict=True)),
        lambda db: invite_user(db, "new@team.org", "Alan", UserRole.VIEWER, PROGRAM),
    ]  # fmt: skip


def one_form(db: Session) -> list[Callable[[Session], object]]:
    posting, key = open_posting(db), new_token()
    return [lambda db: apply(db, db.merge(posting), "ada@mail.org", key)] * 2


def one_plan(db: Session) -> list[Callable[[Session], object]]:
    posting_id = open_posting(db).id
    change = lambda plan: with_probes(plan, 1)  # noqa: E731
    return [lambda db: change_plan(db, posting_id, change, PROGRAM)] * 2


def one_rating(db: Session) -> list[Callable[[Session], object]]:
    interview, by = held_interview(db), signed_in(db)
    interview_id, name = interview.id, competencies(db, interview)[0]
    return [lambda db: rate(db, interview_id, by, name, 3)] * 2


def one_draft(db: Session) -> list[Callable[[Session], object]]:
    link = link_to(db, ready_interview(db))
    return [lambda db: save_draft(db, link, Draft(uuid.uuid4(), "1", "I led", 1))] * 2


def one_second_take(db: Session) -> list[Callable[[Session], object]]:
    link = Taken(db).link
    return [lambda db: take_again(db, link, days=14)] * 2


def one_start(db: Session) -> list[Callable[[Session], object]]:
    prompts = list(load_base_prompts().values())
    return [lambda db: keep_versions(db, prompts), lambda db: keep_versions(db, prompts[::-1])]


RANDOM = "256 random bits, or what follows from a form's own"
UNIQUE: dict[str, Race | str] = {
    "uq_users_email": one_address,
    "uq_applications_submission_hash": one_form,
    "uq_applications_job_posting_id_candidate_id": one_form,
    "uq_interviews_application_id": one_second_take,
    "uq_interview_plans_job_posting_id_version": one_plan,
    "uq_scorecards_interview_id_reviewer_id": one_rating,
    "uq_ratings_scorecard_id_competency": one_rating,
    "pk_answer_drafts": one_draft,
    "pk_base_prompt_versions": one_start,
    "pk_limit_counts": "counted in one statement (test_limits)",
    "uq_turns_interview_id_number": "one session writes, under the interview's lock",
    "uq_turn_audio_turn_id_piece": "the session that writes the turn numbers its pieces",
    "uq_proposed_ratings_evaluation_id_competency_run": "written once, whoever works on it",
    "uq_sign_in_tickets_token_hash": RANDOM,
    "uq_user_sessions_token_hash": RANDOM,
    "uq_interview_links_token_hash": RANDOM,
}
"""What may be there once, and what races for it or why nothing can."""


def unique_in_the_schema() -> Iterator[str]:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                yield str(constraint.name)
        for index in table.indexes:
            if index.unique:
                yield str(index.name)
        if "id" not in table.primary_key.columns:
            yield f"pk_{table.name}"


def test_every_unique_constraint_has_a_row() -> None:
    assert sorted(unique_in_the_schema()) == sorted(UNIQUE)


def test_whoever_is_second_at_the_same_moment_is_told_or_finds_it_done(sessions: Sessions) -> None:
    def alone(act: Callable[[Session], object]) -> object:
        with sessions.begin() as db:
            act(db)
            return True

    for race in {one for one in UNIQUE.values() if callable(one)}:
        with sessions.begin() as db:
            acts = race(db)
        results = together(*(lambda act=act: alone(act) for act in acts))
        assert True in results, race.__name__
        strange = [one for one in results if not (one is True or isinstance(one, RolecallError))]
        assert strange == [], race.__name__
        if race is one_address:
            assert [one.field for one in results if isinstance(one, InvalidInput)] == ["email"] * 2


def test_what_no_service_foresaw_is_a_conflict_at_the_edge_and_no_fault(db: Session) -> None:
    email = make_user(db).email
    with pytest.raises(Conflict, match=SAME_MOMENT[:20]), collision_named(), db.begin_nested():
        db.add(User(email=email, name="Alan", role=UserRole.VIEWER))
    with pytest.raises(IntegrityError), collision_named(), db.begin_nested():
        db.add(Turn(interview_id=uuid.uuid4(), number=1))
