"""The team sees how far an evaluation is, why it stopped, and can have it done."""

import asyncio
import uuid

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from core.access.permissions import PROGRAM, Member
from core.evaluation.service import evaluation_of, request_evaluation
from core.evaluation.work import EvaluationWork
from core.models import Evaluation, EvaluationStatus, Interview
from pages.composition.wiring import Services
from tests.held_interview import held_interview
from tests.pages.screen import Visit, page_text, press

AGAIN = ("Evaluate", "Evaluate now", "Evaluate again")


@pytest.fixture
def held(services: Services) -> Interview:
    """A finished interview that nobody has evaluated."""
    with services.begin() as db:
        return held_interview(db)


def ask(services: Services, interview: Interview) -> str:
    with services.begin() as db:
        return str(request_evaluation(db, interview.id, PROGRAM).id)


def offered(page: AppTest) -> list[str]:
    return [button.label for button in page.button if button.label in AGAIN]


def end_with(services: Services, evaluation_id: str, status: EvaluationStatus, reason: str) -> None:
    with services.begin() as db:
        values = {"status": status, "reason": reason}
        db.execute(update(Evaluation).where(Evaluation.id == uuid.UUID(evaluation_id)), values)


def test_an_interview_can_be_evaluated_at_a_click(
    services: Services, recruiter: Member, held: Interview, visit: Visit
) -> None:
    page = visit("review", interview=str(held.id))
    assert offered(page) == ["Evaluate"]
    page = press(page, "Evaluate")
    assert not page.exception
    assert offered(page) == ["Evaluate now"]
    with services.begin() as db:
        view = evaluation_of(db, held.id, PROGRAM)
    assert view is not None
    assert view.status is EvaluationStatus.QUEUED


def test_without_a_model_the_coverage_is_shown_and_said_to_be_all(
    services: Services, recruiter: Member, held: Interview, visit: Visit
) -> None:
    asyncio.run(EvaluationWork(services.begin).evaluate(ask(services, held)))
    page = visit("review", interview=str(held.id))
    assert not page.exception
    assert "nothing is rated by program" in page_text(page)
    assert offered(page) == ["Evaluate again"]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (EvaluationStatus.FAILED, "The language model's server does not accept the API key."),
        (EvaluationStatus.DECLINED, "3 of 4 answers were not heard clearly enough."),
    ],
)
def test_why_it_failed_or_declined_is_said_in_words(
    services: Services, recruiter: Member, held: Interview, visit: Visit,
    status: EvaluationStatus, reason: str,
) -> None:  # fmt: skip
    end_with(services, ask(services, held), status, reason)
    page = visit("review", interview=str(held.id))
    assert reason in page_text(page)
    press(page, "Evaluate again")
    with services.begin() as db:
        view = evaluation_of(db, held.id, PROGRAM)
    assert view is not None
    assert view.status is EvaluationStatus.QUEUED
