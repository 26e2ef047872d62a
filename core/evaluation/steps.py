"""The steps of an evaluation in Postgres: what is to do, what is done, how it ended.

Each method is one transaction of its own, so that a step is stored when the method returns.
"""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.base_prompts.library import load_parts
from core.evaluation.coverage import answers_about, cover
from core.evaluation.evaluated_competencies import EvaluatedCompetency, evaluated_competencies
from core.evaluation.quality import assess_quality
from core.evaluation.rater import RaterAnswer, Refused
from core.evaluation.rating import CheckedProposal
from core.evaluation.rating_prompt import RatingPrompt, rating_prompt
from core.evaluation.transcript import Line, lines_of
from core.interviews.rated_competencies import asked_plan, base_prompt_of
from core.interviews.service import find_interview, list_turns
from core.models import (
    Evaluation,
    EvaluationStatus,
    InputMode,
    Interview,
    ProposedRating,
    utc_now,
)
from core.models.status import move
from core.text.dates import about
from core.usage import Counts, add, usd

RUNS = 3
"""Independent proposals for each competency; how far they lie apart is shown."""
Transactions = Callable[[], AbstractContextManager[Session]]
UNDER_WAY = frozenset({EvaluationStatus.QUEUED, EvaluationStatus.RUNNING})


@dataclass(frozen=True)
class Step:
    """One run of the model for one competency: what to ask, and what may be quoted."""

    competency: str
    run: int
    prompt: RatingPrompt
    answers: Sequence[Line]


class EvaluationSteps:
    """The steps of evaluations whose ratings ``model`` proposes; None proposes none."""

    def __init__(self, begin: Transactions, model: str | None, wait: timedelta) -> None:
        """``wait``: how long after a spoken interview its lines may be put right first."""
        self._begin = begin
        self._model = model
        self._wait = wait

    def begin_attempt(self, evaluation_id: uuid.UUID) -> int:
        """Count this attempt; returns its number in a row, 0 if there is nothing to do any more."""
        with self._begin() as db:
            evaluation = _locked(db, evaluation_id)
            if evaluation is None:
                return 0
            evaluation.attempts += 1
            return evaluation.attempts

    def begin(self, evaluation_id: uuid.UUID) -> list[Step] | timedelta:
        """The steps that are still to do, or how long to wait before them.

        Coverage is stored when this returns; without a model that is all.
        """
        with self._begin() as db:
            evaluation = _locked(db, evaluation_id)
            if evaluation is None:
                return []
            interview = find_interview(db, evaluation.interview_id)
            lines = lines_of(list_turns(db, interview.id))
            competencies = _competencies(db, interview)
            first_look = not evaluation.coverage
            quality = assess_quality(lines)
            evaluation.quality = quality.to_json()
            evaluation.coverage = [row.to_json() for row in cover(lines, competencies)]
            wait = self._time_to_wait(interview, lines)
            if self._model and first_look and wait and not quality.refusal:
                evaluation.reason = (
                    "The candidate may put mis-heard lines right first; this begins "
                    f"{about(self._wait)} after the interview."
                )
                evaluation.attempts = 0
                return wait
            return self._start(db, evaluation, lines, competencies, quality.refusal)

    def _time_to_wait(self, interview: Interview, lines: Sequence[Line]) -> timedelta | None:
        spoken = any(line.is_answer and line.mode is InputMode.VOICE for line in lines)
        if not spoken or interview.ended_at is None:
            return None
        left = interview.ended_at + self._wait - utc_now()
        return left if left > timedelta(0) else None

    def _start(
        self,
        db: Session,
        evaluation: Evaluation,
        lines: Sequence[Line],
        competencies: Sequence[EvaluatedCompetency],
        refusal: str | None,
    ) -> list[Step]:
        _run(evaluation)
        evaluation.started_at, evaluation.reason = evaluation.started_at or utc_now(), None
        steps = [] if refusal or self._model is None else _steps(lines, competencies)
        if refusal:
            _finish(evaluation, EvaluationStatus.DECLINED, refusal)
        elif not steps:
            _finish(evaluation, EvaluationStatus.EVALUATED)
        evaluation.steps = len(steps)
        evaluation.model = self._model if steps else None
        evaluation.prompt_sha256 = _hash_of(steps)
        done = _done(db, evaluation.id)
        evaluation.steps_done = len(done)
        return [step for step in steps if (step.competency, step.run) not in done]

    def keep(
        self, evaluation_id: uuid.UUID, step: Step, answer: RaterAnswer, checked: CheckedProposal
    ) -> None:
        """Store the result of one step."""
        with self._begin() as db:
            evaluation = _locked(db, evaluation_id)
            if evaluation is None:
                return
            db.execute(
                insert(ProposedRating)
                .values(
                    evaluation_id=evaluation.id,
                    competency=step.competency,
                    run=step.run,
                    rating=checked.rating,
                    rationale=checked.rationale,
                    evidence=[span.to_json() for span in checked.evidence],
                    refused=[vars(quote) for quote in checked.refused],
                )
                .on_conflict_do_nothing()
            )
            evaluation.steps_done = len(_done(db, evaluation.id))
            evaluation.model_version = answer.model
            evaluation.attempts = 1  # it goes forward, so earlier failures count no more
            self._count(evaluation, answer.tokens)

    def count(self, evaluation_id: uuid.UUID, tokens: Counts) -> None:
        """Add the usage of a step without a result."""
        with self._begin() as db:
            evaluation = _locked(db, evaluation_id)
            if evaluation is not None:
                self._count(evaluation, tokens)

    def _count(self, evaluation: Evaluation, tokens: Counts) -> None:
        evaluation.usage = add(evaluation.usage, tokens)
        evaluation.cost_usd = usd(self._model or "", evaluation.usage)

    def finish(self, evaluation_id: uuid.UUID) -> None:
        """Every step is done."""
        with self._begin() as db:
            evaluation = _locked(db, evaluation_id)
            if evaluation is not None and evaluation.status is EvaluationStatus.RUNNING:
                _finish(evaluation, EvaluationStatus.EVALUATED)

    def fail(self, evaluation_id: uuid.UUID, reason: str) -> None:
        """End it as failed; finished steps are kept for the next request."""
        with self._begin() as db:
            evaluation = _locked(db, evaluation_id)
            if evaluation is not None:
                _run(evaluation)
                _finish(evaluation, EvaluationStatus.FAILED, reason)

    def postpone(self, evaluation_id: uuid.UUID, reason: str, wait: timedelta) -> None:
        """Queue it again; it goes on after ``wait``."""
        with self._begin() as db:
            evaluation = _locked(db, evaluation_id)
            if evaluation is not None:
                _run(evaluation)
                move(evaluation, EvaluationStatus.QUEUED)
                evaluation.reason = f"{reason} It is tried again after {about(wait)}."

    def attempts(self, evaluation_id: uuid.UUID) -> int:
        """How many attempts in a row finished no step."""
        with self._begin() as db:
            query = select(Evaluation.attempts).where(Evaluation.id == evaluation_id)
            return db.scalar(query) or 0


