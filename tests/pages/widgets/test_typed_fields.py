"""Every field that somebody types into stays typed over a reload, or it is said why it need not."""

import ast
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from core.models import UserRole
from core.review.scorecard_filling import submit
from pages.composition.wiring import Services
from pages.parts.candidate.troubleshooting import SOMETHING_ELSE
from pages.widgets.form_storage import _class_of
from tests.factories import apply, open_posting, signed_in
from tests.held_interview import competencies, fill_in, held_interview, rated_by
from tests.pages.completed_interview import CompletedInterview
from tests.pages.proposed_ratings import propose
from tests.pages.screen import PAGES, Visit, press
from tests.pages.test_interview import agree

KINDS = ("text_input", "text_area", "number_input", "chat_input", "data_editor")
SEARCH = "a search is typed again in a moment, and is nothing that is handed in"
SECRET = "a password is never kept in a browser"
ADDRESS = "the page's address has it"
NUMBER = "a number is chosen by its steps, and no words are lost with it"
NOT_KEPT = {
    ("apply.py", "Search"): SEARCH,
    ("parts/postings/posting_list.py", "Search"): SEARCH,
    ("parts/postings/pipeline_view.py", "Search name or e-mail address"): SEARCH,
    ("parts/review/transcript_pane.py", "Search what was said"): SEARCH,
    ("parts/inspector/saved_source.py", "Search title, company and skills"): SEARCH,
    ("parts/inspector/table.py", "Search the"): ADDRESS,
    ("parts/inspector/typed_source.py", "Tech stack"): ADDRESS,
    ("parts/inspector/typed_source.py", "Role category"): ADDRESS,
    ("parts/inspector/typed_source.py", "Required skills"): ADDRESS,
    ("home.py", "Password"): SECRET,
    ("parts/team/own_account.py", "New password"): SECRET,
    ("parts/team/own_account.py", "Current password"): SECRET,
}
"""By the file and how the label begins: why what is typed there is not kept."""


class Place(NamedTuple):
    """Where in the source a field is drawn."""

    file: str
    first: int
    last: int


class Drawn(NamedTuple):
    """A field as it was drawn."""

    kind: str
    file: str
    line: int
    label: str
    key: str

    @property
    def reason(self) -> str | None:
        """Why it need not be kept."""
        if self.kind == "number_input":
            return NUMBER
        return next((why for (file, label), why in NOT_KEPT.items()
                     if file == self.file and self.label.startswith(label)), None)  # fmt: skip


def places() -> Iterator[Place]:
    """Every call that draws a field."""
    for path in sorted(PAGES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in KINDS
            ):
                last = node.end_lineno or node.lineno
                yield Place(str(path.relative_to(PAGES)), node.lineno, last)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """The fields of all pages that the test opens from here on."""
    found: list[Drawn] = []

    def watched(kind: str, draw: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            frame = sys._getframe(1)
            file = Path(frame.f_code.co_filename)
            label = next(arg for arg in args if isinstance(arg, str))
            if file.is_relative_to(PAGES):
                place = str(file.relative_to(PAGES))
                found.append(
                    Drawn(kind, place, frame.f_lineno, label, str(kwargs.get("key") or ""))
                )
            return draw(*args, **kwargs)

        return call

    for kind in KINDS:
        monkeypatch.setattr(st, kind, watched(kind, getattr(st, kind)))
        monkeypatch.setattr(DeltaGenerator, kind, watched(kind, getattr(DeltaGenerator, kind)))
    return found


class Walk:
    """Looks at one page after the other."""

    def __init__(self, drawn: list[Drawn]) -> None:
        self._drawn, self._kept = drawn, set[str]()

    def look(self, page: AppTest) -> None:
        """Note what the browser keeps of ``page``."""
        assert not page.exception, page.exception[0].value
        for part in page.get("bidi_component"):
            self._kept.update(json.loads(part.proto.json or "{}").get("fields", {}).values())

    def lost(self) -> set[Drawn]:
        """Each field that is neither kept nor in the table."""
        kept = {one for one in self._drawn if _class_of(one.key) in self._kept}
        return {one for one in self._drawn if one not in kept and not one.reason}

    def missed(self) -> set[Place]:
        """Fields of the source that no page has shown."""
        return {
            place
            for place in places()
            if not any(
                one.file == place.file and place.first <= one.line <= place.last
                for one in self._drawn
            )
        }


def trouble_dialog() -> AppTest:
    """The dialog of a candidate with trouble of another kind."""

    def script() -> None:
        import asyncio

        from core.realtime.bridge import Bridge, MediaLine
        from pages.parts.candidate.room_dialogs import trouble
        from pages.widgets.tab_state import tab_state

        tab_state()["dialog"] = "trouble"
        bridge = Bridge(asyncio.new_event_loop())
        trouble(bridge, MediaLine(), playing=False)

    page = AppTest.from_function(script).run()
    return page.radio[0].set_value(SOMETHING_ELSE).run()


def test_every_field_of_every_page_stays_typed_or_says_why_not(
    services: Services, visit: Visit, drawn: list[Drawn], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.candidate.audio.connect_audio", lambda *_, **__: (False, ""))
    with services.begin() as db:
        me = replace(signed_in(db, UserRole.ADMIN), has_password=True)
        posting = open_posting(db)
        link = apply(db, posting).link_token
        new, rated, apart = (held_interview(db, posting=posting) for _ in range(3))
        rated_by(db, rated, me)
        fill_in(db, apart, me, 1)
        submit(db, apart.id, me)
        names = competencies(db, apart)
    propose(services, apart, names, rating=5)
    on, both = str(posting.id), f"{rated.id},{apart.id}"
    walk = Walk(drawn)
    walk.look(visit("home"))
    walk.look(visit("apply"))
    walk.look(visit("apply", posting=on))
    walk.look(agree(visit("interview", link=link)))
    walk.look(press(CompletedInterview(services, visit).open(), "Correct line 2"))
    walk.look(trouble_dialog())
    monkeypatch.setattr("pages.access.guard.current_member", lambda: me)
    for name, query in (
        ("jobs", {}),
        ("jobs", {"posting": "new"}),
        ("jobs", {"posting": on, "plan": "1"}),
        ("jobs", {"posting": on, "plan": "1", "question": "new"}),
        ("pipeline", {"posting": on}),
        ("review", {"interview": str(new.id)}),
        ("review", {"interview": str(apart.id)}),
        ("compare", {"posting": on, "with": both}),
        ("inspector", {"source": "typed"}),
        ("inspector", {"source": "saved", "view": "table"}),
        ("team", {}),
    ):
        walk.look(visit(name, **query))
    assert not walk.lost(), "keep them (pages.widgets.text_forms), or say in NOT_KEPT why not"
    assert not walk.missed(), "have the walk open a page that shows them"
