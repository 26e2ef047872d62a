"""What the documents say is what the program does."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from core.base_prompts.library import load_base_prompts
from core.roles import BASE_PROMPTS, map_role, role_aliases
from docs import tables
from docs.tables import DOCUMENTS, PARTS, first_words, main, rendered

JOB_CONTEXT = DOCUMENTS[-1]
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
WRITTEN = sorted([*tables.ROOT.glob("*.md"), *(tables.ROOT / "docs").rglob("*.md")])
"""Every document, written by people or by the program."""
FILE = re.compile(r"`(?:[\w/]+/)?(\w+\.py)`")
PATH = re.compile(r"`((?:core|db|docs|pages|prompts|tests|benchmarks)/[\w/.]+)`")
MODULE = re.compile(r"python -m ([\w.]+)")


def ids(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids)
def test_generated_parts_are_up_to_date(path: Path) -> None:
    text = path.read_text("utf-8")
    assert rendered(text) == text, "run: python -m docs.tables --write"


def test_every_generated_part_has_its_place() -> None:
    text = JOB_CONTEXT.read_text("utf-8")
    assert all(text.count(f"<!-- generated: {name} -->") == 1 for name in PARTS)


@pytest.mark.parametrize("path", WRITTEN, ids=ids)
def test_links_and_paths_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    links = [path.parent / link for link in LINK.findall(text) if "://" not in link]
    paths = [tables.ROOT / name for name in PATH.findall(text)]
    named = [*links, *paths]
    missing = [str(target) for target in named if not target.exists()]
    # The document shows how to add a role that is not there.
    assert [name for name in missing if "ruby_interview" not in name] == []


def test_the_changelog_begins_with_this_version_and_its_day() -> None:
    version = tomllib.loads((tables.ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "version"
    ]
    changes = (tables.ROOT / "CHANGELOG.md").read_text("utf-8")
    (latest, day), *_ = re.findall(r"^## (\S+) \((.*)\)$", changes, re.MULTILINE)
    assert (latest, str(date.fromisoformat(day))) == (version, day)


def test_every_file_that_a_document_names_is_there() -> None:
    there = {path.name for top in ("app.py", "core", "db", "docs", "pages", "tests", "benchmarks")
             for path in [tables.ROOT / top, *(tables.ROOT / top).rglob("*.py")]}  # fmt: skip
    named = {name for path in WRITTEN for name in FILE.findall(path.read_text("utf-8"))}
    assert len(named) > 30
    assert named - there == set()


@pytest.mark.parametrize("path", WRITTEN, ids=ids)
def test_commands_name_modules_that_are_there(path: Path) -> None:
    for module in MODULE.findall(path.read_text("utf-8")):
        place = tables.ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module


@pytest.mark.parametrize("role", BASE_PROMPTS)
def test_the_words_shown_for_a_role_lead_to_it(role: str) -> None:
    every = [row.alias for row in role_aliases() if row.role == role]
    shown = first_words(role)
    assert len(shown) == len(set(shown)) == min(18, len(set(every)))
    assert set(shown) <= set(every)
    for word in shown:
        found = {map_role(word, None).base_prompt, map_role(None, word).base_prompt}
        assert role in found, word


def test_the_table_of_roles_has_every_role_once() -> None:
    rows = PARTS["roles"]().splitlines()[2:]
    prompts = load_base_prompts()
    assert len(rows) == len(BASE_PROMPTS)
    for name, row in zip(BASE_PROMPTS, rows, strict=True):
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert cells[:3] == [
            prompts[name].title,
            f"`{name}_interview.txt`",
            f"`{prompts[name].role_type}`",
        ]


def test_the_example_says_which_job_it_is_about_only_afterwards() -> None:
    before, after = PARTS["example before"](), PARTS["example after"]()
    for words in ("# Job context", "Northwind Analytics", "# Tailoring", '<data name="'):
        assert words not in before
        assert words in after
    assert "- Kafka\n- Spark\n" in after


def test_what_stands_between_the_marks_is_replaced_and_nothing_else() -> None:
    part = PARTS["example reasons"]()
    text = "Before.\n<!-- generated: example reasons -->\nold\n<!-- /generated -->\nAfter.\n"
    new = rendered(text)
    assert new == text.replace("old", f"\n{part}\n")
    assert rendered(new) == new


@pytest.mark.parametrize(
    "text",
    [
        "<!-- generated: nothing of the kind -->\n<!-- /generated -->",
        "<!-- generated: roles -->\nno end",
        "<!-- /generated -->",
        "<!-- generated: roles -->\n<!-- generated: roles -->\n<!-- /generated -->",
    ],
)
def test_wrong_marks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="marks"):
        rendered(text)


def test_the_command_names_what_is_out_of_date_and_writes_it_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "page.md"
    stale.write_text("<!-- generated: example reasons -->\nold\n<!-- /generated -->\n", "utf-8")
    monkeypatch.setattr(tables, "ROOT", tmp_path)
    monkeypatch.setattr(tables, "DOCUMENTS", (stale,))
    assert main([]) == 1
    assert capsys.readouterr().out == "page.md: out of date\n"
    assert "old" in stale.read_text("utf-8")
    assert main(["--write"]) == 0
    assert main([]) == 0
    assert "data_engineering" in stale.read_text("utf-8")
