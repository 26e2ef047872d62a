"""`python -m db.seed_applications --count 100000`: made-up applications, to test long lists."""

import argparse
import random
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session, sessionmaker

from core.access.permissions import PROGRAM
from core.base_prompts.competency import Competency
from core.base_prompts.library import load_base_prompts
from core.models import (
    Application,
    ApplicationStatus,
    Base,
    Candidate,
    Decision,
    Interview,
    InterviewStatus,
    JobPosting,
    ParsingStatus,
    Resume,
    Speaker,
    Turn,
    TurnKind,
    utc_now,
)
from core.postings.content.role_choice import PostingRole, role_of
from core.postings.service import create_posting, publish_posting
from core.settings import Settings
from db.demo import DEMO_POSTINGS
from db.engine import open_database

BATCH = 2_000
DAYS = 240
SHARES = {
    ApplicationStatus.APPLIED: 46,
    ApplicationStatus.INTERVIEWING: 4,
    ApplicationStatus.TO_REVIEW: 14,
    ApplicationStatus.SHORTLISTED: 5,
    ApplicationStatus.REJECTED: 29,
    ApplicationStatus.HIRED: 2,
}
"""Of each hundred applications, as for a posting that has long been open."""
POSTING_SHARES = (55, 20, 10, 8, 5, 2)
"""Of each hundred applications, by posting: most are for one posting."""
COMPLETE = frozenset(ApplicationStatus) - {
    ApplicationStatus.APPLIED,
    ApplicationStatus.INTERVIEWING,
}
FIRST = """Ada Alan Aisha Amara Anna Bao Carlos Chen Dana Dmitri Elif Emeka Eva Fatima Femi Gabriel
Grace Hana Hugo Ibrahim Ines Ivan Jana Jean Jin José Kofi Laila Lars Leila Linus Lucía Mai Marek
Maria Mei Mira Mohammed Naomi Ngozi Nia Noor Olga Omar Paulo Priya Rahel Ravi Rosa Sami Sofia
Søren Tariq Tomás Uma Vera Wei Yara Yusuf Zoë 伟 さくら""".split()
LAST = """Abebe Ahmed Andersson Bauer Bianchi Castro Costa Dubois Eriksen Fernández Garcia Gupta
Haddad Hopper Horvat Ito Ivanova Jansen Johnson Kaya Keller Khan Kim Kowalski Lee Lovelace Mensah
Meyer Müller Nakamura Nguyen Novak Okafor Oliveira Osei Papadopoulos Patel Petrov Popescu Rossi
Sato Schmidt Silva Singh Smith Tan Tanaka Turing Vargas Virtanen Weber Williams Yılmaz Zhang
王 李""".split()
ANSWERS = (
    "In my last team I took that over, because the numbers had been falling for a quarter. I "
    "measured where the time went, changed one thing at a time, and after two months it was half.",
    "I have not done exactly that. The nearest was a smaller case, where I asked a colleague.",
    "We agreed on what had to be true before we began. It took longer than planned, and I would "
    "bring the customer in earlier next time, because that is what turned it around in the end.",
)


def seed_applications(sessions: sessionmaker[Session], total: int, seed: int = 1) -> int:
    """Add ``total`` applications to postings of their own; returns how many were added."""
    chance = random.Random(seed)  # noqa: S311 (made-up data)
    with sessions.begin() as db:
        postings = _postings(db)
    people = _people(chance, total)
    while batch := list(islice(people, BATCH)):
        rows: dict[type[Base], list[dict[str, Any]]] = {}
        for person in batch:
            posting, role = chance.choices(postings, POSTING_SHARES)[0]
            for kind, row in _application(chance, person, posting, role):
                rows.setdefault(kind, []).append(row)
        with sessions.begin() as db:
            for kind, made in rows.items():
                db.execute(insert(kind), made)
    return total


def _postings(db: Session) -> list[tuple[JobPosting, PostingRole]]:
    made = [
        publish_posting(db, create_posting(db, draft, PROGRAM).id, PROGRAM)
        for draft in DEMO_POSTINGS
    ]
    for posting in made:
        posting.is_demo = True
    return [(posting, role_of(posting)) for posting in made]


