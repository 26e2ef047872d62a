"""The counts of core.access.limits in a Postgres table that all processes share."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from limits.storage import Storage
from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.errors import DatabaseAway
from core.models import LimitCount


class PostgresCounts(Storage):
    """The library's storage: each call is one transaction, each count one statement."""

    STORAGE_SCHEME = None

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]]) -> None:
        """``begin`` opens a transaction."""
        super().__init__()
        self._begin = begin

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a database that is away raises."""
        return DatabaseAway

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count ``amount`` more; the window of ``expiry`` seconds begins with its first count."""
        over = LimitCount.expires_at <= func.now()
        fresh = func.now() + timedelta(seconds=expiry)
        counted = (
            insert(LimitCount)
            .values(key=key, count=amount, expires_at=fresh)
            .on_conflict_do_update(
                index_elements=[LimitCount.key],
                set_={
                    "count": case((over, amount), else_=LimitCount.count + amount),
                    "expires_at": case((over, fresh), else_=LimitCount.expires_at),
                },
            )
            .returning(LimitCount.count)
        )
        with self._begin() as db:
            return db.execute(counted).scalar_one()

    def get(self, key: str) -> int:
        """How much was counted in the window that runs."""
        running = LimitCount.key == key, LimitCount.expires_at > func.now()
        with self._begin() as db:
            return db.scalar(select(LimitCount.count).where(*running)) or 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds since 1970; 0 where none runs."""
        with self._begin() as db:
            ends = db.scalar(select(LimitCount.expires_at).where(LimitCount.key == key))
        return ends.timestamp() if ends else 0.0

    def check(self) -> bool:
        """Whether the table answers."""
        try:
            self.get("")
        except DatabaseAway:
            return False
        return True

    def reset(self) -> int | None:
        """Forget every count; returns how many there were."""
        with self._begin() as db:
            return len(db.scalars(delete(LimitCount).returning(LimitCount.key)).all())

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._begin() as db:
            db.execute(delete(LimitCount).where(LimitCount.key == key))


def forget_old_counts(db: Session) -> None:
    """Delete counts whose window is over."""
    db.execute(delete(LimitCount).where(LimitCount.expires_at <= func.now()))
