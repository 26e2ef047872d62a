"""What a browser's part reports may be any JSON: pages take what they know, and never fail."""

import json
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from hypothesis import given, settings
from hypothesis import strategies as some

from core.postings.content.draft import CHOICES, PostingDraft
from core.realtime.models import commands as do
from core.text.characters import kept_text
from pages.parts.candidate import application_thanks, typed_answer
from pages.parts.candidate.browser_components import _texts
from pages.parts.postings.posting_form import FIELDS, PostingForm
from pages.parts.review.quoting import _span
from pages.widgets import form_storage
from pages.widgets.form_merge import FormMerge
from pages.widgets.text_forms import keep_text_form

FORM, POSTING = "form", uuid.UUID(int=1)
KNOWN = [
    *FIELDS,
    *"""id values read revision draft note token unread answer asking text turn start end
quote""".split(),
]
LEAF = (
    some.none() | some.booleans() | some.integers(-(10**30), 10**30) | some.floats()
    | some.sampled_from(["", "20", "nan", "1e999", "0" * 32, str(POSTING), "react", "\ud83d\0"])
    | some.text(some.characters(exclude_categories=[]), max_size=9)
)  # fmt: skip
JSON = some.recursive(
    LEAF,
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(KNOWN) | some.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=12,
)
VALUES = some.dictionaries(some.sampled_from(KNOWN), JSON, max_size=12)
READ = some.fixed_dictionaries(
    {"revision": LEAF, "draft": some.fixed_dictionaries(dict.fromkeys(FIELDS, JSON))}
)


class State(dict[str, Any]):
    """Of a tab, as callbacks use it."""

    def to_dict(self) -> dict[str, Any]:
        return self


class Tab:
    """A page's forms, and a browser that hands anything back to them."""

    def __init__(self) -> None:
        self.state, self.parts = State(), dict[str, Any]()

    def __enter__(self) -> "Tab":
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(st, "session_state", self.state)
        self._patch.setattr(
            form_storage, "_KEEP", lambda **part: self.parts.update({part["key"]: part})
        )
        return self

    def __exit__(self, *raised: object) -> None:
        self._patch.undo()

    def hands_back(self, form: str, found: Any) -> None:
        """The browser reports ``found`` for the form."""
        self.state[f"keep-{form}"] = SimpleNamespace(found=found)
        self.parts[f"keep-{form}"]["on_found_change"]()


def kept(values: Any) -> dict[str, Any]:
    return {"id": "0" * 32, "values": values}


@settings(max_examples=60, deadline=None)
@given(JSON | VALUES.map(kept), READ | JSON)
def test_a_form_takes_texts_and_choices_back_and_nothing_else(found: Any, read: Any) -> None:
    if isinstance(found, dict) and isinstance(found.get("values"), dict):
        found["values"]["read"] = read
    with Tab() as tab:
        keep_text_form(FORM, {"note": "note"}, merge=FormMerge("other", PostingDraft(), 1))
        tab.hands_back(FORM, found)
        assert isinstance(tab.state["note"], str)
        form = PostingForm("new", PostingDraft(title="Old"))
        form.keep(None)  # type: ignore[arg-type]
        tab.hands_back("posting-form-new", found)
        form = PostingForm("new", PostingDraft(title="New"), 2)
        form.keep(None)  # type: ignore[arg-type]
        for field in FIELDS:
            value = tab.state[form.key(field)]
            assert value is None or type(value) is (int if field == "interview_minutes" else str)
            assert field not in CHOICES or value is None or value in CHOICES[field]
        assert 0 <= form.merge.base.revision < 2**31
        json.dumps(tab.parts["keep-posting-form-new"]["data"])


@settings(max_examples=50, deadline=None)
@given(JSON | VALUES.map(kept))
def test_an_application_and_an_answer_are_taken_only_as_such(found: Any) -> None:
    with Tab() as tab:
        application_thanks.remember_applied(POSTING)
        tab.hands_back(f"applied-{POSTING}", found)
        here = application_thanks.applied_here(POSTING)
        assert here is None or isinstance(here.token, str)
        told: list[do.Command] = []
        tab._patch.setattr(typed_answer, "send_command", lambda _, command: told.append(command))
        tab.state["answer"] = SimpleNamespace(answer=found)
        typed_answer._send(None)  # type: ignore[arg-type]
        for one in told:
            assert isinstance(one, do.TypeAnswer)
            assert one.text == kept_text(one.text)


@pytest.mark.parametrize("text", ["\u200b\u202e", "\ufeff \u2060", "\x07"])
def test_an_answer_that_nobody_can_see_is_handed_on_so_that_it_does_not_wait_for_ever(
    text: str,
) -> None:
    with Tab() as tab:
        told: list[do.Command] = []
        tab._patch.setattr(typed_answer, "send_command", lambda _, command: told.append(command))
        sent = {"id": str(uuid.UUID(int=7)), "asking": "1.0.question", "text": text}
        tab.state["answer"] = SimpleNamespace(answer=sent)
        typed_answer._send(None)  # type: ignore[arg-type]
    assert [one.text for one in told if isinstance(one, do.TypeAnswer)] == ["…"]


@settings(max_examples=50, deadline=None)
@given(JSON)
def test_a_span_and_a_device_are_what_they_look_like_or_nothing(found: Any) -> None:
    span = _span(found)
    assert span is None or isinstance(span.turn_id, uuid.UUID)
    assert all(isinstance(one, str) for one in _texts(found).values())
