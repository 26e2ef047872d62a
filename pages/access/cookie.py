"""The session cookie of a signed-in browser; its name and flags depend on the site's address."""

from collections.abc import Mapping

from starlette.responses import Response

from core.access.sessions import COOKIE, SESSION_DAYS
from pages.server.site_address import is_secure, prefix


def cookie_name() -> str:
    """With a prefix over HTTPS, whose rules browsers enforce (RFC 6265bis, 4.1.3).

    ``__Host-`` needs the path "/", which a site under a path of its own does not have.
    """
    if not is_secure():
        return COOKIE
    return f"__Secure-{COOKIE}" if prefix() else f"__Host-{COOKIE}"


def cookie_of(cookies: Mapping[str, str]) -> str | None:
    """The session token among these ``cookies``; None if there is none."""
    return cookies.get(cookie_name())


def sign_in_by(response: Response, token: str) -> None:
    """Set the cookie with ``token`` on ``response``."""
    response.set_cookie(
        cookie_name(), token, max_age=SESSION_DAYS * 86_400, path=prefix() or "/",
        httponly=True, samesite="lax", secure=is_secure(),
    )  # fmt: skip
