"""Rules that hold for the source as a whole; who may import whom stands in test_layers.py."""

import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PURE = ("core.roles*", "core.skills*", "core.interviews.assessment*", "core.prompting.builder",
        "core.text.untrusted_text", "core.text.plain_text", "core.models.status")  # fmt: skip
"""Modules that do no I/O, beside those whose docstring says that they are pure."""
DOING_IO = {
    "asyncio", "http", "httpx", "io", "multiprocessing", "os", "pathlib", "psycopg", "random",
    "requests", "secrets", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "threading",
    "time", "urllib", "websockets",
}  # fmt: skip
IO_CALLS = {"open", "print", "input", "exec", "eval", "__import__"}
IO_METHODS = {"read_text", "write_text", "read_bytes", "write_bytes", "unlink", "mkdir", "glob"}
LONGEST_PAGE, LONGEST_FILE, LONGEST_FUNCTION = 120, 250, 40
WHY_LONG = re.compile(r"\blong\s+because\b|\bwhy\s+it\s+is\s+long\b")
"""What a longer file says of itself."""
WATCHED_IMPORT = """
import sys, json, threading, importlib
events = []
WATCHED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
           "subprocess.Popen", "os.fork", "os.posix_spawn")
sys.addaudithook(lambda event, args: events.append(event) if event in WATCHED else None)
start = threading.Thread.start
threading.Thread.start = lambda thread: (events.append("thread"), start(thread))
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(events))
"""


@cache
def modules(*folders: str) -> dict[str, ast.Module]:
    """The modules of these folders by dotted name."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {dotted(path): ast.parse(path.read_text("utf-8")) for path in paths}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module) -> set[str]:
    """Dotted names of all that a module imports, wherever it stands in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def tops(tree: ast.Module) -> set[str]:
    """The first parts of what a module imports."""
    return {name.split(".")[0] for name in imports(tree)}


def is_pure(name: str, tree: ast.Module) -> bool:
    says_so = "(pure)" in (ast.get_docstring(tree) or "")
    return says_so or any(fnmatch(name, rule) for rule in PURE)


# Imports


@pytest.mark.parametrize(
    "name",
    ["core.roles.map_role", "core.roles.suggest_role", "core.models.JobPosting",
     "core.applications.ApplicationService", "core.interview_engine.InterviewEngine",
     "core.plans.proposal.propose_plan"],
)  # fmt: skip
def test_the_public_names_of_the_product_stay_where_readers_look_for_them(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert hasattr(importlib.import_module(module), attribute)


def test_pages_never_import_each_other() -> None:
    pages = {f"pages.{path.stem}" for path in (ROOT / "pages").glob("*.py")} - {"pages.__init__"}
    assert len(pages) >= 5
    for name, tree in modules("pages").items():
        assert not imports(tree) & pages - {name}, name


def test_nothing_hangs_on_a_cache_that_any_visitor_may_clear() -> None:
    for name, tree in modules("pages", "core", "db").items():
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert "cache_resource" not in names | imports(tree), name


def test_the_pages_keep_nothing_for_all_visitors() -> None:
    """What a page makes belongs to one session; a cache would hand it to the next."""
    for name, tree in modules("pages").items():
        assert not imports(tree) & {"functools.cache", "functools.lru_cache"}, name


def test_nothing_private_lies_under_the_addresses_that_streamlit_serves() -> None:
    """What these are given is there for whoever has its address, signed in or not."""
    served = {"download_button", "audio", "video", "image", "pdf"}
    for name, tree in modules("pages").items():
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name) and node.value.id == "st"}  # fmt: skip
        assert not used & served, name


# Pure modules


PURE_MODULES = {name: tree for name, tree in modules("core").items() if is_pure(name, tree)}


def test_the_pure_modules_are_there() -> None:
    unmatched = [rule for rule in PURE if not any(fnmatch(name, rule) for name in PURE_MODULES)]
    assert unmatched == []
    assert {
        "core.postings.content.role_choice",
        "core.interviews.assessment.answer_signals",
    } <= set(PURE_MODULES)


