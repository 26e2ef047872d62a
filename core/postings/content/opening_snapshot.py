"""The snapshot of posting and resume that is taken when an interview opens.

Before its first session an interview uses its posting as it is now, so that corrections still
reach the candidate. From then on it uses the snapshot: the prompt, the spoken lines, the answers to
the candidate's questions and the team's view come from one version, whatever is edited later. (The
plan, base prompt, language and minutes are fixed when the interview is created.)
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.models import Interview, JobPosting
from core.postings.content.draft import FIELD_NAMES, PostingDraft, draft_of, unsaved_posting


@dataclass(frozen=True)
class OpeningSnapshot:
    """What an interview uses from its first session on.

    Attributes:
        posting: the fields of its posting; None without one.
        revision: of the posting; None for snapshots from before revisions were counted.
        resume: text of the candidate's resume, if it was read.
    """

    posting: PostingDraft | None = None
    revision: int | None = None
    resume: str | None = None

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "OpeningSnapshot":
        """Read back what ``to_json`` gave."""
        fields = stored["posting"]
        if fields is not None:
            fields = PostingDraft(**{**fields, "required_skills": tuple(fields["required_skills"])})
        return cls(fields, stored["revision"], stored["resume"])

    def to_json(self) -> dict[str, Any]:
        """For ``interviews.opened_with``."""
        return asdict(self)


def take_snapshot(interview: Interview) -> None:
    """Take the snapshot of ``interview``, unless there is one."""
    if interview.opened_with is None:
        posting = interview.job_posting
        interview.opened_with = OpeningSnapshot(
            draft_of(posting) if posting else None,
            posting.revision if posting else None,
            _resume_now(interview),
        ).to_json()


def snapshot_of(interview: Interview) -> OpeningSnapshot | None:
    """The snapshot of ``interview``; None before its opening, and for old interviews."""
    stored = interview.opened_with
    return OpeningSnapshot.from_json(stored) if stored is not None else None


def posting_of(interview: Interview) -> JobPosting | None:
    """The posting that ``interview`` uses; None without one.

    After the opening it is a copy outside of any database session: read it only.
    """
    kept = snapshot_of(interview)
    if kept is None:
        return interview.job_posting
    if kept.posting is None:
        return None
    posting = unsaved_posting(kept.posting)
    if interview.job_posting_id is not None:
        posting.id = interview.job_posting_id
    return posting


def resume_text_of(interview: Interview) -> str | None:
    """The resume text that ``interview`` uses."""
    kept = snapshot_of(interview)
    return kept.resume if kept else _resume_now(interview)


def edited_since(interview: Interview) -> tuple[str, ...]:
    """The names of the posting's fields that were changed after ``interview`` opened."""
    kept, posting = snapshot_of(interview), interview.job_posting
    if kept is None or kept.posting is None or posting is None:
        return ()
    now = draft_of(posting)
    return tuple(
        label
        for field, label in FIELD_NAMES.items()
        if getattr(now, field) != getattr(kept.posting, field)
    )


def _resume_now(interview: Interview) -> str | None:
    resume = interview.application.resume if interview.application else None
    return resume.text if resume else None
