"""The server's face: `streamlit run app.py` serves the pages, the routes and the start-up."""

from pathlib import Path

import streamlit as st

from pages.server.peer import believe_no_proxy_yet
from pages.shell.http import MIDDLEWARE, routes
from pages.shell.startup import lifespan

believe_no_proxy_yet()
app = st.App(
    Path(__file__).parent / "pages" / "shell" / "router.py",
    lifespan=lifespan,
    routes=routes(),
    middleware=MIDDLEWARE,
)
