"""The entry point: `streamlit run app.py` serves the pages and our own routes."""

from pathlib import Path

import streamlit as st

from pages.server.proxy_headers import trust_no_proxy_headers
from pages.shell.http import MIDDLEWARE, routes
from pages.shell.startup import lifespan

trust_no_proxy_headers()
app = st.App(
    Path(__file__).parent / "pages" / "shell" / "router.py",
    lifespan=lifespan,
    routes=routes(),
    middleware=MIDDLEWARE,
)
