"""Which command an act is, and what counts as a yes."""

import pytest

from core.base_prompts.library import load_parts
from core.realtime.models.commands import Command, EndInterview, Pause, Repeat, Skip, Think
from core.realtime.models.wording import wording_in
from core.realtime.session.spoken_requests import COSTLY, FINAL, REPLIES, agrees, command_for
from core.understanding import dialogue_act


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Could you repeat the question, please?", Repeat()),
        ("Sorry, I didn't catch that.", Repeat()),
        ("Can you say that again more slowly?", Repeat(slow=True)),
        ("¿Puede repetir la pregunta más despacio, por favor?", Repeat(slow=True)),
        ("I'm thinking.", Think()),
        ("Give me a second.", Think()),
        ("May I pause here?", Pause()),
        ("Können wir bitte eine kurze Pause machen?", Pause()),
        ("Can we skip this one?", Skip()),
        ("Pass.", Skip()),
        ("I'd rather not answer that.", Skip()),
        ("I would like to end the interview, please.", EndInterview(last_word=True)),
        ("Can we stop here?", EndInterview(last_word=True)),
    ],
)
def test_a_request_is_a_command(words: str, command: Command) -> None:
    assert command_for(dialogue_act(words), words) == command


@pytest.mark.parametrize(
    "words",
    [
        "I would repeat the experiment with a larger sample and then compare both results, "
        "because one moment of luck proves nothing.",
        "We paused the campaign.",
        "They wanted to stop the rollout, so we did.",
        "I think the cache was wrong.",
        "I like to stop this kind of failure early.",
    ],
)
def test_an_answer_is_none(words: str) -> None:
    assert command_for(dialogue_act(words), words) is None


def test_every_act_is_replied_to_in_words_that_are_there() -> None:
    wording = wording_in(load_parts()["replies"])
    said = [*(reply.words for reply in REPLIES.values()), *COSTLY.values(), *FINAL.values()]
    assert set(said) <= set(wording)


@pytest.mark.parametrize(
    "words", ["Yes.", "yes please", "Yeah, that's right!", "I would.", "Ja.", "是"]
)
def test_yes_is_understood(words: str) -> None:
    assert agrees(words)


@pytest.mark.parametrize("words", ["", "No.", "Yes, we moved it to Kafka.", "not right"])
def test_more_than_yes_is_not(words: str) -> None:
    assert not agrees(words)
