"""What an interview was opened with stays, and a posting counts its versions.

Interviews that are under way are given the posting and the resume as they stand now.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "job_postings", sa.Column("revision", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("interviews", sa.Column("opened_with", JSONB(), nullable=True))
    op.execute("""
        UPDATE interviews AS i SET opened_with = jsonb_build_object(
            'posting', CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object(
                'title', p.title, 'company', p.company, 'description', p.description,
                'tech_stack', p.tech_stack, 'role_category', p.role_category,
                'required_skills', to_jsonb(p.required_skills),
                'employment_type', p.employment_type, 'work_setup', p.work_setup,
                'location', p.location, 'experience_level', p.experience_level,
                'interview_minutes', p.interview_minutes,
                'interview_language', p.interview_language,
                'base_prompt_override', p.base_prompt_override) END,
            'revision', p.revision,
            'resume', r.text)
        FROM interviews AS o
            LEFT JOIN job_postings AS p ON p.id = o.job_posting_id
            LEFT JOIN applications AS a ON a.id = o.application_id
            LEFT JOIN resumes AS r ON r.id = a.resume_id
        WHERE o.id = i.id AND i.status = 'in_progress'
    """)


def downgrade() -> None:
    op.drop_column("interviews", "opened_with")
    op.drop_column("job_postings", "revision")