@pytest.mark.parametrize("name", sorted(PURE_MODULES))
def test_a_pure_module_does_no_io(name: str) -> None:
    tree = PURE_MODULES[name]
    assert not tops(tree) & DOING_IO
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                assert called.id not in IO_CALLS, f"{called.id} in line {node.lineno}"
            if isinstance(called, ast.Attribute):
                assert called.attr not in IO_METHODS, f"{called.attr} in line {node.lineno}"


def test_the_search_for_io_finds_it_where_it_belongs() -> None:
    prompts = modules("core")["core.base_prompts.library"]
    assert "pathlib" in tops(prompts)
    assert any(
        isinstance(node, ast.Attribute) and node.attr in IO_METHODS for node in ast.walk(prompts)
    )


def watched(names: list[str]) -> list[str]:
    """What importing ``names`` in a fresh process connects and starts."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED_IMPORT, json.dumps(names)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_importing_core_connects_and_starts_nothing() -> None:
    names = sorted(modules("core"))
    assert "core.realtime.session.session" in names
    assert watched(names) == []


def test_the_watch_over_imports_sees_what_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "noisy.py").write_text(
        "import socket, threading\n"
        "thread = threading.Thread(target=lambda: None)\nthread.start()\nthread.join()\n"
        "socket.socket().bind(('127.0.0.1', 0))\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert watched(["noisy"]) == ["thread", "socket.bind"]


# State changes


def status_changes(tree: ast.AST) -> Iterator[int]:
    """Lines that set an attribute or column named ``status``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if node.attr == "status":
                yield node.lineno
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            constants = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            by_name = called == "setattr" and constants[:1] == ["status"]
            by_update = called == "values" and "status" in {word.arg for word in node.keywords}
            if by_name or by_update:
                yield node.lineno


def test_a_status_is_assigned_in_one_place_only() -> None:
    found = {
        name: list(status_changes(tree))
        for name, tree in modules("core", "pages", "db").items()
        if not name.startswith("db.migrations")
    }
    assert len(found.pop("core.models.status")) == 1
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    ["a.status = b", "a.b.status = c", "a.status, d = b", "setattr(a, 'status', b)",
     "for a.status in b: pass", "update(A).values(status=b)", "a.status: str = b"],
)  # fmt: skip
def test_the_search_for_status_changes_finds_them(line: str) -> None:
    assert list(status_changes(ast.parse(line))) == [1]


def test_the_search_for_status_changes_spares_reading_and_other_names() -> None:
    lines = ["b = a.status", "a.parsing_status = b", "status = 1", "A.status == b", "A(status=b)"]
    assert list(status_changes(ast.parse("\n".join(lines)))) == []


