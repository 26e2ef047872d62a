"""The schema: from the system before job context to now, and back."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Uuid, delete, inspect, text

from core.access.interview_links import open_interview_link
from core.applications.candidates.own_interview import give_consent
from core.base_prompts.library import load_base_prompts, load_parts
from core.models import Base, Interview, JobPosting, Turn
from core.realtime.session.service import RealtimeInterviewService
from db.engine import make_engine, make_sessions
from db.migrate import downgrade, upgrade
from tests.conftest import new_database
from tests.factories import apply, link_to, open_posting, ready_interview

clean_texts = import_module("db.migrations.versions.0013_clean_texts")
CANDIDATE, LEGACY, FINISHED = (uuid.UUID(int=number) for number in (1, 2, 3))
BEFORE_JOB_CONTEXT = f"""
    INSERT INTO candidates (id, email, name) VALUES ('{CANDIDATE}', 'ada@mail.org', 'Ada');
    INSERT INTO interviews (id, candidate_id, role_type, status, minutes)
        VALUES ('{LEGACY}', '{CANDIDATE}', 'python', 'scheduled', 15);
    INSERT INTO interviews (id, candidate_id, role_type, status, minutes, started_at, ended_at)
        VALUES ('{FINISHED}', '{CANDIDATE}', 'react', 'completed', 20, now(), now());
    INSERT INTO turns (interview_id, number, speaker, kind, mode, text, started_at)
        VALUES ('{FINISHED}', 1, 'interviewer', 'opening', 'voice', 'Hello Ada.', now()),
               ('{FINISHED}', 2, 'candidate', 'answer', 'typed', 'Hello.', now());
