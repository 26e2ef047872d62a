"""The candidate's interview link, as the address of this tab carries it."""

import streamlit as st

from core.access.tokens import hash_token


def own_link() -> str:
    """The token of the link; every service of the candidate opens it afresh."""
    return st.query_params.get("link", "")


def way_in() -> str:
    """The hash of the link, by which a live session knows who came by it."""
    return hash_token(own_link())
