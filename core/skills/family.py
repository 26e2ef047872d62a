"""What a skill family is: the vocabulary of the tables ``core.skills.families_*``.

A family holds skills that a good interviewer would ask about in the same way, with the
questions to ask. In a question ``{skill}`` stands for the skill; it is put in by plain
replacement and never formatted, because skills are typed by people.
"""

from dataclasses import dataclass

SECTIONS = ("foundation", "working", "expert", "probes", "anchors")


@dataclass(frozen=True)
class QuestionSet:
    """How one kind of person is asked about the skills of a family.

    Attributes:
        foundation, working, expert: the questions of each level; any of them can be the first.
        probes: one neutral follow-up for each level, lowest level first.
        anchors: what is heard in an answer rated 1, 3 and 5.
    """

    foundation: tuple[str, ...]
    working: tuple[str, ...]
    expert: tuple[str, ...]
    probes: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """Skills that are asked about alike.

    Attributes:
        name: lower-case, unique.
        skills: the skills, separated by commas, each written as inside a sentence.
            ``Kubernetes = k8s``: another spelling, spoken as the first.
            ``cold calling ~ telesales``: the same skill in other words, spoken as written.
        terms: words that an answer about any of the skills is likely to hold.
        anyone: the questions for a person who uses the skill or works beside those who do.
        builder: the questions for a person who builds software, where they differ.
    """

    name: str
    skills: str
    terms: str
    anyone: QuestionSet
    builder: QuestionSet | None = None

    def entries(self) -> list[tuple[tuple[str, ...], ...]]:
        """Each skill as its wordings; each wording as its spellings, the spoken one first."""
        entries = (entry.strip() for entry in " ".join(self.skills.split()).split(","))
        return [
            tuple(tuple(wording.split(" = ")) for wording in entry.split(" ~ "))
            for entry in entries
            if entry
        ]

    def words(self) -> tuple[str, ...]:
        """``terms`` one by one."""
        return tuple(term.strip() for term in " ".join(self.terms.split()).split(","))


def questions(text: str) -> QuestionSet:
    """Read a question set: each of ``SECTIONS`` as a heading, its lines as ``- `` bullets.

    Raises:
        ValueError: if a section is missing, unknown or out of order.
    """
    found: dict[str, list[str]] = {}
    for line in text.strip().splitlines():
        stripped = line.strip()
        if stripped.endswith(":") and stripped[:-1] in SECTIONS:
            found[stripped[:-1]] = []
        elif stripped.startswith("- "):
            found[list(found)[-1]].append(stripped[2:])
        elif stripped:
            found[list(found)[-1]][-1] += f" {stripped}"
    if tuple(found) != SECTIONS:
        raise ValueError(f"a question set needs {SECTIONS}, found {tuple(found)}")
    return QuestionSet(**{name: tuple(lines) for name, lines in found.items()})


def words(text: str) -> frozenset[str]:
    """The words of ``text``, which white space separates."""
    return frozenset(text.split())
