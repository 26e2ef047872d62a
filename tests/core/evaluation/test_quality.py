"""Is the transcript good enough to be evaluated?"""

import pytest

from core.evaluation.coverage import Coverage
from core.evaluation.quality import Quality, assess_quality
from core.evaluation.transcript import Line
from core.models import InputMode
from tests.core.evaluation.lines import line, question
from tests.core.finished_interviews import GOOD


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


def of(found: tuple[Coverage, ...], name: str) -> Coverage:
    return next(row for row in found if row.name == name)
