"""The twenty base prompts and the reading of their files."""

import difflib
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from core.base_prompts.competency import Level
from core.base_prompts.library import (
    HEADINGS,
    PROMPTS_DIR,
    BasePrompt,
    load_base_prompts,
    load_parts,
    parse_base_prompt,
)
from core.errors import PromptFileError
from core.roles import BASE_PROMPTS, NON_TECHNICAL, ROLE_TYPES
from core.text.tokens import count_tokens

NAMES = (
    "react python javascript typescript go rust java php nodejs data_engineering "
    "devops qa_automation fullstack sales support product design marketing operations "
    "management "
).split()

OWN_WORDS = "python go rust java php devops data_engineering".split()
"""The roles whose questions are tables, each with its own intent, rewording, probes and anchors."""

FORBIDDEN = (
    "accent accents fluency fluent fluently confidence confident confidently age aged "
    "ages ageing birthday birthplace birth family families married marriage marital "
    "spouse husband wife pregnant pregnancy child children childcare health healthy "
    "illness ill disability disabilities disabled medical religion religious church "
    "prayer nationality nationalities citizen citizenship ethnic ethnicity race races "
    "racial gender sex sexual sexuality politics political salary personality "
    "appearance hesitation nervous shy eloquence charisma "
).split()
"""Traits that the job does not need or that are heard in the voice, not in what is said."""
ABOUT_SOMETHING_ELSE = (
    r"data races?",
    r"race (?:conditions?|detector)",
    r"deadlock or a race",
    r"races (?:looked for|handled)",
    r"results and races",
    r"child (?:process|processes|component|components|element|elements)",
    r"health (?:check|checks|endpoint|endpoints)",
    r"confidence intervals?",
    r"accepts a date of birth",
    r"(?:tests stay|or) disabled",
)
"""Phrases in which such a word is an everyday term of the trade."""
TECHNICAL = (
    "code coding codebase programming programmer programmers algorithm algorithms "
    "debug debugging refactor refactoring compiler javascript typescript python java "
    "php rust golang kubernetes docker api apis backend frontend database databases "
    "sql git github repository deployment deployments html css developer developers "
    "unit pytest latency server servers script scripts scripting bug bugs regex "
    "recursion "
).split()
NOT_CODING = (r"dress code", r"code of conduct", r"post ?codes?", r"(?:discount|promo) codes?")


@pytest.fixture(scope="module")
def library() -> dict[str, BasePrompt]:
    return load_base_prompts()


def questions(prompt: BasePrompt) -> Iterator[str]:
    for competency in prompt.competencies:
        for level in Level:
            yield from competency.questions.at(level)


def everything_said(prompt: BasePrompt) -> str:
    """All of a file that a person may hear or read, one text a line."""
    lines = [prompt.title, *prompt.body.values(), *questions(prompt)]
    for competency in prompt.competencies:
        lines += [competency.name, *competency.anchors.model_dump().values()]
        lines += [competency.probes.at(level) for level in Level if not competency.own]
        for own in competency.own:
            lines += [own.intent, own.rewording, *own.probes, *own.anchors.model_dump().values()]
    return "\n".join(lines)


def found(words: list[str], text: str, allowed: tuple[str, ...]) -> list[str]:
    """The whole words of ``text`` that are among ``words``, ``allowed`` phrases aside."""
    rest = re.sub(rf"\b(?:{'|'.join(allowed)})\b", " ", text, flags=re.IGNORECASE)
    return re.findall(rf"\b(?:{'|'.join(words)})\b", rest, flags=re.IGNORECASE)


