"""What a tab remembers is kept whatever else the page reports in the same moment."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx

    from pages.widgets.tab_state import tab_state, widget_value

    def interrupt() -> None:
        raise StopException

    def keep() -> None:
        # As Streamlit has it from the moment in which the page reports something else.
        state = get_script_run_ctx().session_state  # type: ignore[union-attr]
        calm = state._yield_callback
        object.__setattr__(state, "_yield_callback", interrupt)
        try:
            tab_state()["name"] = widget_value("name")
        finally:
            object.__setattr__(state, "_yield_callback", calm)

    name = tab_state().get("name", "nobody")
    st.text_input("Name", key="name")
    st.button("Keep", on_click=keep)
    st.text(f"Kept: {name}")


def test_a_callback_reads_and_keeps_though_the_run_is_to_be_ended() -> None:
    app = AppTest.from_function(page).run()

    app.text_input(key="name").input("Ada")
    app.button[0].click()
    app.run()

    assert app.text[0].value == "Kept: Ada"
    assert not app.exception