"""  # noqa: S608
CATALOGUE = {
    "columns": """
        SELECT table_name, column_name, data_type, udt_name, character_maximum_length,
               is_nullable, column_default
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
          AND conrelid <> coalesce(to_regclass('public.alembic_version')::oid, 0)
    """,
    "indexes": """
        SELECT tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    """,
    "enums": """
        SELECT typname, string_agg(enumlabel, ',' ORDER BY enumsortorder)
        FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid
        WHERE typnamespace = 'public'::regnamespace GROUP BY typname
    """,
}


@pytest.fixture
def empty(fresh_database: str) -> Iterator[Engine]:
    """An engine on a database without any table."""
    made = make_engine(fresh_database)
    yield made
    made.dispose()


def catalogue(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """What Postgres itself says of the schema."""
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(text(query))), key=str)
            for name, query in CATALOGUE.items()
        }


def rows(engine: Engine, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    listed = ", ".join(columns)
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {listed} FROM {table} ORDER BY id"))  # noqa: S608
        return [tuple(row) for row in found]


def columns_of(engine: Engine, table: str) -> list[str]:
    return [column["name"] for column in inspect(engine).get_columns(table)]


def run(engine: Engine, statements: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(statements)


def interview_it(engine: Engine, interview_id: uuid.UUID) -> str:
    """Open a live connection as the interview page does; returns the system prompt."""
    sessions = make_sessions(engine)
    with sessions.begin() as db:
        give_consent(db, link_to(db, interview_id))
    return RealtimeInterviewService(sessions.begin).open(interview_id, "scripted").prompt


# From before job context to now, back, and on again


def test_interviews_from_before_survive_upgrade_downgrade_and_upgrade(empty: Engine) -> None:
    upgrade(empty, "0001")
    run(empty, BEFORE_JOB_CONTEXT)
    tables = {table: columns_of(empty, table) for table in ("candidates", "interviews", "turns")}
    assert "job_posting_id" not in tables["interviews"]
    before = {table: rows(empty, table, columns) for table, columns in tables.items()}
    assert len(before["interviews"]) == 2

    def untouched() -> bool:
        return before == {table: rows(empty, table, columns) for table, columns in tables.items()}

    upgrade(empty)
    assert untouched()
    assert rows(empty, "interviews", ["job_posting_id"]) == [(None,), (None,)]
    downgrade(empty, "0001")
    assert untouched()
    assert columns_of(empty, "interviews") == tables["interviews"]
    upgrade(empty)
    assert untouched()


def test_an_interview_from_before_can_still_be_held(empty: Engine) -> None:
    upgrade(empty, "0001")
    run(empty, BEFORE_JOB_CONTEXT)
    expected = f"{load_parts()['conduct']}\n\n{load_base_prompts()['python'].render()}"
    upgrade(empty)
    assert interview_it(empty, LEGACY) == expected
    downgrade(empty, "0001")
    upgrade(empty)
    assert interview_it(empty, LEGACY) == expected


def test_the_schema_can_be_taken_away_altogether(empty: Engine) -> None:
    upgrade(empty)
    downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) <= {"alembic_version"}
    assert catalogue(empty)["enums"] == []
    upgrade(empty)
    assert set(Base.metadata.tables) <= set(inspect(empty).get_table_names())


def test_a_migration_that_is_there_already_changes_nothing(empty: Engine) -> None:
    upgrade(empty)
    before = catalogue(empty)
    upgrade(empty)
    assert catalogue(empty) == before


# interviews.job_posting_id


def test_job_posting_id_is_a_nullable_indexed_uuid(engine: Engine) -> None:
    inspector = inspect(engine)
    columns = {column["name"]: column for column in inspector.get_columns("interviews")}
    assert isinstance(columns["job_posting_id"]["type"], Uuid)
    assert columns["job_posting_id"]["nullable"]
    indexed = [index["column_names"] for index in inspector.get_indexes("interviews")]
    assert ["job_posting_id"] in indexed
    [key] = [
        key
        for key in inspector.get_foreign_keys("interviews")
        if key["constrained_columns"] == ["job_posting_id"]
    ]
    assert (key["referred_table"], key["referred_columns"]) == ("job_postings", ["id"])
    assert key["options"]["ondelete"] == "SET NULL"
    assert key["name"] == "fk_interviews_job_posting_id_job_postings"


def test_an_interview_outlives_its_posting(empty: Engine) -> None:
    upgrade(empty)
    sessions = make_sessions(empty)
    with sessions.begin() as db:
        applied = apply(db, open_posting(db))
        posting_id = applied.application.job_posting_id
        db.add(
            Turn(
                interview_id=applied.interview.id,
                number=1,
                speaker="interviewer",
                kind="opening",
                text="Hello.",
            )
        )
    with sessions.begin() as db:
        db.execute(delete(JobPosting).where(JobPosting.id == posting_id))
    with sessions.begin() as db:
        interview = open_interview_link(db, applied.link_token)
        assert interview.job_posting_id is None
        assert interview.application_id is None
        assert interview.base_prompt == "data_engineering"
        assert [turn.text for turn in interview.turns] == ["Hello."]
    prompt = interview_it(empty, interview.id)
    assert "Job context" not in prompt
    assert load_base_prompts()["data_engineering"].render() in prompt


def test_an_interview_cannot_name_a_posting_that_is_not_there(empty: Engine) -> None:
    upgrade(empty)
    sessions = make_sessions(empty)
    with (
        pytest.raises(Exception, match="fk_interviews_job_posting_id_job_postings"),
        sessions.begin() as db,
    ):
        db.add(Interview(role_type="python", job_posting_id=uuid.uuid4()))


def test_role_type_stays_the_enum_of_four(engine: Engine) -> None:
    assert catalogue(engine)["enums"] == [("role_type", "react,python,javascript,fullstack")]


# Models and migrations say the same


def test_alembic_finds_nothing_to_change(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_make_the_very_schema_that_the_models_describe(
    engine: Engine, empty: Engine
) -> None:
    Base.metadata.create_all(empty)
    migrated, described = catalogue(engine), catalogue(empty)
    for name in CATALOGUE:
        assert migrated[name] == described[name], name


def test_every_constraint_and_index_has_the_name_that_the_convention_gives(
    engine: Engine,
) -> None:
    names = [str(row[1]) for part in ("constraints", "indexes") for row in catalogue(engine)[part]]
    # Postgres 18 lists NOT NULL among the constraints, under names of its own.
    others = [name for name in names if not name.startswith(("pk_", "uq_", "fk_", "ck_", "ix_"))]
    assert [name for name in others if not name.endswith("_not_null")] == []


# Several processes


def test_processes_that_migrate_at_once_wait_for_one_another(
    server_url: str, project_root: Path
) -> None:
    url = new_database(server_url)
    script = (
        "import sys; from db.engine import make_engine; from db.migrate import upgrade;"
        "upgrade(make_engine(sys.argv[1]))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, url], cwd=project_root, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for process in started:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    made = make_engine(url)
    with made.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    made.dispose()


# What an interview was opened with


def test_interviews_that_are_under_way_get_their_posting_as_it_stands(empty: Engine) -> None:
    upgrade(empty)
    sessions = make_sessions(empty)
    with sessions.begin() as db:
        posting = open_posting(db)
        begun, waiting = (apply(db, posting).interview.id for _ in range(2))
        bare = ready_interview(db, None).id
    told = interview_it(empty, begun)
    interview_it(empty, bare)
    with sessions.begin() as db:
        kept = {key: db.get_one(Interview, key).opened_with for key in (begun, bare)}
    downgrade(empty, "0007")
    upgrade(empty)
    with sessions.begin() as db:
        after = {key: db.get_one(Interview, key).opened_with for key in (begun, bare, waiting)}
        for one in (kept, after):
            opened = one[begun]
            assert opened
            opened["revision"] = None  # counted anew
    assert after == {**kept, waiting: None}
    assert interview_it(empty, begun) == told


# Texts from before they were cleaned


def test_names_and_notes_from_before_are_cleaned_in_batches_and_only_once(empty: Engine) -> None:
    upgrade(empty, "0012")
    hidden, turned = "\u200b", "\u202e"
    ids = [uuid.UUID(int=number) for number in range(1, 2 * clean_texts.BATCH + 2)]
    before = {
        "name": f" Ada{hidden}  Love{turned}lace",
        "note": f"One{turned}\r\ntwo ",
        "skills": [f"Kaf{hidden}ka", hidden, "SQL"],
        "said": f"I said{turned} it.",
    }
    with empty.begin() as db:
        db.execute(
            text("INSERT INTO candidates (id, email, name) VALUES (:id, 'ada@mail.org', :name)"),
            [{"id": one, "name": before["name"]} for one in ids],
        )
        db.execute(
            text(
                "INSERT INTO job_postings (id, title, company, description, required_skills, "
                "status) VALUES (:id, :name, :hidden, :note, :skills, 'draft')"
            ),
            {**before, "id": CANDIDATE, "hidden": hidden},
        )
        db.execute(
            text(
                "INSERT INTO interviews (id, candidate_id, role_type, status, accommodations) "
                "VALUES (:id, :id, 'python', 'scheduled', "
                "jsonb_build_object('note', CAST(:note AS text), 'more_time', true))"
            ),
            {**before, "id": CANDIDATE},
        )
        db.execute(
            text(
                "INSERT INTO turns (interview_id, number, speaker, kind, mode, text, "
                "corrected_text, started_at) VALUES "
                "(:id, 1, 'candidate', 'answer', 'typed', :said, :note, now())"
            ),
            {**before, "id": CANDIDATE},
        )
    upgrade(empty, "0013")
    assert set(rows(empty, "candidates", ["name"])) == {("Ada Lovelace",)}
    assert rows(empty, "job_postings", ["title", "company", "description", "required_skills"]) == [
        ("Ada Lovelace", hidden, "One\ntwo", ["Kafka", "SQL"])
    ]
    assert rows(empty, "interviews", ["accommodations"]) == [
        ({"note": "One\ntwo", "more_time": True},)
    ]
    assert rows(empty, "turns", ["text", "corrected_text"]) == [(before["said"], "One\ntwo")]

    def versions() -> list[tuple[object, ...]]:
        return rows(empty, "candidates", ["xmin::text"]) + rows(empty, "turns", ["xmin::text"])

    written = versions()
    downgrade(empty, "0012")
    upgrade(empty, "0013")
    assert versions() == written, "what is clean is not written again"
