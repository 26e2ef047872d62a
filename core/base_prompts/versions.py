"""Every base prompt version that was ever in use, kept unchanged."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.base_prompts.library import BasePrompt, parse_base_prompt
from core.errors import NotFound, PromptFileError
from core.models import BasePromptVersion


def keep_versions(db: Session, prompts: Iterable[BasePrompt]) -> None:
    """Store the versions that are not stored yet; a stored one is never written again."""
    # In one order, so that two processes that start at once do not wait for each other.
    ordered = sorted(prompts, key=lambda prompt: prompt.version)
    rows = [{"version": p.version, "name": p.name, "source": p.source} for p in ordered]
    if rows:
        db.execute(insert(BasePromptVersion).values(rows).on_conflict_do_nothing())


def list_versions(db: Session, name: str, by: Actor) -> list[BasePromptVersion]:
    """The versions of one base prompt, newest first.

    Raises:
        NotAllowed: if ``by`` may not see how prompts are made.
    """
    permitted(db, by, Permission.INSPECT)
    return list(
        db.scalars(
            select(BasePromptVersion)
            .where(BasePromptVersion.name == name)
            .order_by(BasePromptVersion.created_at.desc(), BasePromptVersion.version)
        )
    )


def load_version(db: Session, version: str, by: Actor) -> BasePrompt:
    """The base prompt as it was in ``version``, for the team.

    Raises:
        NotAllowed: if ``by`` may not see how prompts are made.
        NotFound: if no such version was ever in use.
    """
    permitted(db, by, Permission.INSPECT)
    return find_version(db, version)


def find_version(db: Session, version: str) -> BasePrompt:
    """The base prompt as it was in ``version``.

    Raises:
        NotFound: if no such version was ever in use.
    """
    row = db.get(BasePromptVersion, version)
    if row is None:
        raise NotFound(f"There is no base prompt version {version!r}.")
    return parse_base_prompt(row.name, row.source)


def as_of(db: Session, base: BasePrompt, version: str | None) -> BasePrompt:
    """``base`` as it was in ``version``; as it is now where that cannot be read any more."""
    row = db.get(BasePromptVersion, version) if version and version != base.version else None
    try:
        return parse_base_prompt(row.name, row.source) if row else base
    except PromptFileError:
        return base
