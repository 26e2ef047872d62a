"""A browser tab without a browser: Streamlit's protocol over a real websocket.

Messages are BackMsg (to the server) and ForwardMsg (from it), as streamlit/proto defines them.
A tab of this kind costs next to nothing, so that a test can open fifty.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

TIMEOUT_SECONDS = 60.0
"""How long to wait for something that must happen."""
MOST = 50 * 1024 * 1024
_INTERRUPTED = ForwardMsg.FINISHED_EARLY_FOR_RERUN
_AFTER_ONE = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
_VALUES = {"text_input": "string_value", "text_area": "string_value", "checkbox": "bool_value"}
"""Kinds of fields, and where their value stands in a WidgetState."""


@dataclass
class Shown:
    """An element on the page, and the fragment that a click on it reruns."""

    element: Element
    fragment: str

    @property
    def kind(self) -> str:
        """Its kind, as in Element.type."""
        return self.element.WhichOneof("type") or "empty"

    @property
    def body(self) -> Any:
        """What the element says of itself."""
        return getattr(self.element, self.kind)


@dataclass
class Visitor:
    """One tab; made by ``visiting``."""

    socket: ClientConnection
    url: str
    page: str
    query: str
    session_id: str = ""
    shown: dict[tuple[int, ...], Shown] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    kept: dict[str, ForwardMsg] = field(default_factory=dict)
    _drawn: set[tuple[int, ...]] = field(default_factory=set)

    async def send(self, message: BackMsg) -> None:
        """Send ``message`` as it is."""
        await self.socket.send(message.SerializeToString())

    async def asks(self, fragment: str = "", *triggers: WidgetState) -> None:
        """Ask for a run with what is entered; ``triggers`` are the buttons that are clicked."""
        state = ClientState(
            query_string=self.query,
            page_name=self.page,
            fragment_id=fragment,
            context_info=ContextInfo(url=f"{self.url}/{self.page}", timezone="UTC", locale="en"),
        )
        state.widget_states.widgets.extend([*self._entered(), *triggers])
        await self.send(BackMsg(rerun_script=state))

    def _entered(self) -> list[WidgetState]:
        """What the fields on the page hold: what was entered, else what they began with."""
        found = []
        for one in self.shown.values():
            if value := _VALUES.get(one.kind):
                begin = WidgetState(id=one.body.id, **{value: one.body.default})
                found.append(self.states.get(one.body.id, begin))
        return found

    async def hears(self) -> ForwardMsg:
        """The next message, which is also put on the page.

        Raises:
            TimeoutError: if nothing comes for a minute.
        """
        async with asyncio.timeout(TIMEOUT_SECONDS):
            data = await self.socket.recv()
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "ref_hash":
            known, place = self.kept[message.ref_hash], message.metadata
            message = ForwardMsg()
            message.CopyFrom(known)
            message.metadata.CopyFrom(place)
        elif message.metadata.cacheable:
            self.kept[message.hash] = message
        self._take(message)
        return message

    def _take(self, message: ForwardMsg) -> None:
        path = tuple(message.metadata.delta_path)
        match message.WhichOneof("type"):
            case "new_session":
                self.session_id = message.new_session.initialize.session_id
                self._drawn = set()
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                self.shown[path] = Shown(message.delta.new_element, message.delta.fragment_id)
                self._drawn.add(path)
            case "script_finished" if message.script_finished not in (_INTERRUPTED, _AFTER_ONE):
                self.shown = {p: one for p, one in self.shown.items() if p in self._drawn}

    async def settles(self) -> None:
        """Wait until a run came to its end."""
        while True:
            message = await self.hears()
            ended = message.WhichOneof("type") == "script_finished"
            if ended and message.script_finished != _INTERRUPTED:
                return

    async def runs(self) -> "Visitor":
        """Run the page with what is entered, to its end."""
        await self.asks()
        await self.settles()
        return self

    # --- what is on the page ---

    @property
    def problems(self) -> list[str]:
        """Exceptions on the page."""
        return [one.body.message for one in self.shown.values() if one.kind == "exception"]

    @property
    def text(self) -> str:
        """All words on the page."""
        return "\n".join(
            str(getattr(one.body, name))
            for one in self.shown.values()
            for name in ("label", "body", "default", "json")
            if one.kind != "empty" and getattr(one.body, name, None)
        )

    def find(self, label: str, *kinds: str) -> Shown:
        """The element with this label.

        Raises:
            LookupError: if there is none.
        """
        for one in self.shown.values():
            if getattr(one.body, "label", None) == label and (not kinds or one.kind in kinds):
                return one
        raise LookupError(f"{label!r} is not on the page:\n{self.text}")

    # --- what a person does ---

    async def press(self, label: str) -> None:
        """Click a button and wait for the run that follows."""
        button = self.find(label, "button")
        await self.asks(button.fragment, WidgetState(id=button.body.id, trigger_value=True))
        await self.settles()

    def types(self, label: str, text: str) -> None:
        """Fill a field; it is sent with the next run."""
        entry = self.find(label, "text_input", "text_area").body
        self.states[entry.id] = WidgetState(id=entry.id, string_value=text)

    def ticks(self, label: str) -> None:
        """Tick a box; it is sent with the next run."""
        box = self.find(label, "checkbox").body
        self.states[box.id] = WidgetState(id=box.id, bool_value=True)

    async def sees(self, pattern: str) -> str:
        """Let the page go on as a browser does until ``pattern`` is on it; what matched."""
        async with asyncio.timeout(TIMEOUT_SECONDS):
            while not (found := re.search(pattern, self.text)):
                fragments = {one.fragment for one in self.shown.values()} - {""}
                for fragment in fragments or {""}:
                    await self.asks(fragment)
                    await self.settles()
                await asyncio.sleep(0.2)
        return found[0]


@asynccontextmanager
async def visiting(
    url: str, page: str = "", query: str = "", *, cookie: str | None = None,
    origin: str | None = None, host: str | None = None,
) -> AsyncIterator[Visitor]:  # fmt: skip
    """A tab on ``page``; nothing ran yet.

    Args:
        url: where the app is, without a slash at the end.
        query: the address's parameters, without the question mark.
        cookie: the whole Cookie header.
        origin: the Origin header; a browser's own if there is none.
        host: the Host header, of an app that has a name.
    """
    parts = urlsplit(url)
    async with connect(
        f"ws://{host or parts.netloc}{parts.path}/_stcore/stream",
        host=parts.hostname,
        port=parts.port,
        additional_headers={"Cookie": cookie} if cookie else {},
        origin=origin or f"{parts.scheme}://{parts.netloc}",  # type: ignore[arg-type]
        subprotocols=[Subprotocol("streamlit")],
        max_size=MOST,
        proxy=None,
        ping_interval=None,
    ) as socket:
        yield Visitor(socket, url, page, query)
