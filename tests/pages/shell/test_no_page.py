"""An address that is no page of the site."""

import pytest

from pages.shell.no_page import is_no_page


@pytest.mark.parametrize(
    ("address", "lost"),
    [
        (None, False),
        ("http://x.org", False),
        ("http://x.org/", False),
        ("http://x.org/home", False),
        ("http://x.org/interview?link=a", False),
        ("http://x.org/jobs/?posting=new", False),
        ("http://x.org/interviw?link=a", True),
        ("http://x.org/jobs/7", True),
    ],
)
def test_only_what_is_on_the_map_is_a_page(address: str | None, lost: bool) -> None:
    assert is_no_page(address) == lost
