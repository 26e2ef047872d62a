"""Evaluates an interview, step by step; each step is in Postgres before the next begins.

A process may be killed at any moment: whoever takes the job up again does what is missing.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from core.evaluation.coverage import cover
from core.evaluation.quality import assess_quality
from core.evaluation.rater import Rater
from core.evaluation.subjects import subjects_of
from core.evaluation.transcript import lines_of
from core.interviews import get_interview, list_turns
from core.models import Evaluation, EvaluationStatus, utc_now
from core.prompts import load_base_prompts
from core.status import move

log = logging.getLogger(__name__)
Transactions = Callable[[], AbstractContextManager[Session]]


class EvaluationWork:
    """The task behind a queued evaluation."""

    def __init__(self, begin: Transactions, rater: Rater | None = None) -> None:
        """``begin`` opens a transaction; without ``rater`` coverage is all that is given."""
        self._begin = begin
        self._rater = rater

    async def evaluate(self, evaluation_id: str) -> None:
        """Evaluate, or go on evaluating.

        Raises:
            TryAgain: if it is to be called again later.
        """
        await asyncio.to_thread(self._begin_evaluation, uuid.UUID(evaluation_id))

    def _begin_evaluation(self, evaluation_id: uuid.UUID) -> None:
        with self._begin() as db:
            evaluation = db.get(Evaluation, evaluation_id, with_for_update=True)
            if evaluation is None or evaluation.status not in _OPEN:
                return
            if evaluation.status is EvaluationStatus.QUEUED:
                move(evaluation, EvaluationStatus.RUNNING)
            evaluation.attempts += 1
            evaluation.started_at = evaluation.started_at or utc_now()
            interview = get_interview(db, evaluation.interview_id)
            lines = lines_of(list_turns(db, interview.id))
            base = load_base_prompts()[interview.base_prompt or str(interview.role_type)]
            subjects = subjects_of(interview.job_posting, base)
            quality = assess_quality(lines)
            evaluation.quality = quality.to_json()
            evaluation.coverage = [row.to_json() for row in cover(lines, subjects)]
            if quality.refusal:
                _finish(evaluation, EvaluationStatus.DECLINED, quality.refusal)
            elif self._rater is None:
                _finish(evaluation, EvaluationStatus.EVALUATED)


_OPEN = frozenset({EvaluationStatus.QUEUED, EvaluationStatus.RUNNING})


def _finish(evaluation: Evaluation, status: EvaluationStatus, reason: str | None = None) -> None:
    move(evaluation, status)
    evaluation.reason, evaluation.ended_at = reason, utc_now()
