"""Is the transcript good enough? And what was covered in it?"""

import uuid
from dataclasses import replace

import pytest

from core.base_prompts.library import load_base_prompts
from core.evaluation.coverage import Coverage, answers_about, cover
from core.evaluation.quality import Quality, assess_quality
from core.evaluation.subjects import Subject, skill_words, subjects_of
from core.evaluation.transcript import LONGEST_SPAN, Line, sentences
from core.interviews.plans.proposal import propose_plan
from core.models import InputMode, Speaker, TurnKind
from tests.core.finished_interviews import GOOD

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


def spoken(text: str, confidence: float | None = 0.9, number: int = 2) -> Line:
    return line(text, number, mode=InputMode.VOICE, confidence=confidence)


# Quality


def test_a_clear_transcript_has_no_marks() -> None:
    assert assess_quality([question(), spoken(GOOD)]) == Quality(1, len(GOOD.split()))


@pytest.mark.parametrize(
    ("unclear", "why"),
    [(spoken(GOOD, 0.3), "low_confidence"), (spoken("you", 0.9), "near_empty"),
     (spoken("", None), "near_empty")],
)  # fmt: skip
def test_an_unclear_answer_is_marked_with_the_reason(unclear: Line, why: str) -> None:
    quality = assess_quality([spoken(GOOD, number=4), spoken(GOOD, number=6), unclear])
    assert [(mark.turn_id, mark.why) for mark in quality.marks] == [(str(unclear.turn_id), why)]
    assert quality.refusal is None


def test_a_short_typed_answer_is_exact_and_not_marked() -> None:
    assert assess_quality([line("No."), line(GOOD, 4)]).marks == ()


def test_a_transcript_of_which_half_is_unclear_is_declined_in_words() -> None:
    quality = assess_quality([spoken(GOOD), spoken(GOOD, 0.2, 4)])
    assert quality.refusal is not None
    assert quality.refusal.startswith("1 of 2 answers was not heard clearly enough")
    assert assess_quality([spoken(GOOD, 0.2)]).refusal is not None


def test_nothing_to_evaluate_is_declined_in_words() -> None:
    assert "No question was answered" in (assess_quality([question()]).refusal or "")
    assert "too few" in (assess_quality([line("I do not know that one.")]).refusal or "")
    assert "have 1 word:" in (assess_quality([line("Nothing.")]).refusal or "")


def test_words_are_counted_where_none_are_parted_by_spaces() -> None:
    assert line("昨年私はデータ基盤を作り直して夜間処理を半分にしました").words > 10
    assert line("It's the team's own work").words == 5


def test_quality_survives_being_stored() -> None:
    quality = assess_quality([spoken("you"), spoken(GOOD, number=4), spoken(GOOD, number=6)])
    assert Quality.from_json(quality.to_json()) == quality
    assert Quality.from_json({}) == Quality()


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


# Coverage


def subjects() -> tuple[Subject, ...]:
    return subjects_of(PLAN, BASE)


def of(found: tuple[Coverage, ...], name: str) -> Coverage:
    return next(row for row in found if row.name == name)


def test_what_was_asked_and_answered_is_shown_by_its_sentences() -> None:
    asked, answer = question(), line(f"Well, hello there. {GOOD}")
    row = of(cover([asked, answer], subjects()), FIRST.competency)
    assert row.asked == (asked.turn_id,)
    assert row.answered
    assert all(answer.text[s.start : s.end] == s.quote for s in row.spans)
    assert "Well, hello there." not in [span.quote for span in row.spans]


def test_what_was_not_asked_is_listed_as_such() -> None:
    row = of(cover([question(), line(GOOD)], subjects()), PLAN.competencies[-1])
    assert (row.asked, row.answered, row.spans) == ((), False, ())


@pytest.mark.parametrize("text", ["I don't know.", "No idea, I never used it.", "Hm."])
def test_an_answer_that_says_there_is_none_is_no_answer(text: str) -> None:
    row = of(cover([question(), line(text)], subjects()), FIRST.competency)
    assert row.asked
    assert not row.answered


def test_an_answer_that_names_no_keyword_is_shown_by_its_beginning() -> None:
    text = "Somebody told us one evening. We sat down together and sorted it out."
    row = of(cover([question(), line(text)], subjects()), FIRST.competency)
    assert [span.quote for span in row.spans] == ["Somebody told us one evening."]


def test_a_last_word_counts_where_it_is_about_something() -> None:
    last = line("One more thing: our incremental load can be rerun.", competency=None)
    first = subjects()[0]
    assert answers_about([last], first) == [last]
    assert answers_about([replace(last, text="Thank you for your time!")], first) == []


@pytest.mark.parametrize(
    ("skill", "text", "found"),
    [
        ("Apache Kafka", "we ran kafka for years", True),
        ("Go", "so off we go then", False),
        ("Go", "I wrote it in Go because of its binaries", True),
        ("Excel", "she would excel at that", False),
        ("C", "we wrote C++ there", False),
        ("SQL", "plain SQL, mostly", True),
        ("Node.js", "a NodeJS service", True),
    ],
)
def test_a_skill_is_found_in_its_spellings_and_not_in_other_words(
    skill: str, text: str, found: bool
) -> None:
    assert (skill_words(skill).search(text) is not None) is found
