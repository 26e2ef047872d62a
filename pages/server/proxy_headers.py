"""Turns uvicorn's own handling of X-Forwarded-For off; see client_address.py for ours."""

import uvicorn.config
from starlette.types import ASGIApp


def trust_no_proxy_headers() -> None:
    """Have uvicorn leave the address of a request as it is; our own setting decides later.

    uvicorn trusts X-Forwarded-For from this machine, before any middleware: a local client, or
    anybody behind a proxy here, could choose the address that limits are counted by. Streamlit has
    no setting for this, and has configured uvicorn before it loads our app; but uvicorn looks its
    middleware up after that.
    """
    setattr(uvicorn.config, "ProxyHeadersMiddleware", _as_it_came)  # noqa: B010 (no public name)


def _as_it_came(app: ASGIApp, trusted_hosts: object) -> ASGIApp:
    return app
