"""A chart of competency profiles; marks differ by shape, place and colour."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from core.review.comparison import Compared
from pages.widgets.text import distinct_labels

SHAPES = ("circle", "square", "triangle-up", "diamond")
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
"""Told apart with every common kind of colour blindness (Okabe and Ito)."""
_INK = {"light": "#0e1624", "dark": "#ffffff"}
"""The theme's text colours (.streamlit/config.toml): a chart's own are too pale to read."""
_ROW = 44
"""Pixels of one competency."""


def profile_chart(people: Sequence[Compared], competencies: Sequence[str]) -> None:
    """One mark for each candidate and competency; those without a number have none."""
    rows = [
        {"Competency": name, "Candidate": label, "Rating": point}
        for label, one in zip(labels(people), people, strict=True)
        for name in competencies
        if (point := one.point(name)) is not None
    ]
    if rows:
        chart = _chart(pd.DataFrame(rows), labels(people), list(competencies))
        st.altair_chart(chart, alt=_in_words(rows))


def labels(people: Sequence[Compared]) -> list[str]:
    """Names, numbered where two are the same."""
    return list(distinct_labels(dict(enumerate(one.name for one in people))).values())


def _chart(rows: pd.DataFrame, names: list[str], competencies: list[str]) -> Any:
    ink = _INK[st.context.theme.type or "light"]
    return (
        alt.Chart(rows)
        .mark_point(filled=True, size=150, opacity=1)
        .encode(
            x=alt.X("Rating:Q", scale=alt.Scale(domain=[0.5, 5.5]),
                    axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d", title="Rating, 1 to 5")),
            y=alt.Y("Competency:N", sort=competencies,
                    axis=alt.Axis(title=None, labelLimit=320, grid=True)),
            yOffset=alt.YOffset("Candidate:N", sort=names),
            shape=alt.Shape("Candidate:N", sort=names,
                            scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)]))),
            color=alt.Color("Candidate:N", sort=names,
                            legend=alt.Legend(orient="top", direction="vertical", title=None),
                            scale=alt.Scale(domain=names, range=list(_COLOURS[: len(names)]))),
            tooltip=["Candidate", "Competency", "Rating"],
        )
        .properties(height=_ROW * len(competencies) + 60)
        .configure_axis(labelColor=ink, titleColor=ink)
        .configure_legend(labelColor=ink)
    )  # fmt: skip


def _in_words(rows: Sequence[dict[str, Any]]) -> str:
    told = (f"{row['Candidate']}, {row['Competency']}: {row['Rating']}" for row in rows)
    return f"Ratings by competency. {'; '.join(told)}."
