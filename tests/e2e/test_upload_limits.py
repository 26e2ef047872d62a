"""What a tab, an address and everybody together may send at once, at a real server.

Uploads are counted by what they announce, from their first byte on; these hold the rest back.
"""

import asyncio
import re
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from core.access.limits import RULES, Limit
from core.resumes.upload_check import MAX_RESUME_BYTES
from pages.server.upload_limits import MOST_FILES, MOST_OF_A_TAB, MOST_OF_ALL, MOST_OF_AN_ADDRESS
from tests.e2e.conftest import AppServer
from tests.e2e.visitor import Visitor, visiting


@asynccontextmanager
async def tabs_of(app: AppServer, count: int) -> AsyncIterator[list[Visitor]]:
    """So many tabs whose page has run."""
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(visiting(app.url)) for _ in range(count)]
        for tab in tabs:
            await tab.runs()
        yield tabs


class Uploads:
    """Uploads that have begun and do not come to their end."""

    def __init__(self, app: AppServer, stack: AsyncExitStack) -> None:
        self._app, self._stack, self._count = app, stack, 0
        self._token = self._xsrf()

    def _xsrf(self) -> str:
        place = f"{self._app.url}/_stcore/health"
        with urllib.request.urlopen(place, timeout=10) as answer:
            found = re.search(r"_streamlit_xsrf=([^;]+)", answer.headers["set-cookie"])
        assert found
        return found[1]

    async def begin(self, tab: Visitor, size: int, address: str = "203.0.113.9") -> int | None:
        """Announce ``size`` bytes; the status it is refused with, None if it is let in."""
        self._count = number = self._count + 1
        reader, writer = await asyncio.open_connection("127.0.0.1", self._app.port)
        self._stack.callback(writer.close)
        writer.write(
            f"PUT /_stcore/upload_file/{tab.session_id}/{number} HTTP/1.1\r\n"
            f"Host: localhost:{self._app.port}\r\nContent-Length: {size}\r\n"
            f"Expect: 100-continue\r\n"
            f"Content-Type: multipart/form-data; boundary=x\r\nX-Forwarded-For: {address}\r\n"
            f"X-Xsrftoken: {self._token}\r\nCookie: _streamlit_xsrf={self._token}\r\n\r\n".encode()
        )
        async with asyncio.timeout(60):
            status = int((await reader.readline()).split()[1])
        return None if status == 100 else status

    async def begin_all(self, *uploads: tuple[Visitor, int, str]) -> list[int | None]:
        """The same for several at once."""
        return list(await asyncio.gather(*(self.begin(*upload) for upload in uploads)))


def test_a_tab_holds_so_many_files_and_bytes_and_room_comes_back(proxied_app: AppServer) -> None:
    async def story() -> None:
        async with tabs_of(proxied_app, 2) as (many, big), AsyncExitStack() as stack:
            async with AsyncExitStack() as first:
                uploads = Uploads(proxied_app, first)
                for _ in range(MOST_FILES):
                    assert await uploads.begin(many, 1_000) is None
                assert await uploads.begin(many, 1_000) == 413
                for _ in range(MOST_OF_A_TAB // MAX_RESUME_BYTES):
                    assert await uploads.begin(big, MAX_RESUME_BYTES) is None
                assert await uploads.begin(big, MAX_RESUME_BYTES) == 413
            again = Uploads(proxied_app, stack)
            async with asyncio.timeout(30):
                while await again.begin(many, 1_000) is not None:
                    pass

    asyncio.run(story())


def test_a_class_that_applies_in_one_lesson_finds_room_behind_one_address(
    proxied_app: AppServer,
) -> None:
    pupils = RULES[Limit.APPLY][0].most

    async def story() -> None:
        async with tabs_of(proxied_app, pupils) as tabs, AsyncExitStack() as stack:
            uploads = Uploads(proxied_app, stack)
            one_each = [(tab, MAX_RESUME_BYTES, "203.0.113.9") for tab in tabs]
            assert set(await uploads.begin_all(*one_each)) == {None}

    asyncio.run(story())


def test_an_address_and_the_process_hold_so_much_and_not_more(proxied_app: AppServer) -> None:
    of_an_address = MOST_OF_AN_ADDRESS // MAX_RESUME_BYTES
    of_all = MOST_OF_ALL // MAX_RESUME_BYTES

    async def story() -> None:
        async with tabs_of(proxied_app, of_all // 2 + 1) as tabs, AsyncExitStack() as stack:
            *senders, another = tabs
            uploads = Uploads(proxied_app, stack)
            full = [
                (senders[number // 2], MAX_RESUME_BYTES, f"203.0.113.{number // of_an_address}")
                for number in range(of_all)
            ]
            assert set(await uploads.begin_all(*full[:of_an_address])) == {None}
            assert await uploads.begin(another, MAX_RESUME_BYTES, full[0][2]) == 413
            assert set(await uploads.begin_all(*full[of_an_address:])) == {None}
            assert await uploads.begin(another, MAX_RESUME_BYTES, "198.51.100.1") == 413

    asyncio.run(story())
