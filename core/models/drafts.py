"""Answers that are being written and are not sent yet."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.models.base import Base, utc_now


class AnswerDraft(Base):
    """The answer that a candidate has half written, so that another device can go on with it.

    ``answer_id`` is the id of the turn that it becomes, ``asking`` the step that it was begun
    for (see core.realtime.session.room.RoomView), ``version`` counts its changes. The team never
    reads it; it is deleted when the answer is kept, and when the interview ends.
    """

    __tablename__ = "answer_drafts"

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True
    )
    answer_id: Mapped[uuid.UUID]
    asking: Mapped[str]
    text: Mapped[str]
    version: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)
