"""Base prompts: the twenty files under prompts/, read and validated.

A file is TOML front matter between ``+++`` lines, then text under fixed headings.
The front matter is the one source of questions and behavioural anchors: the model's
prompt, the progressive assessment, the local interviewer, the scorecard and the
inspector all read it.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import PromptFileError

PROMPTS_DIR = Path(__file__).parent.parent.parent / "prompts"
HEADINGS = (
    "Role description",
    "Key competencies",
    "Sample opening questions",
    "Green flags",
    "Red flags",
)
_FENCE = re.compile(r"\A\+\+\+\n(?P<front>.*?)^\+\+\+\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)

RoleType = Literal["react", "python", "javascript", "fullstack"]
Line = Annotated[str, Field(min_length=8)]


class Level(StrEnum):
    """Difficulty of a question, lowest first."""

    FOUNDATION = "foundation"
    WORKING = "working"
    EXPERT = "expert"

    @property
    def above(self) -> "Level | None":
        """The next level up, None at the top."""
        order = list(Level)
        index = order.index(self) + 1
        return order[index] if index < len(order) else None

    @property
    def below(self) -> "Level | None":
        """The next level down, None at the bottom."""
        order = list(Level)
        index = order.index(self) - 1
        return order[index] if index >= 0 else None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Questions(_Strict):
    """The questions of one competency, by level."""

    foundation: Annotated[tuple[Line, ...], Field(min_length=2)]
    working: Annotated[tuple[Line, ...], Field(min_length=2)]
    expert: Annotated[tuple[Line, ...], Field(min_length=2)]

    def at(self, level: Level) -> tuple[str, ...]:
        """The questions of ``level``, in the file's order."""
        found: tuple[str, ...] = getattr(self, level.value)
        return found


class Probes(_Strict):
    """One neutral follow-up per level, the same for a good and a poor answer."""

    foundation: Line
    working: Line
    expert: Line

    def at(self, level: Level) -> str:
        """The probe of ``level``."""
        found: str = getattr(self, level.value)
        return found


class Anchors(_Strict):
    """What an observer hears at ratings 1, 3 and 5 (behaviourally anchored rating scale)."""

    one: Annotated[Line, Field(alias="1")]
    three: Annotated[Line, Field(alias="3")]
    five: Annotated[Line, Field(alias="5")]


class Competency(_Strict):
    """Something the role needs, how it is asked about and how it is rated.

    ``technical`` is true where asking it makes sense only of somebody who builds software.
    """

    name: Annotated[str, Field(min_length=3, max_length=60)]
    technical: bool
    keywords: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=3)]
    questions: Questions
    probes: Probes
    anchors: Anchors


class _FrontMatter(_Strict):
    title: Annotated[str, Field(min_length=2, max_length=60)]
    kind: Literal["technical", "non_technical"]
    role_type: RoleType
    competencies: Annotated[tuple[Competency, ...], Field(min_length=5, max_length=7)]


@dataclass(frozen=True)
class BasePrompt:
    """One role's base prompt.

    Attributes:
        name: file name without ``_interview.txt``, such as ``data_engineering``.
        title: the role in words, such as "Data Engineer".
        kind: ``technical`` or ``non_technical``.
        role_type: the value stored in interviews.role_type.
        competencies: 5 to 7, most important first.
        body: heading -> text, for each of ``HEADINGS``.
        version: first 12 hex digits of the file's SHA-256.
        source: the file's whole text, from which all of this was read.
    """

    name: str
    title: str
    kind: Literal["technical", "non_technical"]
    role_type: RoleType
    competencies: tuple[Competency, ...]
    body: dict[str, str]
    version: str
    source: str

    def render(self) -> str:
        """The text for the model: the written sections, with the sample questions filled in."""
        samples = "\n".join(f"- {text}" for text in self.openings())
        parts = []
        for heading in HEADINGS:
            text = self.body[heading]
            if heading == "Sample opening questions":
                text = f"{text}\n{samples}"
            parts.append(f"# {heading}\n{text}")
        return "\n\n".join(parts)

    def openings(self, *, technical: bool = True) -> list[str]:
        """A question to open with for each competency; the technical ones only if wanted."""
        wanted = (c for c in self.competencies if technical or not c.technical)
        return [competency.questions.working[0] for competency in wanted]


def _split_body(name: str, body: str) -> dict[str, str]:
    found = _HEADING.split(body)
    headings, texts = found[1::2], found[2::2]
    if found[0].strip():
        raise PromptFileError(f"{name}: text before the first heading")
    if tuple(headings) != HEADINGS:
        raise PromptFileError(f"{name}: headings must be {HEADINGS}, found {tuple(headings)}")
    sections = {h: t.strip() for h, t in zip(headings, texts, strict=True)}
    for heading, text in sections.items():
        if not text:
            raise PromptFileError(f"{name}: nothing under '{heading}'")
    return sections


def version_of(source: str) -> str:
    """The version of a base prompt file with this text: 12 hex digits of its SHA-256."""
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def parse_base_prompt(name: str, text: str) -> BasePrompt:
    """Read one base prompt file.

    Raises:
        PromptFileError: naming the file and the key that is wrong.
    """
    match = _FENCE.match(text)
    if match is None:
        raise PromptFileError(f"{name}: no front matter between +++ lines")
    try:
        front = _FrontMatter.model_validate(tomllib.loads(match["front"]))
    except tomllib.TOMLDecodeError as error:
        raise PromptFileError(f"{name}: front matter is not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise PromptFileError(f"{name}: {key}: {first['msg']}") from error
    if front.kind == "non_technical" and any(c.technical for c in front.competencies):
        raise PromptFileError(f"{name}: a non-technical role has a technical competency")
    return BasePrompt(
        name=name,
        title=front.title,
        kind=front.kind,
        role_type=front.role_type,
        competencies=front.competencies,
        body=_split_body(name, match["body"]),
        version=version_of(text),
        source=text,
    )


@cache
def load_base_prompts(directory: Path = PROMPTS_DIR) -> dict[str, BasePrompt]:
    """Every base prompt of ``directory`` by name; read once per process.

    Raises:
        PromptFileError: if any file is not in the format.
    """
    prompts = {}
    for path in sorted(directory.glob("*_interview.txt")):
        name = path.name.removesuffix("_interview.txt")
        prompts[name] = parse_base_prompt(name, path.read_text("utf-8"))
    return prompts


@cache
def load_parts(directory: Path = PROMPTS_DIR) -> dict[str, str]:
    """The shared parts by name, with their ``$variables`` still in place; read once."""
    paths = (directory / "parts").glob("*.txt")
    return {path.stem: path.read_text("utf-8").strip() for path in paths}


def prompt_title(name: str) -> str:
    """The title of a base prompt, such as "Data Engineer"."""
    return load_base_prompts()[name].title
