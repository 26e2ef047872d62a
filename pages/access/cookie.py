"""The cookie by which a browser is signed in: its name and its bounds follow from the address."""

from collections.abc import Mapping

from starlette.responses import Response

from core.access.sessions import COOKIE, SESSION_DAYS
from pages.server.site_address import is_secure, prefix


def cookie_name() -> str:
    """Over HTTPS with a prefix that browsers hold it to (RFC 6265bis, 4.1.3).

    ``__Host-`` asks for the path "/", which a site under a path of its own does not have.
    """
    if not is_secure():
        return COOKIE
    return f"__Secure-{COOKIE}" if prefix() else f"__Host-{COOKIE}"


def cookie_of(cookies: Mapping[str, str]) -> str | None:
    """What a browser with these ``cookies`` is known by, if it is."""
    return cookies.get(cookie_name())


def sign_in_by(response: Response, token: str) -> None:
    """Have the browser keep ``token``."""
    response.set_cookie(
        cookie_name(), token, max_age=SESSION_DAYS * 86_400, path=prefix() or "/",
        httponly=True, samesite="lax", secure=is_secure(),
    )  # fmt: skip
