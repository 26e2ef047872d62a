"""Warnings about an application (same or look-alike addresses), and its interview links."""

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.applications.same_address import same_address
from core.models import Interview
from pages.composition.wiring import services
from pages.parts.links_view import links_view
from pages.parts.same_address_note import look_alike_note, same_address_note


def application_head(interview: Interview, me: Member) -> None:
    """Look-alike letters, other applications of the same address, and this interview's links."""
    if interview.candidate:
        email = interview.candidate.email
        with services().begin() as db:
            shared = same_address(db, [email], me).get(email)
        look_alike_note(interview.candidate)
        if shared:
            same_address_note(shared, interview.application_id)
    if may(me, Permission.HIRE):
        with st.container(horizontal=True):
            links_view(interview, me)
