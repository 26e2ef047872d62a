"""What guesses save and cost, in whole interviews: ``python -m tests.simulation.guesses``.

Candidates of tones answer an endpoint whose judgements nobody can foresee. A line is made four
times as fast as it is spoken, an answer judged in the time in which a third of a line is made.
"""

import asyncio
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import mean

from sqlalchemy import select

from core.models import InterviewSession, Speaker
from core.realtime.models.openai.config import OpenAIConfig
from core.settings import Settings
from core.usage import Counts, tokens_in, usd
from db.engine import Sessions
from tests.own_database import own_database
from tests.realtime.fake_realtime import FakeRealtime, Script, ToolCall
from tests.realtime.fake_realtime.script import record
from tests.realtime.live import turns_of
from tests.realtime.spoken_interview import SpokenInterview
from tests.simulation import candidates
from tests.simulation.candidates import Candidate, Player
from tests.simulation.stage import prepare

CONFIG = OpenAIConfig.of(Settings(_env_file=None))
CANDIDATES = (candidates.STRONG, candidates.WEAK, candidates.RAMBLING, candidates.ASKING)
POSTINGS = ("data engineer", "account manager")
PACE_SECONDS = 0.03
THINK_SECONDS = 0.08


@dataclass
class Talking(SpokenInterview):
    """A candidate who answers as in the other simulations, and presses no buttons."""

    candidate: Candidate = candidates.STRONG
    said: list[str] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._player = Player(self.candidate)

    def _next_answer(self) -> str:
        assert self.session is not None
        if not self._waiting:
            moves = self._player.moves(self.session.view.question)
            self._waiting += [move.says for move in moves if move.says]
        self.said.append(self._waiting.pop(0))
        self.answered += 1
        return self.said[-1]


@dataclass(frozen=True)
class Outcome:
    """What came of an interview.

    Attributes:
        turns: answers and requests of the candidate.
        late: round trips to the model before the next word, beyond one for each of them.
        used: as it is stored.
    """

    turns: int
    late: int
    used: Counts


def unforeseeable(seed: str) -> Script:
    """An endpoint that finds each answer strong, mixed or weak by chance."""
    chance = random.Random(seed)

    def judge(question_id: str, words: str) -> list[ToolCall]:
        return [record(question_id, words, chance.choice(("strong", "mixed", "weak")))]

    return Script(judge=judge, pace=PACE_SECONDS, think=THINK_SECONDS)


async def outcome_of(
    sessions: Sessions, interview_id: uuid.UUID, candidate: Candidate, config: OpenAIConfig
) -> Outcome:
    """Play a whole interview."""
    async with FakeRealtime(unforeseeable(candidate.name)) as server:
        spoken = Talking(server, sessions, interview_id, candidate=candidate)
        await spoken.run(config=config)
        asked = [event["response"] for event in server.sent_of("response.create")]
    judgings = sum(a["tool_choice"] == "required" for a in asked)
    lines = sum(a["tool_choice"] == "none" and "conversation" not in a for a in asked)
    turns = turns_of(sessions, interview_id)
    answers = sum(turn.speaker is Speaker.CANDIDATE for turn in turns)
    late = (lines - 1) + (judgings - answers)
    with sessions.begin() as db:
        of_it = InterviewSession.interview_id == interview_id
        used = db.scalars(select(InterviewSession.usage).where(of_it)).one()
    return Outcome(answers, late, used)


def table(outcomes: Mapping[int, Sequence[Outcome]]) -> Iterator[str]:
    """A line for each number of guesses."""
    yield "| guesses | interviews | turns | one round trip | tokens | of them spoken | dollars |"
    yield "|---" * 7 + "|"
    for guesses, found in outcomes.items():
        turns, late = sum(o.turns for o in found), sum(o.late for o in found)
        tokens = mean(tokens_in(o.used) for o in found)
        spoken = mean(o.used.get("audio_out", 0) for o in found)
        dollars = mean(usd(CONFIG.model, o.used) or 0 for o in found)
        yield (
            f"| {guesses} | {len(found)} | {turns} | {1 - late / turns:.0%} | {tokens:,.0f} | "
            f"{spoken:,.0f} | {dollars:.2f} |"
        )


def main() -> None:
    """Print the table, from interviews on a Postgres of its own."""
    with own_database() as sessions:
        outcomes = {
            guesses: [
                asyncio.run(
                    outcome_of(
                        sessions,
                        prepare(sessions, posting),
                        candidate,
                        replace(CONFIG, guesses=guesses),
                    )
                )
                for posting in POSTINGS
                for candidate in CANDIDATES
            ]
            for guesses in range(4)
        }
    print("\n".join(table(outcomes)))


if __name__ == "__main__":
    main()
