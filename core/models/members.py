"""Members of the hiring team, their sign-in tickets and their sessions."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.models.base import Base, Record, status_column, utc_now
from core.models.enums import UserRole


class User(Record, Base):
    """A member of the hiring team, or a stakeholder (viewer)."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    role: Mapped[UserRole] = mapped_column(status_column(UserRole, "role"))
    disabled_at: Mapped[datetime | None]


class SignInTicket(Record, Base):
    """A one-time right to sign in; the token itself is never stored."""

    __tablename__ = "sign_in_tickets"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class UserSession(Record, Base):
    """A signed-in browser: its cookie holds the token whose hash is here."""

    __tablename__ = "user_sessions"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(default=utc_now, server_default=func.now())
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
