"""The job that evaluates an interview; each step is in Postgres before the next begins.

A process may be killed at any moment: the next attempt does only the missing steps.
"""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from datetime import timedelta

from core.evaluation.rater import Rater, Refused, Unavailable, Unusable
from core.evaluation.rating import check
from core.evaluation.steps import EvaluationSteps, Step, Transactions
from core.jobs import RetryLater

log = logging.getLogger(__name__)
UNEXPECTED = "Something went wrong on our side; the log of the program says what."
INTERRUPTED = "The program was stopped every time before it got any further."
MOST_ATTEMPTS = 8
"""Attempts in a row without a finished step; then the evaluation has failed."""
FIRST_WAIT = timedelta(seconds=30)
"""Between the first two attempts; each further wait is twice as long."""
LONGEST_WAIT = timedelta(minutes=15)
MOST_ASKED_FOR = timedelta(hours=1)
"""The longest wait that a server may ask for."""


class EvaluationWork:
    """The job that evaluates an interview."""

    def __init__(
        self,
        begin: Transactions,
        rater: Rater | None = None,
        *,
        wait: timedelta = timedelta(0),
        first_wait: timedelta = FIRST_WAIT,
    ) -> None:
        """
        Args:
            begin: opens a transaction.
            rater: proposes ratings; without one coverage is all that is given.
            wait: after the end of a spoken interview, for the candidate to put right what was
                mis-heard before it is rated.
            first_wait: between the first two attempts.
        """
        self._rater = rater
        self._first_wait = first_wait
        self._steps = EvaluationSteps(begin, rater.model if rater else None, wait)

    async def evaluate(self, evaluation_id: str) -> None:
        """Evaluate, or go on evaluating.

        Raises:
            RetryLater: if it is to be called again later.
        """
        key = uuid.UUID(evaluation_id)
        attempt = await asyncio.to_thread(self._steps.begin_attempt, key)
        if not attempt:
            return
        try:
            if attempt > MOST_ATTEMPTS:
                raise Refused(INTERRUPTED)
            steps = await asyncio.to_thread(self._steps.begin, key)
            if isinstance(steps, timedelta):
                raise RetryLater(steps.total_seconds())
            if self._rater is not None and steps:
                await self._rate(key, self._rater, steps)
        except RetryLater:
            raise
        except Refused as problem:
            await asyncio.to_thread(self._steps.fail, key, str(problem))
        except Unavailable as problem:
            await self._postpone(key, str(problem), timedelta(seconds=problem.seconds))
        except Exception:
            log.exception("evaluation %s met something unexpected", key)
            await self._postpone(key, UNEXPECTED)

    async def _rate(self, key: uuid.UUID, rater: Rater, steps: Sequence[Step]) -> None:
        problems: list[str] = []
        for step in steps:
            try:
                answer = await rater.rate(step.prompt)
            except Unusable as problem:
                problems.append(f"{step.competency}: {problem}")
                await asyncio.to_thread(self._steps.count, key, problem.tokens)
            else:
                checked = check(answer.proposal, step.answers)
                await asyncio.to_thread(self._steps.keep, key, step, answer, checked)
        if problems:
            raise Unavailable(_unusable(problems))
        await asyncio.to_thread(self._steps.finish, key)

    async def _postpone(
        self, key: uuid.UUID, reason: str, asked_for: timedelta = timedelta(0)
    ) -> None:
        """Queue another attempt, each one later; after ``MOST_ATTEMPTS`` fail."""
        attempts = await asyncio.to_thread(self._steps.attempts, key)
        if attempts >= MOST_ATTEMPTS:
            await asyncio.to_thread(self._steps.fail, key, f"{reason} Tried {attempts} times.")
            return
        own = min(self._first_wait * 2 ** max(0, attempts - 1), LONGEST_WAIT)
        wait = max(own, min(asked_for, MOST_ASKED_FOR))
        await asyncio.to_thread(self._steps.postpone, key, reason, wait)
        raise RetryLater(wait.total_seconds())


def _unusable(problems: Sequence[str]) -> str:
    """What was wrong, each competency once."""
    distinct = "; ".join(dict.fromkeys(problems))
    return f"The language model gave no usable answer. {distinct}."
