"""One's own account; for admins also the team: members, invitations, sign-ins."""

import streamlit as st

from core.access.permissions import Permission, may
from pages.access.guard import require_permission
from pages.parts.team.invite_form import invite_form
from pages.parts.team.members import members
from pages.parts.team.own_account import account
from pages.parts.team.own_sessions_view import own_sessions_view
from pages.parts.team.sign_ins_view import sign_ins_view

me = require_permission(Permission.INSPECT)
st.title("Team")
st.subheader("Your account")
account(me)
st.subheader("Where you are signed in")
own_sessions_view(me)
if may(me, Permission.MANAGE_TEAM):
    st.subheader("Members")
    members(me)
    st.subheader("Invite somebody")
    invite_form(me)
    st.subheader("Signing in")
    sign_ins_view(me)
