"""Every button and field of the team's pages, used in a tab whose session has ended meanwhile."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text, update
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import (
    Button,
    ButtonGroup,
    Checkbox,
    MenuButton,
    Multiselect,
    NumberInput,
    Radio,
    Selectbox,
    TextArea,
    TextInput,
    Toggle,
    Widget,
)

from core.access.permissions import Member
from core.access.sessions import member_of_cookie
from core.models import Base, UserRole, UserSession, utc_now
from pages.composition.wiring import Services
from tests.factories import cookie_of, make_user, open_posting
from tests.held_interview import held_interview
from tests.pages.screen import Visit, press

CHANGED_ANYWAY = {"audit_events", "user_sessions", "limit_counts"}
"""What signing in and being refused is written to."""
KINDS = ("button", "checkbox", "toggle", "text_input", "text_area", "number_input", "radio",
         "selectbox", "multiselect", "button_group", "segmented_control", "pills",
         "menu_button")  # fmt: skip


class Tab:
    """A browser tab of an admin whose session is ended and comes back."""

    def __init__(self, services: Services) -> None:
        self.services = services
        with services.begin() as db:
            user = make_user(db, UserRole.ADMIN)
            self.cookie = cookie_of(db, user)
            member = member_of_cookie(db, self.cookie)
            assert member
            self.session_id = member.session_id

    def member(self) -> Member | None:
        with self.services.begin() as db:
            return member_of_cookie(db, self.cookie)

    def signed_in(self, still: bool) -> None:
        values = {"revoked_at": None if still else utc_now()}
        with self.services.begin() as db:
            db.execute(update(UserSession).values(values))

    def dump(self) -> dict[str, Any]:
        """Of each table the number of its rows and a hash over them."""
        with self.services.begin() as db:
            return {
                name: tuple(
                    db.execute(
                        text(
                            "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text))"  # noqa: S608
                            f' FROM "{name}" t'
                        )
                    ).one()
                )
                for name in Base.metadata.tables
                if name not in CHANGED_ANYWAY
            }


@pytest.fixture
def tab(services: Services, monkeypatch: pytest.MonkeyPatch) -> Tab:
    made = Tab(services)
    monkeypatch.setattr("pages.access.guard.cookie", lambda: made.cookie)
    monkeypatch.setattr("pages.access.guard.current_member", made.member)
    return made


def use(widget: Any) -> AppTest:
    """Click it, or give it another value than it has."""
    match widget:
        case Button():
            widget.click()
        case Checkbox() | Toggle():
            widget.set_value(not widget.value)
        case TextInput() | TextArea():
            widget.set_value(f"{widget.value or ''} changed")
        case NumberInput():
            widget.set_value(widget.min if widget.value != widget.min else widget.max)
        case Multiselect():
            widget.set_value([] if widget.value else widget.options[:1])
        case Radio() | Selectbox():
            others = [n for n in range(len(widget.options)) if n != widget.index]
            widget.set_value(widget.options[others[0] if others else 0])
        case ButtonGroup():
            widget.set_value([] if isinstance(widget.value, list) else None)
        case MenuButton():
            widget.click_index(0)
        case _:
            raise AssertionError(f"how is {widget} used?")
    page: AppTest = widget.run()
    return page


def _widget(element: Any) -> Any:
    return element


def usable(page: AppTest) -> list[tuple[str, int, str]]:
    """Each widget by its kind and place, with its label."""
    return [
        (kind, place, one.label)
        for kind in KINDS
        for place, one in enumerate(map(_widget, page.get(kind)))
        if not getattr(one, "disabled", False)
    ]


def walk(tab: Tab, open_page: Callable[[], AppTest]) -> Iterator[str]:
    """Use each widget with an ended session; yields what went wrong."""
    for kind, place, label in usable(open_page()):
        tab.signed_in(True)
        page = open_page()
        before = tab.dump()
        tab.signed_in(False)
        page = use(page.get(kind)[place])
        if tab.dump() != before:
            yield f"{kind} {label!r} changed something"
        if page.exception:
            yield f"{kind} {label!r}: {page.exception[0].value}"
        if leaves(page):
            continue
        told = [one.value for one in [*page.title, *page.error]]
        if not any("sign in" in words for words in told):
            yield f"{kind} {label!r} said nothing kind: {told}"
    tab.signed_in(True)


def leaves(page: AppTest) -> bool:
    """Whether the browser is sent to the start page, as by signing out of what has ended."""
    return any('"path": "/?left=1"' in part.proto.json for part in page.get("bidi_component"))


@pytest.fixture
def places(services: Services, visit: Visit, tab: Tab) -> dict[str, Callable[[], AppTest]]:
    with services.begin() as db:
        posting = open_posting(db)
        held, other = (held_interview(db, posting=posting) for _ in range(2))
        make_user(db)
    on = str(posting.id)

    def dialog(key: str) -> Callable[[], AppTest]:
        return lambda: press(visit("team"), key)

    return {
        "jobs": lambda: visit("jobs", posting=on),
        "posting form": lambda: visit("jobs", posting="new"),
        "pipeline": lambda: visit("pipeline", posting=on),
        "review": lambda: visit("review", interview=str(held.id)),
        "compare": lambda: visit("compare", posting=on, **{"with": f"{held.id},{other.id}"}),
        "team": lambda: visit("team"),
        "take access away": dialog("Take access away"),
        "change a role": dialog("Change role"),
    }


@pytest.mark.parametrize(
    "place",
    ["jobs", "posting form", "pipeline", "review", "compare", "team", "take access away",
     "change a role"],
)  # fmt: skip
def test_nothing_that_is_pressed_after_the_session_ended_does_anything(
    places: dict[str, Callable[[], AppTest]], tab: Tab, place: str
) -> None:
    found = usable(places[place]())
    assert found
    assert list(walk(tab, places[place])) == []


def test_the_walk_finds_a_service_that_does_not_ask(
    places: dict[str, Callable[[], AppTest]], tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.access.accounts.permitted", lambda *asked: None)
    assert any("changed something" in one for one in walk(tab, places["team"]))


def test_every_kind_of_widget_on_the_pages_is_known_to_the_walk(
    places: dict[str, Callable[[], AppTest]],
) -> None:
    known = set(KINDS)
    for name, open_page in places.items():
        kinds = {one.type for one in open_page() if isinstance(one, Widget)}
        assert not {one for one in kinds if one not in known}, name
