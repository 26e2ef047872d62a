"""The closed sets of values that columns take."""

import enum


class RoleType(enum.StrEnum):
    """The four stored role types (a Postgres ENUM that stays as it is)."""

    REACT = "react"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    FULLSTACK = "fullstack"


class UserRole(enum.StrEnum):
    """What a team member may do: see core.access.permissions.PERMISSIONS."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    VIEWER = "viewer"


class PostingStatus(enum.StrEnum):
    """A posting takes applications only while open."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class ParsingStatus(enum.StrEnum):
    """Whether a resume's text could be read."""

    PENDING = "pending"
    PARSED = "parsed"
    FAILED = "failed"


class ApplicationStatus(enum.StrEnum):
    """Where an application stands; beyond to_review only a person moves it, or a granted retake."""

    APPLIED = "applied"
    INTERVIEWING = "interviewing"
    TO_REVIEW = "to_review"
    SHORTLISTED = "shortlisted"
    REJECTED = "rejected"
    HIRED = "hired"


class InterviewStatus(enum.StrEnum):
    """Planned, running (perhaps paused between connections), or over."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


class SessionStatus(enum.StrEnum):
    """One live connection."""

    LIVE = "live"
    ENDED = "ended"


class Speaker(enum.StrEnum):
    """Who said a turn."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


class TurnKind(enum.StrEnum):
    """What a turn is for."""

    OPENING = "opening"
    QUESTION = "question"
    FOLLOW_UP = "follow_up"
    PROBE = "probe"
    ANSWER = "answer"
    REQUEST = "request"
    REPEAT = "repeat"
    WELCOME_BACK = "welcome_back"
    NUDGE = "nudge"
    REPLY = "reply"
    CLOSING = "closing"


class InputMode(enum.StrEnum):
    """How a turn was given."""

    VOICE = "voice"
    TYPED = "typed"


class ConcernKind(enum.StrEnum):
    """What somebody drew attention to during an interview."""

    DISTRESS = "distress"
    PERSON = "person"
    """Wants a person in place of the program."""
    CONSENT = "consent"
    """Took back the consent."""
    QUESTION = "question"
    """A question of the candidate's that only the team can answer."""
    CONDUCT = "conduct"
    INTEGRITY = "integrity"
    TROUBLE = "trouble"
    OTHER = "other"


class EvaluationStatus(enum.StrEnum):
    """How far the evaluation of an interview is."""

    QUEUED = "queued"
    RUNNING = "running"
    EVALUATED = "evaluated"
    DECLINED = "declined"
    FAILED = "failed"
