"""Plain text from what people paste: HTML or markdown in, readable lines out.

What looks like markup but is none stays as it was typed ("C# < 5 years", "List<String>",
"R&D", "5*3*2"). Every step takes time linear in its input, and what the two parsers see is
bounded first, so that a hostile paste costs no more than a long one.
"""

import re
from collections.abc import Iterator
from html import unescape

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from markdown_it import MarkdownIt

from core.text.characters import kept_text

MAX_SOURCE = 50_000
"""Characters of a paste that are looked at."""
_BUDGETS = (
    (re.compile(r"\n"), 600),
    (re.compile(r"[!#$%&*+:<=>@\[\\\]^_`{}~-]"), 1_500),
)
"""Characters that cost a parser time, and how many are parsed; a long posting has a fifth of it.
The text after them is read without the parsers."""

# Stand-ins are private-use characters, which tidy() has removed from the source: first those
# for characters that the parsers must not read, then those that say where lines begin.
_LESS_THAN, _ASTERISK, _TAG_START = "\ue000", "\ue001", "\ue002"
_HIDDEN = str.maketrans({"<": _LESS_THAN, _TAG_START: "<"})
_RESTORED = str.maketrans({_LESS_THAN: "<", _ASTERISK: "*"})

_DROPPED = ("script", "style", "head", "title", "template", "noscript", "iframe", "svg", "select")
_TAG = re.compile(
    r"""(?<!`) < (?: (?P<slash>/?) (?P<name>[a-z][a-z0-9]*) (?P<prefixed>:[a-z][a-z0-9]*)?
                     (?: [\s/] (?= \s* /? > | [^<>=]*+ = )
                         (?: [^<>"']++ | "[^"]*" | '[^']*' )*+ )?
               |     (?P<declaration>[!?]) [a-z\[] [^<>]* ) >""",
    re.VERBOSE | re.IGNORECASE,
)
_PRODUCT = re.compile(r"(?<=[0-9A-Za-z])\*(?=[0-9A-Za-z])")
_DRAWN_LINE = re.compile(r"([^\w\s])\1{8,}")

_LINE, _BLOCK, _ITEM, _CELL = "\ue003", "\ue004", "\ue005", "\ue006"
_BLOCK_NAMES = "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr"
_LINE_NAMES = """
    div li tr dt dd section article aside header footer main nav address figure figcaption form
    fieldset caption details summary
"""
_SHAPELESS_NAMES = """
    a abbr audio b base big body button center cite code col colgroup del dfn em font html i img
    input ins kbd label legend link mark meta picture q s samp small source span strike strong
    sub sup tbody tfoot thead time tt u video wbr
"""
_BREAKS = dict.fromkeys(_BLOCK_NAMES.split(), _BLOCK) | dict.fromkeys(_LINE_NAMES.split(), _LINE)
"""What stands round an element: a blank line, or a line's end."""
_SHAPING = frozenset({*_BREAKS, "br", "td", "th"})
_SHAPELESS = frozenset(_SHAPELESS_NAMES.split())
"""Elements whose tags do not show in plain text. Any other <word>, such as a type parameter, is
text."""
_BARE_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)>", re.IGNORECASE)
_EDGES = f" \n{_LINE}{_BLOCK}"
_SPACE = re.compile(rf"[\s{_LINE}{_BLOCK}]+")
_EMPTY_ITEM = re.compile(rf"{_ITEM}[-\d.]+[\s{_LINE}{_BLOCK}]*(?={_ITEM}|\Z)")
_ITEM_START = re.compile(rf"{_ITEM}([-\d.]+)[\s{_LINE}{_BLOCK}]*")

# Rules that would eat plain text are off: "> 5 years" is no quotation, "[Remote]: yes" no link
# definition.
_MARKDOWN = MarkdownIt("commonmark", {"html": True, "breaks": True}).disable(
    ["blockquote", "reference"]
)


def plain_text(source: str) -> str:
    """The readable text of a pasted posting, in HTML, markdown, both or neither.

    Entities are decoded; scripts, styles and comments are gone; a list item is a line that
    begins with "- " or its number; blocks are lines of their own with at most one blank line
    between. Link targets and images are dropped. The result is tidy (see ``tidy``) and empty
    for a source without text; it is text to escape again wherever it is put into HTML.

    Only the first ``MAX_SOURCE`` characters are read. What goes beyond the budgets keeps its words
    and lines; only its markdown stays as it was typed.
    """
    source = tidy(source[:MAX_SOURCE])
    for name in _DROPPED:
        source = _without(rf"<{name}\b[^<>]*>", rf"</{name}\s*>", source)
    source = _without("<!--", "-->", source)
    source = _TAG.sub(_bare_tag, source).translate(_HIDDEN)
    source = _PRODUCT.sub(_ASTERISK, _DRAWN_LINE.sub(r"\1" * 8, source))
    end = _affordable(source)
    pieces = "".join(_pieces(BeautifulSoup(_MARKDOWN.render(source[:end]), "lxml")))
    return tidy(_laid_out(pieces.rstrip(_EDGES) + _unparsed(source[end:])))


