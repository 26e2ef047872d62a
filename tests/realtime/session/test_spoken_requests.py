"""Short requests are told from answers."""

import pytest

from core.realtime.models.commands import Command, EndInterview, Pause, Repeat, Skip, Think
from core.realtime.session.spoken_requests import agrees, request_in


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Could you repeat the question, please?", Repeat()),
        ("Sorry, I didn't catch that.", Repeat()),
        ("Can you say that again more slowly?", Repeat(slow=True)),
        ("I'm thinking.", Think()),
        ("Give me a second.", Think()),
        ("Let me see.", Think()),
        ("Hmm. Well, that’s a very good question...", Think()),
        ("Um, how do I put this?", Think()),
        ("May I pause here?", Pause()),
        ("Can we skip this one?", Skip()),
        ("I would like to end the interview, please.", EndInterview(last_word=True)),
        ("Can we stop here?", EndInterview(last_word=True)),
    ],
)
def test_a_request_is_understood(words: str, command: Command) -> None:
    assert request_in(words) == command


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I would repeat the experiment with a larger sample and then compare both results, "
        "because one moment of luck proves nothing.",
        "We paused the campaign.",
        "They wanted to stop the rollout, so we did.",
        "I think the cache was wrong.",
        "They all said that it was a good question.",
        "Let me see it from the customer's side first.",
    ],
)
def test_an_answer_is_not_taken_for_a_request(words: str) -> None:
    assert request_in(words) is None


@pytest.mark.parametrize("words", ["Yes.", "yes please", "Yeah, that's right!", "I would."])
def test_yes_is_understood(words: str) -> None:
    assert agrees(words)


@pytest.mark.parametrize("words", ["", "No.", "Yes, we moved it to Kafka.", "not right"])
def test_more_than_yes_is_not(words: str) -> None:
    assert not agrees(words)
