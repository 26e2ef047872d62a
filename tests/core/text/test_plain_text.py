"""Plain text of pasted postings."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.text import plain_text as module
from core.text.plain_text import MAX_SOURCE, plain_text, tidy

MARKUP_LIKE = st.text(
    alphabet=st.sampled_from("ab1 \n\t<>/&;#*_`[]()!-=|\\'\"pdivlou:.$~"), max_size=200
)
COUPLE = "\U0001f469\u200d\U0001f4bb"  # a woman, a joiner and a computer: one emoji


@pytest.mark.parametrize(
    "typed",
    [
        "C# < 5 years, F# > 2",
        "a_b and snake_case_name",
        "R&D, AT&T, Q&A",
        "5*3*2 and 2 * 3 * 4",
        "List<String>, Map<K, V>, Vec<u8>, Promise<void>",
        "std::vector<std::string>",
        "if a<b and c>d then e",
        "#1 in Europe, #hashtag",
        "*nix, node_",
        "> 5 years of Python",
        "[Remote]: yes",
        "a --> b <-- c <!-- d",
        "you know your <script> from your <style>",
        "mail <me@example.org> or see <https://example.org/jobs>",
        "100% of $5,000 ~ fine ^ {x} | y \\ z",
        "多年的 Python 经验",
    ],
)
def test_plain_text_that_only_looks_like_markup_survives(typed: str) -> None:
    assert plain_text(typed) == typed


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<h2>About</h2>Us", "About\n\nUs"),
        ("<P CLASS='x'>Upper</P>", "Upper"),
        ("<p>R&amp;D &lt; 5 &nbsp; &eacute; &#8364; &#x41;</p>", "R&D < 5 é € A"),
        ("<p>folded\n     white\t space</p>", "folded white space"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<ul>\n<li><p>One</p></li>\n<li><div><p>Two</p></div></li>\n</ul>", "- One\n- Two"),
        ("<ul><li>One<ul><li>Inner</li></ul></li></ul>", "- One\n- Inner"),
        ("<ul><li></li><li>Two</li></ul>", "- Two"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ("<table><tr><th>Skill</th><td>Go</td></tr><tr><td>a</td><td>b</td></tr></table>",
         "Skill | Go\na | b"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<b>bold</b>, <i>italic</i>, <a href='x'>link</a>", "bold, italic, link"),
        ("<div>\n\n        <p>Indented after a blank line</p>\n\n</div>",
         "Indented after a blank line"),
        ("<p class=MsoNormal>Word<o:p></o:p></p><![if !x]><?xml y?>", "Word"),
    ],
)  # fmt: skip
def test_html_becomes_lines(pasted: str, text: str) -> None:
    assert plain_text(pasted) == text


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("# Title\n\nText", "Title\n\nText"),
        ("Title\n=====\nText", "Title\n\nText"),
        ("**bold**, _italic_, `code`, [link](https://example.org)", "bold, italic, code, link"),
        ("这是**加粗**文字", "这是加粗文字"),
        ("* one\n* two", "- one\n- two"),
        ("- one\n\n- two", "- one\n- two"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("first line\nsecond line", "first line\nsecond line"),
        ("```python\nx = List[int]\n\ny < 3\n```", "x = List[int]\n\ny < 3"),
        ("know `List<T>`, `<b>`, `<div>`, `<script>`", "know List<T>, <b>, <div>, <script>"),
        ("**Needs** <b>Go</b> &amp; SQL", "Needs Go & SQL"),
    ],
)
def test_markdown_becomes_lines(pasted: str, text: str) -> None:
    assert plain_text(pasted) == text


@pytest.mark.parametrize(
    "pasted",
    [
        "Hi <script>alert('<p>no</p>')</script>there",
        "Hi <SCRIPT type='x'>no\n\nno</SCRIPT >there",
        "Hi <style>p { color: red }</style>there",
        "Hi <!-- no\n\nno -->there",
        "<html><head><title>no</title></head><body>Hi there</body></html>",
        "Hi <svg><text>no</text></svg>there",
    ],
)
def test_scripts_styles_and_comments_are_dropped(pasted: str) -> None:
    assert plain_text(pasted) == "Hi there"


def test_text_without_anything_to_read_is_empty() -> None:
    assert plain_text("") == plain_text(" \n\u200b\n ") == plain_text("<p> </p><!-- x -->") == ""


def test_a_tag_split_by_an_invisible_character_is_still_a_tag() -> None:
    assert plain_text("Hi <scr\u200bipt>no</scr\u200bipt>there") == "Hi there"


HOSTILE = {
    "less-than signs": "<" * 100_000,
    "brackets": "[" * 50_000,
    "images": "![" * 50_000,
    "asterisks": "*" * 50_000,
    "half emphasis": "*a_" * 33_000,
    "deep elements": "<div>" * 20_000 + "x",
    "deep HTML lists": "<ul><li>" * 12_500 + "x",
    "deep markdown lists": "\n".join(" " * (2 * n) + "- a" for n in range(400)),
    "many items": "- a\n" * 25_000,
    "nested markers": "- " * 50_000 + "a",
    "unclosed tags": "<a " * 33_000,
    "unclosed quotes": "<p \"'" * 20_000,
    "unclosed comments": "<!--" * 25_000,
    "unclosed scripts": "<script>" * 12_500,
    "closings only": "-->" * 33_000,
    "ampersands": "&" * 100_000,
    "half entities": "&#" * 50_000,
    "backticks": "".join("`" * n + "a" for n in range(440)),
    "headings": "# a\n" * 25_000,
    "underlines": "a\n=\n" * 25_000,
    "tables": "<table><tr><td>" * 6_600,
    "blank lines": "\n" * 100_000,
    "one long line": "=" * 100_000,
    "combining marks": "a" + "\u0301" * 99_999,
    "joined emoji": COUPLE * 33_000,
    "links in links": "[a" * 16_000 + "](b)" * 16_000,
    "fences": "~~~\n" * 25_000,
}


@pytest.mark.parametrize("pasted", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_bounded_before_it_is_parsed(
    pasted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    render = module._MARKDOWN.render

    def noted(text: str) -> str:
        parsed.append(text)
        return str(render(text))

    monkeypatch.setattr(module._MARKDOWN, "render", noted)

    text = plain_text(pasted)

    costly = sum(char in "!#$%&*+:<=>@[\\]^_`{}~-" for char in parsed[0])
    assert len(parsed[0]) <= MAX_SOURCE
    assert parsed[0].count("\n") <= 600
    assert costly <= 1_500
    assert text == tidy(text)


def test_a_long_posting_is_kept_whole() -> None:
    section = "<h2>What you do</h2>\n<p style='margin: 0'>" + "You write code. " * 60 + "</p>\n"
    items = "<ul>\n" + "<li><span class='x'>Python</span> &amp; SQL</li>\n" * 12 + "</ul>\n"
    text = plain_text((section + items) * 8 + "<p>The end</p>")
    assert text.endswith("The end")
    assert text.count("- Python & SQL") == 96


@given(MARKUP_LIKE | st.text(max_size=200))
@example("<li>" * 3)
@example("\ue002\ue005- x\ud800")
def test_any_text_gives_tidy_storable_text(pasted: str) -> None:
    text = plain_text(pasted)
    assert text == tidy(text)
    assert "\n\n\n" not in text
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.lists(st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True), min_size=1, max_size=30))
def test_plain_words_are_never_lost(words: list[str]) -> None:
    assert plain_text(" ".join(words)).split() == words


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("a\x00b\x1bc\x9f", "abc"),
        ("pdf\u202efdp.exe\u2066x\u2069", "pdffdp.exex"),
        ("zero\u200b\u2060\ufeff\u00adwidth", "zerowidth"),
        ("tag\U000e0041\U000e0042s", "tags"),
        ("hidden\ufe01\U000e0101", "hidden"),
        ("half\ud83d surrogate", "half surrogate"),
        ("private\ue000\uf8ff", "private"),
        ("a\u200db", "ab"),
        ("one\r\ntwo\rthree\u2028four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        (" a \t\u00a0 b \n\n\n\n c\n", "a b\n\nc"),
    ],
)
def test_what_nobody_can_see_is_removed(typed: str, seen: str) -> None:
    assert tidy(typed) == seen
    assert plain_text(typed.replace("\ue000", "")) == seen


@pytest.mark.parametrize("text", [COUPLE, "\u2764\ufe0f", "می\u200cخواهم", "क्\u200dष"])
def test_joiners_that_shape_what_is_seen_stay(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("one line\n", "one line"),
        ("- a point\n", "- a point"),
        ("<li>a point</li>", "- a point"),
        ("<p style='x'>One <b>bold</b> line.</p>", "One bold line."),
        ("<tr><td>salary</td><td>fair</td></tr>", "salary | fair"),
        ("R&amp;D & more, 5*3, {{x}}\n", "R&D & more, 5*3, {{x}}"),
        ("a line<br>", "a line"),
    ],
)
def test_a_long_posting_keeps_every_line_to_its_last_word(pasted: str, line: str) -> None:
    lines = plain_text(pasted * 1_000 + "The end.").split("\n")
    assert [one for one in lines if one] == [line] * 1_000 + ["The end."]
