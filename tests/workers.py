"""How the suite is spread over several processes by pytest-xdist.

xdist's own marks for this (``xdist_group``) are silently without effect under pytest 9.2:
https://github.com/pytest-dev/pytest-xdist/issues/1386. Here the place of a test decides.
"""

import os
from collections import defaultdict

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

KINDS = (("e2e",), ("simulation", "realtime", "db"))
"""Folders of tests whose kind takes long: those in a browser, which compute most, and those that
wait: until somebody has spoken, or a server is back. All others are a third kind, and quick."""
TOGETHER = ("tests/e2e/", "tests/counterparts/", "tests/db/test_embedded", "tests/db/test_healing")
"""Where the tests of a file share a server or a browser, and so go to one process."""


def together(test: str) -> str:
    """What the test of this id goes together with: its file, or nothing but itself."""
    return test.partition("::")[0] if test.startswith(TOGETHER) else test


def spread(tests: list[str]) -> dict[str, tuple[float, int]]:
    """The place of each test in a line that has all kinds everywhere, so that some compute while
    others wait; a kind's folders come in their own order.
    """
    kinds: dict[int, list[str]] = defaultdict(list)
    order = {folder: (kind, n) for kind, of in enumerate(KINDS) for n, folder in enumerate(of)}

    def folder(test: str) -> tuple[int, int]:
        return order.get(test.split("/")[1], (len(KINDS), 0))

    for test in sorted(tests, key=folder):
        kinds[folder(test)[0]].append(test)
    places = {}
    for kind in kinds.values():
        groups = {one: n for n, one in enumerate(dict.fromkeys(map(together, kind)))}
        for n, test in enumerate(kind):
            places[test] = ((groups[together(test)] + 0.5) / len(groups), n)
    return places


class Spread(LoadScopeScheduling):
    """Gives each process the next tests that go together, once it is almost through its last."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spread:
    """Have xdist spread the tests so."""
    config.option.loadscopereorder = False
    return Spread(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than cores, as many tests wait for most of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Bring the tests into that line, where several processes take from it."""
    if hasattr(config, "workerinput"):
        places = spread([item.nodeid for item in items])
        items.sort(key=lambda item: places[item.nodeid])
