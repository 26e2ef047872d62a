"""Dates, durations and counts in words (pure)."""

from datetime import datetime, timedelta


def day(moment: datetime) -> str:
    """The date in words, such as "3 December 2026", in the time zone of ``moment``."""
    return f"{moment.day} {moment:%B %Y}"


def date_and_time(moment: datetime) -> str:
    """Such as "3 December 2026, 14:05 CET", in the time zone of ``moment``, which is named."""
    letters = f"{moment:%Z}"  # many zones have none
    zone = letters if letters.isalpha() else f"UTC{moment.isoformat()[-6:]}"
    return f"{day(moment)}, {moment:%H:%M} {zone}"


def about(span: timedelta) -> str:
    """A length of time in words: "less than a minute", "about 5 minutes", "about 2 hours"."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return "less than a minute"
    number, unit = (minutes, "minute") if minutes < 90 else (round(minutes / 60), "hour")
    return f"about {many(number, unit)}"


def clock(seconds: float) -> str:
    """Time since the start as "mm:ss", with hours in front where there are any."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def times(number: int) -> str:
    """How often, in words: "never", "once", "twice", "3 times"."""
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")


def ago(moment: datetime, now: datetime) -> str:
    """How long before ``now`` something was, in words, such as "3 minutes ago"."""
    seconds = max(0.0, (now - moment).total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // length)
        if count:
            return f"{many(count, unit)} ago"
    return "just now"


def wait_in_words(seconds: float) -> str:
    """A wait in words, rounded up: "a minute", "12 minutes", "an hour", "5 hours"."""
    minutes = max(1, -(-int(seconds) // 60))
    if minutes == 1:
        return "a minute"
    if minutes < 50:
        return f"{minutes} minutes"
    hours = max(1, -(-minutes // 60))
    return "an hour" if hours == 1 else f"{hours} hours"


def many(number: int, noun: str) -> str:
    """How many, in words: "1 request", "5 requests"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
