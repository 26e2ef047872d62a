"""The candidate's interview link, as the address of this tab carries it."""

import streamlit as st


def own_link() -> str:
    """The token of the link; every service of the candidate opens it afresh."""
    return st.query_params.get("link", "")
