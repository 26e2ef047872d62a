"""The candidate's interview link, from the address of this tab."""

import streamlit as st

from core.access.tokens import hash_token


def own_link() -> str:
    """The token of the link; every service for candidates checks it again."""
    return st.query_params.get("link", "")


def link_hash() -> str:
    """The hash of the link, by which a live session knows its candidate."""
    return hash_token(own_link())
