"""For an address that is no page of the site: Streamlit shows the start page there, unasked."""

from urllib.parse import urlsplit

import streamlit as st

from pages.access.site import SITE, page
from pages.server.site_address import inner_path


def is_no_page(address: str | None) -> bool:
    """Whether ``address``, the browser's, is of a page that is not on the map of the site."""
    name = inner_path(urlsplit(address or "").path).strip("/")
    return bool(name) and name not in SITE


def say_so() -> None:
    """What may be wrong with the address, and the way on."""
    st.title("This page is not here", anchor=False)
    st.write(
        "The address may be incomplete or mistyped. If somebody gave you a link, please copy it "
        "whole, or ask them for a new one."
    )
    st.page_link(page("home"), label="To the start page", icon=":material/home:")
