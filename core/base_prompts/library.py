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
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from core.base_prompts.competency import Competency, Strict
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


class _FrontMatter(Strict):
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
