"""The posting and the resume as an interview was opened with them.

Until its first session opens, an interview goes by its posting as it stands, so that a wrong
place or a better description still reaches the candidate. From then on it goes by this copy:
the prompt, the spoken lines, the answers to the candidate's questions and what the team reads
of it later all come from one version, whatever is edited meanwhile. (The plan, the base prompt,
the language and the minutes are those of the interview's making.)
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.models import Interview, JobPosting
from core.postings.content.draft import FIELD_NAMES, PostingDraft, draft_of, unsaved_posting


@dataclass(frozen=True)
class OpenedWith:
    """What an interview goes by from its first session on.

    Attributes:
        posting: the fields of its posting; None without one.
        revision: which version of the posting that was; None where nobody counted yet.
        resume: text of the candidate's resume, if it was read.
    """

    posting: PostingDraft | None = None
    revision: int | None = None
    resume: str | None = None

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "OpenedWith":
        """Read back what ``to_json`` gave."""
        fields = stored["posting"]
        if fields is not None:
            fields = PostingDraft(**{**fields, "required_skills": tuple(fields["required_skills"])})
        return cls(fields, stored["revision"], stored["resume"])

    def to_json(self) -> dict[str, Any]:
        """For ``interviews.opened_with``."""
        return asdict(self)


def freeze(interview: Interview) -> None:
    """Keep what ``interview`` goes by from now on; what is kept already stays."""
    if interview.opened_with is None:
        posting = interview.job_posting
        interview.opened_with = OpenedWith(
            draft_of(posting) if posting else None,
            posting.revision if posting else None,
            _resume_now(interview),
        ).to_json()


def opened_with(interview: Interview) -> OpenedWith | None:
    """What ``interview`` was opened with; None before that, and where it was not kept yet."""
    stored = interview.opened_with
    return OpenedWith.from_json(stored) if stored is not None else None


def posting_of(interview: Interview) -> JobPosting | None:
    """The posting that ``interview`` is about, as it goes by it; None without one.

    After the opening this is a copy that belongs to no transaction: only to be read.
    """
    kept = opened_with(interview)
    if kept is None:
        return interview.job_posting
    if kept.posting is None:
        return None
    posting = unsaved_posting(kept.posting)
    if interview.job_posting_id is not None:
        posting.id = interview.job_posting_id
    return posting


def resume_text_of(interview: Interview) -> str | None:
    """The resume's text that ``interview`` goes by."""
    kept = opened_with(interview)
    return kept.resume if kept else _resume_now(interview)


def edited_since(interview: Interview) -> tuple[str, ...]:
    """What of the posting was changed after ``interview`` was opened, in words."""
    kept, posting = opened_with(interview), interview.job_posting
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
