"""Limits of uploaded files, which Streamlit keeps in memory until a form is sent."""

from collections import defaultdict
from collections.abc import Mapping

import streamlit.runtime
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.access.limits import RULES, Limit
from core.resumes.upload_check import MAX_RESUME_BYTES
from pages.server.client_address import client_address
from pages.server.refusal_log import log_refusal
from pages.server.site_address import inner_path

_PLACE = "/_stcore/upload_file/"
MEGABYTE = 1024 * 1024
MOST_FILES = 4
MOST_OF_A_TAB = 14 * MEGABYTE
# As many applications as one address may send, each with the largest resume (a class that applies
# from its school). With less, uploads would be refused whose applications are allowed.
MOST_OF_AN_ADDRESS = RULES[Limit.APPLY][0].most * MAX_RESUME_BYTES
# Two such classes at the same time; what a small server has left beside the pages.
MOST_OF_ALL = 2 * MOST_OF_AN_ADDRESS
Files = Mapping[str, int]
"""Bytes of each file by its id."""


def stored_files() -> dict[str, dict[str, int]]:
    """The files of each tab that Streamlit holds."""
    manager = streamlit.runtime.get_instance().uploaded_file_mgr
    return {
        tab: {file.file_id: len(file.data) for file in list(files.values())}
        for tab, files in list(manager.file_storage.items())  # type: ignore[attr-defined]
        if files
    }


class UploadLimits:
    """Counts files and bytes, including uploads in progress, before a file is accepted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._coming: dict[str, dict[str, int]] = defaultdict(dict)
        self._addresses: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        path = inner_path(scope.get("path", ""))
        if scope["type"] != "http" or scope["method"] != "PUT" or not path.startswith(_PLACE):
            await self._app(scope, receive, send)
            return
        tab, _, file = path.removeprefix(_PLACE).partition("/")
        size = Headers(scope=scope).get("content-length", "")
        if not size.isdecimal():
            await PlainTextResponse("The length is missing.", 411)(scope, receive, send)
            return
        address = client_address(scope)
        if refused := self._refused(tab, file, int(size), address):
            log_refusal(refused)
            await PlainTextResponse("Too much at once.", 413)(scope, receive, send)
            return
        self._coming[tab][file] = int(size)
        self._addresses[tab] = address
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming[tab].pop(file, None)
            if not self._coming[tab]:
                del self._coming[tab]

    def _refused(self, tab: str, file: str, size: int, address: str) -> str | None:
        """Why this file is not accepted; None if it is."""
        if not streamlit.runtime.get_instance().is_active_session(tab):
            return None  # Streamlit refuses it before it reads anything
        tabs = stored_files()
        for one, files in self._coming.items():
            tabs[one] = {**tabs.get(one, {}), **files}
        self._addresses = {one: self._addresses[one] for one in tabs if one in self._addresses}
        own = {**tabs.get(tab, {}), file: size}
        of_tab = {one: sum(files.values()) for one, files in {**tabs, tab: own}.items()}
        of_address = sum(
            size
            for one, size in of_tab.items()
            if one == tab or self._addresses.get(one) == address
        )
        if len(own) > MOST_FILES or of_tab[tab] > MOST_OF_A_TAB:
            return "more files than a form asks for"
        if of_address > MOST_OF_AN_ADDRESS:
            return "more files than one address may send at once"
        return "more files than this process holds" if sum(of_tab.values()) > MOST_OF_ALL else None
