"""The pipeline of a posting: its applications by stage, filtered, searched, and paged by keyset.

A page costs the same at the beginning and at the end of a long list: it begins after a cursor, the
place of the last row before it, and every order is that of an index.
"""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, select, tuple_
from sqlalchemy.orm import Session, selectinload

from core.access.permissions import Actor, Permission, permitted
from core.models import (
    Application,
    ApplicationStatus,
    Candidate,
    Interview,
    InterviewStatus,
    Resume,
    Scorecard,
)
from core.models.hiring import CANDIDATE_WORDS
from core.paging import Cursor
from core.text.fields import clean_line

MOST_WORDS = 8
LONGEST_SEARCH = 400
"""Characters that are read; Postgres refuses a word of 2,047 bytes."""
_BETWEEN_WORDS = re.compile(r"[\s@.,;:+_'\\\0-]+")


@dataclass(frozen=True)
class PipelineFilter:
    """Which applications to list.

    Attributes:
        status: those at this stage; None for every stage.
        search: words, or beginnings of words, of name and e-mail address.
        wants_link: those only who have asked for a new interview link.
        unrated_by: those only whose complete interview this member has not rated yet.
        oldest_first: the order; newest first without it.
    """

    status: ApplicationStatus | None = None
    search: str = ""
    wants_link: bool = False
    unrated_by: uuid.UUID | None = None
    oldest_first: bool = False


@dataclass(frozen=True)
class PipelineRow:
    """An application with candidate, resume (without its file) and interview loaded.

    ``scorecards`` counts those that were submitted.
    """

    application: Application
    scorecards: int


@dataclass(frozen=True)
class PipelinePage:
    """Some rows, and where the next page begins; None at the end."""

    rows: tuple[PipelineRow, ...]
    further: Cursor | None


def stage_counts(db: Session, posting_id: uuid.UUID, by: Actor) -> dict[ApplicationStatus, int]:
    """How many applications of a posting stand at each stage; every stage is named.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    found = db.execute(
        select(Application.status, func.count())
        .where(Application.job_posting_id == posting_id)
        .group_by(Application.status)
    )
    return dict.fromkeys(ApplicationStatus, 0) | {row[0]: row[1] for row in found}


def list_pipeline(
    db: Session,
    posting_id: uuid.UUID,
    by: Actor,
    wanted: PipelineFilter | None = None,
    after: Cursor | None = None,
    size: int = 20,
) -> PipelinePage:
    """At most ``size`` applications that come after ``after``; None begins the list.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    query = pipeline_query(posting_id, wanted or PipelineFilter(), after).limit(size + 1)
    found = list(db.scalars(query.options(
        selectinload(Application.candidate),
        selectinload(Application.interview),
        selectinload(Application.resume).load_only(
            Resume.file_name, Resume.parsing_status, Resume.hidden, Resume.created_at),
    )))  # fmt: skip
    shown = found[:size]
    rated = _submitted(db, shown)
    rows = tuple(PipelineRow(one, rated.get(one.id, 0)) for one in shown)
    last = shown[-1] if len(found) > size else None
    return PipelinePage(rows, Cursor(last.created_at, last.id) if last else None)


def pipeline_query(
    posting_id: uuid.UUID, wanted: PipelineFilter, after: Cursor | None = None
) -> Select[Application]:
    """The applications in order, without a limit."""
    place = tuple_(Application.created_at, Application.id)
    query = select(Application).where(
        Application.job_posting_id == posting_id, *_conditions(wanted)
    )
    words = search_words(wanted.search)
    if words is not None:
        # Left to itself, Postgres walks the whole posting to find out that a word is rare.
        matching = literal_column(CANDIDATE_WORDS).bool_op("@@")(words)
        found = select(Candidate.id).where(matching).cte("found").prefix_with("MATERIALIZED")
        query = query.where(Application.candidate_id.in_(select(found.c.id)))
    if after is not None:
        cursor: Any = (after.created_at, after.id)
        query = query.where(place > cursor if wanted.oldest_first else place < cursor)
    order = (Application.created_at, Application.id)
    return query.order_by(*(order if wanted.oldest_first else (c.desc() for c in order)))


def _conditions(wanted: PipelineFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status:
        conditions.append(Application.status == wanted.status)
    if wanted.wants_link:
        conditions.append(Application.link_requested_at.is_not(None))
    if wanted.unrated_by:
        conditions += [_complete(), ~_rated_by(wanted.unrated_by)]
    return conditions


def _complete() -> ColumnElement[bool]:
    return exists().where(
        Interview.application_id == Application.id, Interview.status == InterviewStatus.COMPLETED
    )


def _rated_by(reviewer_id: uuid.UUID) -> ColumnElement[bool]:
    return exists().where(
        and_(
            Interview.application_id == Application.id,
            Scorecard.interview_id == Interview.id,
            Scorecard.reviewer_id == reviewer_id,
            Scorecard.submitted_at.is_not(None),
        )
    )


def search_words(search: str) -> ColumnElement[Any] | None:
    """Postgres' text query for the beginnings of all the words of ``search``; None for none."""
    line = clean_line(search[:LONGEST_SEARCH])
    words = [word for word in _BETWEEN_WORDS.split(line) if word][:MOST_WORDS]
    if not words:
        return None
    return func.to_tsquery("simple", " & ".join(f"'{word}':*" for word in words))


def _submitted(db: Session, applications: list[Application]) -> dict[uuid.UUID, int]:
    found = db.execute(
        select(Interview.application_id, func.count())
        .join(Scorecard, Scorecard.interview_id == Interview.id)
        .where(
            Interview.application_id.in_([one.id for one in applications]),
            Scorecard.submitted_at.is_not(None),
        )
        .group_by(Interview.application_id)
    )
    return {key: count for key, count in found if key is not None}