def tidy(text: str) -> str:
    """``text`` in characters that can be kept (see ``kept_text``), with its whitespace folded.

    Each run of spaces is one space, every line is stripped, and at most one blank line is left
    between others.
    """
    lines = "\n".join(" ".join(line.split()) for line in kept_text(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def _without(opening: str, closing: str, source: str) -> str:
    """``source`` without each stretch from an opening to the next closing.

    An opening that is never closed stays: it is more likely talk of a tag than a tag.
    Splitting at the closings keeps this linear.
    """
    chunks = re.split(f"({closing})", source, flags=re.IGNORECASE)
    kept: list[str] = []
    for chunk, end in zip(chunks[:-1:2], chunks[1::2], strict=True):
        start = re.search(opening, chunk, re.IGNORECASE)
        kept.append(chunk[: start.start()] if start else chunk + end)
    return "".join(kept) + chunks[-1]


def _bare_tag(match: re.Match[str]) -> str:
    """The tag without its attributes where it shapes lines; nothing, or plain text, elsewhere."""
    name = (match["name"] or "").lower()
    if name in _SHAPELESS or match["prefixed"] or match["declaration"]:
        return ""
    return f"{_TAG_START}{match['slash']}{name}>" if name in _SHAPING else match[0]


def _affordable(source: str) -> int:
    """Where the first of the budgets is spent: between two words, never inside a tag."""
    end = len(source)
    for costly, budget in _BUDGETS:
        for count, match in enumerate(costly.finditer(source, 0, end)):
            if count == budget:
                end = match.start()
                break
    if end == len(source):
        return end
    return max(source.rfind(" ", 0, end), source.rfind("\n", 0, end), source.rfind("<", 0, end), 0)


def _unparsed(source: str) -> str:
    """``source`` with the same stand-ins for its tags, without the parsers."""
    return unescape(_BARE_TAG.sub(_stand_in, source))


def _stand_in(match: re.Match[str]) -> str:
    closes, name = match[1], match[2].lower()
    if name in ("td", "th"):
        return "" if closes else _CELL
    if name == "li" and not closes:
        return f"{_LINE}{_ITEM}- "
    return "\n" if name == "br" else _BREAKS.get(name, "")


def _pieces(soup: BeautifulSoup) -> Iterator[str]:
    """The text of ``soup`` in order, with stand-ins for line ends, list items and cells.

    Nested elements are kept on a list, for a paste may nest deeper than Python's stack.
    """
    waiting: list[PageElement | str] = [soup]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            waiting.extend(reversed(_opened(node)))
        elif not isinstance(node, PreformattedString):
            folded = isinstance(node, NavigableString)
            yield re.sub(r"\s+", " ", str(node)) if folded else str(node)


def _opened(tag: Tag) -> list[PageElement | str]:
    """The content of ``tag`` between the stand-ins for its line breaks and markers."""
    edge = _BREAKS.get(tag.name, "")
    if edge and tag.parent and tag.parent.name == "li":
        edge = _LINE
    match tag.name:
        case "br":
            return ["\n"]
        case "td" | "th":
            return [_CELL, *tag.contents]
        case "pre":
            return [edge, tag.get_text(), edge]
        case "li":
            return [edge, f"{_ITEM}{tag.get('value', '-')} ", *tag.contents, edge]
        case "ol":
            items = tag.find_all("li", recursive=False)
            for number, item in enumerate(items, int(str(tag.get("start", "1")))):
                item["value"] = f"{number}."
    return [edge, *tag.contents, edge]


def _laid_out(text: str) -> str:
    """``text`` with its stand-ins turned into lines, list markers, cell rules and characters."""
    text = _ITEM_START.sub(r"\1 ", _EMPTY_ITEM.sub(_LINE, text))
    lines = _SPACE.sub(_widest_break, text).split("\n")
    rows = (line.strip(f" {_CELL}").replace(_CELL, " | ") for line in lines)
    return "\n".join(rows).translate(_RESTORED)


def _widest_break(match: re.Match[str]) -> str:
    """The one break that a run of spaces and breaks amounts to."""
    run = match[0]
    if _BLOCK in run or run.count("\n") > 1:
        return "\n\n"
    return "\n" if _LINE in run or "\n" in run else " "
