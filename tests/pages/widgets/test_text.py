"""What people typed stays text where Streamlit reads markdown and spreadsheets read formulas."""

import pandas as pd
import pytest

from core.review.exports import to_csv, without_formula
from pages.widgets.text import message, plain


@pytest.mark.parametrize(
    "typed",
    ["**b**", "[l](http://x.io)", ":red[x]", ":material/lock:", "$x^2$", "`c`", "<b>", "# h",
     "http://x.io", "www.x.io", "ada@mail.org", "- item", "1. item", "a_b_", "~~s~~"],
)  # fmt: skip
def test_a_message_that_quotes_what_was_typed_is_shown_as_typed(typed: str) -> None:
    assert message(typed) == plain(typed) != typed


@pytest.mark.parametrize(
    "said",
    ["Please fill in the company.", "The name is 1,200 characters long; 120 is the most.",
     "There is no question about Kafka, C++."],
)  # fmt: skip
def test_an_ordinary_message_is_left_alone(said: str) -> None:
    assert message(said) == said


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0=", "＝", "＠"]
)
def test_no_cell_begins_as_a_formula_does(start: str) -> None:
    cell = f"{start}HYPERLINK(1)"
    assert without_formula(cell) == f"'{cell}"
    assert f"'{cell}" in to_csv(pd.DataFrame([{"name": cell}])).decode("utf-8-sig")
