"""Removes characters that must not be stored or shown from what people type or upload (pure).

Invisible characters are removed: they hide words, reverse lines on the screen (UAX #9; Boucher
and Anderson, "Trojan Source"), break Postgres (NUL) or UTF-8 (a lone surrogate, which JSON can
carry). Those that a script needs stay: the joiners of Arabic and Indic scripts (UAX #31,
2.3), emoji sequences (UTS #51), the variants of Chinese characters (UTS #37).
"""

import re
import unicodedata

import regex

MOST_MARKS = 8
"""Marks on one letter. Burmese and Tibetan have up to seven."""
MOST_ACCENTS = 4
"""Of those, the accents that any letter can take; cantillated Hebrew aside, two are many."""

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_HIDDEN = regex.compile(
    r"""[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]
        --[\n\t\u200c\u200d\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef
           \p{Prepended_Concatenation_Mark}]]+""",
    regex.VERBOSE | regex.VERSION1,
)
_VARIANTS = regex.compile(
    r"""
      (?<! \p{Han} ) [\ufe00-\ufe02\U000e0100-\U000e01ef]
    | (?<! \p{Mongolian} ) [\u180b-\u180d\u180f]
    | [\ufe03-\ufe0d]
    | (?<! \p{Emoji} ) [\ufe0e\ufe0f]
    """,
    regex.VERBOSE | regex.VERSION1,
)
_JOINERS = regex.compile(
    r"""
    (?P<kept>
        # Between letters that would join, and round a letter for its joined form.
        (?<= [\p{jt=D}\p{jt=L}] \p{Mn}{0,4} ) \u200c
        (?= [\u200c\u200d]* \p{Mn}{0,4} [\p{jt=D}\p{jt=R}] )
      | (?<= [\p{jt=D}\p{jt=L}] \p{Mn}{0,4} ) \u200d
      | (?<! [\p{jt=D}\p{jt=L}\p{jt=C}\u200c] ) \u200d (?= [\u200c\u200d]* [\p{jt=D}\p{jt=R}] )
        # After and before a virama.
      | (?<= \p{ccc=9} ) [\u200c\u200d]
      | (?<= \p{L} ) \u200d (?= [\u200c\u200d]* \p{ccc=9} )
        # Inside emoji.
      | (?<= [\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f] ) \u200d
        (?= [\u200c\u200d]* \p{Extended_Pictographic} )
    )
    [\u200c\u200d]*
    | [\u200c\u200d]+
    """,
    regex.VERBOSE | regex.VERSION1,
)
_PILED = regex.compile(
    rf"""
      (?<= [\p{{M}}&&\p{{Inherited}}]{{{MOST_ACCENTS}}} ) [\p{{M}}&&\p{{Inherited}}]+
    | (?<= \p{{M}}{{{MOST_MARKS}}} ) \p{{M}}+
    """,
    regex.VERBOSE | regex.VERSION1,
)
_TURNING = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"), "\ufffd")
_TURNING |= dict.fromkeys(range(0x2066, 0x206A), "\ufffd")


def kept_text(text: str) -> str:
    """``text`` without what must not be stored, shown or sent: see above.

    Normalised (NFC), with at most ``MOST_MARKS`` marks on a letter; line ends and tabs stay,
    "\\r\\n" becomes "\\n". Doing it again changes nothing. Takes time linear in the text.
    """
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    seen = _VARIANTS.sub("", _HIDDEN.sub("", _lines(whole)))
    # Normalising sorts the marks of each letter, in quadratic time: their number is bounded
    # before, and again after, because a few of them are two.
    normal = unicodedata.normalize("NFC", _PILED.sub("", _JOINERS.sub(r"\g<kept>", seen)))
    return str(_PILED.sub("", normal))


def kept_line(text: str) -> str:
    """``text`` as ``kept_text`` gives it, on one line, each run of white space one space."""
    return " ".join(kept_text(text).split())


def without_bidi_controls(text: str) -> str:
    """``text`` with "�" in place of characters that change the direction of a line; same length.

    For words that were stored before such characters were removed: evidence points into them by
    position.
    """
    return text.translate(_TURNING)


def _lines(text: str) -> str:
    """``text`` with every line end as "\\n"."""
    return _LINE_END.sub("\n", text)
