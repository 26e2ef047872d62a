"""For the team: other applications with the same e-mail address, or one that looks like it."""

import uuid

import streamlit as st

from core.applications.look_alikes import look_alikes
from core.applications.same_address import Claim, SameAddress
from core.applications.stages import stage_name
from core.models import Candidate
from pages.access.site import page
from pages.widgets.local_times import date_and_time
from pages.widgets.text import plain


def look_alike_note(candidate: Candidate) -> None:
    """A warning if the name or the address has letters that look like others."""
    for line in look_alikes(candidate.name, candidate.email):
        st.warning(plain(line), icon=":material/warning:")


def same_address_note(shared: SameAddress, here: uuid.UUID | None) -> None:
    """A line that opens the list of them; ``here`` is the application that it is shown for."""
    names = ", under different names" if shared.names_differ else ""
    label = f"The same e-mail address was given in {shared.total:,} applications{names}"
    with st.expander(label, icon=":material/group:"):
        st.write(
            "Nobody checked the address. Whether this is one person who applied again, and which "
            "application counts, is for you to find out."
        )
        for claim in shared.claims:
            _line(claim, is_here=claim.application_id == here)
        more = shared.total - len(shared.claims)
        if more:
            st.text(f"And {more:,} earlier ones: search for the address to see them.")


def _line(claim: Claim, *, is_here: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = f"**{plain(claim.name)}**"
        if claim.interview_id is None or is_here:
            st.markdown(name, width="content")
        else:
            st.page_link(page("review"), label=name,
                         query_params={"interview": str(claim.interview_id)})  # fmt: skip
        said = [
            claim.posting,
            f"applied {date_and_time(claim.applied_at)}",
            stage_name(claim.status),
            *(["this one"] if is_here else []),
        ]
        st.text(" · ".join(said), width="content")
