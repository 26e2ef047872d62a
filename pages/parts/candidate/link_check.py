"""Checks that this tab's link still opens the interview before a command reaches the room."""

from core.access.interview_links import open_interview_link
from core.errors import DatabaseAway, NotFound
from core.realtime.bridge import Bridge
from core.realtime.models import commands as do
from pages.composition.wiring import services
from pages.parts.candidate.own_link import own_link
from pages.widgets.tab_state import tab_state

_ENDED = "link-ended"


def send_command(bridge: Bridge, command: do.Command) -> None:
    """Send ``command`` to the live session, unless the team has ended the link."""
    if link_still_opens():
        bridge.tell(command)


def link_still_opens() -> bool:
    """Whether the link still opens the interview; True while the database is away."""
    try:
        with services().begin() as db:
            open_interview_link(db, own_link())
    except DatabaseAway:
        return True
    except NotFound:
        tab_state()[_ENDED] = True
        return False
    return True


def link_has_ended() -> bool:
    """Whether a command of this tab was refused, as its link has ended."""
    return bool(tab_state().get(_ENDED))
