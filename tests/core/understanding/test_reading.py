"""What an utterance does is read from its words, in every language of the interviews."""

from pathlib import Path

import pytest

from core.understanding import DialogueAct, acts_in, dialogue_act

UTTERANCES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("utterances.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("act", "text"), UTTERANCES)
def test_an_utterance_is_read_as_what_it_does(act: str, text: str) -> None:
    assert dialogue_act(text) == act


@pytest.mark.parametrize("language", ["en", "de", "hi"])
def test_people_may_switch_the_language(language: str) -> None:
    assert dialogue_act("Quiero terminar la entrevista.", language=language) is DialogueAct.STOP


def test_speech_without_marks_is_read_as_well() -> None:
    said = "i have chest pains i need to stop can i talk to a human being"
    assert dialogue_act(said) is DialogueAct.DISTRESS


def test_all_that_is_asked_is_found_the_most_pressing_first() -> None:
    assert acts_in("How long do I have, and can I take a break?") == (
        DialogueAct.PAUSE,
        DialogueAct.CANDIDATE_QUESTION,
    )
    assert acts_in("I used Kafka for two years. How big is your team?") == (
        DialogueAct.ANSWER,
        DialogueAct.CANDIDATE_QUESTION,
    )


def test_distress_is_not_missed_in_a_long_account() -> None:
    account = "We moved the reports to another server and it took about three weeks in the end. "
    assert dialogue_act(account + "Sorry, I can't breathe.") is DialogueAct.DISTRESS


def test_what_is_quoted_is_not_meant() -> None:
    said = 'The customer shouted "stop the call", and I asked him what had happened.'
    assert dialogue_act(said) is DialogueAct.ANSWER


def test_a_long_answer_stays_one_whatever_request_it_ends_with() -> None:
    account = (
        "We had an outage on Friday, I found the broken disk and restarted the whole cluster. "
    )
    assert dialogue_act(account + "Next question please.") is DialogueAct.ANSWER


@pytest.mark.parametrize("text", ["", "   ", "...", "\n?!"])
def test_nothing_said_is_an_answer_without_words(text: str) -> None:
    assert acts_in(text) == (DialogueAct.ANSWER,)
