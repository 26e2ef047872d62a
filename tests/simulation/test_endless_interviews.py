"""Whatever a candidate or a model makes of it, every interview comes to its end by itself."""

import asyncio
import uuid
from collections.abc import Callable
from functools import partial

import pytest

from core.access.permissions import PROGRAM
from core.interviews.accommodations import Accommodations
from core.interviews.service import find_interview, list_concerns, list_turns
from core.models import TurnKind
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import local_speech
from core.realtime.models.model import RealtimeModel
from core.realtime.models.openai.tools import REQUESTS
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.bounds import BOUNDS, EASIER, Aside, Bound
from core.review.receipt_loading import load_receipt
from core.review.structure_receipt import StructureReceipt
from db.engine import Sessions
from tests.realtime.fake_realtime import FakeRealtime, Script, ToolCall
from tests.realtime.stage import model_for
from tests.simulation import endless
from tests.simulation.candidates import Candidate, Move
from tests.simulation.grader import judges_nobody_aloud, keeps_every_turn, repeats_no_question
from tests.simulation.record import Record
from tests.simulation.stage import prepare
from tests.simulation.timelapse import Timelapse
from tests.simulation.typed import Spoken, TypedInterview

MODELS: dict[str, Callable[[], RealtimeModel]] = {
    "local": lambda: LocalModel(local_speech()),
    "typed": TypedModel,
    "spoken": Spoken,
}


def play(
    sessions: Sessions, candidate: Candidate, model: Callable[[], RealtimeModel],
    posting: str = "short", accommodations: Accommodations | None = None,
) -> tuple[Record, StructureReceipt]:  # fmt: skip
    interview_id = prepare(sessions, posting)
    if accommodations:
        with sessions.begin() as db:
            interview = find_interview(db, interview_id)
            interview.accommodations = accommodations.to_json()
    record = asyncio.run(TypedInterview(sessions, interview_id, candidate, model).run())
    return record, receipt(sessions, interview_id, record)


def receipt(
    sessions: Sessions, interview_id: uuid.UUID, record: Record, *, judged: bool = False
) -> StructureReceipt:
    """What the team reads, once what everybody may expect is checked."""
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        found = load_receipt(db, interview, PROGRAM)
        notes = [concern.note for concern in list_concerns(db, interview.id)]
        signals = [t.signal for t in list_turns(db, interview.id) if t.competency]
    for rule in (judges_nobody_aloud, keeps_every_turn, repeats_no_question):
        assert list(rule(record)) == []
    assert record.completed
    assert record.turns[-1].kind is TurnKind.CLOSING
    for one in found.core:
        if one.left_open_after is not None:
            words = f"Question {one.number} was left unanswered after {one.left_open_after} request"
            assert any(note.startswith(words) for note in notes)
    assert any(signals) is judged
    return found


PLAYED = [
    *((candidate, "typed") for candidate in endless.ENDLESS),
    (endless.ASKING_BACK, "local"),
    (endless.BY_TURNS, "local"),
    (endless.THINKING, "spoken"),
]


@pytest.mark.parametrize(("candidate", "model"), PLAYED, ids=lambda one: getattr(one, "name", one))
def test_an_interview_ends_by_itself_though_its_candidate_never_answers(
    sessions: Sessions, candidate: Candidate, model: str
) -> None:
    record, found = play(sessions, candidate, MODELS[model])
    assert [one.question.id for one in found.core if one.turns] == list(record.core)[
        : len([one for one in found.core if one.turns])
    ]
    left = [one for one in found.core if one.left_open_after is not None]
    assert left
    # Each core question was asked and left, or time ran out before it.
    assert all(one.turns or one.left_open_after is None for one in found.core)
    if candidate is not endless.THINKING and candidate is not endless.BY_TURNS:
        assert len(left) == len(found.core)


def test_the_ideal_answer_is_asked_for_five_times_and_then_the_interview_goes_on(
    sessions: Sessions,
) -> None:
    record, found = play(sessions, endless.ASKING_BACK, TypedModel, "data engineer")
    asked = BOUNDS[Aside.QUESTION].most + 1
    assert [one.left_open_after for one in found.core] == [asked] * len(found.core)
    first = found.core[0].turns[0]
    replies = [t for t in record.turns[first:] if t.kind is TurnKind.REPLY][: asked - 1]
    [told] = {reply.text for reply in replies}
    assert "I cannot answer that myself" in told
    assert told.endswith(found.core[0].question.text)
    after = [t.text for t in record.turns if "Let us leave this question open." in t.text]
    assert len(after) == 1


def test_who_did_not_hear_may_ask_a_dozen_times(sessions: Sessions) -> None:
    _, found = play(sessions, endless.REPEATING, Spoken)
    assert all(one.turns for one in found.core)
    assert {one.left_open_after for one in found.core} == {BOUNDS[Aside.REPEAT].most + 1}


def test_who_asked_for_longer_pauses_has_twice_as_much_of_everything(sessions: Sessions) -> None:
    wanted = Accommodations(longer_pauses=True)
    _, found = play(sessions, endless.ASKING_BACK, TypedModel, accommodations=wanted)
    asked = BOUNDS[Aside.QUESTION].most * EASIER + 1
    assert {one.left_open_after for one in found.core} == {asked}


ANSWERING = Candidate("always the same", lambda asked: [Move("My team did that, and it helped.")])


@pytest.mark.parametrize("what", [*REQUESTS, "nothing", "unfinished", "not_understood"])
def test_an_interview_ends_though_the_model_takes_nothing_for_an_answer(
    sessions: Sessions, what: str
) -> None:
    interview_id = prepare(sessions, "short")
    call = ToolCall("not_an_answer", {"what": what})

    async def scene() -> Record:
        async with FakeRealtime(Script(judge=lambda question, words: [call])) as server:
            make = partial(model_for, server)
            return await TypedInterview(sessions, interview_id, ANSWERING, make).run()

    record = asyncio.run(scene())
    found = receipt(sessions, interview_id, record, judged=what not in REQUESTS)
    assert all(one.turns for one in found.core)


def test_by_voice_too_who_only_asks_for_repeats_is_led_to_the_end(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BOUNDS, Aside.REPEAT, Bound(3, "Fewer, as each is really spoken here."))
    interview_id = prepare(sessions, "short")
    record = asyncio.run(Timelapse(sessions, interview_id, endless.REPEATING).run())
    assert receipt(sessions, interview_id, record).core[0].left_open_after == 4
