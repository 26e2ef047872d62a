"""Chooses the page. Every page is declared for everybody; the gate is each page's first call."""

from pathlib import Path

import streamlit as st

from pages.shared.gate import current_user
from pages.shared.site import SITE, page

ICON = Path(__file__).with_name("icon.svg")

st.set_page_config(page_title="Rolecall", page_icon=str(ICON), layout="wide")
user = current_user()
st.navigation([page(name) for name in SITE], position="top" if user else "hidden").run()