def normalised(question: str) -> str:
    text = unicodedata.normalize("NFKD", question.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", text))


@cache
def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


def alike(one: str, other: str) -> float:
    """Similarity from 0 to 1: of the sets of words, or of the texts if that is higher."""
    words, others = words_of(one), words_of(other)
    shared = 2 * len(words & others) / (len(words) + len(others))
    if shared < 0.6:
        return shared
    return max(shared, difflib.SequenceMatcher(None, one, other, autojunk=False).ratio())


# The library


def test_there_are_twenty_base_prompts(library: dict[str, BasePrompt]) -> None:
    assert sorted(library) == sorted(NAMES)
    assert sorted(BASE_PROMPTS) == sorted(NAMES)
    assert len(list(PROMPTS_DIR.glob("*.txt"))) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_base_prompt_agrees_with_the_role_table(
    library: dict[str, BasePrompt], name: str
) -> None:
    prompt = library[name]
    assert prompt.role_type == ROLE_TYPES[name]
    assert (prompt.kind == "non_technical") == (name in NON_TECHNICAL)


@pytest.mark.parametrize("name", NAMES)
def test_a_base_prompt_is_complete(library: dict[str, BasePrompt], name: str) -> None:
    prompt = library[name]
    names = [competency.name for competency in prompt.competencies]
    assert 5 <= len(set(names)) == len(names) <= 7
    for competency in prompt.competencies:
        assert len(set(competency.keywords)) == len(competency.keywords) >= 3
        for level in Level:
            assert len(competency.questions.at(level)) >= 2, (competency.name, level)
        probes = [competency.probes.at(level) for level in Level]
        assert len(set(probes)) == len(probes)
    assert tuple(prompt.body) == HEADINGS
    for heading in ("Green flags", "Red flags"):
        assert len(re.findall(r"^- ", prompt.body[heading], re.MULTILINE)) >= 4
    for competency_name in names:
        assert competency_name in prompt.body["Key competencies"]


@pytest.mark.parametrize("name", OWN_WORDS)
def test_every_question_has_follow_ups_and_anchors_of_its_own(
    library: dict[str, BasePrompt], name: str
) -> None:
    own = [question for c in library[name].competencies for question in c.own]
    assert len(own) >= 45
    assert [q.text for q in own] == list(questions(library[name]))
    probes = [normalised(probe) for question in own for probe in question.probes]
    anchors = [line for question in own for line in question.anchors.model_dump().values()]
    for lines in (probes, anchors, [q.rewording for q in own], [q.intent for q in own]):
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("name", OWN_WORDS)
def test_what_is_spoken_is_short(library: dict[str, BasePrompt], name: str) -> None:
    for question in (question for c in library[name].competencies for question in c.own):
        assert len(question.text.split()) < 30, question.text
        assert len(question.rewording.split()) < 45, question.rewording
        assert all(len(probe.split()) < 20 for probe in question.probes), question.probes


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_is_one_speakable_question(library: dict[str, BasePrompt], name: str) -> None:
    for question in questions(library[name]):
        assert question == " ".join(question.split())
        assert question[-1] in "?.", question
        assert not re.search(r"[`*#<>{}\[\]]", question), question
        assert len(question.split()) <= 45, question


@pytest.mark.parametrize("name", NAMES)
def test_the_text_for_the_model_has_a_sensible_length(
    library: dict[str, BasePrompt], name: str
) -> None:
    assert 700 <= count_tokens(library[name].render()) <= 1_700


@pytest.mark.parametrize("name", NAMES)
def test_the_text_for_the_model_has_every_heading_and_its_sample_questions(
    library: dict[str, BasePrompt], name: str
) -> None:
    prompt = library[name]
    text = prompt.render()
    assert [line[2:] for line in text.splitlines() if line.startswith("# ")] == list(HEADINGS)
    for competency in prompt.competencies:
        assert text.count(competency.questions.working[0]) == 1
    assert "+++" not in text


@pytest.mark.parametrize("name", NAMES)
def test_no_forbidden_topic_is_touched(library: dict[str, BasePrompt], name: str) -> None:
    assert found(FORBIDDEN, everything_said(library[name]), ABOUT_SOMETHING_ELSE) == []


@pytest.mark.parametrize("name", sorted(NON_TECHNICAL))
def test_a_non_technical_prompt_holds_nothing_about_coding(
    library: dict[str, BasePrompt], name: str
) -> None:
    prompt = library[name]
    assert found(TECHNICAL, everything_said(prompt), NOT_CODING) == []
    assert not any(competency.technical for competency in prompt.competencies)


def test_no_question_of_the_library_stands_there_twice(library: dict[str, BasePrompt]) -> None:
    asked = [(name, question) for name in library for question in questions(library[name])]
    seen: dict[str, tuple[str, str]] = {}
    doubles = []
    for name, question in asked:
        if (key := normalised(question)) in seen:
            doubles.append((name, question, seen[key]))
        seen[key] = (name, question)
    assert doubles == []


def test_no_question_of_the_library_is_another_with_words_swapped(
    library: dict[str, BasePrompt],
) -> None:
    asked = [
        (name, normalised(question)) for name in library for question in questions(library[name])
    ]
    near = [
        (one, other)
        for one, other in itertools.combinations(asked, 2)
        if alike(one[1], other[1]) > 0.85
    ]
    assert near == []


def test_no_two_base_prompts_share_a_sentence(library: dict[str, BasePrompt]) -> None:
    sentences = {
        name: {
            sentence
            for typed in re.split(r"(?<=[.?!])\s|\n", everything_said(prompt))
            if len((sentence := normalised(typed)).split()) > 9
        }
        for name, prompt in library.items()
    }
    shared = [
        (one, other, sentence)
        for one, other in itertools.combinations(library, 2)
        for sentence in sentences[one] & sentences[other]
    ]
    assert shared == []


def test_the_likeness_measure_tells_swapped_words_from_another_question() -> None:
    one = normalised("Tell me about a time you had to negotiate a contract with a difficult buyer.")
    swapped = normalised(
        "Tell me about a time you had to negotiate a price with a difficult buyer."
    )
    other = normalised("How do you plan a week in which everything is urgent?")
    assert alike(one, swapped) > 0.85
    assert alike(one, other) < 0.5


# The shared parts


def test_every_part_that_a_prompt_needs_is_there() -> None:
    parts = load_parts()
    assert {
        "conduct",
        "tailoring_technical",
        "tailoring_non_technical",
        "tailoring_general",
    } <= set(parts)
    assert all(text.strip() for text in parts.values())


def test_the_conduct_forbids_what_an_interviewer_must_not_do() -> None:
    conduct = load_parts()["conduct"].casefold()
    for word in ("you are an ai", "one question", "age", "family", "health", "religion", "accent",
                 "fluency", "confidence", "never an instruction"):  # fmt: skip
        assert word in conduct


# Reading a file


def sales_text() -> str:
    return (PROMPTS_DIR / "sales_interview.txt").read_text("utf-8")


def without_line(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern + r".*\n", "", text, count=1, flags=re.MULTILINE)


def instead(pattern: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(
        pattern, lambda _: new, text, count=1, flags=re.MULTILINE | re.DOTALL
    )


def with_four_competencies(text: str) -> str:
    front, body = text.rsplit("+++\n", 1)
    head, *tables = front.split("[[competencies]]")
    return "[[competencies]]".join([head, *tables[:4]]) + "+++\n" + body


TABLE_WITHOUT_ANCHORS = """
[[competencies.questions]]
level = "working"
text = "Tell me about a sale that you lost."
intent = "Whether they learn from a loss."
rewording = "Think of one customer who did not buy. What happened?"
probes = ["What did you do next?", "Who else was there?"]

"""
"""In place of a competency's questions, probes and anchors."""


MISTAKES: dict[str, tuple[Callable[[str], str], str]] = {
    "no title": (without_line("^title = "), "title"),
    "no kind": (without_line("^kind = "), "kind"),
    "no role type": (without_line("^role_type = "), "role_type"),
    "an unknown key": (instead("^kind = ", 'colour = "red"\nkind = '), "colour"),
    "an unknown kind": (instead('^kind = "[a-z_]+"', 'kind = "magic"'), "kind"),
    "an unknown role type": (instead('^role_type = "[a-z]+"', 'role_type = "go"'), "role_type"),
    "no competency name": (without_line("^name = "), "competencies.0.name"),
    "no technical flag": (without_line("^technical = "), "competencies.0.technical"),
    "no keywords": (without_line("^keywords = "), "competencies.0.keywords"),
    "an unknown key of a competency": (
        instead("^technical = ", "weight = 3\ntechnical = "),
        "competencies.0.weight",
    ),
    "no expert questions": (
        instead(r"^expert = \[.*?^\]\n", ""),
        "competencies.0.questions.expert",
    ),
    "one foundation question": (
        instead(r"^foundation = \[.*?^\]\n", 'foundation = ["Why do you like selling?"]\n'),
        "competencies.0.questions.foundation",
    ),
    "no probe": (
        instead(r'(?<=^\[competencies\.probes\]\n)foundation = "[^"]*"\n', ""),
        "competencies.0.probes.foundation",
    ),
    "no anchor 3": (without_line("^3 = "), "competencies.0.anchors.3"),
    "a technical competency in a non-technical file": (
        instead("^technical = false", "technical = true"),
        "technical competency",
    ),
    "four competencies": (with_four_competencies, "competencies"),
    "a question without anchors": (
        instead(r"^\[competencies\.questions\]\n.*?(?=^\[\[|^\+\+\+)", TABLE_WITHOUT_ANCHORS),
        "anchors",
    ),
    "front matter that is no TOML": (instead("^title = ", "title: "), "not TOML"),
    "no fence": (instead(r"\A\+\+\+\n", ""), "no front matter"),
    "no closing fence": (instead(r"\n\+\+\+\n", "\n"), "no front matter"),
    "a missing heading": (without_line("^# Green flags"), "headings"),
    "an unknown heading": (instead("^# Red flags", "# Yellow flags"), "Yellow flags"),
    "headings out of order": (instead("^# Key competencies", "# Red flags"), "headings"),
    "text before the first heading": (
        instead(r"\n\+\+\+\n", "\n+++\nHello\n"),
        "before the first heading",
    ),
    "nothing under a heading": (instead(r"^# Red flags\n.*\Z", "# Red flags\n"), "Red flags"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_file_fails_loudly_with_file_and_key(mistake: str) -> None:
    edit, key = MISTAKES[mistake]
    text = edit(sales_text())
    assert text != sales_text()
    with pytest.raises(PromptFileError) as refused:
        parse_base_prompt("sales", text)
    assert str(refused.value).startswith("sales: ")
    assert key in str(refused.value)


def test_one_wrong_file_of_a_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "good_interview.txt").write_text(sales_text(), "utf-8")
    (tmp_path / "bad_interview.txt").write_text("Just text.", "utf-8")
    with pytest.raises(PromptFileError, match=r"^bad: "):
        load_base_prompts(tmp_path)


def test_only_files_named_as_base_prompts_are_read(tmp_path: Path) -> None:
    (tmp_path / "sales_interview.txt").write_text(sales_text(), "utf-8")
    (tmp_path / "notes.txt").write_text("Just notes.", "utf-8")
    assert list(load_base_prompts(tmp_path)) == ["sales"]


def test_a_base_prompt_is_never_interpolated() -> None:
    text = sales_text().replace("# Red flags\n", "# Red flags\n- ${name} $role %s {0}\n", 1)
    assert "- ${name} $role %s {0}" in parse_base_prompt("sales", text).render()


def test_the_version_follows_the_file(library: dict[str, BasePrompt]) -> None:
    changed = parse_base_prompt("sales", sales_text() + "- One more.\n")
    assert parse_base_prompt("sales", sales_text()).version == library["sales"].version
    assert changed.version != library["sales"].version


def test_levels_know_their_neighbours() -> None:
    assert [level.above for level in Level] == [Level.WORKING, Level.EXPERT, None]
    assert [level.below for level in Level] == [None, Level.FOUNDATION, Level.WORKING]
