"""What no phrase explains is told by its meaning."""

import pytest

from core.understanding import DialogueAct
from core.understanding.classifier import likelihoods


def test_the_likelihoods_are_shares_of_one() -> None:
    likely = likelihoods("We moved the reports to another server.")
    assert set(likely) == set(DialogueAct)
    assert sum(likely.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (DialogueAct.DISTRESS, "my heart is going crazy and I am scared that I will die"),
        (DialogueAct.ANSWER, "I looked after patients on a cardiac ward for three years."),
    ],
)
def test_what_was_meant_is_the_likeliest(act: DialogueAct, text: str) -> None:
    likely = likelihoods(text)
    assert max(likely, key=lambda each: likely[each]) is act
