"""Saves a question of a plan that several people may be editing."""

import uuid

from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.interviews.plans.edits import QuestionDraft, question_draft, with_question
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.service import change_plan
from core.interviews.plans.versions import locked_posting
from core.postings.content.revisions import ReadVersion, merge_typed


def save_question(
    db: Session,
    posting_id: uuid.UUID,
    draft: QuestionDraft,
    question_id: str | None,
    by: Actor,
    *,
    read: ReadVersion[QuestionDraft] | None = None,
) -> InterviewPlan:
    """Change a question of the plan being edited, or add one where there is no id.

    ``read`` is what the form was loaded with: fields that it left alone keep their saved value.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound, InvalidInput: as ``change_plan``.
        Stale: if somebody else changed a field otherwise that ``draft`` changes, too.
        Conflict: if the question was taken out of the plan.
    """
    permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)

    def change(plan: InterviewPlan) -> InterviewPlan:
        now = next((q for q in plan.questions if q.id == question_id), None)
        typed = merge_typed(db, posting, read, draft, question_draft(now)) if now else draft
        return with_question(plan, typed, question_id)

    return change_plan(db, posting_id, change, by)
