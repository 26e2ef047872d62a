"""Times the role mapping beside tiktoken's count: ``python -m benchmarks.mapping``.

Every posting of tests/data/postings.jsonl is mapped and suggested for, once to warm up and then
``ROUNDS`` times, with its description repeated to the length that real postings have. The third
column is tiktoken (o200k_base) counting the same text: the unit that the prompt builder's own
time is made of. Prints percentiles in milliseconds and their ratios; asserts nothing.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from core.role_suggestions import suggest_role
from core.role_text import entries_text
from core.roles import map_role
from core.tokens import count_tokens
from tests.core.mapping_report import Posting, read_postings

ROUNDS = 5
DESCRIPTION_CHARACTERS = 4_000


def _long(posting: Posting) -> Posting:
    """The posting with a description as long as real ones are."""
    text = posting.description or posting.title
    return replace(posting, description=(text + "\n") * (DESCRIPTION_CHARACTERS // len(text) + 1))


def _text(posting: Posting) -> str:
    fields = (
        posting.title,
        posting.description,
        entries_text(posting.tech_stack),
        posting.role_category or "",
    )
    return "\n".join(fields)


def _map(posting: Posting) -> None:
    map_role(posting.tech_stack, posting.role_category)


def _suggest(posting: Posting) -> None:
    suggest_role(posting.title, posting.description, posting.tech_stack, posting.role_category)


def _count_fields(posting: Posting) -> None:
    count_tokens(f"{entries_text(posting.tech_stack)}\n{posting.role_category}")


def _count_all(posting: Posting) -> None:
    count_tokens(_text(posting))


def _milliseconds(work: Callable[[Posting], None], postings: list[Posting]) -> list[float]:
    for posting in postings:
        work(posting)
    times = []
    for _ in range(ROUNDS):
        for posting in postings:
            start = time.perf_counter()
            work(posting)
            times.append((time.perf_counter() - start) * 1000)
    return times


def _percentiles(times: list[float]) -> tuple[float, float]:
    hundredths = statistics.quantiles(times, n=100)
    return hundredths[49], hundredths[94]


def main() -> None:
    """Print one line per subject: p50, p95, and p95 as a multiple of tiktoken's."""
    postings = [_long(posting) for posting in read_postings()]
    pairs = (
        ("map_role", _map, _count_fields),
        ("suggest_role", _suggest, _count_all),
    )
    print(f"{len(postings)} postings, {ROUNDS} rounds, milliseconds")
    print(f"{'':<14}{'p50':>8}{'p95':>8}{'tiktoken p50':>14}{'p95':>8}{'p95 ratio':>11}")
    for name, work, count in pairs:
        p50, p95 = _percentiles(_milliseconds(work, postings))
        token_p50, token_p95 = _percentiles(_milliseconds(count, postings))
        print(
            f"{name:<14}{p50:>8.3f}{p95:>8.3f}{token_p50:>14.3f}{token_p95:>8.3f}"
            f"{p95 / token_p95:>11.1f}"
        )


if __name__ == "__main__":
    main()
