"""The headers that every answer carries (OWASP Secure Headers), and the page's script policy."""

import base64
import hashlib
import re
from functools import cached_property
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.site_address import is_secure

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_YEAR = 365 * 86_400
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",  # the audio connection's component is a frame of this site
    # Not no-referrer: with it browsers send forms of our own with "Origin: null".
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
_POLICY = {
    "default-src": "'self'",
    # blob: for the browser parts of our pages, which Streamlit loads as modules from memory;
    # WebAssembly for the 64-bit numbers of its messages; the hashes are of the scripts that stand
    # in its own page.
    "script-src": "'self' blob: 'wasm-unsafe-eval' {hashes}",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles at run time
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' data: blob:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def policy(page: str) -> str:
    """The Content-Security-Policy under which ``page`` (HTML) runs."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE.findall(page)
    )
    return "; ".join(f"{name} {value.format(hashes=hashes)}" for name, value in _POLICY.items())


class SecurityHeaders:
    """Adds the headers that Streamlit does not send by itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    @cached_property
    def _sent(self) -> dict[str, str]:
        lasting = {"Strict-Transport-Security": f"max-age={_YEAR}"} if is_secure() else {}
        return {**_HEADERS, **lasting, "Content-Security-Policy": policy(_INDEX.read_text("utf-8"))}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._sent.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
