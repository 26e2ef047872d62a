"""The server's face: `streamlit run app.py` serves the pages, the routes and the start-up."""

from pathlib import Path

import streamlit as st

from pages.shared.http import MIDDLEWARE, routes
from pages.shared.startup import lifespan
from pages.shell.peer import believe_no_proxy_yet

believe_no_proxy_yet()
app = st.App(
    Path(__file__).parent / "pages" / "shared" / "router.py",
    lifespan=lifespan,
    routes=routes(),
    middleware=MIDDLEWARE,
)
