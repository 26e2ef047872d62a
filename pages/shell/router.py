"""The main script: chooses the page and runs it.

Every page is declared for everybody; what protects a page is its own ``require_permission``.
"""

from contextlib import suppress

import streamlit as st

from core.access.permissions import Member
from core.errors import DatabaseAway, RolecallError
from pages.access.guard import current_member
from pages.access.redirect import redirect_if_asked
from pages.access.site import DEFAULT, SITE, page
from pages.shell.no_page import is_no_page, not_found_page
from pages.shell.style import ICON, STYLE
from pages.widgets.form_storage import clear_storage
from pages.widgets.forms import begin_page, unshown_problems
from pages.widgets.outage import full_rerun_begins, wait_for_database
from pages.widgets.tab_state import begin_run, tab_state
from pages.widgets.text import message


def member_here() -> Member | None:
    """The signed-in member; the last known one while the database is away."""
    tab = tab_state()
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
redirect_if_asked()
full_rerun_begins()
clear_storage(me)
above = st.container()  # always there, so that the elements below keep their positions
try:
    begin_page(chosen.url_path)
    if is_no_page(st.context.url):
        not_found_page()
    else:
        chosen.run()
    with above:
        unshown_problems()
except DatabaseAway:
    wait_for_database(above, team=spec.permission is not None)
except RolecallError as problem:
    st.error(message(str(problem)), icon=":material/error:")
