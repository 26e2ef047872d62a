"""Ratings proposed through a language model server that others wrote."""

import asyncio
import json
from typing import Any

import pytest

from core.access.permissions import PROGRAM
from core.evaluation.openai_rater import TRIES, OpenAIRater
from core.evaluation.rater import RaterAnswer, Refused, Unavailable, Unusable
from core.evaluation.rating_prompt import RatingPrompt
from core.evaluation.service import EvaluationView, evaluation_of, request_evaluation
from core.evaluation.steps import RUNS
from core.evaluation.work import EvaluationWork
from core.jobs import RetryLater
from core.models import EvaluationStatus
from core.openai_client import async_openai_client
from core.settings import Settings
from db.engine import Sessions
from tests.core.finished_interviews import GOOD, PIPELINES, Said, finished_interview
from tests.counterparts.aimock_server import Aimock

SAID = "I rebuilt the load because rows were doubled."
PROMPT = RatingPrompt("Rate by the anchors.", f'<data name="T2 candidate">\n{SAID}\n</data>')
BY_SCHEMA = {"responseFormat": "json_schema"}


def proposal(quote: str = SAID, rating: int | None = 4, **more: Any) -> dict[str, Any]:
    """A response of the server: a proposal in the form that was asked for."""
    content = {
        "evidence": [{"turn": "T2", "quote": quote}],
        "rationale": "It names a cause and an action.",
        "rating": rating,
    }
    return {"content": json.dumps(content), **more}


def settings_for(aimock: Aimock) -> Settings:
    return Settings(_env_file=None, openai_api_key="a-key", openai_base_url=aimock.base_url)


def rate(aimock: Aimock) -> RaterAnswer:
    """One rating, through the client that the settings make."""

    async def ask() -> RaterAnswer:
        async with async_openai_client(settings_for(aimock), max_retries=0) as client:
            return await OpenAIRater(client, "any-model").rate(PROMPT)

    return asyncio.run(ask())


def evaluate(sessions: Sessions, aimock: Aimock) -> EvaluationView:
    """A finished interview evaluated as the worker does it."""
    with sessions.begin() as db:
        interview = finished_interview(db, [Said(PIPELINES, GOOD)])
        evaluation = request_evaluation(db, interview.id, PROGRAM)
        interview_id, key = interview.id, str(evaluation.id)

    async def once() -> None:
        async with async_openai_client(settings_for(aimock), max_retries=0) as client:
            await EvaluationWork(sessions.begin, OpenAIRater(client, "any-model")).evaluate(key)

    asyncio.run(once())
    with sessions() as db:
        view = evaluation_of(db, interview_id, PROGRAM)
    assert view is not None
    return view


def test_a_structured_answer_is_a_proposal_with_the_model_and_the_tokens(aimock: Aimock) -> None:
    usage = {"prompt_tokens": 900, "completion_tokens": 80, "total_tokens": 980}
    aimock.answers(proposal(model="any-model-2026-11", usage=usage), **BY_SCHEMA)

    answer = rate(aimock)

    assert answer.proposal.rating == 4
    assert answer.proposal.evidence[0].quote == SAID
    assert answer.model == "any-model-2026-11"
    assert answer.tokens == {"text_in": 900, "text_out": 80}
    [request] = aimock.requests
    assert request["model"] == "any-model"
    assert request["response_format"]["json_schema"]["strict"] is True


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ({"content": "I would say four."}, "not in the form"),
        (proposal(rating=9), "not in the form"),
        (proposal(finishReason="length"), "cut off"),
        (proposal(finishReason="content_filter"), "content filter"),
    ],
    ids=["prose", "out of range", "cut off", "filtered"],
)
def test_a_useless_answer_is_asked_for_again_and_given_up_in_words(
    aimock: Aimock, bad: dict[str, Any], problem: str
) -> None:
    aimock.answers(bad, proposal(), **BY_SCHEMA)
    assert rate(aimock).proposal.rating == 4

    aimock.reset()
    aimock.answers(*[bad] * TRIES, **BY_SCHEMA)
    with pytest.raises(Unusable, match=problem):
        rate(aimock)
    assert len(aimock.requests) == TRIES


@pytest.mark.parametrize(
    ("status", "code", "expected", "words"),
    [
        (429, "rate_limit_exceeded", Unavailable, "is busy"),
        (429, "insufficient_quota", Refused, "no quota left"),
        (500, "server_error", Unavailable, "has a fault"),
        (503, "overloaded", Unavailable, "has a fault"),
        (401, "invalid_api_key", Refused, "does not accept the API key"),
        (404, "model_not_found", Refused, "does not know the model any-model"),
        (400, "context_length_exceeded", Refused, "refused the request"),
    ],
)
def test_an_error_of_the_server_is_told_in_words(
    aimock: Aimock, status: int, code: str, expected: type[Exception], words: str
) -> None:
    error = {"message": f"said by the server: {code}", "type": "error", "code": code}
    aimock.answers({"error": error, "status": status})
    with pytest.raises(expected, match=words):
        rate(aimock)


@pytest.mark.parametrize("fault", ["dropRate", "malformedRate", "disconnectRate"])
def test_a_server_that_misbehaves_is_waited_for_not_crashed_on(aimock: Aimock, fault: str) -> None:
    aimock.answers(*[proposal()] * TRIES)
    aimock.misbehaves(**{fault: 1.0})
    with pytest.raises((Unavailable, Unusable)):
        rate(aimock)


def test_a_server_without_schemas_is_asked_for_plain_json(aimock: Aimock) -> None:
    error = {"message": "response_format json_schema is not supported", "type": "invalid_request"}
    aimock.answers({"error": error, "status": 400}, **BY_SCHEMA)
    aimock.answers(proposal(), responseFormat="json_object")

    assert rate(aimock).proposal.rating == 4

    assert "JSON object that fits this schema" in aimock.requests[-1]["messages"][0]["content"]


def test_an_interview_is_evaluated_with_quotes_that_were_said(
    sessions: Sessions, aimock: Aimock
) -> None:
    quote = "I made every step idempotent, so a rerun changed nothing"
    aimock.answers(*[proposal(quote, rating) for rating in (4, 4, 3)][:RUNS], **BY_SCHEMA)

    view = evaluate(sessions, aimock)

    assert view.status is EvaluationStatus.EVALUATED
    [about] = view.proposals
    assert about.ratings == (3, 4, 4)
    assert {span.quote for run in about.runs for span in run.evidence} == {quote}


def test_words_that_nobody_said_are_refused_as_evidence(sessions: Sessions, aimock: Aimock) -> None:
    aimock.answers(*[proposal("I led a team of forty engineers")] * RUNS, **BY_SCHEMA)

    view = evaluate(sessions, aimock)

    for run in view.proposals[0].runs:
        assert run.evidence == ()
        assert [refused.quote for refused in run.refused] == ["I led a team of forty engineers"]


def test_an_evaluation_that_meets_a_busy_server_is_put_off(
    sessions: Sessions, aimock: Aimock
) -> None:
    busy = {"error": {"message": "slow down", "type": "rate_limit_error"}, "status": 429}
    aimock.answers(busy)
    with pytest.raises(RetryLater):
        evaluate(sessions, aimock)
