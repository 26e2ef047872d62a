"""Every moment on a page is on the reader's own clock, with its zone."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from pages.widgets.local_times import date_and_time, day

ROOT = Path(__file__).parents[3]
IN_WORDS = ROOT / "core" / "text" / "dates.py"
ON_THE_CLOCK = ROOT / "pages" / "widgets" / "local_times.py"
CLOCK_FORMAT = re.compile(r"%[aAbBcdDeFHIjmMpSTxXyYzZ]")
"""Directives of strftime; "%" alone is a share."""
LATE = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)


def own_clock(path: Path) -> list[str]:
    """Where a module writes a moment by itself."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)
            found += [f"{path.name}:{node.lineno} {spec}"] if CLOCK_FORMAT.search(spec) else []
        if isinstance(node, ast.Attribute) and node.attr in ("strftime", "ctime"):
            found.append(f"{path.name}:{node.lineno} {node.attr}")
    return found


def test_moments_are_written_in_one_place() -> None:
    paths = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "core").rglob("*.py")]
    assert own_clock(IN_WORDS)
    assert [line for path in paths if path != IN_WORDS for line in own_clock(path)] == []


def test_no_page_shows_a_day_or_a_time_but_by_the_readers_clock() -> None:
    for path in (ROOT / "pages").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        taken = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "core.text.dates"
            for alias in node.names
        }
        assert not taken & {"day", "date_and_time"} or path == ON_THE_CLOCK, path
        strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        named = [s for s in strings if isinstance(s, str) and re.search(r"\bUTC\b", s)]
        assert not named or path == ON_THE_CLOCK, path
        calls = [n.func.attr for n in ast.walk(tree)
                 if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]  # fmt: skip
        assert "isoformat" not in calls, path


@pytest.mark.parametrize(
    ("zone", "today", "said"),
    [
        ("Asia/Tokyo", "30 November 2026", "30 November 2026, 08:30 JST"),
        ("America/Los_Angeles", "29 November 2026", "29 November 2026, 15:30 PST"),
        ("Asia/Kathmandu", "30 November 2026", "30 November 2026, 05:15 UTC+05:45"),
        (None, "29 November 2026", "29 November 2026, 23:30 UTC"),
    ],
)
def test_the_readers_zone_decides_day_and_time(
    zone: str | None, today: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(timezone=zone))
    assert (day(LATE), date_and_time(LATE)) == (today, said)


@pytest.mark.parametrize("zone", ["America", "../../etc/passwd", "\0", "\ud800", "x" * 5_000, " "])
def test_a_zone_that_does_not_exist_is_utc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(timezone=zone))
    assert date_and_time(LATE) == "29 November 2026, 23:30 UTC"
