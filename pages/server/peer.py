"""Whom the server is spoken to by: the other end of the connection, and nobody's word for it."""

import uvicorn.config
from starlette.types import ASGIApp


def believe_no_proxy_yet() -> None:
    """Have uvicorn leave the address of a request as it came, until our own setting is asked.

    It believes X-Forwarded-For from this machine before any middleware, so that a local client, or
    whoever comes through a proxy here, could choose the address that limits go by. Streamlit has
    made uvicorn's configuration by the time it loads our app, and offers no setting for this;
    uvicorn looks its middleware up afterwards.
    """
    setattr(uvicorn.config, "ProxyHeadersMiddleware", _as_it_came)  # noqa: B010 (no public name)


def _as_it_came(app: ASGIApp, trusted_hosts: object) -> ASGIApp:
    return app
