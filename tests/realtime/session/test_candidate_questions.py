"""A candidate's own questions are answered from the posting, or by the team."""

import pytest

from core.base_prompts.library import load_parts
from core.models import JobPosting
from core.realtime.models.wording import wording_in
from core.realtime.session.candidate_questions import (
    Facts,
    Told,
    facts_of,
    is_question,
    told,
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
    return told(question, facts_of(POSTING).during(600.0, 3), WORDING).words


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
    asked = "Where is the office?"
    assert told(asked, facts_of(None), WORDING) == Told(UNKNOWN, (asked,))


def test_a_fact_may_hold_a_dollar_sign() -> None:
    facts = Facts({"location": "$value street"}, "")
    assert "$value street" in told("Where is it?", facts, WORDING).words


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Is this being recorded?", "No sound is recorded"),
        ("Who will hear my answers?", "People of the hiring team read"),
        ("How am I being scored?", "People of the hiring team rate"),
        ("How long do I have?", "10 minutes and 3 questions"),
        ("How many questions are left?", "3 questions"),
        ("Can I take a break?", "take a break whenever you like"),
        ("May I type my answer instead?", "write your answers"),
        ("Could we speak in Spanish?", "held in English"),
    ],
)
def test_facts_of_the_interview_itself_are_told(question: str, fact: str) -> None:
    assert fact in said(question)


def test_each_half_of_a_question_is_answered_or_left_to_the_team() -> None:
    facts = facts_of(POSTING).during(600.0, 3)
    both = told("Where is the office, and how many engineers are on the team?", facts, WORDING)
    assert "Lisbon" in both.words
    assert "six engineers" in both.words
    assert both.left_open == ()
    half = told("What is the salary, and where is the office?", facts, WORDING)
    assert "Lisbon" in half.words
    assert WORDING["unknown_too"] in half.words
    assert half.left_open == ("What is the salary",)


def test_who_chose_to_be_recorded_is_told_so() -> None:
    facts = facts_of(POSTING, recorded=True).during(600.0, 3)
    assert "sound is recorded, as you chose" in told("Is this recorded?", facts, WORDING).words


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
