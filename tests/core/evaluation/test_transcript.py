"""Sentences of an answer, and where they stand."""

import uuid
from dataclasses import replace

from core.base_prompts.library import load_base_prompts
from core.evaluation.transcript import LONGEST_SPAN, Line, sentences
from core.interviews.plans.proposal import propose_plan
from core.models import InputMode, Speaker, TurnKind

BASE = load_base_prompts()["data_engineering"]
PLAN = propose_plan(None, BASE, 30)
FIRST = PLAN.questions[0]


def line(text: str, number: int = 2, **changes: object) -> Line:
    """An answer, typed, to the plan's first question."""
    answer = Line(
        uuid.uuid4(), number, Speaker.CANDIDATE, TurnKind.ANSWER, InputMode.TYPED, text,
        FIRST.competency, FIRST.id, None,
    )  # fmt: skip
    return replace(answer, **changes)  # type: ignore[arg-type]


def question(number: int = 1, **changes: object) -> Line:
    asking = {"speaker": Speaker.INTERVIEWER, "kind": TurnKind.QUESTION, **changes}
    return line(FIRST.text, number, **asking)


# Sentences


def test_sentences_keep_their_place_and_leave_nothing_out() -> None:
    text = "First, I looked.  Then I asked why? 3.5 hours later\nit ran! 終わりました。次です。"
    found = [text[span.start : span.end] for span in sentences(text)]
    assert found == ["First, I looked.", "Then I asked why?", "3.5 hours later", "it ran!",
                     "終わりました。", "次です。"]  # fmt: skip


def test_speech_without_full_stops_is_cut_at_words() -> None:
    text = "and then we moved the load " * 60
    pieces = [text[span.start : span.end] for span in sentences(text)]
    assert all(len(piece) <= LONGEST_SPAN for piece in pieces)
    assert " ".join(pieces).split() == text.split()
