"""The progressive assessment, held to its promises over random interviews."""

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.assessment import (
    CLOSING_SECONDS,
    LEAST_QUESTION_SECONDS,
    MOST_PER_TOPIC,
    Directive,
    ProgressiveAssessment,
)
from core.prompt_builder import clean_skills
from core.prompts import Level, load_base_prompts
from core.skills import matches, skill_competency
from core.topics import Signal, Topic, plan_topics

LIBRARY = load_base_prompts()
KNOWN = """
    Kafka, Spark, Snowflake, Airflow, Docker, Kubernetes, AWS, Playwright, Cypress, React, Go, R,
    C++, Rust, SQL, Salesforce, Negotiation, B2B Sales, Zendesk, Empathy, Spanish, Roadmapping,
    Excel, Leadership, Beekeeping, Forklift licence, Figma, SEO, Problem solving, Unsafe code,
    Apache Kafka, kafka streams, k8s, Golang, Telesales, Cold calling
""".replace("\n", " ").split(",")


def interviews(draw: st.DrawFn) -> ProgressiveAssessment:
    """A new assessment of any role, posting and length."""
    known = st.sampled_from([skill.strip() for skill in KNOWN])
    typed = st.text(max_size=30)
    return ProgressiveAssessment.begin(
        LIBRARY[draw(st.sampled_from(sorted(LIBRARY)))],
        clean_skills(draw(st.lists(known | typed, max_size=12))),
        minutes=draw(st.integers(1, 90)),
        technical=draw(st.booleans()),
    )


ANSWERS = st.lists(
    st.tuples(st.sampled_from(Signal), st.floats(0, 400), st.booleans()), min_size=1, max_size=40
)


def for_every_interview(test: Callable[..., None]) -> Callable[..., None]:
    """Run ``test`` over random interviews and the answers given in them."""
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    return unhurried(given(st.composite(interviews)(), ANSWERS)(test))


