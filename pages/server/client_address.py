"""The client's IP address, which limits are counted by."""

from collections.abc import Sequence

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope

from core.access.limits import client_network
from pages.composition.wiring import services

_FORWARDED = "x-forwarded-for"
_HERE = "127.0.0.1"


def client_address(scope: Scope) -> str:
    """The address that a request or handshake came from; an IPv6 one as its /64 network.

    ``ROLECALL_TRUSTED_HOPS`` is the number of proxies whose X-Forwarded-For is trusted.
    """
    peer = (scope.get("client") or (_HERE,))[0]
    return _believed(peer, Headers(scope=scope).getlist(_FORWARDED))


def visitor_address() -> str:
    """The same for the visitor of the running page, from their websocket's handshake."""
    peer = st.context.ip_address or _HERE
    return _believed(peer, st.context.headers.get_all(_FORWARDED))


def _believed(peer: str, forwarded: Sequence[str]) -> str:
    return address_of(peer, forwarded, services().settings.trusted_hops)


def address_of(peer: str, forwarded: Sequence[str], hops: int) -> str:
    """The client's address, given the X-Forwarded-For headers and how many hops are trusted.

    Each proxy appends the address that it got the request from; what stands to the left of the
    trusted proxies' entries may be made up by the client.
    """
    said = [part.strip() for line in forwarded for part in line.split(",")]
    return client_network(said[-hops] if 0 < hops <= len(said) else peer)
