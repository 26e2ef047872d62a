"""Three-way merge of a form: what it read, what is typed, and what is saved now (pure)."""

from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

D = TypeVar("D")


@dataclass(frozen=True)
class Merged(Generic[D]):
    """The result of a merge.

    Attributes:
        read: the new base of the form: a later save is compared with it.
        typed: what was typed, with the saved value of every field that was left alone.
        clashes: fields that both changed, differently; ``read`` keeps their old value.
    """

    read: D
    typed: D
    clashes: tuple[str, ...]


def merge_changes(read: D, typed: D, now: D) -> Merged[D]:
    """Merge field by field.

    Args:
        read: what was saved when the form was loaded, a dataclass.
        typed: what the form holds.
        now: what is saved now.
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
    return Merged(replace(read, **known), replace(typed, **taken), tuple(clashes))  # type: ignore[type-var]


def would_overwrite(read: D | None, typed: D, now: D) -> bool:
    """Whether saving ``typed`` would overwrite a change that the form has not read.

    ``read`` None does not check.
    """
    return read is not None and now not in (read, typed)


def resolved(read: D, now: D, field: str) -> D:
    """``read`` after a person has settled the clash in ``field``: the typed value counts."""
    return replace(read, **{field: getattr(now, field)})  # type: ignore[type-var]
