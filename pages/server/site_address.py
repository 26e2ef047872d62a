"""Every address of this site is made here: behind TLS, a proxy, or under a path of its own."""

from urllib.parse import SplitResult, urlsplit

import streamlit as st

from pages.composition.wiring import services

_PORTS = {"http": 80, "https": 443}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of this machine that no other one answers to."""


def prefix() -> str:
    """The path that the whole site lies under (``--server.baseUrlPath``), "" for none."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def path_to(inner: str) -> str:
    """The path of this site's ``inner`` ("/healthz") as a browser asks for it."""
    return prefix() + inner


def inner_path(path: str) -> str:
    """``path`` of a request without the path that the whole site lies under."""
    return path.removeprefix(prefix()) if path.startswith(f"{prefix()}/") else path


def check_address() -> None:
    """Check that the two settings with the site's path agree.

    Raises:
        ValueError: if they differ; links would be wrong.
    """
    own = configured()
    if own is not None and own.path != prefix():
        raise ValueError(
            f"ROLECALL_BASE_URL ends in {own.path or 'no path'!r}, but the server is started with "
            f"--server.baseUrlPath={prefix() or 'none'}: both must say the same."
        )


def configured() -> SplitResult | None:
    """ROLECALL_BASE_URL, if there is one."""
    url = services().settings.base_url
    return urlsplit(url) if url else None


def is_local() -> bool:
    """Whether only this machine can reach the server."""
    return st.get_option("server.address") in _LOCAL


def is_own_host(host: str) -> bool:
    """Whether a request whose Host header is ``host`` is for this site.

    Where no address is configured, a server that only this machine can reach answers to the names
    of this machine alone, at any port (tunnels have other ports). Otherwise a page of another site
    could point its own name here (DNS rebinding) and read everything. A server that other machines
    reach answers to any name, as it cannot know its names in the network.
    """
    own = configured()
    if own is not None:
        return host_and_port(host, own.scheme) == host_and_port(own.netloc, own.scheme)
    return not is_local() or host_and_port(host, "http").rpartition(":")[0] in _LOCAL


def is_secure() -> bool:
    """Whether browsers reach this site over HTTPS, as the configured address says."""
    own = configured()
    return own is not None and own.scheme == "https"


def base_url() -> str:
    """What links begin with: the configured address, else the one this page was opened by."""
    opened = urlsplit(st.context.url or local_url())
    return services().settings.base_url or f"{opened.scheme}://{opened.netloc}{prefix()}"


def server_url() -> str:
    """What links begin with where no page is open: at the start of the server."""
    return services().settings.base_url or local_url()


def local_url() -> str:
    """The address on this machine itself."""
    return f"http://localhost:{st.get_option('server.port')}{prefix()}"


def host_and_port(netloc: str, scheme: str) -> str:
    """``netloc`` as "name:port", always with the port; "" if it is invalid."""
    try:
        parts = urlsplit(f"//{netloc}")
        name, port = parts.hostname, parts.port or _PORTS.get(scheme, 80)
    except ValueError:
        return ""
    plain = parts.username is None and not parts.path and not parts.query
    return f"{name.rstrip('.')}:{port}" if name and plain else ""
