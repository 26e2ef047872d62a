"""What an open form goes by while somebody else may save the same: read, caught up with, chosen."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Generic, TypeVar

from core.postings.content.revisions import Read
from core.text.merging import catch_up, settled
from pages.widgets.tab import memory

D = TypeVar("D")
_MOST_CHANGES = 2**31 - 1
"""As many as Postgres counts."""


class Reading(Generic[D]):
    """What the form ``name`` read of something that stands as ``now`` by now.

    Attributes:
        now: what is saved by now.
        clashes: the fields that both changed; nobody has chosen yet.
    """

    def __init__(self, name: str, now: D, revision: int) -> None:
        self._key, self.now = f"{name}-read", now
        self._first = Read(now, revision)
        self.clashes: tuple[str, ...] = ()

    @property
    def read(self) -> Read[D]:
        """What a save is compared with."""
        kept: Read[D] = memory().setdefault(self._key, self._first)
        return kept

    def catch_up(self, typed: D, put: Callable[[D, str], None]) -> D:
        """Bring what is typed up to date; ``put`` shows the other's value in a field."""
        found = catch_up(self.read.draft, typed, self.now)
        for field in vars(found.typed):
            if getattr(found.typed, field) != getattr(typed, field):
                put(found.typed, field)
        self.keep(found.read)
        self.clashes = found.clashes
        return found.typed

    def choose(self, field: str) -> None:
        """What stands in ``field`` counts from now on; only in a callback."""
        self.keep(settled(self.read.draft, self.now, field))

    def keep(self, draft: D) -> None:
        """Go by ``draft`` from now on, as when this form has saved it."""
        memory()[self._key] = Read(draft, self.read.revision)

    def end(self) -> None:
        """The form is done with."""
        memory().pop(self._key, None)

    def to_json(self) -> dict[str, Any]:
        """For the browser to keep beside what is typed."""
        return {"draft": asdict(self.read.draft), "revision": self.read.revision}  # type: ignore[call-overload]

    def take_back(self, kept: Mapping[str, Any] | None) -> None:
        """What ``to_json`` gave, from a browser: as hostile as anything that is typed."""
        match kept:
            case {"revision": int(revision), "draft": dict(fields)} if (
                0 <= revision <= _MOST_CHANGES
                and fields.keys() == vars(self.now).keys()
                and all(map(_is_plain, fields.values()))
            ):
                tuples = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
                memory()[self._key] = Read(type(self.now)(**tuples), int(revision))


def _is_plain(value: object) -> bool:
    """Whether a form's field can have it: text, a number, nothing, or several texts."""
    several = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return several or isinstance(value, str | int | None)
