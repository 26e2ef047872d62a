"""The progressive assessment, held to its promises over random interviews."""

from dataclasses import replace
from math import ceil

import pytest

from core.base_prompts.competency import Level
from core.interviews.assessment.directive import ASKING
from core.interviews.assessment.progressive import LEAST_QUESTION_SECONDS, ProgressiveAssessment
from core.interviews.assessment.topics import Signal, Topic
from core.interviews.plans.interview_plan import (
    CLOSING_SECONDS,
    PROBE_SECONDS,
    QUESTION_SECONDS,
)
from core.interviews.plans.question_bank import shapes_of
from tests.core.interviews.assessment.walked import (
    Answers,
    asked,
    for_every_interview,
    long_talk,
    states,
    steps_of,
    walk,
)
from tests.plans import LIBRARY, plan_for

STRONG, MIXED, WEAK = Signal.STRONG, Signal.MIXED, Signal.WEAK
FOUNDATION, WORKING, EXPERT = Level


# Promises that hold for every interview


@for_every_interview
def test_the_core_is_asked_in_order_each_question_once_and_word_for_word(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    core = steps_of(states(state, answers), "question")
    expected = state.plan.questions[: len(core)]
    assert [(c.question_id, c.text) for c in core] == [(q.id, q.text) for q in expected]
    assert [(c.competency, c.level, c.intent, c.skills) for c in core] == [
        (q.competency, q.level, q.intent, q.skills) for q in expected
    ]


@for_every_interview
def test_only_the_clock_ever_cuts_the_core_short(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    path = states(state, answers)
    last_word = next(s for s in path if s.current.kind == "last_word")
    if last_word.asked < len(state.plan.questions):
        assert last_word.seconds_left < CLOSING_SECONDS + LEAST_QUESTION_SECONDS


@for_every_interview
def test_whoever_takes_no_longer_than_planned_is_asked_the_whole_core(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    planned = CLOSING_SECONDS + QUESTION_SECONDS * len(state.topics)
    steps = 0
    while state.current.kind in ASKING:
        signal, seconds, _ = answers[steps % len(answers)]
        most = PROBE_SECONDS if state.current.kind == "probe" else QUESTION_SECONDS
        state, steps = state.record(signal, state.elapsed + min(seconds, most)), steps + 1
    assert state.asked == len(state.topics) or state.minutes * 60 < planned


@for_every_interview
def test_no_question_is_ever_repeated_not_even_about_another_skill(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    path = states(state, answers)
    for step in steps_of(path, "follow_up"):
        shapes = shapes_of(step.text, step.skills or (step.competency or "",))
        assert not any(shapes & question.shapes for question in state.plan.questions)
    texts = [" ".join(s.text.casefold().split()) for s in steps_of(path, "question", "follow_up")]
    assert len(set(texts)) == len(texts)


@for_every_interview
def test_every_interview_ends_with_a_last_word_and_a_farewell(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    kinds = [s.current.kind for s in states(state, answers)]
    assert kinds[-2:] == ["last_word", "farewell"]
    assert set(kinds[:-2]) <= ASKING


@for_every_interview
def test_adaptive_steps_keep_to_the_budget_and_leave_later_questions_their_share(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for s in states(state, answers):
        assert s.steps <= state.plan.probes
        assert s.steps <= ceil(state.plan.probes * s.asked / len(s.topics))
    assert len(steps_of(states(state, answers), "probe", "follow_up")) <= state.plan.probes


@for_every_interview
def test_an_adaptive_step_always_leaves_time_for_the_rest_of_the_core(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for s in states(state, answers):
        waiting = len(s.topics) - s.asked
        rest = CLOSING_SECONDS + waiting * QUESTION_SECONDS
        if s.current.kind == "follow_up":
            assert s.seconds_left >= rest + QUESTION_SECONDS
        if s.current.kind == "probe":
            assert s.seconds_left >= rest + PROBE_SECONDS
        if s.current.kind == "question":
            assert s.seconds_left >= CLOSING_SECONDS + LEAST_QUESTION_SECONDS


@for_every_interview
def test_the_same_state_and_signal_give_the_same_next_step(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    assert states(state, answers) == states(state, answers)


@for_every_interview
def test_levels_rise_after_strong_and_fall_after_weak_answers(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for s in states(state, answers):
        for topic in s.topics:
            for (level, signal), (following, _) in zip(
                topic.answers, topic.answers[1:], strict=False
            ):
                assert signal is not MIXED
                assert following is (level.above if signal is STRONG else level.below)


@for_every_interview
def test_a_topic_starts_at_the_plans_level_and_takes_each_level_once(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for s in states(state, answers):
        for topic in s.topics:
            levels = [level for level, _ in topic.answers]
            assert levels[:1] in ([], [topic.question.level])
            assert len(set(levels)) == len(levels)
            assert len(topic.asked) <= len(Level)


@for_every_interview
def test_core_questions_are_numbered_and_what_follows_keeps_the_number(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    number = 0
    for s in states(state, answers):
        if s.current.kind == "question":
            number += 1
        if s.current.kind in ASKING:
            assert (s.current.number, s.current.of) == (number, len(state.plan.questions))
    assert s.asked == number


@for_every_interview
def test_what_follows_a_question_is_about_the_same_competency(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for before, after in walk(state, answers):
        step = after.current
        if step.kind in ("probe", "follow_up"):
            assert step.competency == before.current.competency
            assert step.question_id != before.current.question_id
            assert step.question_id is not None
            assert before.current.question_id is not None
            assert step.question_id.split("/")[0] == before.current.question_id.split("/")[0]


@for_every_interview
def test_what_is_asked_comes_from_its_competency_and_level(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for s in states(state, answers):
        directive = s.current
        if directive.kind in ASKING:
            topic = s.topics[s.asked - 1]
            assert directive.level is not None
            assert directive.why
            assert directive.intent
            if directive.kind == "probe":
                assert directive.text == topic.probe(directive.level)
            if directive.kind == "follow_up":
                assert directive.text in [q.text for q in topic.follow_ups(directive.level)]
        else:
            assert (directive.text, directive.competency, directive.level) == ("", None, None)
            assert (directive.intent, directive.skills) == ("", ())


@for_every_interview
def test_talk_time_never_runs_backwards(state: ProgressiveAssessment, answers: Answers) -> None:
    for before, after in walk(state, answers):
        assert after.elapsed >= before.elapsed
        assert before.record(STRONG, before.elapsed - 100).elapsed == before.elapsed


@for_every_interview
def test_the_candidate_may_end_at_any_time(state: ProgressiveAssessment, answers: Answers) -> None:
    for s in states(state, answers):
        ended = s.end(s.elapsed + 1)
        assert ended.done
        assert ended.record(STRONG, 0).done
        assert ended.skip(0).done


@for_every_interview
def test_wrapping_up_goes_to_the_last_word_and_never_back(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for s in states(state, answers):
        wrapped = s.wrap_up(s.elapsed + 1)
        assert wrapped.current.kind == ("farewell" if s.done else "last_word")
        assert wrapped.wrap_up(0).current == wrapped.current
        assert wrapped.record(STRONG, 0).done


def first_topic(state: ProgressiveAssessment) -> Topic:
    return state.topics[0]


@pytest.mark.parametrize(
    ("signals", "kind", "level"),
    [
        ((), "question", WORKING),
        ((STRONG,), "follow_up", EXPERT),
        ((WEAK,), "follow_up", FOUNDATION),
        ((MIXED,), "probe", WORKING),
        ((MIXED, STRONG), "follow_up", EXPERT),
        ((MIXED, WEAK), "follow_up", FOUNDATION),
        ((STRONG, MIXED), "probe", EXPERT),
    ],
)
def test_what_follows_a_first_answer(signals: tuple[Signal, ...], kind: str, level: Level) -> None:
    current = asked(long_talk(probes=90), *signals).current
    assert (current.kind, current.level, current.number) == (kind, level, 1)


@pytest.mark.parametrize(
    "signals",
    [(MIXED, MIXED), (STRONG, STRONG), (STRONG, WEAK), (WEAK, WEAK), (WEAK, STRONG),
     (STRONG, MIXED, MIXED)],
)  # fmt: skip
def test_a_topic_is_left_once_its_boundary_is_found(signals: tuple[Signal, ...]) -> None:
    state = asked(long_talk(probes=90), *signals)
    assert first_topic(state).next_level is None
    assert (state.current.kind, state.current.number) == ("question", 2)


@pytest.mark.parametrize(
    ("signals", "estimate"),
    [
        ((), None),
        ((STRONG, STRONG), EXPERT),
        ((STRONG, WEAK), WORKING),
        ((WEAK, STRONG), FOUNDATION),
        ((WEAK, WEAK), None),
        ((MIXED, MIXED), WORKING),
    ],
)
def test_the_estimate_is_the_highest_level_that_was_reached(
    signals: tuple[Signal, ...], estimate: Level | None
) -> None:
    assert first_topic(asked(long_talk(), *signals)).estimate is estimate


@pytest.mark.parametrize("signal", Signal)
def test_a_plan_without_probes_asks_the_core_and_nothing_else(signal: Signal) -> None:
    path = states(long_talk(probes=0), [(signal, 10.0, False)])
    kinds = [s.current.kind for s in path]
    assert kinds == ["question"] * len(path[0].topics) + ["last_word", "farewell"]


def test_candidates_with_different_answers_get_the_same_core() -> None:
    cores = []
    for signal in Signal:
        path = states(long_talk(), [(signal, 90.0, False)])
        cores.append([step.text for step in steps_of(path, "question")])
    assert cores[0] == cores[1] == cores[2]


def test_a_question_that_is_passed_over_is_left_without_a_mark() -> None:
    state = long_talk().skip(5)
    assert first_topic(state).answers == ((WORKING, MIXED),)
    assert (state.current.kind, state.current.number) == ("question", 2)


def test_a_skills_follow_up_names_the_skill() -> None:
    base = LIBRARY["qa_automation"]
    state = ProgressiveAssessment.begin(plan_for("qa_automation", ["Cypress"]), base)
    assert state.current.skills == ("Cypress",)
    assert "cypress" in state.current.text.casefold()
    assert "cypress" in asked(state, STRONG).current.text.casefold()


def test_a_question_about_several_skills_is_followed_up_about_all_of_them() -> None:
    crafts = ["Kafka", "Beekeeping", "Origami", "Juggling"]
    plan = replace(plan_for("data_engineering", crafts, minutes=5), probes=9)
    state = ProgressiveAssessment.begin(plan, LIBRARY["data_engineering"], minutes=60).skip(0)
    assert state.current.skills == ("Beekeeping", "Origami", "Juggling")
    for signal in (STRONG, WEAK):
        follow_up = state.record(signal, 0).current
        assert follow_up.kind == "follow_up"
        assert "Beekeeping, Origami and Juggling" in follow_up.text


def test_why_names_what_led_to_the_question() -> None:
    plan = plan_for("data_engineering", ["Kafka"], minutes=60)
    state = ProgressiveAssessment.begin(plan, LIBRARY["data_engineering"])
    assert "required skill Kafka" in state.current.why
    assert "was strong, so expert level" in asked(state, STRONG).current.why
    assert "was weak, so foundation level" in asked(state, WEAK).current.why
    assert "left the working level open" in asked(state, MIXED).current.why


# Time


def test_an_interview_too_short_for_a_question_goes_to_the_last_word() -> None:
    state = ProgressiveAssessment.begin(plan_for("python", minutes=1), LIBRARY["python"])
    assert state.current.kind == "last_word"
    assert state.record(STRONG, 10).done


def test_when_the_time_is_over_the_candidate_has_the_last_word() -> None:
    state = long_talk().record(STRONG, 90 * 60 + 500)
    assert state.current.kind == "last_word"
    assert state.seconds_left == 0
    assert "time" in state.current.why


def test_long_answers_cost_the_probes_and_not_the_core() -> None:
    state = ProgressiveAssessment.begin(plan_for("python", minutes=20), LIBRARY["python"])
    late = 20 * 60 - CLOSING_SECONDS - QUESTION_SECONDS * (len(state.topics) - 1)
    assert asked(state, MIXED).current.kind == "probe"
    assert state.record(MIXED, late).current.kind == "question"


def test_who_answers_at_length_is_asked_the_whole_core_instead_of_probes() -> None:
    state = ProgressiveAssessment.begin(plan_for("python", minutes=20), LIBRARY["python"])
    path = states(state, [(MIXED, 200.0, False)])
    assert path[-1].asked == len(state.topics)
    assert steps_of(path, "probe", "follow_up") == []


def test_a_candidate_with_more_time_gets_the_same_core_and_longer_for_it() -> None:
    plan = plan_for("python", minutes=20)
    state = ProgressiveAssessment.begin(plan, LIBRARY["python"], minutes=30)
    slow = states(state, [(MIXED, 140.0, False)])
    assert [step.text for step in steps_of(slow, "question")] == [q.text for q in plan.questions]
