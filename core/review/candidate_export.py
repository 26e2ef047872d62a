"""Exports everything that is stored about one person, as one ZIP file."""

import io
import json
import re
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import LargeBinary, Select, inspect, or_, select
from sqlalchemy.orm import Session, undefer

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted_member
from core.errors import NotFound
from core.export import Export
from core.models import (
    Application,
    AuditEvent,
    Base,
    Candidate,
    Concern,
    Decision,
    Evaluation,
    Interview,
    InterviewSession,
    ProposedRating,
    Rating,
    Resume,
    Scorecard,
    Turn,
)
from core.recordings.service import find_recording, recorded_seconds
from core.text.json_values import json_value

_UNSAFE = re.compile(r"[^\w.\- ]+")


def export_candidate(db: Session, candidate_id: uuid.UUID, by: Actor) -> Export:
    """The person's data as JSON, with the resume files and the recordings.

    It holds every rating, submitted or not, and so is for admins.

    Raises:
        NotAllowed: if ``by`` is no admin.
        NotFound: if there is no such candidate.
    """
    user = permitted_member(db, by, Permission.MANAGE_TEAM)
    candidate = db.get(Candidate, candidate_id)
    if candidate is None:
        raise NotFound("This candidate does not exist.")
    data = _everything(db, candidate)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("candidate.json", json.dumps(data, ensure_ascii=False, indent=2))
        for name, content in _files(db, candidate, data):
            archive.writestr(name, content)
    record(db, user, "exported everything about a candidate", "candidate", candidate.id)
    return Export(f"candidate-{candidate.id}.zip", "application/zip", file.getvalue())


def _everything(db: Session, candidate: Candidate) -> dict[str, list[dict[str, Any]]]:
    """Table -> its rows about ``candidate``."""
    person = candidate.id
    applications = select(Application.id).where(Application.candidate_id == person)
    of_application = Interview.application_id.in_(applications)
    interviews = select(Interview.id).where(or_(Interview.candidate_id == person, of_application))
    cards = select(Scorecard.id).where(Scorecard.interview_id.in_(interviews))
    evaluations = select(Evaluation.id).where(Evaluation.interview_id.in_(interviews))
    subjects = [person, *db.scalars(applications), *db.scalars(interviews)]
    about = or_(AuditEvent.subject_id.in_(subjects), AuditEvent.actor_id == person)
    queries: Sequence[Select[Any]] = (
        select(Candidate).where(Candidate.id == person),
        select(Resume).where(Resume.candidate_id == person),
        select(Application).where(Application.candidate_id == person),
        select(Decision).where(Decision.application_id.in_(applications)),
        select(Interview).where(Interview.id.in_(interviews)),
        select(InterviewSession).where(InterviewSession.interview_id.in_(interviews)),
        select(Turn).where(Turn.interview_id.in_(interviews)).order_by(Turn.number),
        select(Concern).where(Concern.interview_id.in_(interviews)),
        select(Evaluation).where(Evaluation.interview_id.in_(interviews)),
        select(ProposedRating).where(ProposedRating.evaluation_id.in_(evaluations)),
        select(Scorecard).where(Scorecard.interview_id.in_(interviews)),
        select(Rating).where(Rating.scorecard_id.in_(cards)),
        select(AuditEvent).where(about),
    )
    return {
        query.column_descriptions[0]["entity"].__tablename__: [
            row(one) for one in db.scalars(query)
        ]
        for query in queries
    }


def row(entity: Base) -> dict[str, Any]:
    """An entity's columns as JSON holds them; bytes stay out."""
    columns = inspect(type(entity)).column_attrs
    return {
        column.key: json_value(getattr(entity, column.key))
        for column in columns
        if not isinstance(column.columns[0].type, LargeBinary)
    }


def _files(
    db: Session, candidate: Candidate, data: dict[str, list[dict[str, Any]]]
) -> Iterable[tuple[str, bytes]]:
    """Resumes and recordings, with their names in the archive."""
    resumes = select(Resume).where(Resume.candidate_id == candidate.id)
    for resume in db.scalars(resumes.options(undefer(Resume.content))):
        yield f"resumes/{resume.id}-{_UNSAFE.sub('_', resume.file_name)}", resume.content
    for interview in data["interviews"]:
        for turn_id in recorded_seconds(db, uuid.UUID(interview["id"])):
            yield f"recordings/{interview['id']}/{turn_id}.ogg", find_recording(db, turn_id)
