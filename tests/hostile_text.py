"""Texts that are made to slow a program down, and every function that reads what people typed.

Both are tables: ``benchmarks.adversarial`` times each function on each text, and tests check them.
"""

import uuid
from collections.abc import Callable
from functools import cache

from core.applications.look_alikes import look_alikes
from core.base_prompts.library import load_base_prompts
from core.errors import InvalidInput
from core.evaluation.evaluated_competencies import skill_words
from core.evaluation.evidence import find_span
from core.evaluation.quality import assess_quality
from core.evaluation.rating import Quote, RatingProposal, check
from core.evaluation.transcript import Line, sentences
from core.interviews.assessment.answer_signals import says_not_done, signal_of
from core.interviews.plans.question_bank import shapes_of
from core.models import InputMode, JobPosting, Speaker, TurnKind
from core.postings.content.draft import PostingDraft, checked_values, problems_of, split_skills
from core.prompting.builder import SessionContext
from core.prompting.engine import InterviewEngine
from core.realtime.models.local.end_of_turn_wait import EndOfTurnWait
from core.realtime.models.openai.tools import stands_in
from core.realtime.session.backchannel import echoes, says_nothing
from core.realtime.session.candidate_questions import (
    Facts,
    facts_of,
    is_question,
    told,
)
from core.realtime.session.spoken_part import quote_in
from core.review.exports import without_formula
from core.review.pipeline import search_words
from core.roles import is_technical_skill, map_role, suggest_role
from core.skills.competencies import matches, skill_competency, spoken_language
from core.text.cutting import cut_at_word
from core.text.fields import clean_line, email_address
from core.text.look_alikes import latin_looking, without_homoglyphs
from core.text.plain_text import plain_text, tidy
from core.text.question_wording import share_said
from core.text.side_by_side import side_by_side
from core.text.spoken import for_voice, spoken_line
from core.text.tokens import count_tokens, cut_to_tokens, cut_words_to_tokens
from core.text.untrusted_text import (
    as_data,
    beginning_of_resume,
    clean_skills,
    one_line,
    read_description,
)
from core.text.word_differences import word_changes
from core.understanding import acts_in
from pages.widgets.text import plain

Make = Callable[[int], str]
Read = Callable[[str], object]


def repeated(piece: str) -> Make:
    """``piece`` again and again, up to a length."""
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _nested(opening: str, closing: str) -> Make:
    def make(length: int) -> str:
        depth = length // (len(opening) + len(closing))
        return opening * depth + closing * depth

    return make


