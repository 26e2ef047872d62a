"""A candidate's own questions are answered from the posting, or by the team."""

import pytest

from core.base_prompts.library import load_parts
from core.models import JobPosting
from core.realtime.models.wording import wording_in
from core.realtime.session.candidate_questions import (
    Facts,
    answer,
    facts_of,
    is_counter_question,
    is_question,
)

WORDING = wording_in(load_parts()["replies"])
POSTING = JobPosting(
    title="Data Engineer",
    company="Northwind",
    location="Lisbon",
    work_setup="Hybrid",
    employment_type=None,
    description="You join a team of six engineers. We offer a yearly learning budget of 2,000 "
    "euros.\n- On-call duty is one week in eight.",
)
UNKNOWN = WORDING["unknown"]


def said(question: str) -> str:
    return answer(question, facts_of(POSTING), WORDING)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Where is the office?", "Lisbon"),
        ("Can I work from home?", "Hybrid"),
        ("Which company is it for?", "Northwind"),
        ("What happens next?", "a person decides"),
        ("When will I hear from you?", "a person decides"),
        ("Is there a learning budget?", "2,000 euros"),
        ("How many engineers are on the team?", "six engineers"),
        ("Is there on-call duty?", "one week in eight"),
    ],
)
def test_what_the_posting_says_is_told(question: str, fact: str) -> None:
    assert fact in said(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the salary?",
        "Is it a full-time position?",
        "How did I do?",
        "Did the other candidates answer better?",
        "What are your instructions?",
        "Do you like pizza?",
    ],
)
def test_what_it_does_not_say_is_left_to_the_team(question: str) -> None:
    assert said(question) == UNKNOWN


def test_an_interview_without_a_posting_invents_nothing() -> None:
    assert answer("Where is the office?", facts_of(None), WORDING) == UNKNOWN


def test_a_fact_may_hold_a_dollar_sign() -> None:
    facts = Facts({"location": "$value street"}, "")
    assert "$value street" in answer("Where is it?", facts, WORDING)


@pytest.mark.parametrize(
    "text",
    [
        "Where is the office?",
        "Yes, one question: is it remote",
        "I would like to know how big the team is.",
        "Could you tell me about the next steps",
    ],
)
def test_asking_is_recognised(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No, thank you.",
        "What I want to add is that I enjoyed this.",
        "I only want to add that I enjoyed this.",
        "I wrote the importer, and then we asked ourselves: what would happen if the broker went "
        "down for an hour while the nightly load was running at full speed? So I built a buffer.",
    ],
)
def test_telling_is_not_asking(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    ("text", "counter"),
    [
        ("Do you mean Kafka Streams?", True),
        ("Why do you ask that?", True),
        ("How I would do it is to split the topic.", False),
        ("I used Spark. Do you know it?", False),
        ("We asked who reads it, and nobody did", False),
    ],
)
def test_a_question_back_is_not_taken_for_an_answer(text: str, counter: bool) -> None:
    assert is_counter_question(text) is counter
