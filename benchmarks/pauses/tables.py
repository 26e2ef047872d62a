"""The tables of what became of the pauses, a line at a time (pure)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import median, quantiles

from benchmarks.pauses.fixed_wait import TRANSCRIBED_SECONDS
from benchmarks.pauses.talks import CUT, END, Pause

FIXED_SECONDS = 1.4
"""A silence that would end every answer, to compare with."""
By = Callable[[Pause], str]
Found = Mapping[str, Sequence[Pause]]
"""What became of the same pauses, by the name of the rule."""


def tables(found: Found) -> Iterator[str]:
    """All of them."""
    for name, pauses in found.items():
        yield from ["", f"What sounded finished at a pause, and whether it was ({name})", ""]
        yield from confusion(pauses)
    for title, by in (("answer", _answer), ("pause", _kind)):
        yield from ["", f"False ends, by the kind of {title}", ""]
        yield from false_ends(found, title, by)
    yield from ["", "Wait at the end of an answer in seconds: p50, p90, longest", ""]
    yield from waits(found)
    yield from ["", *_notes(found)]


def confusion(pauses: Sequence[Pause]) -> Iterator[str]:
    """Whether an answer sounded finished, and was."""
    yield "| answer | sounded finished: was | was not | sounded unfinished: was | was not |"
    yield "|---|---|---|---|---|"
    for answer, some in _groups([p for p in pauses if p.kind != CUT], _answer):
        counted = Counter((pause.finished, pause.kind == END) for pause in some)
        cells = [counted[told, was] for told in (True, False) for was in (True, False)]
        yield f"| {answer} | {' | '.join(map(str, cells))} |"


def false_ends(found: Found, title: str, by: By) -> Iterator[str]:
    """Pauses within answers that were taken for ends, by each rule."""
    rules = {name: dict(_groups(within(pauses), by)) for name, pauses in found.items()}
    yield f"| {title} | pauses | {' | '.join(rules)} |"
    yield "|---" * (2 + len(rules)) + "|"
    for group, some in next(iter(rules.values())).items():
        cells = [str(sum(p.taken is not None for p in groups[group])) for groups in rules.values()]
        yield f"| {group} | {len(some)} | {' | '.join(cells)} |"


def waits(found: Found) -> Iterator[str]:
    """How long the end of an answer was waited for, by each rule."""
    rules = {name: dict(_groups(_ends(pauses), _answer)) for name, pauses in found.items()}
    yield f"| answer | ends | {' | '.join(rules)} |"
    yield "|---" * (2 + len(rules)) + "|"
    for group, some in next(iter(rules.values())).items():
        cells = [_percentiles([p.taken for p in groups[group]]) for groups in rules.values()]
        yield f"| {group} | {len(some)} | {' | '.join(cells)} |"


def _percentiles(taken: Sequence[float | None]) -> str:
    waited = [seconds for seconds in taken if seconds is not None]
    missed = f" ({len(taken) - len(waited)} not taken)" if len(waited) < len(taken) else ""
    if len(waited) < 2:
        return f"{median(waited):.2f}{missed}" if waited else f"-{missed}"
    p90 = quantiles(waited, n=10, method="inclusive")[-1]
    return f"{median(waited):.2f}, {p90:.2f}, {max(waited):.2f}{missed}"


def _notes(found: Found) -> Iterator[str]:
    pauses = within(next(iter(found.values())))
    long = sum(pause.seconds > FIXED_SECONDS for pause in pauses)
    yield f"A fixed silence of {FIXED_SECONDS} s would have ended {long} of {len(pauses)} pauses."
    if before := found.get("before"):
        false = [p for p in within(before) if p.taken is not None]
        slow = sum(pause.seconds > TRANSCRIBED_SECONDS for pause in false)
        yield f"Of the {len(false)} false ends before, {slow} were in pauses longer than"
        yield f"{TRANSCRIBED_SECONDS} s; the others were over while it still transcribed."


def _groups(pauses: Sequence[Pause], by: By) -> Iterator[tuple[str, list[Pause]]]:
    for group in sorted({by(pause) for pause in pauses}):
        yield group, [pause for pause in pauses if by(pause) == group]
    yield "all", list(pauses)


def _answer(pause: Pause) -> str:
    return pause.answer.replace("_", " ")


def _kind(pause: Pause) -> str:
    return pause.kind


def within(pauses: Iterable[Pause]) -> list[Pause]:
    """Those that are no end."""
    return [pause for pause in pauses if pause.kind not in (END, CUT)]


def _ends(pauses: Iterable[Pause]) -> list[Pause]:
    return [pause for pause in pauses if pause.kind == END]