def _people(chance: random.Random, total: int) -> Iterator[dict[str, Any]]:
    run = uuid.uuid4().hex[:6]
    for number in range(total):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        yield {
            "id": uuid.uuid4(),
            "name": f"{first} {last}",
            "email": f"{first}.{last}.{run}{number}@example.org".lower(),
            "created_at": utc_now() - timedelta(days=DAYS * chance.random() ** 2),
        }


def _application(
    chance: random.Random, person: dict[str, Any], posting: JobPosting, role: PostingRole
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """Everything about one person, each row with the table that it belongs to, parents first."""
    at: datetime = person["created_at"]
    status = chance.choices(list(SHARES), list(SHARES.values()))[0]
    resume, application = uuid.uuid4(), uuid.uuid4()
    lines = f"{person['name']}\n{role.base_prompt.replace('_', ' ')}, {chance.randint(1, 20)} years"
    yield Candidate, person
    yield Resume, {
        "id": resume, "candidate_id": person["id"], "file_url": f"db://resumes/{resume}",
        "file_name": "resume.txt", "file_size": len(lines.encode()), "text": lines,
        "parsing_status": ParsingStatus.PARSED, "content": lines.encode(), "created_at": at,
    }  # fmt: skip
    yield Application, {
        "id": application, "candidate_id": person["id"], "job_posting_id": posting.id,
        "resume_id": resume, "status": status, "created_at": at,
        "link_requested_at": at + timedelta(days=1) if chance.random() < 0.01 else None,
    }  # fmt: skip
    # One in four is turned down without having been interviewed.
    complete = status in COMPLETE and (
        status is not ApplicationStatus.REJECTED or chance.random() < 0.75
    )
    yield from _interview(chance, person, application, posting, role, status, complete=complete)
    if status in COMPLETE - {ApplicationStatus.TO_REVIEW}:
        yield Decision, {
            "application_id": application, "status": status, "created_at": at + timedelta(days=6),
            "reason": "Made-up data: no person decided this.",
        }  # fmt: skip


def _interview(
    chance: random.Random, person: dict[str, Any], application: uuid.UUID, posting: JobPosting,
    role: PostingRole, status: ApplicationStatus, *, complete: bool,
) -> Iterator[tuple[type[Base], dict[str, Any]]]:  # fmt: skip
    interview, base = uuid.uuid4(), load_base_prompts()[role.base_prompt]
    begun = complete or status is ApplicationStatus.INTERVIEWING
    started = person["created_at"] + timedelta(hours=chance.uniform(1, 90))
    yield Interview, {
        "id": interview, "application_id": application, "candidate_id": person["id"],
        "job_posting_id": posting.id, "role_type": role.role_type, "base_prompt": base.name,
        "base_prompt_version": base.version, "minutes": posting.interview_minutes,
        "status": InterviewStatus.COMPLETED if complete
        else InterviewStatus.IN_PROGRESS if begun else InterviewStatus.SCHEDULED,
        "created_at": person["created_at"], "consented_at": started if begun else None,
        "started_at": started if begun else None,
        "ended_at": started + timedelta(minutes=posting.interview_minutes) if complete else None,
        "end_reason": "completed" if complete else None,
    }  # fmt: skip
    if begun:
        asked = base.competencies[: 4 if complete else 2]
        yield from _turns(chance, interview, asked, started)


def _turns(
    chance: random.Random, interview: uuid.UUID, asked: Sequence[Competency], started: datetime
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """A question and an answer of each competency."""
    for place, competency in enumerate(asked):
        question = chance.choice(competency.questions.working)
        for step, (speaker, kind, said) in enumerate(
            (
                (Speaker.INTERVIEWER, TurnKind.QUESTION, question),
                (Speaker.CANDIDATE, TurnKind.ANSWER, chance.choice(ANSWERS)),
            )
        ):
            yield Turn, {
                "interview_id": interview, "number": 2 * place + step + 1, "speaker": speaker,
                "kind": kind, "text": said, "competency": competency.name, "level": "working",
                "started_at": started + timedelta(seconds=110 * place + 12 * step),
            }  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Seed the database that the settings name; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="applications to add")
    wanted = parser.parse_args(arguments)
    database = open_database(Settings())
    try:
        added = seed_applications(database.sessions, wanted.count)
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    finally:
        database.close()
    print(f"{added:,} applications were added.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
