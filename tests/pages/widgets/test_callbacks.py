"""A click that fails says so at the next run; it never ends in an error page."""

import pytest
from streamlit.testing.v1 import AppTest


def test_a_click_that_fails_says_why_above_the_page_and_the_next_one_clears_it() -> None:
    def script() -> None:
        import streamlit as st

        from core.errors import DatabaseAway
        from pages.widgets.callbacks import handled
        from pages.widgets.forms import unshown_problems

        def fail() -> None:
            raise DatabaseAway

        st.text_input("Name", key="name")
        st.button("Fail", on_click=handled(fail))
        st.button("Work", on_click=handled(lambda: None))
        unshown_problems()

    page = AppTest.from_function(script).run()
    page.text_input(key="name").input("Ada")
    page.button[0].click().run()
    assert not page.exception
    assert "not answering" in page.error[0].value
    assert page.text_input(key="name").value == "Ada"
    page.button[1].click().run()
    assert not page.error


def test_a_click_of_a_form_says_why_beside_the_field() -> None:
    def script() -> None:
        import streamlit as st

        from core.errors import InvalidInput
        from pages.widgets.callbacks import handled
        from pages.widgets.forms import field_error, unshown_problems

        def fail(field: str, *, words: str) -> None:
            raise InvalidInput(field, words)

        field_error("invite", "email")
        st.button("Fail", on_click=handled(fail, form="invite"), args=("email",),
                  kwargs={"words": "Not an address."})  # fmt: skip
        unshown_problems()

    page = AppTest.from_function(script).run()
    page.button[0].click().run()
    assert [one.value for one in page.error] == ["Not an address."]


def test_a_message_that_no_form_of_the_page_shows_is_shown_above_it() -> None:
    def script() -> None:
        import streamlit as st

        from core.errors import Conflict
        from pages.widgets.callbacks import handled
        from pages.widgets.forms import begin_page, field_error, unshown_problems

        def fail() -> None:
            raise Conflict("Somebody was faster.")

        begin_page(st.query_params.get("page", "first"))
        field_error("invite", "email")
        st.button("Fail", on_click=handled(fail, form="invite"))
        unshown_problems()

    page = AppTest.from_function(script).run()
    page.button[0].click().run()
    assert [one.value for one in page.error] == ["Somebody was faster."]
    page.query_params["page"] = "second"
    assert not page.run().error


@pytest.mark.parametrize(
    ("whole", "note", "done"), [(True, "", "Hot keys True"), (False, "Hot keys", "None True")]
)
def test_a_callback_is_carried_out_whole_though_the_browser_has_sent_something_new(
    whole: bool, note: str, done: str
) -> None:
    """One that the browser asks for again is left until then."""

    def script(whole: bool) -> None:
        from contextlib import suppress

        import streamlit as st
        from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx

        from pages.widgets.callbacks import handled
        from pages.widgets.tab_state import tab_state

        def end() -> None:
            raise StopException

        def keep() -> None:
            note = st.session_state["note"]
            tab_state()["kept"], st.session_state["note"] = note, ""

        def click() -> None:
            # As Streamlit has it from the moment in which the browser sends something else.
            state = get_script_run_ctx().session_state  # type: ignore[union-attr]
            calm = state._yield_callback
            object.__setattr__(state, "_yield_callback", end)
            with suppress(StopException):
                handled(keep, whole=whole)()
            ended = state._yield_callback is end
            object.__setattr__(state, "_yield_callback", calm)
            tab_state()["ended"] = ended

        st.text_input("Note", key="note")
        st.button("Keep", on_click=click)
        st.text(f"{tab_state().get('kept')} {tab_state().get('ended')}")

    page = AppTest.from_function(script, kwargs={"whole": whole}).run()
    page.text_input(key="note").input("Hot keys")
    page.button[0].click().run()
    assert page.text_input(key="note").value == note
    assert page.text[0].value == done, "and the run ends at the next access"
