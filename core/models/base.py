"""What every entity shares: column types, constraint names, key and time of making."""

import enum
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ARRAY, DateTime, Enum, MetaData, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def utc_now() -> datetime:
    """The present moment, timezone-aware."""
    return datetime.now(UTC)


NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def values_of(members: type[enum.StrEnum]) -> list[str]:
    """What Postgres stores for ``members``."""
    return [member.value for member in members]


def status_column(members: type[enum.StrEnum], name: str) -> Enum:
    """A text column that a named check constraint keeps to ``members``."""
    return Enum(
        members, name=name, native_enum=False, create_constraint=True, length=20,
        values_callable=values_of,
    )  # fmt: skip


class Base(DeclarativeBase):
    """Shared column types and constraint names."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own attribute)
        datetime: DateTime(timezone=True),
        str: Text(),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        list[dict[str, Any]]: JSONB(),
    }


class Record:
    """A UUID key and the time of making."""

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, default=uuid.uuid4, server_default=text("gen_random_uuid()")
    )
    created_at: Mapped[datetime] = mapped_column(default=utc_now, server_default=func.now())
