"""Chooses the page. Every page is declared for everybody; the gate is each page's first call."""

from pathlib import Path

import streamlit as st

from pages.shared.callbacks import page_problem
from pages.shared.gate import current_user
from pages.shared.keeping import forget
from pages.shared.site import DEFAULT, SITE, page

ICON = Path(__file__).with_name("icon.svg")
STYLE = """<style>
.stMainBlockContainer {padding-top: 4rem; padding-bottom: 3rem}
button:is([data-variant="segmented_control"], [data-variant="pills"])[data-selected="true"] {
  color: inherit !important}
@media (max-width: 640px) {.stMain h1 {font-size: 1.75rem; padding-top: 0}}
</style>"""

# Set before the navigation: a page's own icon would be fetched from outside as the favicon.
st.set_page_config(page_icon=str(ICON))
user = current_user()
chosen = st.navigation([page(name) for name in SITE], position="top" if user else "hidden")
spec = SITE[chosen.url_path or DEFAULT]
st.set_page_config(page_title=f"{spec.title} · Rolecall", layout=spec.layout)
st.html(STYLE)
forget(user)
page_problem()
chosen.run()
