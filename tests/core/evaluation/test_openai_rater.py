"""The rater against a server that answers well, badly, late, or not at all."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from openai import AsyncOpenAI

from core.evaluation.openai_rater import FIRST_MOST_TOKENS, TRIES, OpenAIRater
from core.evaluation.rater import RaterAnswer, Refused, Unavailable, Unusable
from core.evaluation.rating_prompt import RatingPrompt
from core.usage import usd
from tests.fake_openai import FakeOpenAI, replies

SAID = "I rebuilt the load because rows were doubled. It has been right since."
PROMPT = RatingPrompt("Rate by the anchors.", f'<data name="T2 candidate">\n{SAID}\n</data>')


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as server:
        yield server


def rate(fake: FakeOpenAI, times: int = 1, **options: float) -> RaterAnswer:
    """Ask ``times`` times with one rater; the last answer."""

    async def ask() -> RaterAnswer:
        given = {"max_retries": 0, "timeout": 30, **options}
        async with AsyncOpenAI(base_url=fake.url, api_key="key", **given) as client:  # type: ignore[arg-type]
            rater = OpenAIRater(client, "any-model")
            answers = [await rater.rate(PROMPT) for _ in range(times)]
        return answers[-1]

    return asyncio.run(ask())


def test_a_good_answer_is_a_proposal_with_what_it_used(fake: FakeOpenAI) -> None:
    answer = rate(fake)
    assert answer.proposal.rating == 4
    assert [quote.turn for quote in answer.proposal.evidence] == ["T2"]
    assert answer.model == "fake-1-2026-11-25"
    assert answer.tokens == {"text_in": 1_000, "text_out": 100}
    [request] = fake.requests
    assert request["model"] == "any-model"
    assert request["response_format"]["json_schema"]["strict"] is True
    assert [message["role"] for message in request["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (replies.malformed, "not in the form"),
        (replies.out_of_range, "not in the form"),
        (replies.without_choices, "not in the form"),
        (replies.not_json, "not in the form"),
        (replies.cut_off, "cut off at the length limit"),
        (replies.filtered, "content filter"),
        (replies.refusing, "declined"),
    ],
)
def test_a_useless_answer_is_asked_for_again_and_given_up_in_words(
    fake: FakeOpenAI, bad: replies.Answer, problem: str
) -> None:
    fake.then(bad)
    assert rate(fake).proposal.rating == 4
    fake.then(*[bad] * TRIES)
    with pytest.raises(Unusable, match=problem):
        rate(fake)
    assert len(fake.requests) == 2 + TRIES


def test_an_answer_that_was_cut_off_gets_more_room(fake: FakeOpenAI) -> None:
    fake.then(replies.cut_off, replies.cut_off)
    rate(fake)
    room = [request["max_completion_tokens"] for request in fake.requests]
    assert room == [FIRST_MOST_TOKENS, 2 * FIRST_MOST_TOKENS, 4 * FIRST_MOST_TOKENS]


def test_what_was_used_in_vain_is_counted(fake: FakeOpenAI) -> None:
    fake.then(replies.malformed)
    assert rate(fake).tokens == {"text_in": 2_000, "text_out": 200}
    fake.then(*[replies.refusing] * TRIES)
    with pytest.raises(Unusable) as given_up:
        rate(fake)
    assert given_up.value.tokens == {"text_in": 3_000, "text_out": 300}


@pytest.mark.parametrize("fault", [replies.busy(), replies.broken])
def test_a_passing_fault_of_the_server_is_lived_through(
    fake: FakeOpenAI, fault: replies.Answer
) -> None:
    fake.then(fault)
    assert rate(fake, max_retries=1).proposal.rating == 4
    assert len(fake.requests) == 2


@pytest.mark.parametrize(
    ("fault", "words", "seconds"),
    [
        (replies.busy("7"), "is busy", 7),
        (replies.busy("soon"), "is busy", 0),
        (replies.broken, "has a fault", 0),
        (replies.error(503, "Overloaded."), "has a fault", 0),
        (replies.half_json, "sent a broken answer", 0),
    ],
)
def test_a_lasting_fault_is_told_with_the_time_to_wait(
    fake: FakeOpenAI, fault: replies.Answer, words: str, seconds: float
) -> None:
    fake.then(fault)
    with pytest.raises(Unavailable, match=words) as unavailable:
        rate(fake)
    assert unavailable.value.seconds == seconds


def test_a_server_that_is_too_slow_is_not_waited_for(fake: FakeOpenAI) -> None:
    fake.then(replies.slow(60))
    with pytest.raises(Unavailable, match="did not answer in time"):
        rate(fake, timeout=0.2)


def test_a_server_that_is_not_there_is_told() -> None:
    with FakeOpenAI() as gone:
        pass
    with pytest.raises(Unavailable, match="could not be reached"):
        rate(gone)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (replies.no_key, "does not accept the API key"),
        (replies.no_quota, "no quota left"),
        (replies.no_model, "does not know the model any-model"),
        (replies.error(400, "Your prompt is too long."), "Your prompt is too long"),
    ],
)
def test_what_waiting_does_not_mend_is_told_at_once(
    fake: FakeOpenAI, fault: replies.Answer, words: str
) -> None:
    fake.then(fault)
    with pytest.raises(Refused, match=words):
        rate(fake)


def test_a_server_without_schemas_is_asked_for_plain_json_from_then_on(fake: FakeOpenAI) -> None:
    fake.usual = replies.without_schemas
    assert rate(fake, times=2).proposal.rating == 4
    forms = [request["response_format"]["type"] for request in fake.requests]
    assert forms == ["json_schema", "json_object", "json_object"]
    assert '"rationale"' in fake.requests[1]["messages"][0]["content"]


def test_tokens_read_from_the_cache_are_counted_as_such(fake: FakeOpenAI) -> None:
    def cached(body: replies.Body) -> replies.Reply:
        reply = json.loads(replies.good()(body).body)
        reply["usage"]["prompt_tokens_details"] = {"cached_tokens": 900}
        return replies.Reply(json.dumps(reply))

    fake.then(cached)
    assert rate(fake).tokens == {"text_in": 100, "text_cached": 900, "text_out": 100}


def test_the_usual_model_has_a_price() -> None:
    assert usd("gpt-5.6-terra", {"text_in": 1_000_000}) == 2.0
    assert usd("some-local-model", {"text_in": 1_000_000}) is None
