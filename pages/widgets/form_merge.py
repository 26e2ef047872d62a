"""Three-way merge of an open form with what somebody else saves meanwhile (optimistic locking).

The base is what the form began with. A field that only one of them changed takes that value; a
field that both changed is a conflict, which a person decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Generic, TypeVar

from core.postings.content.revisions import ReadVersion
from core.text.merging import merge_changes, resolved
from pages.widgets.tab_state import tab_state

D = TypeVar("D")
_MOST_CHANGES = 2**31 - 1
"""The largest integer of Postgres."""


class FormMerge(Generic[D]):
    """The merge of the form ``name``.

    Attributes:
        now: the saved values.
        conflicts: the fields that both changed, and about which nobody has chosen yet.
    """

    def __init__(self, name: str, now: D, revision: int) -> None:
        self._key, self.now = f"{name}-read", now
        self._first = ReadVersion(now, revision)
        self.conflicts: tuple[str, ...] = ()

    @property
    def base(self) -> ReadVersion[D]:
        """The base: what a save is compared with."""
        kept: ReadVersion[D] = tab_state().setdefault(self._key, self._first)
        return kept

    def catch_up(self, typed: D, put: Callable[[D, str], None]) -> D:
        """Merge what is saved into what is ``typed``; ``put`` sets a field to the other's value."""
        found = merge_changes(self.base.draft, typed, self.now)
        for field in vars(found.typed):
            if getattr(found.typed, field) != getattr(typed, field):
                put(found.typed, field)
        self.keep(found.read)
        self.conflicts = found.clashes
        return found.typed

    def choose(self, field: str) -> None:
        """Resolve the conflict of ``field`` with what is in the field; only in a callback."""
        self.keep(resolved(self.base.draft, self.now, field))

    def keep(self, draft: D) -> None:
        """Make ``draft`` the base, as when this form has saved it."""
        tab_state()[self._key] = ReadVersion(draft, self.base.revision)

    def end(self) -> None:
        """Forget the base: the form is saved or discarded."""
        tab_state().pop(self._key, None)

    def to_json(self) -> dict[str, Any]:
        """The base, for the browser to store beside the fields."""
        return {"draft": asdict(self.base.draft), "revision": self.base.revision}  # type: ignore[call-overload]

    def restore(self, kept: Mapping[str, Any] | None) -> None:
        """Restore the base from ``to_json``; it comes from a browser, so it is untrusted."""
        match kept:
            case {"revision": int(revision), "draft": dict(fields)} if (
                0 <= revision <= _MOST_CHANGES
                and fields.keys() == vars(self.now).keys()
                and all(map(_is_plain, fields.values()))
            ):
                tuples = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
                tab_state()[self._key] = ReadVersion(type(self.now)(**tuples), int(revision))


def _is_plain(value: object) -> bool:
    """Whether it can be a field's value: text, an integer, None, or a list of texts."""
    several = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return several or isinstance(value, str | int | None)
