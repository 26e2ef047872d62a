"""The benchmark of pauses counts what it says, and its labels make sense."""

import tomllib
from dataclasses import replace

import pytest

from benchmarks.pauses.tables import false_ends, waits
from benchmarks.pauses.talks import CUT, END, SETS, Pause

WITHIN = Pause("story", "between sentences", 1.0, 2.0)
ENDED = Pause("story", END, 3.0, 11.0)
RECORDED = sorted(path.stem for path in SETS.glob("recorded*.toml"))


def test_a_pause_that_is_taken_is_a_false_end_and_an_end_is_none() -> None:
    pauses = [WITHIN, replace(WITHIN, taken=0.9), replace(ENDED, taken=2.0)]
    *_, total = false_ends({"now": pauses}, "answer", lambda pause: pause.answer)
    assert total == "| all | 2 | 1 |"


def test_where_nobody_knows_whether_an_answer_is_over_nothing_is_counted() -> None:
    pauses = [WITHIN, replace(ENDED, kind=CUT, taken=0.5), replace(ENDED, taken=2.0)]
    *_, false = false_ends({"now": pauses}, "answer", lambda pause: pause.answer)
    *_, waited = waits({"now": pauses})
    assert false == "| all | 1 | 0 |"
    assert waited == "| all | 1 | 2.00 |"


def test_an_end_that_is_never_taken_is_told() -> None:
    *_, waited = waits({"now": [replace(ENDED, taken=2.0), ENDED]})
    assert waited == "| all | 2 | 2.00 (1 not taken) |"


@pytest.mark.parametrize("name", RECORDED)
def test_labelled_pauses_lie_within_their_answers_in_order(name: str) -> None:
    told = tomllib.loads((SETS / f"{name}.toml").read_text())
    for talk in told["talks"]:
        for answer in talk["answers"]:
            assert answer["of"] in told["recordings"]
            places = [place for begin, end, _ in answer["pauses"] for place in (begin, end)]
            begin, end = answer["heard"]
            assert [begin, *places, end] == sorted({begin, *places, end})
