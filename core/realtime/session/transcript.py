"""The transcript of a live session: each turn is kept first, then shown."""

from collections.abc import Callable
from dataclasses import replace

from core.models import ConcernKind
from core.realtime.models.events import Transcribed
from core.realtime.session.bounds import MOST_FLAGS
from core.realtime.session.persistence import Persistence
from core.realtime.session.records import NewTurn, SpokenTurn


class Transcript:
    """What was said so far, in Postgres and for the room.

    Attributes:
        turns: oldest first, those of earlier sessions included.
        awaited: items of kept turns whose final words are still to come.
    """

    def __init__(self, persistence: Persistence, on_change: Callable[[], None]) -> None:
        """``on_change`` is called whenever ``turns`` has changed."""
        self.turns: tuple[SpokenTurn, ...] = ()
        self.awaited: set[str] = set()
        self._persistence, self._on_change = persistence, on_change
        self._items: dict[str, int] = {}
        self._early: dict[str, Transcribed] = {}
        self._flags = 0

    async def add(self, new: NewTurn, item: str | None = None) -> SpokenTurn:
        """Keep a turn; its final words, named ``item``, may come later or have come already."""
        turn = await self._persistence.keep(new)
        self.turns = (*self.turns, turn)
        self._on_change()
        if item is not None:
            self._items[item] = turn.number
            self.awaited.add(item)
            if early := self._early.pop(item, None):
                await self.complete(early)
        return turn

    async def amend(self, number: int, text: str, *, interrupted: bool) -> None:
        """Set the interviewer's turn ``number`` to what was really heard."""
        self._show(await self._persistence.amend(number, text, interrupted=interrupted))

    async def complete(self, event: Transcribed) -> None:
        """Put final words into their turn, whether they come before it or after."""
        number = self._items.get(event.item)
        if number is None:
            self._early[event.item] = event
            return
        if event.text.strip():
            self._show(await self._persistence.transcribe(number, event.text, event.confidence))
        self.awaited.discard(event.item)

    def await_nothing(self) -> None:
        """No final words will come any more."""
        self.awaited.clear()

    def caption(self, number: int, text: str) -> None:
        """Show ``text`` as the words of turn ``number`` while they are being said."""
        self.turns = tuple(
            replace(turn, text=text) if turn.number == number else turn for turn in self.turns
        )
        self._on_change()

    async def flag(self, kind: ConcernKind, note: str) -> bool:
        """Draw the team's attention to something, at the turn that was kept last.

        Returns whether it was kept: after ``MOST_FLAGS`` nothing is.
        """
        self._flags += 1
        if self._flags > MOST_FLAGS:
            return False
        await self._persistence.flag(kind, note, self.turns[-1].number if self.turns else None)
        return True

    def _show(self, turn: SpokenTurn) -> None:
        self.turns = tuple(turn if old.number == turn.number else old for old in self.turns)
        self._on_change()
