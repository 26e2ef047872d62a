"""The map of the site: every page, its title, and the permission that it needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.access.permissions import Permission

PAGES_DIR = Path(__file__).parent.parent


@dataclass(frozen=True)
class PageSpec:
    """A page; ``permission`` None means that anybody may open it."""

    title: str
    icon: str
    permission: Permission | None
    in_menu: bool = True
    layout: Literal["centered", "wide"] = "wide"


SITE = {
    "home": PageSpec("Sign in", ":material/login:", None, False, "centered"),
    "jobs": PageSpec("Jobs", ":material/work:", Permission.HIRE),
    "pipeline": PageSpec("Pipeline", ":material/filter_alt:", Permission.LOOK),
    "review": PageSpec("Review", ":material/rate_review:", Permission.LOOK),
    "compare": PageSpec("Compare", ":material/compare:", Permission.LOOK, in_menu=False),
    "inspector": PageSpec("Prompt inspector", ":material/troubleshoot:", Permission.INSPECT),
    "team": PageSpec("Team", ":material/group:", Permission.INSPECT, layout="centered"),
    "apply": PageSpec("Apply", ":material/description:", None, in_menu=False),
    "interview": PageSpec("Interview", ":material/mic:", None, False, "centered"),
}
DEFAULT = "home"


def page(name: str) -> StreamlitPage:
    """The page with this name, for navigation and for switching to it.

    Each call makes a new one: ``st.navigation`` sets a flag on the page that is to run, so sessions
    must not share a page.
    """
    spec = SITE[name]
    return st.Page(
        str(PAGES_DIR / f"{name}.py"),
        title=spec.title,
        icon=spec.icon,
        url_path=name,
        default=name == DEFAULT,
        visibility="visible" if spec.in_menu else "hidden",
    )
