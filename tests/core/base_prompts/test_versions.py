"""Base prompt versions are kept for ever as they were."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.base_prompts.library import load_base_prompts, parse_base_prompt
from core.base_prompts.versions import keep_versions, list_versions, load_version
from core.errors import NotFound


def test_every_version_in_use_is_kept_once(db: Session) -> None:
    prompts = load_base_prompts()
    keep_versions(db, prompts.values())
    keep_versions(db, prompts.values())

    assert [row.version for row in list_versions(db, "sales", PROGRAM)] == [
        prompts["sales"].version
    ]
    assert load_version(db, prompts["sales"].version, PROGRAM) == prompts["sales"]


def test_an_edited_file_is_a_further_version(db: Session) -> None:
    now = load_base_prompts()["go"]
    edited = parse_base_prompt("go", now.source.replace("Go", "Golang"))
    keep_versions(db, [now])
    keep_versions(db, [edited])

    assert {row.version for row in list_versions(db, "go", PROGRAM)} == {
        now.version,
        edited.version,
    }


@pytest.mark.parametrize(
    "change", ["UPDATE base_prompt_versions SET source = ''", "DELETE FROM base_prompt_versions"]
)
def test_a_kept_version_cannot_be_changed(db: Session, change: str) -> None:
    keep_versions(db, load_base_prompts().values())
    with pytest.raises(DatabaseError, match="never changed"):
        db.execute(text(change))


def test_an_unknown_version_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        load_version(db, "0" * 12, PROGRAM)
