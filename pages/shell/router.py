"""Chooses the page. Every page is declared for everybody; the gate is each page's first call."""

from contextlib import suppress
from pathlib import Path

import streamlit as st

from core.access.permissions import Member
from core.errors import DatabaseAway, RolecallError
from pages.access.gate import current_member
from pages.access.redirect import go
from pages.access.site import DEFAULT, SITE, page
from pages.shell.no_page import is_no_page, say_so
from pages.widgets.forms import open_page, other_problems
from pages.widgets.keeping import forget
from pages.widgets.outage import wait_for_database, whole_page_runs
from pages.widgets.tab import begin_run, memory
from pages.widgets.text import message

ICON = Path(__file__).with_name("icon.svg")
# Each paragraph runs in the direction of its own first letter, as dir="auto" would have it. Nothing
# to be hit is smaller than WCAG 2.2 asks for (2.5.8).
STYLE = """<style>
.stMainBlockContainer {padding-top: 4rem; padding-bottom: 3rem}
button:is([data-variant="segmented_control"], [data-variant="pills"])[data-selected="true"] {
  color: inherit !important}
:is(p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, summary, textarea, input,
  [data-testid="stText"]) {unicode-bidi: plaintext}
bdi {unicode-bidi: isolate}
:is(button, .stCheckbox label, [data-testid="stRadioOption"]) {min-height: 24px; min-width: 24px}
@media (max-width: 640px) {.stMain h1 {font-size: 1.75rem; padding-top: 0}}
</style>"""


def member_here() -> Member | None:
    """Who of the team is signed in; as last known while the database is away."""
    tab = memory()
    with suppress(DatabaseAway):
        tab["member"] = current_member()
    found: Member | None = tab.get("member")
    return found


begin_run()
# Set before the navigation: a page's own icon would be fetched from outside as the favicon.
st.set_page_config(page_icon=str(ICON))
me = member_here()
chosen = st.navigation([page(name) for name in SITE], position="top" if me else "hidden")
spec = SITE[chosen.url_path or DEFAULT]
st.set_page_config(page_title=f"{spec.title} · Rolecall", layout=spec.layout)
st.html(STYLE)
go()
whole_page_runs()
forget(me)
above = st.container()  # always there, so that the page's own parts keep their places
try:
    open_page(chosen.url_path)
    if is_no_page(st.context.url):
        say_so()
    else:
        chosen.run()
    with above:
        other_problems()
except DatabaseAway:
    wait_for_database(above, team=spec.permission is not None)
except RolecallError as problem:
    st.error(message(str(problem)), icon=":material/error:")
