"""Helpers to read and use a page under AppTest."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
PAGES = Path(__file__).parent.parent.parent / "pages"


def switch_page(test: AppTest, name: str, **query: str) -> AppTest:
    """Go to another page of the site in the same browser tab."""
    test.switch_page(str(PAGES / f"{name}.py"))
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


def page_text(page: AppTest) -> str:
    """All text on the page."""
    kinds = "title subheader markdown text html error warning info success code expander".split()
    found: list[Any] = [element for kind in kinds for element in page.get(kind)]
    return "\n".join(str(getattr(one, "value", None) or getattr(one, "label", "")) for one in found)


def elements(page: AppTest, kind: str) -> list[Any]:
    """The elements of a kind for which AppTest has no property."""
    return list(page.get(kind))


def field(page: AppTest, label: str) -> Any:
    """The input with this label."""
    inputs = [*page.text_input, *page.text_area, *page.selectbox, *page.number_input]
    return next(one for one in inputs if one.label == label)


def press(page: AppTest, label: str) -> AppTest:
    """Click the first button with this label."""
    return next(one for one in page.button if one.label == label).click().run()


def refreshed(page: AppTest) -> AppTest:
    """Rerun only the page's one fragment, as its timer does; returns the page after that."""
    (fragment,) = page._fragment_storage._fragments
    alone = partial(RerunData, fragment_id=fragment)
    with patch("streamlit.testing.v1.local_script_runner.RerunData", alone):
        return page.run()
