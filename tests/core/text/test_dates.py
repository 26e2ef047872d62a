"""Moments in words, each with its time zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.text.dates import about, date_and_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("UTC", "25 October 2026, 00:30 UTC"),
        ("Europe/Berlin", "25 October 2026, 02:30 CEST"),
        ("America/New_York", "24 October 2026, 20:30 EDT"),
        ("Asia/Kathmandu", "25 October 2026, 06:15 UTC+05:45"),
        ("America/Sao_Paulo", "24 October 2026, 21:30 UTC-03:00"),
    ],
)
def test_a_moment_names_day_time_and_zone(zone: str, said: str) -> None:
    moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert date_and_time(moment.astimezone(ZoneInfo(zone))) == said


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(BERLIN)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC).astimezone(BERLIN)
    assert (f"{first:%H:%M}", f"{second:%H:%M}") == ("02:30", "02:30")
    assert date_and_time(first) != date_and_time(second)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(seconds=60), "about 1 minute"),
        (timedelta(minutes=15), "about 15 minutes"),
        (timedelta(hours=24), "about 24 hours"),
    ],
)
def test_a_length_of_time_is_said_in_words(span: timedelta, said: str) -> None:
    assert about(span) == said
