"""Live turns in full, interview plans, evaluation, scorecards, decisions, audit trail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STAGES = ("applied", "interviewing", "to_review")
DECIDED = ("shortlisted", "rejected", "hired")
KINDS = (
    "opening",
    "question",
    "probe",
    "answer",
    "request",
    "repeat",
    "welcome_back",
    "nudge",
    "closing",
)
ALL_KINDS = (
    "opening",
    "question",
    "follow_up",
    "probe",
    "answer",
    "request",
    "repeat",
    "welcome_back",
    "nudge",
    "reply",
    "closing",
)


def keep_to(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let ``column`` take ``values`` only."""
    name = op.f(f"ck_{table}_{column}")
    op.drop_constraint(name, table)
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(name, table, f"{column} IN ({listed})")


def upgrade() -> None:
    keep_to("applications", "status", STAGES + DECIDED)
    keep_to("turns", "kind", ALL_KINDS)
    op.create_table(
        "audit_events",
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(
        "ix_audit_events_subject_id_created_at",
        "audit_events",
        ["subject_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "comparison_weights",
        sa.Column("job_posting_id", sa.Uuid(), nullable=False),
        sa.Column("weights", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["job_posting_id"],
            ["job_postings.id"],
            name=op.f("fk_comparison_weights_job_posting_id_job_postings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["set_by"],
            ["users.id"],
            name=op.f("fk_comparison_weights_set_by_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison_weights")),
    )
    op.create_index(
        op.f("ix_comparison_weights_job_posting_id"),
        "comparison_weights",
        ["job_posting_id"],
        unique=False,
    )
    op.create_table(
        "interview_plans",
        sa.Column("job_posting_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["job_posting_id"],
            ["job_postings.id"],
            name=op.f("fk_interview_plans_job_posting_id_job_postings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["published_by"],
            ["users.id"],
            name=op.f("fk_interview_plans_published_by_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_plans")),
        sa.UniqueConstraint(
            "job_posting_id", "version", name=op.f("uq_interview_plans_job_posting_id_version")
        ),
    )
    op.create_table(
        "decisions",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "applied",
                "interviewing",
                "to_review",
                "shortlisted",
                "rejected",
                "hired",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_decisions_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["users.id"],
            name=op.f("fk_decisions_decided_by_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(
        "ix_decisions_application_id_created_at",
        "decisions",
        ["application_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "evaluations",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "running",
                "evaluated",
                "declined",
                "failed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("prompt_sha256", sa.String(length=64), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("steps_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("steps", sa.Integer(), server_default="0", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("quality", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("coverage", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interviews.id"],
            name=op.f("fk_evaluations_interview_id_interviews"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
    )
    op.create_index(
        "ix_evaluations_interview_id_created_at",
        "evaluations",
        ["interview_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "scorecards",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interviews.id"],
            name=op.f("fk_scorecards_interview_id_interviews"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["users.id"],
            name=op.f("fk_scorecards_reviewer_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecards")),
        sa.UniqueConstraint(
            "interview_id", "reviewer_id", name=op.f("uq_scorecards_interview_id_reviewer_id")
        ),
    )
    op.create_index(op.f("ix_scorecards_reviewer_id"), "scorecards", ["reviewer_id"], unique=False)
    op.create_table(
        "proposed_ratings",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("refused", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_proposed_ratings_rating")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_proposed_ratings_evaluation_id_evaluations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_ratings")),
        sa.UniqueConstraint(
            "evaluation_id",
            "competency",
            "run",
            name=op.f("uq_proposed_ratings_evaluation_id_competency_run"),
        ),
    )
    op.create_table(
        "ratings",
        sa.Column("scorecard_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.Text(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("disagreement", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_ratings_rating")),
        sa.ForeignKeyConstraint(
            ["scorecard_id"],
            ["scorecards.id"],
            name=op.f("fk_ratings_scorecard_id_scorecards"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint(
            "scorecard_id", "competency", name=op.f("uq_ratings_scorecard_id_competency")
        ),
    )
    op.create_table(
        "concerns",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "distress",
                "conduct",
                "integrity",
                "trouble",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interviews.id"],
            name=op.f("fk_concerns_interview_id_interviews"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name=op.f("fk_concerns_turn_id_turns"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
    )
    op.create_index(op.f("ix_concerns_interview_id"), "concerns", ["interview_id"], unique=False)
    op.create_table(
        "turn_audio",
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name=op.f("fk_turn_audio_turn_id_turns"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_audio")),
        sa.UniqueConstraint("turn_id", "piece", name=op.f("uq_turn_audio_turn_id_piece")),
    )
    op.add_column("applications", sa.Column("feedback", sa.Text(), nullable=True))
    op.add_column(
        "applications", sa.Column("feedback_released_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("applications", sa.Column("feedback_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_applications_feedback_by_users"),
        "applications",
        "users",
        ["feedback_by"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column("interview_sessions", sa.Column("model_version", sa.Text(), nullable=True))
    op.add_column(
        "interview_sessions",
        sa.Column("usage", postgresql.JSONB(), server_default="{}", nullable=False),
    )
    op.add_column("interview_sessions", sa.Column("cost_usd", sa.Double(), nullable=True))
    op.add_column(
        "interview_sessions",
        sa.Column("reconnects", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column(
        "interview_sessions",
        sa.Column("interruptions", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column("interviews", sa.Column("retake_of_id", sa.Uuid(), nullable=True))
    op.add_column("interviews", sa.Column("interview_plan_id", sa.Uuid(), nullable=True))
    op.add_column(
        "interviews",
        sa.Column("language", sa.String(length=8), server_default="en", nullable=False),
    )
    op.add_column(
        "interviews",
        sa.Column("accommodations", postgresql.JSONB(), server_default="{}", nullable=False),
    )
    op.add_column(
        "interviews", sa.Column("recording_consented_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(
        op.f("ix_interviews_interview_plan_id"), "interviews", ["interview_plan_id"], unique=False
    )
    op.create_foreign_key(
        op.f("fk_interviews_interview_plan_id_interview_plans"),
        "interviews",
        "interview_plans",
        ["interview_plan_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_foreign_key(
        op.f("fk_interviews_retake_of_id_interviews"),
        "interviews",
        "interviews",
        ["retake_of_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column(
        "job_postings",
        sa.Column("interview_language", sa.String(length=8), server_default="en", nullable=False),
    )
    op.add_column("turns", sa.Column("planned_text", sa.Text(), nullable=True))
    op.add_column(
        "turns",
        sa.Column("interrupted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("turns", sa.Column("confidence", sa.Double(), nullable=True))
    op.add_column("turns", sa.Column("corrected_text", sa.Text(), nullable=True))
    op.add_column("turns", sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("turns", sa.Column("signal", sa.Text(), nullable=True))
    op.add_column("turns", sa.Column("quote", sa.Text(), nullable=True))
    op.add_column("turns", sa.Column("note", sa.Text(), nullable=True))
    op.execute(
        "CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER decisions_append_only BEFORE UPDATE OF application_id, status, reason"
        " ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER interview_plans_frozen BEFORE UPDATE OF version, content, published_at"
        " ON interview_plans FOR EACH ROW WHEN (OLD.published_at IS NOT NULL)"
        " EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_column("turns", "note")
    op.drop_column("turns", "quote")
    op.drop_column("turns", "signal")
    op.drop_column("turns", "corrected_at")
    op.drop_column("turns", "corrected_text")
    op.drop_column("turns", "confidence")
    op.drop_column("turns", "interrupted")
    op.drop_column("turns", "planned_text")
    op.drop_column("job_postings", "interview_language")
    op.drop_constraint(
        op.f("fk_interviews_retake_of_id_interviews"), "interviews", type_="foreignkey"
    )
    op.drop_constraint(
        op.f("fk_interviews_interview_plan_id_interview_plans"), "interviews", type_="foreignkey"
    )
    op.drop_index(op.f("ix_interviews_interview_plan_id"), table_name="interviews")
    op.drop_column("interviews", "recording_consented_at")
    op.drop_column("interviews", "accommodations")
    op.drop_column("interviews", "language")
    op.drop_column("interviews", "interview_plan_id")
    op.drop_column("interviews", "retake_of_id")
    op.drop_column("interview_sessions", "interruptions")
    op.drop_column("interview_sessions", "reconnects")
    op.drop_column("interview_sessions", "cost_usd")
    op.drop_column("interview_sessions", "usage")
    op.drop_column("interview_sessions", "model_version")
    op.drop_constraint(
        op.f("fk_applications_feedback_by_users"), "applications", type_="foreignkey"
    )
    op.drop_column("applications", "feedback_by")
    op.drop_column("applications", "feedback_released_at")
    op.drop_column("applications", "feedback")
    op.drop_table("turn_audio")
    op.drop_index(op.f("ix_concerns_interview_id"), table_name="concerns")
    op.drop_table("concerns")
    op.drop_table("ratings")
    op.drop_table("proposed_ratings")
    op.drop_index(op.f("ix_scorecards_reviewer_id"), table_name="scorecards")
    op.drop_table("scorecards")
    op.drop_index("ix_evaluations_interview_id_created_at", table_name="evaluations")
    op.drop_table("evaluations")
    op.drop_index("ix_decisions_application_id_created_at", table_name="decisions")
    op.drop_table("decisions")
    op.drop_table("interview_plans")
    op.drop_index(op.f("ix_comparison_weights_job_posting_id"), table_name="comparison_weights")
    op.drop_table("comparison_weights")
    op.drop_index("ix_audit_events_subject_id_created_at", table_name="audit_events")
    op.drop_table("audit_events")
    op.execute(
        "UPDATE applications SET status = 'to_review' WHERE status IN ('shortlisted', 'rejected', 'hired')"
    )
    op.execute("UPDATE turns SET kind = 'question' WHERE kind = 'follow_up'")
    op.execute("UPDATE turns SET kind = 'nudge' WHERE kind = 'reply'")
    keep_to("applications", "status", STAGES)
    keep_to("turns", "kind", KINDS)
