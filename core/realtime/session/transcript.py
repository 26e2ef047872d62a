"""The transcript of a live session: each turn is kept first, then shown."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.models import ConcernKind
from core.realtime.models.events import Transcribed
from core.realtime.session import persistence
from core.realtime.session.bounds import MOST_FLAGS
from core.realtime.session.persistence import Persistence
from core.realtime.session.records import NewTurn, SpokenTurn


@dataclass(frozen=True)
class _Unkept:
    """A turn on its way to Postgres; the arguments of ``Transcript.add``."""

    new: NewTurn
    item: str | None
    on_kept: Callable[[int], None] | None


class Transcript:
    """What was said so far, in Postgres and for the room.

    Attributes:
        turns: oldest first, those of earlier sessions included.
        awaited: items of kept turns whose final words are still to come.
    """

    def __init__(self, keeper: Persistence, on_change: Callable[[], None]) -> None:
        """``on_change`` is called whenever ``turns`` has changed."""
        self.turns: tuple[SpokenTurn, ...] = ()
        self.awaited: set[str] = set()
        self._persistence, self._on_change = keeper, on_change
        self._unkept: list[_Unkept] = []
        self._keeping: asyncio.Task[None] | None = None
        self._items: dict[str, int] = {}
        self._early: dict[str, Transcribed] = {}
        self._flags = 0

    def add(
        self,
        new: NewTurn,
        item: str | None = None,
        on_kept: Callable[[int], None] | None = None,
    ) -> None:
        """Take a turn that ``keep`` begins to store, together with what was added before it.

        Args:
            new: the turn.
            item: names its final words, where those may come later or have come already.
            on_kept: gets its number once it is stored.
        """
        self._unkept.append(_Unkept(new, item, on_kept))

    def keep(self) -> asyncio.Task[None]:
        """Begin to store what was added; ``kept`` waits for it."""
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep())
        return self._keeping

    async def kept(self) -> None:
        """Wait until all that was added is in Postgres.

        Raises:
            SessionSuperseded: if this session may not write any more.
            LinkWithdrawn: if the team has ended the link that the candidate came by, or every one.
        """
        try:
            await self.keep()
        finally:
            self._keeping = None

    async def kept_soon(self) -> bool:
        """Wait as ``kept`` does; False where the candidate has to be told of the wait first."""
        keeping = self.keep()
        try:
            done, _ = await asyncio.wait({keeping}, timeout=persistence.SLOW_SECONDS)
        except asyncio.CancelledError:
            keeping.cancel()
            raise
        if done:
            await self.kept()
        return bool(done)

    async def _keep(self) -> None:
        while self._unkept:
            kept = await self._persistence.keep([unkept.new for unkept in self._unkept])
            done = self._unkept[: len(kept)]
            del self._unkept[: len(kept)]
            self.turns = (*self.turns, *kept)
            self._on_change()
            for unkept, turn in zip(done, kept, strict=True):
                self._note(unkept, turn.number)
            for unkept in done:
                if unkept.item is not None and (early := self._early.pop(unkept.item, None)):
                    await self.complete(early)

    def _note(self, unkept: _Unkept, number: int) -> None:
        if unkept.item is not None:
            self._items[unkept.item] = number
            self.awaited.add(unkept.item)
        if unkept.on_kept is not None:
            unkept.on_kept(number)

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