# Shape


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.py")), ids=dotted)
def test_a_page_and_each_of_its_parts_is_thin(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_PAGE


@pytest.mark.parametrize("folder", ["core", "db"])
def test_a_file_is_short_or_says_why_not(folder: str) -> None:
    long = [
        dotted(path)
        for path in (ROOT / folder).rglob("*.py")
        if "versions" not in path.parts  # a migration is one step, and never changed
        and len((text := path.read_text("utf-8")).splitlines()) > LONGEST_FILE
        and not WHY_LONG.search(text)
    ]
    assert long == []


def test_a_function_fits_on_one_screen() -> None:
    long = [
        f"{name}: {function.name} has {size} lines"
        for name, tree in modules("core", "db", "pages").items()
        for function in ast.walk(tree)
        if "versions" not in name
        and isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := lines_of(function)) > LONGEST_FUNCTION
    ]
    assert long == []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines without the docstring."""
    first, end = function.body[0], function.end_lineno or 0
    about = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) else 0
    return end - function.lineno + 1 - about


def test_a_file_that_a_page_names_beside_itself_is_there() -> None:
    named = [
        path.with_name(name)
        for path in (ROOT / "pages").rglob("*.py")
        for name in re.findall(r'__file__\)\.with_name\("([^"]+)"\)', path.read_text("utf-8"))
    ]
    assert named
    assert [str(path) for path in named if not path.exists()] == []


# Callbacks


A_CALLBACK = re.compile(r"on_(click|change|submit|dismiss|select|\w+_change)")
NOT_CALLED = {"ignore", "rerun"}
"""What Streamlit takes in place of a callback."""


def bare_callbacks(tree: ast.AST) -> Iterator[int]:
    """Lines that give a widget a callback which nobody catches errors of."""
    for node in ast.walk(tree):
        pairs: list[tuple[object, ast.expr]] = []
        if isinstance(node, ast.Call):
            pairs = [(word.arg, word.value) for word in node.keywords]
        elif isinstance(node, ast.Dict):
            names = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
            pairs = list(zip(names, node.values, strict=True))
        for name, value in pairs:
            if isinstance(name, str) and A_CALLBACK.fullmatch(name) and not is_handled(value):
                yield value.lineno


def is_handled(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return value.value in NOT_CALLED
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "handled"


def test_no_callback_of_a_page_is_passed_bare() -> None:
    found = {name: list(bare_callbacks(tree)) for name, tree in modules("pages").items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    ["st.button('Go', on_click=go)", "more = {'on_change': go}", "b(on_change=lambda: None)",
     "@st.dialog('Go', on_dismiss=go)\ndef f(): pass", "part(on_span_change=self.go)"],
)  # fmt: skip
def test_the_search_for_bare_callbacks_finds_them(line: str) -> None:
    assert len(list(bare_callbacks(ast.parse(line)))) == 1


def test_the_search_for_bare_callbacks_spares_what_is_handled_or_not_called() -> None:
    lines = ["b(on_click=handled(go))", "{'on_change': handled(go, form=f)}",
             "b(on_click='ignore')", "track(on_ended=go)"]  # fmt: skip
    assert list(bare_callbacks(ast.parse("\n".join(lines)))) == []


A_BUTTON = re.compile(r"(form_submit_|download_|menu_)?button|chat_input")


def lost_clicks(tree: ast.AST) -> Iterator[int]:
    """Lines that use what a button returns: it says so in one run only, which an outage ends."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in alone:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if A_BUTTON.fullmatch(name):
                yield node.lineno


def test_a_click_acts_in_a_callback_so_that_no_outage_loses_it() -> None:
    found = {name: list(lost_clicks(tree)) for name, tree in modules("pages").items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    ["if st.button('Go'): go()", "sent = st.form_submit_button('Go')", "go(st.button('Go'))",
     "if taken or left.button('Go'): go()", "if not (said := st.chat_input()): go()"],
)  # fmt: skip
def test_the_search_for_lost_clicks_finds_them(line: str) -> None:
    assert list(lost_clicks(ast.parse(line))) == [1]
    assert list(lost_clicks(ast.parse("st.button('Go', on_click=handled(go))"))) == []


def bare_parts(tree: ast.AST) -> Iterator[int]:
    """Fragments and dialogs, which run without the router, that do not catch errors themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            if any(m.startswith(("st.fragment", "st.dialog")) for m in marks) and (
                marks[-1] != "handle_errors"
            ):
                yield node.lineno


def test_a_fragment_and_a_dialog_of_a_page_catch_what_goes_wrong_in_them() -> None:
    found = {name: list(bare_parts(tree)) for name, tree in modules("pages").items()}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert list(bare_parts(ast.parse("@st.fragment(run_every=1)\ndef f(): pass"))) == [2]
    assert list(bare_parts(ast.parse("@st.dialog('Go')\n@handle_errors\ndef f(): pass"))) == []


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Public modules, classes, functions and methods without a docstring."""
    if not ast.get_docstring(tree):
        yield "the module"
    waiting: list[tuple[str, ast.stmt]] = [("", node) for node in tree.body]
    while waiting:
        prefix, node = waiting.pop()
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            waiting += [(f"{prefix}{node.name}.", inner) for inner in node.body]


@pytest.mark.parametrize("name", sorted(modules("core")))
def test_what_is_public_in_core_has_a_docstring(name: str) -> None:
    assert sorted(undocumented(modules("core")[name])) == []


def test_every_module_of_the_product_says_what_it_is() -> None:
    trees = modules("core", "db", "pages")
    empty = {name for name, tree in trees.items() if not tree.body}
    silent = {name for name, tree in trees.items() if not ast.get_docstring(tree)}
    assert silent - empty == set()
