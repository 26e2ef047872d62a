"""What a candidate does in the room, as long as the link of this tab opens the interview."""

from core.access.interview_links import open_interview_link
from core.errors import DatabaseAway, NotFound
from core.realtime.bridge import Bridge
from core.realtime.models import commands as do
from pages.composition.wiring import services
from pages.parts.candidate.own_link import own_link
from pages.widgets.tab import memory

_ENDED = "link-ended"


def tell(bridge: Bridge, command: do.Command) -> None:
    """Hand ``command`` on, unless the team has ended the link; the page then says so."""
    if still_open():
        bridge.tell(command)


def still_open() -> bool:
    """Whether the link opens the interview now; a room goes on while the database is away."""
    try:
        with services().begin() as db:
            open_interview_link(db, own_link())
    except DatabaseAway:
        return True
    except NotFound:
        memory()[_ENDED] = True
        return False
    return True


def found_ended() -> bool:
    """Whether something that was done here met a link that opens nothing any more."""
    return bool(memory().get(_ENDED))