def walk(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> Iterator[tuple[ProgressiveAssessment, ProgressiveAssessment]]:
    """Each state and the one after it; ``answers`` (signal, seconds, skipped) begin anew at their
    end, until the farewell."""
    steps = 0
    while not state.done:
        signal, seconds, skipped = answers[steps % len(answers)]
        elapsed = state.elapsed + seconds
        after = state.skip(elapsed) if skipped else state.record(signal, elapsed)
        yield state, after
        state, steps = after, steps + 1
        assert steps < 1_000


def states(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> list[ProgressiveAssessment]:
    return [state, *(after for _, after in walk(state, answers))]


def asked(state: ProgressiveAssessment, *signals: Signal) -> ProgressiveAssessment:
    """The state after answers that cost no time."""
    for signal in signals:
        state = state.record(signal, 0)
    return state


STRONG, MIXED, WEAK = Signal.STRONG, Signal.MIXED, Signal.WEAK
FOUNDATION, WORKING, EXPERT = Level


# Promises that hold for every interview


@for_every_interview
def test_no_question_is_ever_repeated(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    questions = [
        " ".join(s.current.text.casefold().split())
        for s in states(state, answers)
        if s.current.kind == "question"
    ]
    assert len(set(questions)) == len(questions)


@for_every_interview
def test_every_interview_ends_with_a_last_word_and_a_farewell(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    path = states(state, answers)
    kinds = [s.current.kind for s in path]
    assert kinds[-2:] == ["last_word", "farewell"]
    assert set(kinds[:-2]) <= {"question", "probe"}
    assert len(path) <= 2 * MOST_PER_TOPIC * len(state.topics) + 2


@for_every_interview
def test_a_question_is_begun_only_while_there_is_time_to_close(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for s in states(state, answers):
        if s.current.kind in ("question", "probe"):
            assert s.seconds_left >= CLOSING_SECONDS + LEAST_QUESTION_SECONDS


@for_every_interview
def test_the_same_state_and_signal_give_the_same_next_step(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    assert states(state, answers) == states(state, answers)


@for_every_interview
def test_any_process_can_go_on_from_what_was_stored(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for s in states(state, answers):
        stored = json.loads(json.dumps(s.to_json()))
        assert ProgressiveAssessment.from_json(stored, LIBRARY[stored["base_prompt"]]) == s
        assert Directive.from_json(stored["current"]) == s.current


@for_every_interview
def test_levels_rise_after_strong_and_fall_after_weak_answers(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for s in states(state, answers):
        for topic in s.topics:
            for (level, signal), (following, _) in zip(
                topic.answers, topic.answers[1:], strict=False
            ):
                assert signal is not MIXED
                assert following is (level.above if signal is STRONG else level.below)


@for_every_interview
def test_a_topic_starts_at_working_level_and_takes_each_level_once(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for s in states(state, answers):
        for topic in s.topics:
            levels = [level for level, _ in topic.answers]
            assert levels[:1] in ([], [WORKING])
            assert len(set(levels)) == len(levels) <= MOST_PER_TOPIC
            assert len(topic.asked) <= MOST_PER_TOPIC


@for_every_interview
def test_questions_are_numbered_one_by_one_and_a_probe_keeps_its_number(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    number = 0
    for s in states(state, answers):
        if s.current.kind == "question":
            number += 1
        if s.current.kind in ("question", "probe"):
            assert s.current.number == number
            assert s.current.of >= number
    assert s.asked == number


@for_every_interview
def test_a_topic_without_a_skill_waits_until_every_skill_was_asked_about(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for s in states(state, answers):
        topic = next((t for t in s.topics if t.competency.name == s.current.competency), None)
        if topic and topic.skill is None:
            assert all(t.asked for t in s.topics if t.skill)


@for_every_interview
def test_what_is_asked_fits_its_topic_and_level(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for s in states(state, answers):
        directive = s.current
        if directive.kind in ("question", "probe"):
            topic = next(t for t in s.topics if t.competency.name == directive.competency)
            assert directive.level is not None
            assert directive.why
            assert directive.question_id
            if directive.kind == "probe":
                assert directive.text == topic.competency.probes.at(directive.level)
            else:
                assert directive.text in topic.questions(directive.level)
        else:
            assert (directive.text, directive.competency, directive.level) == ("", None, None)


@for_every_interview
def test_talk_time_never_runs_backwards(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for before, after in walk(state, answers):
        assert after.elapsed >= before.elapsed
        assert before.record(STRONG, before.elapsed - 100).elapsed == before.elapsed


@for_every_interview
def test_the_candidate_may_end_at_any_time(
    state: ProgressiveAssessment, answers: list[tuple[Signal, float, bool]]
) -> None:
    for s in states(state, answers):
        ended = s.end(s.elapsed + 1)
        assert ended.done
        assert ended.record(STRONG, 0).done
        assert ended.skip(0).done


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(sorted(LIBRARY)), st.lists(st.text(max_size=100), max_size=60), st.booleans()
)
def test_any_skills_make_a_plan(base: str, typed: list[str], technical: bool) -> None:
    topics = plan_topics(LIBRARY[base], typed, technical=technical)
    names = [topic.competency.name for topic in topics]
    assert len(set(names)) == len(names)
    assert all(topic.skill in typed for topic in topics if topic.skill is not None)


# Skills first


def test_the_required_skills_come_first_in_their_order() -> None:
    skills = ["Beekeeping", "Spark", "Kafka"]
    topics = plan_topics(LIBRARY["data_engineering"], skills, technical=True)
    assert [topic.skill for topic in topics[:3]] == skills
    assert all(topic.skill is None for topic in topics[3:])
    assert "Kafka" in topics[2].competency.name


def test_a_skill_that_the_bank_knows_takes_the_banks_competency() -> None:
    bank = LIBRARY["data_engineering"].competencies
    topics = plan_topics(LIBRARY["data_engineering"], ["Kafka"], technical=True)
    assert topics[0].competency in bank
    assert matches("Kafka", topics[0].competency)
    assert len(topics) == len(bank)


def test_a_skill_that_the_bank_does_not_know_becomes_its_own_topic() -> None:
    base = LIBRARY["sales"]
    topics = plan_topics(base, ["Beekeeping"], technical=False)
    assert topics[0].competency.name == "Beekeeping"
    assert topics[0].competency not in base.competencies
    assert len(topics) == len(base.competencies) + 1
    state = ProgressiveAssessment.begin(base, ["Beekeeping"], technical=False)
    assert "beekeeping" in state.current.text.casefold()


def test_two_skills_of_one_competency_are_one_topic() -> None:
    topics = plan_topics(LIBRARY["data_engineering"], ["Kafka", "kafka", "Kafka"], technical=True)
    assert [topic.skill for topic in topics if topic.skill] == ["Kafka"]


def test_the_same_skill_in_two_spellings_is_not_asked_the_same_question_twice() -> None:
    spellings = ["JavaScript", "JS", "JavaScript (5 years)", "Strong JavaScript", "JavaScript 2024",
                 "JavaScript experience", "JavaScript skills", "Good JavaScript"]  # fmt: skip
    state = ProgressiveAssessment.begin(LIBRARY["sales"], spellings, minutes=90, technical=False)
    path = states(state, [(STRONG, 10.0, False)])
    questions = [s.current.text for s in path if s.current.kind == "question"]
    assert len(set(questions)) == len(questions)
    assert sum("JavaScript" in question for question in questions) >= 2


def test_questions_that_name_the_skill_come_first() -> None:
    [topic, *_] = plan_topics(LIBRARY["qa_automation"], ["Cypress"], technical=True)
    first = topic.questions(WORKING)[0]
    assert "cypress" in first.casefold()


def test_every_skill_is_asked_about_however_many_are_unknown_to_the_bank() -> None:
    crafts = ["Beekeeping", "Thatching", "Candle making", "Falconry", "Origami", "Juggling",
              "Weaving", "Dry stone walling", "Marquetry", "Glass blowing"]  # fmt: skip
    state = ProgressiveAssessment.begin(LIBRARY["sales"], crafts, minutes=60, technical=False)
    path = states(state, [(STRONG, 60.0, False)])
    assert [topic.skill for topic in path[-1].topics if topic.asked][: len(crafts)] == crafts


@pytest.mark.parametrize("minutes", [10, 20, 45])
def test_the_minutes_go_to_the_skills_first(minutes: int) -> None:
    skills = ["Kafka", "Spark", "Snowflake", "Airflow", "Terraform", "Beekeeping"]
    state = ProgressiveAssessment.begin(LIBRARY["data_engineering"], skills, minutes=minutes)
    about = []
    while state.current.kind != "last_word":
        about.append(state.current.competency)
        state = state.record(STRONG, state.elapsed + 110)
    asked_about = [topic.skill for topic in state.topics if topic.competency.name in about]
    fitting = (minutes * 60 - CLOSING_SECONDS) // 110
    distinct = [topic.skill for topic in state.topics if topic.skill]
    assert len(asked_about) >= min(fitting, len(distinct))
    assert asked_about[: len(distinct)] == distinct[: len(asked_about)]


def test_without_skills_the_role_itself_is_asked_about() -> None:
    state = ProgressiveAssessment.begin(LIBRARY["python"])
    assert [topic.competency for topic in state.topics] == list(LIBRARY["python"].competencies)
    assert state.current.competency == LIBRARY["python"].competencies[0].name


# What a posting without a role may be asked


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_general_focus_keeps_technical_competencies_out(name: str) -> None:
    skills = ["Beekeeping", "Empathy"]
    topics = plan_topics(LIBRARY[name], skills, technical=False)
    assert not any(topic.competency.technical for topic in topics)
    assert [topic.skill for topic in topics if topic.skill] == skills


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_technical_focus_keeps_the_whole_bank(name: str) -> None:
    topics = plan_topics(LIBRARY[name], [], technical=True)
    assert [topic.competency for topic in topics] == list(LIBRARY[name].competencies)


def test_the_fullstack_bank_has_something_for_everybody() -> None:
    general = plan_topics(LIBRARY["fullstack"], [], technical=False)
    assert len(general) >= 2


# Up, down and settled


def long_talk() -> ProgressiveAssessment:
    return ProgressiveAssessment.begin(LIBRARY["python"], minutes=90)


def first_topic(state: ProgressiveAssessment) -> Topic:
    return state.topics[0]


@pytest.mark.parametrize(
    ("signals", "next_level"),
    [
        ((), WORKING),
        ((STRONG,), EXPERT),
        ((WEAK,), FOUNDATION),
        ((MIXED, STRONG), EXPERT),
        ((MIXED, WEAK), FOUNDATION),
        ((MIXED, MIXED), None),
        ((STRONG, STRONG), None),
        ((STRONG, WEAK), None),
        ((WEAK, WEAK), None),
        ((WEAK, STRONG), None),
        ((STRONG, MIXED, MIXED), None),
    ],
)
def test_a_topic_goes_on_until_its_boundary_is_found(
    signals: tuple[Signal, ...], next_level: Level | None
) -> None:
    state = asked(long_talk(), *signals)
    topic = first_topic(state)
    assert topic.next_level is next_level
    if next_level is None:
        assert state.current.competency != topic.competency.name
    else:
        assert (state.current.competency, state.current.level) == (
            topic.competency.name,
            next_level,
        )


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


def test_a_mixed_answer_is_probed_once() -> None:
    question = long_talk().current
    state = asked(long_talk(), MIXED)
    assert state.current.kind == "probe"
    assert (state.current.competency, state.current.level) == (question.competency, question.level)
    assert state.current.question_id != question.question_id
    assert asked(state, MIXED).current.kind == "question"


def test_a_mixed_answer_is_not_probed_when_there_is_no_time() -> None:
    state = ProgressiveAssessment.begin(LIBRARY["python"], minutes=5)
    assert state.record(MIXED, 5 * 60 - CLOSING_SECONDS).current.kind == "last_word"


def test_a_question_that_is_passed_over_settles_its_topic_without_a_mark() -> None:
    state = long_talk().skip(5)
    assert first_topic(state).answers == ((WORKING, MIXED),)
    assert state.current.competency != first_topic(state).competency.name


def test_why_names_what_led_to_the_question() -> None:
    state = ProgressiveAssessment.begin(LIBRARY["data_engineering"], ["Kafka"], minutes=60)
    assert "required skill Kafka" in state.current.why
    assert "working level" in state.current.why
    assert "was strong, so expert level" in asked(state, STRONG).current.why
    assert "was weak, so foundation level" in asked(state, WEAK).current.why
    assert "left the working level open" in asked(state, MIXED).current.why


# Time


def test_an_interview_too_short_for_a_question_goes_to_the_last_word() -> None:
    state = ProgressiveAssessment.begin(LIBRARY["python"], minutes=1)
    assert state.current.kind == "last_word"
    assert state.record(STRONG, 10).done


def test_when_the_time_is_over_the_candidate_has_the_last_word() -> None:
    state = long_talk().record(STRONG, 90 * 60 + 500)
    assert state.current.kind == "last_word"
    assert state.seconds_left == 0
    assert "time" in state.current.why


def test_a_short_interview_still_goes_through_several_topics() -> None:
    state = ProgressiveAssessment.begin(LIBRARY["python"], minutes=15)
    topics = set()
    while state.current.kind == "question":
        topics.add(state.current.competency)
        state = state.record(STRONG, state.elapsed + 110)
    assert len(topics) >= 3


# Stored state


def test_stored_state_is_plain_json() -> None:
    stored = asked(long_talk(), STRONG, MIXED).to_json()
    assert json.loads(json.dumps(stored)) == stored


def test_an_edited_base_prompt_does_not_stop_a_running_interview() -> None:
    state = ProgressiveAssessment.begin(LIBRARY["data_engineering"], ["Kafka"], minutes=60)
    stored = json.loads(json.dumps(asked(state, STRONG).to_json()))
    went_on = ProgressiveAssessment.from_json(stored, LIBRARY["python"])
    assert went_on.current.text == asked(state, STRONG).current.text
    path = states(went_on, [(STRONG, 60.0, False)])
    assert path[-1].done


@settings(deadline=None)
@given(st.text(max_size=80), st.booleans())
def test_a_skills_competency_is_found_again_by_its_name(skill: str, technical: bool) -> None:
    made = skill_competency(skill, technical_role=technical)
    assert skill_competency(made.name, technical_role=made.technical) == made
