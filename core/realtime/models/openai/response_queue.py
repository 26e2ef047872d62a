"""Response queue: one response of the endpoint at a time (pure).

The endpoint refuses a second response while one is active, so a new request waits until the
one before is cancelled and has ended. What a cancelled or unknown response still sends is
ignored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.realtime.models.openai.messages import Message, cancel

_MARK = "asked"
_EVENT = "ask-"


@dataclass(eq=False)
class Asked:
    """A response that was asked for.

    Attributes:
        owner: the judge, or the utterance that is to be said; gets the response.
        params: of ``response.create``.
        before: what is sent right before it.
        then: called as soon as it is sent; never if it is cancelled first.
    """

    owner: Any
    params: Message
    before: Sequence[Message] = ()
    then: Callable[[], None] | None = None
    number: int = 0
    response_id: str | None = None
    cancelled: bool = False


@dataclass
class ResponseQueue:
    """Asks for responses, and knows for whom each one is."""

    send: Callable[[Message], None]
    _active: Asked | None = None
    _waiting: Asked | None = None
    _count: int = 0
    _open: bool = False

    @property
    def busy(self) -> bool:
        """Whether a response is due or under way."""
        return self._active is not None

    def asks_for(self, owner: Any) -> bool:
        """Whether the response that is due, or waits to be asked for, is ``owner``'s."""
        asked = self._waiting or self._active
        return asked is not None and asked.owner is owner and not asked.cancelled

    def ask(self, asked: Asked) -> None:
        """Ask for a response, as soon as the one under way is cancelled and over.

        Without a connection nothing is asked for.
        """
        if not self._open:
            return
        if self._active is not None:
            self.cancel()
            self._waiting = asked
            return
        self._count += 1
        asked.number, self._active = self._count, asked
        for message in asked.before:
            self.send(message)
        self.send(
            {
                "type": "response.create",
                "event_id": f"{_EVENT}{asked.number}",
                "response": {**asked.params, "metadata": {_MARK: str(asked.number)}},
            }
        )
        if asked.then is not None:
            asked.then()

    def cancel(self) -> None:
        """Cancel everything that was asked for so far.

        By its id, once that is known: while several responses are under way, OpenAI's endpoint
        was seen to cancel none where no id is given (livekit/agents, issue 5564).
        """
        self._waiting = None
        active = self._active
        if active is not None and not active.cancelled:
            active.cancelled = True
            if active.response_id is not None:
                self.send(cancel(active.response_id))

    def created(self, response_id: str, metadata: Mapping[str, str] | None) -> None:
        """A response begins; one that nobody asked for is cancelled at once."""
        active, mark = self._active, (metadata or {}).get(_MARK)
        ours = active is not None and active.response_id is None
        if active is not None and ours and mark in (None, str(active.number)):
            active.response_id = response_id
            if not active.cancelled:
                return
        self.send(cancel(response_id))

    def owner_of(self, response_id: str) -> Any:
        """For whom a response is; None if it is to be ignored."""
        active = self._active
        if active is None or active.cancelled or active.response_id != response_id:
            return None
        return active.owner

    def done(self, response_id: str) -> Asked | None:
        """A response is over; gives its request, and asks for the one that waits."""
        if self._active is None or self._active.response_id != response_id:
            return None
        return self._release()

    def refused(self, event_id: str | None) -> Asked | None:
        """An error names an event; gives the request that will get no response, if it is one."""
        active = self._active
        if active is None or event_id != f"{_EVENT}{active.number}":
            return None
        return self._release()

    def open(self) -> None:
        """There is a connection."""
        self._open = True

    def close(self) -> None:
        """The connection is gone, and all that was asked for with it."""
        self._open = False
        self._active = self._waiting = None

    def _release(self) -> Asked | None:
        over, waiting = self._active, self._waiting
        self._active = self._waiting = None
        if waiting is not None:
            self.ask(waiting)
        return over
