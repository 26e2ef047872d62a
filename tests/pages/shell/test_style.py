"""What every page looks like."""

from pages.shell.style import ICON


def test_the_icon_of_the_site_is_there() -> None:
    """Streamlit says nothing of an icon that it cannot find, and shows none."""
    assert ICON.read_text("utf-8").startswith("<svg")
