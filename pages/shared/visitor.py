"""Who a page is shown to, as far as the network tells: what visitors are counted by."""

import streamlit as st

from pages.shared.client_address import visitor_address
from pages.shell.cookie import cookie_of


def visitor() -> str:
    """The network that this tab's visitor comes from."""
    return visitor_address()


def tab_cookie() -> str | None:
    """The sign-in cookie of this tab's browser; its session may be over."""
    return cookie_of(st.context.cookies)
