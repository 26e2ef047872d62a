"""The order and grouping of tests under pytest-xdist.

xdist's own ``xdist_group`` has no effect under pytest 9.2, without saying so:
https://github.com/pytest-dev/pytest-xdist/issues/1386. Here a test's file decides.
"""

import os
from collections import defaultdict

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

KINDS = (("e2e",), ("simulation", "realtime", "db"))
"""Folders of slow tests: those in a browser, which compute most, and those that mostly wait, for
speech or a server. All other tests are a third kind, and quick."""
TOGETHER = (
    "tests/e2e/",
    "tests/counterparts/",
    "tests/db/test_embedded",
    "tests/db/test_supervisor",
)
"""Files whose tests share a server or a browser, and so run in one process."""


def together(test: str) -> str:
    """The group of the test with this id: its file, or only itself."""
    return test.partition("::")[0] if test.startswith(TOGETHER) else test


def spread(tests: list[str]) -> dict[str, tuple[float, int]]:
    """The sort key of each test: all kinds are mixed, so that some compute while others wait.

    Within a kind, folders keep the order of ``KINDS``.
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
    """Gives a process its next group when it has almost finished the last one."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spread:
    """Use ``Spread`` as xdist's scheduler."""
    config.option.loadscopereorder = False
    return Spread(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, as many tests mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the tests, if they run in several processes."""
    if hasattr(config, "workerinput"):
        places = spread([item.nodeid for item in items])
        items.sort(key=lambda item: places[item.nodeid])
