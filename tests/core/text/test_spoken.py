"""What is said of a posting is plain speech, however the posting was pasted."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base_prompts.library import load_parts
from core.models import JobPosting
from core.realtime.models.local.speech import LocalSpeech
from core.realtime.models.wording import wording_in
from core.realtime.session.candidate_questions import facts_of, told
from core.text.spoken import LONGEST_SENTENCE, for_voice, spoken_line, spoken_sentences

WORDING = wording_in(load_parts()["replies"])
POSTINGS = Path(__file__).parents[2] / "data" / "postings.jsonl"
MARKUP = re.compile(
    r"[<>*_`~\[\]{}|\\\n•]|&#?\w+;|https?:|www\.|(?:^|\s)[-#]\s|\bclass=|\$x\$|:red"
    r"|[\U0001f300-\U0001faff\u2600-\u27bf\u200b\u202a-\u202e\u2066-\u2069]"
)
QUESTIONS = (
    "What does the team build?", "What would I work on?", "Which tools do you use?",
    "What do you offer?", "What is the role about?", "Where do I apply?",
    "What experience do you need?",
)  # fmt: skip


def _as_html(text: str) -> str:
    sentences = "</p>\n<p>".join(map(html.escape, re.split(r"(?<=[.]) ", text)))
    return (
        f'<div class="content"><h2>About</h2><p>{sentences}</p><ul><li><strong>We offer</strong>: '
        'lunch &amp; a team&nbsp;budget</li><li>Apply at <a href="https://x.io/a?b=1">x.io</a>'
        "</li></ul></div>"
    )


def _as_markdown(text: str) -> str:
    items = "\n* ".join(re.split(r"(?<=[.]) ", text))
    return (
        f"# The role\n\n**About** the _team_:\n\n* {items}\n\n> Apply at [our page](https://x.io) "
        "🎉 `now`\n\n| a | b |\n|---|---|\n| work | team |"
    )


def _broken(text: str) -> str:
    return (
        f"<div class='a' data-x=\"1<p>{text}</p><b>team <custom-tag a=b>{text[:80]}</custom-tag>"
        "&nbsp;&#8226; role &lt;b&gt; ** :red[x] $x$ {{name}} https://www.acme.example/jobs/1?x=y#z"
    )


DRESSES: dict[str, Callable[[str], str]] = {
    "as given": lambda text: text,
    "HTML": _as_html,
    "HTML, escaped": lambda text: html.escape(_as_html(text)),
    "markdown": _as_markdown,
    "broken": _broken,
}


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())
def test_no_answer_from_a_posting_holds_anything_that_is_only_written(
    dress: Callable[[str], str],
) -> None:
    said = []
    for line in POSTINGS.read_text("utf-8").splitlines():
        row = json.loads(line)
        facts = facts_of(JobPosting(title=row["title"], company="Acme", required_skills=[],
                                    description=dress(row["description"] or "")))  # fmt: skip
        answers = (told(question, facts, WORDING).words for question in QUESTIONS)
        said += [a.removeprefix("The posting says: ") for a in answers if a.startswith("The post")]
    assert said
    assert [text for text in said if MARKUP.search(text)] == []
    assert all(text.endswith((".", "!", "?", "。")) for text in said)
    assert max(map(len, said)) <= LONGEST_SENTENCE


def test_a_list_is_joined_to_the_line_that_leads_to_it() -> None:
    text = "We offer:\n- training\n- a yearly budget.\n\nThe team is small"
    assert spoken_sentences(text) == [
        "We offer: training, a yearly budget.", "training.", "a yearly budget.",
        "The team is small.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<b>Acme</b> &amp; Sons", "Acme and Sons"),
        ("Lisbon.", "Lisbon"),
        ("https://www.acme.example/jobs?x=1", "acme.example"),
        ("jobs@acme.example", "jobs at acme.example"),
        ("C# and C++", "C# and C++"),
        ("$120,000–€150k", "$120,000–€150k"),
        ("🎉 Party", "Party"),
    ],
)
def test_a_field_is_said_as_one_line(typed: str, said: str) -> None:
    assert spoken_line(typed) == said


@settings(deadline=None)
@given(st.text(max_size=400))
def test_sentences_are_short_and_end(source: str) -> None:
    for sentence in spoken_sentences(source):
        assert len(sentence) <= LONGEST_SENTENCE
        assert sentence.strip() == sentence


@pytest.fixture(scope="module")
def speech() -> LocalSpeech:
    return LocalSpeech()


@pytest.mark.parametrize(
    "text",
    ["1" * 40, "1" * 13 + ".5", "🎉", "\ud83d", "\0", "数据工程师", "<div>", "½ ² ™ Ⅻ", "-", ""],
)
def test_the_voice_makes_whatever_it_is_given(speech: LocalSpeech, text: str) -> None:
    assert isinstance(speech.voice(text), bytes)


def test_a_long_number_is_read_digit_by_digit() -> None:
    assert for_voice("Call 1234567890123.") == "Call 1 2 3 4 5 6 7 8 9 0 1 2 3."
    assert for_voice("2,000 euros in 2026") == "2,000 euros in 2026"
