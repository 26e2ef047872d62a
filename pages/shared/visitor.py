"""Who a page is shown to, as far as the network tells: what visitors are counted by."""

import streamlit as st

from core.access.limits import client_network
from core.access.sessions import COOKIE


def visitor() -> str:
    """The network that this tab's visitor comes from."""
    return client_network(st.context.ip_address or "127.0.0.1")


def tab_cookie() -> str | None:
    """The sign-in cookie of this tab's browser; its session may be over."""
    return st.context.cookies.get(COOKIE)
