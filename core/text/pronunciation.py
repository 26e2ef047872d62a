"""How people say what a posting writes (pure): a table of terms, then rules for figures.

The local voice (hibari) reads by itself: plain numbers, ordinals, years, percentages and their
ranges, single amounts with a sign before them, times, ISO dates, most units, "vs.", "Inc.", and
capitals letter by letter. Here stands only what it gets wrong; what is shown and kept stays as it
was written.
"""

import regex

TERMS = {
    "ASP.NET": "A S P dot net",
    "VB.NET": "V B dot net",
    ".NET": "dot net",
    "C#": "C sharp",
    "F#": "F sharp",
    "PostgreSQL": "Postgres Q L",
    "SQLite": "sequel light",
    "NoSQL": "no sequel",
    "PL/SQL": "P L sequel",
    "T-SQL": "T sequel",
    "JSON": "Jason",
    "YAML": "yammel",
    "OAuth": "O auth",
    "OAuth2": "O auth 2",
    "k8s": "Kubernetes",
    "K8s": "Kubernetes",
    "kubectl": "cube control",
    "nginx": "engine X",
    "NGINX": "engine X",
    "Nginx": "engine X",
    "scikit-learn": "sigh kit learn",
    "i18n": "internationalization",
    "l10n": "localization",
    "a11y": "accessibility",
    "P2P": "peer to peer",
    "SAP": "S A P",
    "ITIL": "eye till",
    "VLOOKUP": "V lookup",
    "XLOOKUP": "X lookup",
    "e.g.": "for example",
    "i.e.": "that is",
    "z.B.": "for example",
    "m²": "square meters",
    "m³": "cubic meters",
    "km/h": "kilometers an hour",
    "Kbit/s": "kilobits per second",
    "Mbit/s": "megabits per second",
    "Gbit/s": "gigabits per second",
    "Mbps": "megabits per second",
    "Gbps": "gigabits per second",
    "≥": "at least",
    "≤": "at most",
    "±": "plus or minus",
}
"""Written, in this case -> said. A term stands alone: no letter or digit is beside it."""
_ORDINALS = ("first", "second", "third", "fourth")
_DAYS = {
    day[:length]: day
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    for length in (3, len(day))
} | {"Tues": "Tuesday", "Thurs": "Thursday"}
_CURRENCIES = {
    "€": "euros", "EUR": "euros", "Euro": "euros", "$": "dollars", "US$": "dollars",
    "USD": "dollars", "£": "pounds", "GBP": "pounds", "CHF": "Swiss francs", "PLN": "zlotys",
    "SEK": "Swedish kronor", "NOK": "Norwegian kroner", "DKK": "Danish kroner", "INR": "rupees",
    "₹": "rupees",
}  # fmt: skip
_SIGNS = {"euros": "€", "dollars": "$", "pounds": "£"}
"""Those whose amounts the voice reads well, cents as well, where the sign stands before them."""
_SCALES = {"k": " thousand", "m": " million", "mn": " million", "bn": " billion", "b": " billion"}
_VERSIONED = (
    "Angular|CSS|Django|Go|HTML|HTTP|Java|Kotlin|Kubernetes|NET|OAuth|O auth|PHP|Postgres|Python"
    "|Rails|React|Ruby|Rust|Scala|Spring|Swift|TLS|TypeScript|USB|Vue|dot net|net Core|version"
)


