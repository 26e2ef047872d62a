"""Two people's changes of one thing, put together field by field (pure)."""

from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

D = TypeVar("D")


@dataclass(frozen=True)
class CaughtUp(Generic[D]):
    """What was typed, brought up to date with what somebody else saved meanwhile.

    Attributes:
        read: what the form goes by from now on: a later save is compared with it.
        typed: what was typed, with the other's change of every field that was left alone.
        clashes: the fields that both changed, each otherwise; ``read`` keeps them as they were.
    """

    read: D
    typed: D
    clashes: tuple[str, ...]


def catch_up(read: D, typed: D, now: D) -> CaughtUp[D]:
    """Compare field by field.

    Args:
        read: what was saved when the form began, a dataclass.
        typed: what stands in the form.
        now: what is saved by now.
    """
    known: dict[str, Any] = {}
    taken: dict[str, Any] = {}
    clashes = []
    for field, saved in vars(now).items():
        before, mine = getattr(read, field), getattr(typed, field)
        if saved == before:
            continue
        if mine not in (before, saved):
            clashes.append(field)
            continue
        known[field] = taken[field] = saved
    return CaughtUp(replace(read, **known), replace(typed, **taken), tuple(clashes))  # type: ignore[type-var]


def overtaken(read: D | None, typed: D, now: D) -> bool:
    """Whether saving ``typed`` would undo another change: what is saved by now was not read.

    ``read`` None does not ask.
    """
    return read is not None and now not in (read, typed)


def settled(read: D, now: D, field: str) -> D:
    """``read``, once somebody has chosen about a clash with ``now``: what is typed counts."""
    return replace(read, **{field: getattr(now, field)})  # type: ignore[type-var]
