"""Times the role mapping: ``python -m benchmarks.mapping``.

The subjects are the labelled postings of tests/data/postings.jsonl, each description repeated to
the length that real ones have.
"""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.measure import Line, table, timing
from core.roles import map_role, suggest_role
from core.roles.normalization import entries_text
from core.text.tokens import count_tokens
from tests.core.mapping_report import Posting, read_postings

DESCRIPTION_CHARACTERS = 4_000
LINE_CHARACTERS = 80


def long_postings() -> list[Posting]:
    """The labelled postings with descriptions as long as real ones are."""
    return [
        replace(posting, description=lengthened(posting.description or posting.title))
        for posting in read_postings()
    ]


def lengthened(text: str, characters: int = DESCRIPTION_CHARACTERS) -> str:
    """``text`` again and again, in at least ``characters`` and on lines not too short."""
    line = " ".join([text] * (LINE_CHARACTERS // len(text) + 1))
    return "\n".join([line] * (characters // len(line) + 1))


def _map(posting: Posting) -> None:
    map_role(posting.tech_stack, posting.role_category)


def _suggest(posting: Posting) -> None:
    suggest_role(posting.title, posting.description, posting.tech_stack, posting.role_category)


def _fields(posting: Posting) -> str:
    return f"{entries_text(posting.tech_stack)}\n{posting.role_category}"


def _whole(posting: Posting) -> str:
    return f"{posting.title}\n{posting.description}\n{_fields(posting)}"


def report() -> Iterator[str]:
    """The table's lines, in milliseconds."""
    postings = long_postings()
    pairs = (("map_role", _map, _fields), ("suggest_role", _suggest, _whole))
    lines = (
        Line(name, timing(work, postings), timing(count_tokens, [text(p) for p in postings]))
        for name, work, text in pairs
    )
    return table(f"Mapping ({len(postings)} postings)", lines)


if __name__ == "__main__":
    for line in report():
        print(line)
