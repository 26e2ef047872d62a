"""No change of one person silently undoes another's: every service of the team that writes."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.accounts import change_role
from core.access.interview_links import new_link, open_link
from core.access.own_account import Account, update_account
from core.access.permissions import PROGRAM, Member, Permission
from core.errors import Conflict
from core.interviews.plans.edits import question_draft, with_probes, without_question
from core.interviews.plans.saving import save_question
from core.interviews.plans.service import (
    add_missing,
    change_plan,
    discard_changes,
    publish_version,
    view_plan,
)
from core.models import ApplicationStatus, Interview, JobPosting, Rating, User, UserRole
from core.postings.content.draft import draft_of
from core.postings.content.revisions import ReadVersion
from core.postings.service import close_posting, create_posting, publish_posting, update_posting
from core.review.comparisons import set_weights, weights_of
from core.review.decisions import decide
from core.review.feedback import write_feedback
from core.review.rating_words import RatingChoice
from core.review.scorecard_filling import (
    explain,
    look_without_rating,
    rate,
    save_note,
    save_summary,
    submit,
)
from core.review.scorecards import contents, own_scorecard
from tests.access_table import TEAM
from tests.factories import DATA_ENGINEER, apply, make_user, open_posting, signed_in
from tests.held_interview import competencies, fill_in, held_interview, rated_by

Act = Callable[[], object]
REASON = "The first year is all about streaming."


@dataclass
class Clash:
    """``theirs`` happens after ``mine`` was begun; ``stands`` is then what counts."""

    theirs: Act
    mine: Act
    stands: Act


def on_postings(db: Session, one: Member, other: Member) -> dict[str, Clash]:
    def draft(act: Callable[..., object], posting: JobPosting | None = None) -> Clash:
        posting = posting or create_posting(db, DATA_ENGINEER, PROGRAM)
        seen = posting.revision
        changed = replace(DATA_ENGINEER, description="Other.")
        return Clash(
            lambda: update_posting(db, posting.id, changed, other),
            lambda: act(posting, seen),
            lambda: (posting.status, posting.description),
        )

    def update(posting: Any, seen: int) -> None:
        read = ReadVersion(DATA_ENGINEER, seen)
        mine = replace(draft_of(posting), description="Mine.")
        update_posting(db, posting.id, mine, one, read=read)

    return {
        "core.postings.service.update_posting": draft(update),
        "core.postings.service.publish_posting": draft(
            lambda posting, seen: publish_posting(db, posting.id, one, seen=seen)
        ),
        "core.postings.service.close_posting": draft(
            lambda posting, seen: close_posting(db, posting.id, one, seen=seen), open_posting(db)
        ),
    }


def on_plans(db: Session, one: Member, other: Member) -> dict[str, Clash]:
    def plan(act: Callable[..., object]) -> Clash:
        posting = open_posting(db)
        change_plan(db, posting.id, lambda plan: with_probes(plan, 1), one)
        seen = posting.revision
        return Clash(
            lambda: change_plan(db, posting.id, lambda plan: with_probes(plan, 2), other),
            lambda: act(db, posting.id, one, seen=seen),
            lambda: view_plan(db, posting, PROGRAM),
        )

    def drop(db: Session, posting_id: uuid.UUID, by: Member, *, seen: int) -> None:
        change_plan(
            db, posting_id, lambda plan: without_question(plan, plan.questions[0].id), by, seen=seen
        )

    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    question = view_plan(db, posting, PROGRAM).plan.questions[0]
    before = question_draft(question)
    read = ReadVersion(before, posting.revision)

    def save(text: str, by: Member, **more: Any) -> object:
        return save_question(db, posting.id, replace(before, text=text), question.id, by, **more)

    return {
        "core.interviews.plans.service.change_plan": plan(drop),
        "core.interviews.plans.service.publish_version": plan(publish_version),
        "core.interviews.plans.service.discard_changes": plan(discard_changes),
        "core.interviews.plans.service.add_missing": plan(add_missing),
        "core.interviews.plans.saving.save_question": Clash(
            lambda: save("What did you build with it?", other),
            lambda: save("What did you build with it last?", one, read=read),
            lambda: view_plan(db, posting, PROGRAM).plan.questions[0],
        ),
    }


def on_reviews(db: Session, one: Member, other: Member) -> dict[str, Clash]:
    posting = open_posting(db)
    application = apply(db, posting).application
    decided = held_interview(db, posting=posting).application
    assert decided

    def weigh(weight: float, by: Member, **more: Any) -> object:
        weights = {"Kafka": weight, "SQL": 1.0}
        return set_weights(db, posting.id, weights, REASON, by, **more)

    def link(by: Member, **more: Any) -> str:
        made.append(new_link(db, application.id, by, days=3, **more))
        return made[-1]

    made: list[str] = []
    return {
        "core.review.comparisons.set_weights": Clash(
            lambda: weigh(3.0, other),
            lambda: weigh(2.0, one, read={}),
            lambda: weights_of(db, posting.id, PROGRAM),
        ),
        "core.review.feedback.write_feedback": Clash(
            lambda: write_feedback(db, application.id, "Theirs.", other, read=""),
            lambda: write_feedback(db, application.id, "Mine.", one, read=""),
            lambda: application.feedback,
        ),
        "core.review.decisions.decide": Clash(
            lambda: decide(db, decided.id, ApplicationStatus.REJECTED, REASON, other),
            lambda: decide(db, decided.id, ApplicationStatus.HIRED, REASON, one,
                           seen=ApplicationStatus.TO_REVIEW),
            lambda: decided.status,
        ),
        "core.access.interview_links.new_link": Clash(
            lambda: link(other),
            lambda: link(one, seen=[]),
            lambda: open_link(db, made[-1]).id if made else None,
        ),
    }  # fmt: skip


def on_scorecards(db: Session, one: Member) -> dict[str, Clash]:
    """Two windows of one reviewer."""

    def of(interview: Interview) -> object:
        return contents(own_scorecard(db, interview.id, one.user_id))

    def filled(act: Callable[..., object]) -> Clash:
        interview = held_interview(db)
        fill_in(db, interview, one)
        name, seen = competencies(db, interview)[0], of(interview)
        return Clash(
            lambda: save_note(db, interview.id, one, name, "Concrete."),
            lambda: act(db, interview.id, one, seen=seen),
            lambda: of(interview),
        )

    open_ = held_interview(db)
    name = competencies(db, open_)[0]
    closed = held_interview(db)
    rated_by(db, closed, one)
    return {
        "core.review.scorecard_filling.rate": Clash(
            lambda: rate(db, open_.id, one, name, 2, read=RatingChoice(None)),
            lambda: rate(db, open_.id, one, name, 5, read=RatingChoice(None)),
            lambda: of(open_),
        ),
        "core.review.scorecard_filling.save_note": Clash(
            lambda: save_note(db, open_.id, one, name, "Theirs.", read=""),
            lambda: save_note(db, open_.id, one, name, "Mine.", read=""),
            lambda: of(open_),
        ),
        "core.review.scorecard_filling.save_summary": Clash(
            lambda: save_summary(db, open_.id, one, "Theirs.", read=""),
            lambda: save_summary(db, open_.id, one, "Mine.", read=""),
            lambda: of(open_),
        ),
        "core.review.scorecard_filling.explain": Clash(
            lambda: explain(db, closed.id, one, name, "Theirs.", read=""),
            lambda: explain(db, closed.id, one, name, "Mine.", read=""),
            lambda: set(db.scalars(select(Rating.disagreement))),
        ),
        "core.review.scorecard_filling.submit": filled(submit),
        "core.review.scorecard_filling.look_without_rating": filled(look_without_rating),
    }  # fmt: skip


def on_team(db: Session, one: Member, other: Member) -> dict[str, Clash]:
    user, admins = make_user(db, UserRole.VIEWER), [signed_in(db, UserRole.ADMIN) for _ in range(2)]
    me = db.get_one(User, one.user_id)
    read = Account(me.name, me.email)
    return {
        "core.access.accounts.change_role": Clash(
            lambda: change_role(db, user.id, UserRole.RECRUITER, admins[0]),
            lambda: change_role(db, user.id, UserRole.ADMIN, admins[1], seen=UserRole.VIEWER),
            lambda: user.role,
        ),
        "core.access.own_account.update_account": Clash(
            lambda: update_account(db, me.email, "Grace in one window", None, one, read=read),
            lambda: update_account(db, me.email, "Grace in another", None, one, read=read),
            lambda: me.name,
        ),
    }


ONE_THING = "does one thing to one row, which is the same whoever does it and however often"
ADDS = "adds to what is there and takes nothing away"
SHOWS = "shows, and writes at most a line of the trail"
NOTHING_TO_UNDO = {
    "core.applications.service.get_resume": SHOWS,
    "core.access.interview_links.links_of": SHOWS,
    "core.recordings.service.recording_of": SHOWS,
    "core.review.exports.export_packet": SHOWS,
    "core.review.exports.export_scorecards": SHOWS,
    "core.review.candidate_export.export_candidate": SHOWS,
    "core.access.accounts.list_users": SHOWS,
    "core.access.sign_ins.sign_ins": SHOWS,
    "core.access.own_sessions.own_sessions": SHOWS,
    "core.postings.service.create_posting": ADDS,
    "core.evaluation.service.request_evaluation": ADDS,
    "core.review.scorecard_evidence.attach": ADDS,
    "core.access.accounts.invite_user": ADDS,
    "core.access.accounts.renew_invitation": ADDS,
    "core.access.interview_links.revoke_link": ONE_THING,
    "core.access.interview_links.revoke_links": ONE_THING,
    "core.review.scorecard_evidence.detach": ONE_THING,
    "core.review.feedback.release_feedback": ONE_THING,
    "core.review.feedback.take_feedback_back": ONE_THING,
    "core.access.accounts.disable_user": ONE_THING,
    "core.access.accounts.give_access_back": ONE_THING,
    "core.access.own_sessions.end_own_session": ONE_THING,
    "core.access.own_sessions.sign_out_everywhere": ONE_THING,
}
"""Services that overwrite nothing that a person wrote, and why."""
MAY_WRITE = {
    name for name, needed in TEAM.items() if needed not in (Permission.INSPECT, Permission.LOOK)
}


def clashes(db: Session) -> dict[str, Clash]:
    one, other = signed_in(db), signed_in(db)
    return (
        on_postings(db, one, other)
        | on_plans(db, one, other)
        | on_reviews(db, one, other)
        | on_scorecards(db, one)
        | on_team(db, one, other)
    )


def is_refused(act: Act) -> bool:
    try:
        act()
    except Conflict:
        return True
    return False


def test_who_changes_what_somebody_else_changed_meanwhile_is_told_and_undoes_nothing(
    db: Session,
) -> None:
    table = clashes(db)
    assert sorted([*table, *NOTHING_TO_UNDO]) == sorted(MAY_WRITE)
    for name, clash in table.items():
        before = clash.stands()
        clash.theirs()
        theirs = clash.stands()
        assert theirs != before, name
        assert is_refused(clash.mine), f"{name} undoes what somebody else did"
        assert clash.stands() == theirs, name
