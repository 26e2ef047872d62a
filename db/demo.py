"""Made-up postings, so that a new installation has something to look at."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.job_postings import PostingDraft, create_posting, publish_posting
from core.models import JobPosting

DEMO_POSTINGS = (
    PostingDraft(
        title="Senior Data Engineer",
        company="Northwind Analytics",
        description=(
            "You will own the streaming platform that turns two billion events a day into data "
            "that our analysts trust. You design Kafka topics and Spark jobs, model the "
            "warehouse in Snowflake, and help the teams around you to ship their own pipelines."
        ),
        tech_stack="Kafka, Spark, Snowflake",
        role_category="Engineering",
        required_skills=("Kafka", "Spark", "Snowflake"),
        employment_type="Full-time",
        work_setup="Remote",
        location="Europe",
        experience_level="Senior",
        interview_minutes=25,
    ),
    PostingDraft(
        title="DevOps Engineer",
        company="Harbour Cloud",
        description=(
            "You keep our container platform on AWS boring: clusters, pipelines, alerts, and the "
            "habits that let product teams release ten times a day without waking anybody up."
        ),
        tech_stack="Docker, Kubernetes, AWS",
        role_category="Engineering",
        required_skills=("Docker", "Kubernetes", "AWS"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Lisbon",
        experience_level="Mid",
    ),
    PostingDraft(
        title="Account Manager",
        company="Brightline Software",
        description=(
            "You look after thirty mid-size customers, grow what they buy from us, and keep our "
            "forecast honest. You run renewals from the first call to the signature."
        ),
        role_category="sales",
        required_skills=("B2B Sales", "Salesforce", "Negotiation"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Manchester",
        experience_level="Mid",
    ),
    PostingDraft(
        title="Customer Service Specialist",
        company="Casa Viva",
        description=(
            "You help guests in Spanish and English when a booking goes wrong, by chat and by "
            "phone, and tell the team what keeps going wrong."
        ),
        role_category="support",
        required_skills=("Zendesk", "Empathy", "Spanish"),
        employment_type="Full-time",
        work_setup="On-site",
        location="Valencia",
        experience_level="Junior",
    ),
)


def add_demo_postings(db: Session) -> int:
    """Add them to a database without any posting; returns how many were added."""
    # Processes that start at once wait here for one another.
    db.execute(text("LOCK TABLE job_postings IN SHARE ROW EXCLUSIVE MODE"))
    if db.scalar(select(func.count()).select_from(JobPosting)):
        return 0
    for draft in DEMO_POSTINGS:
        posting = create_posting(db, draft)
        posting.is_demo = True
        publish_posting(db, posting.id)
    return len(DEMO_POSTINGS)
