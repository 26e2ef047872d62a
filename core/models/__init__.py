"""The entities as they are stored; read hiring.py and interview.py first.

Times are timezone-aware and in UTC. Statuses change through ``core.models.status.move`` only.
"""

from core.models.base import (
    Base,
    utc_now,
)
from core.models.drafts import AnswerDraft
from core.models.enums import (
    ApplicationStatus,
    ConcernKind,
    EvaluationStatus,
    InputMode,
    InterviewStatus,
    ParsingStatus,
    PostingStatus,
    RoleType,
    SessionStatus,
    Speaker,
    TurnKind,
    UserRole,
)
from core.models.hiring import (
    Application,
    Candidate,
    InterviewPlanVersion,
    JobPosting,
    Resume,
)
from core.models.interview import (
    BasePromptVersion,
    Concern,
    Interview,
    InterviewLink,
    InterviewSession,
    Turn,
    TurnAudio,
)
from core.models.members import (
    SignInTicket,
    User,
    UserSession,
)
from core.models.rate_limits import LimitCount
from core.models.review import (
    AuditEvent,
    ComparisonWeights,
    Decision,
    Evaluation,
    ProposedRating,
    Rating,
    Scorecard,
)

__all__ = [
    "AnswerDraft",
    "Application",
    "ApplicationStatus",
    "AuditEvent",
    "Base",
    "BasePromptVersion",
    "Candidate",
    "ComparisonWeights",
    "Concern",
    "ConcernKind",
    "Decision",
    "Evaluation",
    "EvaluationStatus",
    "InputMode",
    "Interview",
    "InterviewLink",
    "InterviewPlanVersion",
    "InterviewSession",
    "InterviewStatus",
    "JobPosting",
    "LimitCount",
    "ParsingStatus",
    "PostingStatus",
    "ProposedRating",
    "Rating",
    "Resume",
    "RoleType",
    "Scorecard",
    "SessionStatus",
    "SignInTicket",
    "Speaker",
    "Turn",
    "TurnAudio",
    "TurnKind",
    "User",
    "UserRole",
    "UserSession",
    "utc_now",
]