def _locked(db: Session, evaluation_id: uuid.UUID) -> Evaluation | None:
    """The evaluation, while there is something to do for it."""
    found = db.get(Evaluation, evaluation_id, with_for_update={"of": Evaluation})
    return found if found is not None and found.status in UNDER_WAY else None


def _competencies(db: Session, interview: Interview) -> tuple[EvaluatedCompetency, ...]:
    """What is rated in ``interview``.

    Raises:
        Refused: if its questions are not known any more.
    """
    plan, base = asked_plan(db, interview), base_prompt_of(db, interview)
    if plan is None or base is None:
        raise Refused("The questions of this interview are not known any more.")
    return evaluated_competencies(plan, base)


def _steps(lines: Sequence[Line], competencies: Sequence[EvaluatedCompetency]) -> list[Step]:
    """Every run for every competency about which something was answered."""
    parts = load_parts()
    found = []
    for competency in competencies:
        answers = answers_about(lines, competency)
        if answers:
            prompt = rating_prompt(parts, competency, lines)
            found += [Step(competency.name, run, prompt, answers) for run in range(1, RUNS + 1)]
    return found


def _hash_of(steps: Sequence[Step]) -> str | None:
    told = "\n\n".join(step.prompt.text for step in steps if step.run == 1)
    return hashlib.sha256(told.encode()).hexdigest() if told else None


def _done(db: Session, evaluation_id: uuid.UUID) -> set[tuple[str, int]]:
    query = select(ProposedRating.competency, ProposedRating.run)
    rows = db.execute(query.where(ProposedRating.evaluation_id == evaluation_id))
    return {(row.competency, row.run) for row in rows}


def _run(evaluation: Evaluation) -> None:
    if evaluation.status is EvaluationStatus.QUEUED:
        move(evaluation, EvaluationStatus.RUNNING)


def _finish(evaluation: Evaluation, status: EvaluationStatus, reason: str | None = None) -> None:
    move(evaluation, status)
    evaluation.reason, evaluation.ended_at = reason, utc_now()
