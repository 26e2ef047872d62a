"""Faults of an embedded server, for tests: its processes are frozen and killed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from db.pg_cluster import Cluster


def postmaster(cluster: Cluster) -> psutil.Process:
    """The postmaster process of the server."""
    return psutil.Process(int(cluster.pid_file_text().splitlines()[0]))


@contextmanager
def frozen(cluster: Cluster) -> Iterator[None]:
    """Every process of the server stands still."""
    parent = postmaster(cluster)
    everybody = [parent, *parent.children(recursive=True)]
    for process in everybody:
        process.suspend()
    try:
        yield
    finally:
        for process in everybody:
            with suppress(psutil.NoSuchProcess):
                process.resume()


def kill_leaving_orphans(cluster: Cluster) -> None:
    """Kill -9, while the children are frozen: none of them ends by itself."""
    parent = postmaster(cluster)
    for child in parent.children(recursive=True):
        child.suspend()
    parent.kill()