def _counted(line: str) -> Make:
    """Lines that are all different, of one kind."""
    return lambda length: "\n".join(line.format(n) for n in range(length // (len(line) + 3) + 1))[
        :length
    ]


HOSTILE: dict[str, Make] = {
    "c++,": repeated("c++,"),
    "commas": repeated(","),
    "separators": repeated(",;|/•\n"),
    "one name": repeated("react "),
    "one name, commas": repeated("Python, "),
    "everyday names": repeated("go and "),
    "open brackets": repeated("("),
    "open brackets, commas": repeated("(,"),
    "closed brackets": repeated("(a)"),
    "nested brackets": _nested("(", ")"),
    "square brackets": repeated("["),
    "nested links": _nested("[", "](x)"),
    "images": repeated("![a]("),
    "quotes": repeated("\"'“’"),
    "quotation marks": repeated("> "),
    "emphasis": repeated("*a_"),
    "stars": repeated("*"),
    "underscores": repeated("_a"),
    "backticks": repeated("` `` "),
    "spaces": repeated(" "),
    "spaces, then a sign": lambda length: " " * (length - 1) + "x",
    "spaces between letters": repeated("a" + " " * 999),
    "a tag, then spaces": lambda length: "<" + " " * (length - 1),
    "tags, then spaces": repeated("<" + " " * 999),
    "a point, then spaces": lambda length: "." + " " * (length - 2) + "x",
    "tabs and breaks": repeated(" \t\r\n"),
    "new lines": repeated("\n"),
    "ends without a line": repeated("\r"),
    "different lines": _counted("line number {} of the text"),
    "different words": _counted("w{}"),
    "long word": repeated("a"),
    "long word of Hs": repeated("h"),
    "two alphabets": repeated("K\u0430fka "),
    "two alphabets in one word": repeated("K\u0430"),
    "capitals": repeated("A"),
    "Chinese": repeated("数据"),
    "Thai": repeated("ก"),
    "combining marks": lambda length: "a" + "\u0301" * (length - 1),
    "marks of many classes": repeated("a\u0323\u0301\u0327\u0345"),
    "marks out of order": lambda length: "a" + "\u0301" * (length // 2) + "\u0323" * (length // 2),
    "joiners": repeated("\u200d"),
    "emoji": repeated("👩\u200d👩\u200d👧"),
    "flags": repeated("🇩🇪"),
    "right to left": repeated("\u202eabc\u2066"),
    "surrogates": repeated("\ud83d"),
    "NUL": repeated("\0"),
    "digits": repeated("1"),
    "digits and points": repeated("1."),
    "numbers in words": repeated("1 "),
    "years": repeated("5-"),
    "points": repeated("."),
    "points, then a letter": lambda length: "." * (length - 1) + "x",
    "questions, then a letter": lambda length: "?" * (length - 1) + "x",
    "points and spaces": repeated(". "),
    "question marks": repeated("?"),
    "almost an address": lambda length: "a@" + "a." * (length // 2 - 2) + "@",
    "at signs": repeated("a@"),
    "hyphens": repeated("-"),
    "hyphens in words": repeated("a-"),
    "plus signs": repeated("+"),
    "hashes": repeated("#"),
    "apostrophes": repeated("a'"),
    "slashes": repeated("/"),
    "angle brackets": repeated("<"),
    "almost tags": repeated("<a "),
    "almost attributes": lambda length: "<div " + "a=" * ((length - 5) // 2),
    "comments": repeated("<!--"),
    "scripts": repeated("<script>"),
    "divs": repeated("<div>"),
    "nested divs": _nested("<div>", "</div>"),
    "nested lists": _nested("<ul><li>", "</li></ul>"),
    "nested tables": _nested("<table><tr><td>", "</td></tr></table>"),
    "pre": repeated("<pre>"),
    "closings": repeated("</p>"),
    "entities": repeated("&lt;"),
    "entities of entities": repeated("&amp;amp;"),
    "open entities": repeated("&"),
    "list items": repeated("- "),
    "nested items": lambda length: "".join(
        " " * (2 * (n % 40)) + "- x\n" for n in range(length // 44 + 1)
    )[:length],
    "numbered items": repeated("1) a\n"),
    "rows": repeated("|a"),
    "headings": repeated("# a\n===\n"),
    "data tags": repeated("< data"),
    "directives": repeated(":red["),
    "icons": repeated(":material/a:"),
    "formulas": repeated("$x$"),
    "backslashes": repeated("\\"),
    "addresses": repeated("http://a "),
    "ignore, then nothing": repeated("ignore "),
    "how long": repeated("how long "),
    "give me a": repeated("give me a "),
    "skills in": repeated("strong "),
    "of experience": repeated(" experience"),
    "and": repeated("and "),
    "years of": repeated("5 years of "),
    "can we stop": lambda length: "can we stop" + " now" * ((length - 11) // 4),
}
"""By name: makes a text of about that many characters."""


def _posting(**fields: object) -> JobPosting:
    return JobPosting(**{"title": "Engineer", "company": "Acme", "required_skills": [], **fields})


def _line(text: str) -> Line:
    return Line(
        uuid.UUID(int=1), 1, Speaker.CANDIDATE, TurnKind.ANSWER, InputMode.TYPED, text, None, None,
        None,
    )  # fmt: skip


def _checked(**fields: object) -> object:
    draft = PostingDraft(**{"title": "Engineer", "company": "Acme", **fields})  # type: ignore[arg-type]
    return problems_of(draft) or checked_values(draft)


def _checked_quote(text: str) -> object:
    quoted = RatingProposal(evidence=[Quote(turn="T1", quote=text)], rationale="As said.", rating=3)
    return check(quoted, [_line(text + " and more")])


@cache
def _competency() -> object:
    return next(iter(load_base_prompts().values())).competencies[0]


def _email(text: str) -> object:
    try:
        return email_address("email", text)
    except InvalidInput as refused:
        return str(refused)


def _description_answer(text: str) -> str:
    wording = {"description": "$value", "unknown": "?", "process": "$value"}
    facts = facts_of(_posting(description=text))
    return told("What does the team build?", facts, wording).words


READERS: dict[str, Read] = {
    "fields.clean_line": clean_line,
    "fields.email_address": _email,
    "plain_text.tidy": tidy,
    "plain_text.plain_text": plain_text,
    "cutting.cut_at_word": lambda text: cut_at_word(text, len(text) - 1),
    "tokens.count_tokens": count_tokens,
    "tokens.cut_to_tokens": lambda text: cut_to_tokens(text, 1_000),
    "tokens.cut_words_to_tokens": lambda text: cut_words_to_tokens(text, 1_000),
    "untrusted_text.as_data": lambda text: as_data("text", text),
    "untrusted_text.one_line": lambda text: one_line(text, 60),
    "untrusted_text.clean_skills": lambda text: clean_skills([text]),
    "untrusted_text.read_description": lambda text: read_description(text, 4_000),
    "untrusted_text.beginning_of_resume": lambda text: beginning_of_resume(text, 1_000),
    "draft.split_skills": split_skills,
    "draft, description": lambda text: _checked(description=text),
    "draft, title": lambda text: _checked(title=text),
    "draft, skills": lambda text: _checked(required_skills=split_skills(text)),
    "roles.map_role": lambda text: map_role(text, text),
    "roles.is_technical_skill": is_technical_skill,
    "roles.suggest_role": lambda text: suggest_role(text, text, text, text),
    "skills.skill_competency": lambda text: skill_competency(text, technical_role=True),
    "skills.spoken_language": spoken_language,
    "skills.matches": lambda text: matches(text, _competency()),  # type: ignore[arg-type]
    "evaluation.skill_words": lambda text: skill_words(text).search(text),
    "plans.shapes_of": lambda text: shapes_of(text, [text]),
    "builder, posting": lambda text: InterviewEngine().build(
        "fullstack", _posting(description=text, required_skills=list(split_skills(text)))
    ),
    "builder, turns": lambda text: InterviewEngine().build(
        "fullstack", _posting(), SessionContext(history=[("candidate", text)])
    ),
    "builder, resume": lambda text: InterviewEngine().build(
        "fullstack", _posting(), SessionContext(resume=text)
    ),
    "prompt_diff.side_by_side": lambda text: side_by_side(text, text[::-1]),
    "word_changes.word_changes": lambda text: word_changes(text, text[::-1]),
    "wording.share_said": lambda text: share_said(text, text[::-1]),
    "answer_signals.says_not_done": says_not_done,
    "answer_signals.signal_of": signal_of,
    "questions.is_question": is_question,
    "questions.told, question": lambda text: told(
        text, Facts({}, ["We build it."]), {"description": "$value", "unknown": "?", "process": "x"}
    ),
    "questions.answer, posting": _description_answer,
    "look_alikes.without_homoglyphs": without_homoglyphs,
    "look_alikes.latin_looking": latin_looking,
    "look_alikes, told": lambda text: look_alikes(text, text),
    "spoken.for_voice": for_voice,
    "spoken.spoken_line": spoken_line,
    "understanding.acts_in": acts_in,
    "asides.says_nothing": says_nothing,
    "asides.echoes": lambda text: echoes(text, text[::-1]),
    "spoken.quote_in": lambda text: quote_in(text, text[::-1]),
    "tools.stands_in": lambda text: stands_in(text[::-1], text),
    "end_of_turn_wait.wait_after": lambda text: EndOfTurnWait(700).wait_after(text),
    "transcript.sentences": lambda text: list(sentences(text)),
    "transcript.words": lambda text: assess_quality([_line(text)]),
    "evidence.find_span": lambda text: find_span(text, text[len(text) // 2 :] + "x"),
    "evidence.find_span, of half": lambda text: find_span(text, text[len(text) // 2 :]),
    "evidence.find_span, in words": lambda text: find_span(text, "aaaaaaaa"),
    "rating.check": _checked_quote,
    "exports.without_formula": without_formula,
    "pipeline.search_words": search_words,
    "text.plain": plain,
}
"""By name: a function that reads a text that somebody typed, uploaded or said."""
