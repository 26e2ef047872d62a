"""The "not found" page; without it Streamlit would show the start page."""

from urllib.parse import urlsplit

import streamlit as st

from pages.access.site import SITE, page
from pages.server.site_address import inner_path


def is_no_page(address: str | None) -> bool:
    """Whether the browser's ``address`` names a page that this site does not have."""
    name = inner_path(urlsplit(address or "").path).strip("/")
    return bool(name) and name not in SITE


def not_found_page() -> None:
    """Say what may be wrong with the address, and link to the start page."""
    st.title("This page is not here", anchor=False)
    st.write(
        "The address may be incomplete or mistyped. If somebody gave you a link, please copy it "
        "whole, or ask them for a new one."
    )
    st.page_link(page("home"), label="To the start page", icon=":material/home:")