def _words(words: object) -> str:
    """An alternative of ``words``, the longest first."""
    return "|".join(regex.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_NUMBER = r"\d++(?:[.,]\d++){0,4}+"
_TERM = regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{_words(TERMS)})(?![\p{{L}}\p{{N}}#+])")
_GENDERS = regex.compile(r"\s*\((?:[mwfdxi]\s?[/|]\s?){1,4}[mwfdxia]\)", regex.IGNORECASE)
_SCALE = r"\s?(?:mn|bn|[kKmMbB])"
_MONEY = regex.compile(
    rf"(?<![\w.,])(?P<before>{_words(_CURRENCIES)})?\s?(?P<low>{_NUMBER})(?P<low_scale>{_SCALE}\b)?"
    rf"(?:\s?[-–—]\s?(?:{_words(_CURRENCIES)})?\s?(?P<high>{_NUMBER})(?P<high_scale>{_SCALE}\b)?)?"
    rf"(?:\s?(?P<after>{_words(_CURRENCIES)})(?!\w))?"
)
_GROUPED = regex.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")
_THOUSANDS = regex.compile(rf"(?<![\w.,])(?!(?:4|8)k)({_NUMBER})(k|M)\b")
_DATE = regex.compile(
    r"(?<![\w.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.((?:19|20)\d\d)(?![\w])"
)
_TIME_RANGE = regex.compile(r"(?<=\d:\d\d)\s?[-–—]\s?(?=\d{1,2}:\d\d)")
_AFTERNOON = regex.compile(r"(?<![\d:])(1[3-9]|2[0-3]):([0-5]\d)(?![\d:])(?!\s?[ap]\.?m)")
_QUARTER = regex.compile(
    r"(?:\b(?P<after>\p{Ll}+) )?\b(?P<what>[QH])(?P<n>[1-4])\b(?: (?=\d{4}\b))?"
)
_LEADS_TO_THE = frozenset(
    "after and before by during for from in of or since than through to until".split()
)
_VERSION = regex.compile(r"\bv\.?(?=\d)")
_POINTS = regex.compile(rf"\b(?:{_VERSIONED}) \d+(?:\.\d+)+")
_HUNDRED = regex.compile(r"(?<![\w/])(\d\d)/(\d\d)(?![\w/])")
_OR_MORE = regex.compile(r"(?<=\d)\+(?= \p{Ll})")
_A_WEEK = regex.compile(r"(?<=\d)\s?(?:h|hrs?|hours?)\s?/\s?(week|day|month|w)\b")
_HOUR = regex.compile(r"(?<=\d)[\s-]?h[\s-](?=week|day|shift)")
_HOURS = regex.compile(r"(?<=\d)\s?h\b")
_TONS = regex.compile(r"(?<=\d)\s?t\b")
_PER = regex.compile(r"(?<=\p{L}{3})/(s|h)\b")
_AN_HOUR = regex.compile(r"(?<=\d|euros|dollars|pounds)/hr?\b")
_WEEKDAYS = regex.compile(rf"\b({_words(_DAYS)})\.?\s?[-–—]\s?({_words(_DAYS)})\b")
_SIGN = regex.compile(r"(?<![\w<>=])([<>~])\s?(?=\d)")
_SAID_SIGN = {"<": "less than ", ">": "more than ", "~": "about "}
_ETC = regex.compile(r"\betc\.(?=\s\p{Ll}|,)")


def pronounced(text: str) -> str:
    """``text`` with terms and figures as people say them; the rest as it is."""
    text = _GENDERS.sub("", text)
    text = _TERM.sub(lambda term: TERMS[term[0]], text)
    text = _ETC.sub("et cetera", text)
    text = _SIGN.sub(lambda sign: _SAID_SIGN[sign[1]], text)
    text = _DATE.sub(lambda date: f"{date[3]}-{int(date[2]):02}-{int(date[1]):02}", text)
    text = _TIME_RANGE.sub(" to ", text)
    text = _AFTERNOON.sub(lambda time: f"{int(time[1]) - 12}:{time[2]} pm", text)
    text = _MONEY.sub(_amount, text)
    text = _AN_HOUR.sub(" an hour", text)
    text = _THOUSANDS.sub(lambda number: f"{number[1]}{_SCALES[number[2].lower()]}", text)
    text = _QUARTER.sub(_quarter, text)
    text = _POINTS.sub(lambda name: _points(name[0]), _VERSION.sub("version ", text))
    text = _HUNDRED.sub(_shares, text)
    text = _OR_MORE.sub(" or more", text)
    text = _A_WEEK.sub(lambda unit: f" hours a {'week' if unit[1] == 'w' else unit[1]}", text)
    text = _HOURS.sub(" hours", _HOUR.sub(" hour ", text))
    text = _PER.sub(lambda per: f" per {'second' if per[1] == 's' else 'hour'}", text)
    text = _WEEKDAYS.sub(lambda days: f"{_DAYS[days[1]]} to {_DAYS[days[2]]}", text)
    return str(_TONS.sub(" tons", text))


def _amount(found: "regex.Match[str]") -> str:
    """A sum of money or a range of two, with its currency at the end."""
    sign = found["before"] or found["after"]
    if sign is None:
        return str(found[0])
    currency = _CURRENCIES[sign]
    low, high = (_GROUPED.sub(",", found[end] or "") for end in ("low", "high"))
    lead = " " if found[0].startswith(" ") else ""
    low_scale, high_scale = (
        _SCALES.get((found[end] or "").strip().lower(), "") for end in ("low_scale", "high_scale")
    )
    if high:
        return f"{lead}{low}{low_scale} to {high}{high_scale} {currency}"
    if currency in _SIGNS and not low_scale:
        return f"{lead}{_SIGNS[currency]}{low}"
    return f"{lead}{low}{low_scale} {currency}"


def _quarter(found: "regex.Match[str]") -> str:
    """A quarter or half of a year."""
    half = found["what"] == "H"
    if half and int(found["n"]) > 2:
        return str(found[0])
    before = found["after"]
    the = "the " if before in _LEADS_TO_THE else ""
    of = " of " if found[0].endswith(" ") else ""
    part = f"{the}{_ORDINALS[int(found['n']) - 1]} {'half' if half else 'quarter'}{of}"
    return f"{before} {part}" if before else part


def _points(name: str) -> str:
    """A version: each part is a number of its own."""
    return name.replace(".", " point ")


def _shares(found: "regex.Match[str]") -> str:
    """Shares that make a hundred: "80 20"."""
    low, high = int(found[1]), int(found[2])
    return f"{low} {high}" if low + high == 100 else str(found[0])
