"""The counters of the rate limits."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from core.models.base import Base


class LimitCount(Base):
    """How often something was done in the window that ends at ``expires_at``.

    ``key`` names the limit and whom it is counted for, as core.access.limits makes it. The table
    is not logged: after a crash every count begins anew, and counting needs no disk writes.
    """

    __tablename__ = "limit_counts"
    __table_args__ = {"prefixes": ["UNLOGGED"]}  # noqa: RUF012 (SQLAlchemy's own attribute)

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
