"""The log of sign-ins, sign-outs and refused sign-ins."""

import streamlit as st

from core.access.permissions import Member
from core.access.sign_ins import MOST, sign_ins
from pages.composition.wiring import services
from pages.parts.audit_view import events_table


def sign_ins_view(me: Member) -> None:
    """The latest entries; loaded when it is opened."""
    with st.expander("Who signed in", icon=":material/history:", on_change="rerun",
                     key="who-signed-in") as opened:  # fmt: skip
        if not opened.open:
            return
        with services().begin() as db:
            events = sign_ins(db, me)
        st.text(
            f"The last {MOST} times, newest first. What was typed as a password is never kept, "
            "and an address only if it belongs to the team."
        )
        events_table(events)
