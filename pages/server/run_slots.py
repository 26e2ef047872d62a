"""How many page runs go on at the same time, and which address is served next.

Streamlit runs each page on a thread of its own, in one interpreter: hundreds at once would starve
the event loop, which carries all sound and all answers.
"""

import asyncio
from collections import Counter, deque

AT_ONCE, AT_ONCE_OF_ONE = 4, 3
"""Runs of the process, and of one address, so that some are always left for others."""
LONGEST = 5.0
"""Seconds after which a run no longer counts: it then mostly waits for the database."""


class RunSlots:
    """Slots for runs, given to the waiting addresses in turn. For one event loop."""

    def __init__(self) -> None:
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[Slot]]] = {}

    async def take(self, address: str) -> "Slot":
        """A slot for a run of ``address``, once one is free and it is its turn."""
        turn: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(turn)
        self._serve()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                turn.result().free()
            raise

    def _serve(self) -> None:
        while self._running.total() < AT_ONCE:
            address = next(
                (one for one in self._waiting if self._running[one] < AT_ONCE_OF_ONE), None
            )
            if address is None:
                return
            turns = self._waiting.pop(address)
            turn = turns.popleft()
            if turns:
                self._waiting[address] = turns  # at the end: the others come first
            if not turn.done():
                turn.set_result(Slot(self, address))

    def begun(self, address: str) -> None:
        """Count a run of ``address`` from now on."""
        self._running[address] += 1

    def ended(self, address: str) -> None:
        """Stop counting a run of ``address``."""
        self._running[address] -= 1
        if not self._running[address]:
            del self._running[address]
        self._serve()


class Slot:
    """The slot of one run; freed after ``LONGEST`` seconds at the latest."""

    def __init__(self, slots: RunSlots, address: str) -> None:
        self._slots, self._address = slots, address
        slots.begun(address)
        self._timer = asyncio.get_running_loop().call_later(LONGEST, self.free)
        self.taken = True

    def free(self) -> None:
        """Free the slot; a second call does nothing."""
        if self.taken:
            self.taken = False
            self._timer.cancel()
            self._slots.ended(self._address)
