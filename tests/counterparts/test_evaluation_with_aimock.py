"""The rater before a server that others wrote, as it stands for any compatible endpoint."""

import asyncio
import json
from typing import Any

import pytest
from openai import AsyncOpenAI

from core.evaluation.openai_rater import TRIES, OpenAIRater
from core.evaluation.rater import RaterAnswer, Refused, Unavailable, Unusable
from core.evaluation.rating_prompt import RatingPrompt
from tests.counterparts.aimock_server import Aimock

MODEL = "gpt-5.6-terra"
PROMPT = RatingPrompt("Rate by the anchors.", '<data name="T2 candidate">\nI rebuilt it.\n</data>')
PROPOSAL = {
    "evidence": [{"turn": "T2", "quote": "I rebuilt it."}],
    "rationale": "Says what was done, not why.",
    "rating": 2,
}
GOOD = {"content": json.dumps(PROPOSAL)}


def rate(aimock: Aimock, **options: Any) -> RaterAnswer:
    async def ask() -> RaterAnswer:
        given = {"max_retries": 0, "timeout": 30, **options}
        async with AsyncOpenAI(base_url=aimock.base_url, api_key="key", **given) as client:
            return await OpenAIRater(client, MODEL).rate(PROMPT)

    return asyncio.run(ask())


def failing(status: int, message: str, code: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "error", "code": code}, "status": status}


def test_a_structured_answer_is_a_proposal(aimock: Aimock) -> None:
    aimock.answers(GOOD, model=MODEL)
    answer = rate(aimock)
    assert answer.proposal.model_dump() == PROPOSAL
    assert answer.model == MODEL
    [request] = aimock.requests
    assert request["response_format"]["type"] == "json_schema"


def test_answers_in_another_form_or_cut_off_are_asked_for_again(aimock: Aimock) -> None:
    aimock.answers(
        {"content": "A solid four."}, {"content": '{"evidence": [', "finishReason": "length"}, GOOD,
        model=MODEL,
    )  # fmt: skip
    assert rate(aimock).proposal.rating == 2
    assert len(aimock.requests) == 3


def test_answers_that_never_fit_are_given_up(aimock: Aimock) -> None:
    aimock.answers(*[{"content": "A solid four."}] * TRIES, model=MODEL)
    with pytest.raises(Unusable, match="not in the form"):
        rate(aimock)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_fault_is_lived_through_and_a_lasting_one_told(
    aimock: Aimock, status: int
) -> None:
    aimock.answers(failing(status, "Not now."), GOOD, failing(status, "Not now."), model=MODEL)
    assert rate(aimock, max_retries=1).proposal.rating == 2
    with pytest.raises(Unavailable):
        rate(aimock)


def test_a_key_that_is_refused_is_told(aimock: Aimock) -> None:
    aimock.answers(failing(401, "Incorrect API key.", "invalid_api_key"), model=MODEL)
    with pytest.raises(Refused, match="does not accept the API key"):
        rate(aimock)


def test_a_connection_that_breaks_off_is_told(aimock: Aimock) -> None:
    aimock.answers(GOOD, model=MODEL)
    aimock.misbehaves(disconnectRate=1.0)
    with pytest.raises(Unavailable, match="could not be reached"):
        rate(aimock)


def test_a_body_that_is_no_json_is_given_up(aimock: Aimock) -> None:
    aimock.answers(*[GOOD] * TRIES, model=MODEL)
    aimock.misbehaves(malformedRate=1.0)
    with pytest.raises(Unusable, match="not in the form"):
        rate(aimock)
