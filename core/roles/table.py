"""The roles of the interview library, and how much a word says about one.

The rows of words are in ``technologies`` (technologies and tools), ``words`` (names of trades),
``out_of_library`` (trades that the library does not cover) and ``ambiguous_words`` (words that are
not always what they look like). A new alias is a new word there. This file is long because
``FAMILIES`` is a table with one entry for each kind of work.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from core.base_prompts.library import RoleType

BASE_PROMPTS: tuple[str, ...] = (
    "react",
    "python",
    "javascript",
    "typescript",
    "go",
    "rust",
    "java",
    "php",
    "nodejs",
    "data_engineering",
    "devops",
    "qa_automation",
    "fullstack",
    "sales",
    "support",
    "product",
    "design",
    "marketing",
    "operations",
    "management",
)

Side = Literal["front", "back", "mobile", "speciality", "general", "office", "none"]


class Strength(IntEnum):
    """How much one word says about the role. Higher says more.

    Of technologies:
        NEUTRAL    every developer has it (git, REST): recognised, decides nothing.
        HINT       decides only where nothing else does (SQL, AWS, HTML).
        SUPPORT    decides by itself, but is silent beside a developer's language (Docker, Kafka).
        LANGUAGE   a language.
        FRAMEWORK  a framework, which says more than its language.
        SPECIALITY a tool that belongs to one speciality (Terraform, Airflow, Selenium).
    Of trades:
        TOOL       an office tool of one trade (Salesforce, Figma).
        RANK       a rank that says little of the trade (manager, director).
        SUGGESTS   a trade's word that others use too (design, support): yields to NAMES and to
                   the word of another trade in the same phrase ("bridge design").
        NAMES      names the trade by itself (account manager, Vertrieb).
    """

    NEUTRAL = 0
    HINT = 1
    SUPPORT = 2
    LANGUAGE = 3
    FRAMEWORK = 4
    SPECIALITY = 5
    TOOL = 10
    RANK = 11
    SUGGESTS = 12
    NAMES = 13


@dataclass(frozen=True)
class Family:
    """What aliases point to: a base prompt, or a kind of work that borrows one.

    Attributes:
        name: the base prompt's name, or a name of its own where there is no such prompt.
        title: as shown to people.
        base_prompt: one of ``BASE_PROMPTS``; the fallback for work that the library does not cover.
        role_type: the stored role_type.
        side: where it stands in the rule for several technologies; "none" for words that name no
            role of the library.
        note: a sentence saying why this base prompt, for work that borrows one.
    """

    name: str
    title: str
    base_prompt: str
    role_type: RoleType
    side: Side
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the table: words (separated by commas or line ends) that point to a family.

    A word that ends in ``*`` stands for every word that begins so, one between two ``*`` for every
    longer word that contains it. ``language`` is the ISO 639-1 code of the words; names of
    technologies are the same everywhere and carry "en".
    """

    family: str
    strength: Strength
    words: str
    language: str = "en"


def split_words(words: str) -> list[str]:
    """The words of a table cell, in order."""
    return [word.strip() for word in re.split(r"[,\n]", words) if word.strip()]


_NO_PROMPT = "has no prompt of its own; the full-stack one follows the posting's own skills."

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family("react", "React", "react", "react", "front"),
        Family("typescript", "TypeScript", "typescript", "javascript", "front"),
        Family("javascript", "JavaScript", "javascript", "javascript", "front"),
        Family("python", "Python", "python", "python", "back"),
        Family("go", "Go", "go", "python", "back"),
        Family("rust", "Rust", "rust", "python", "back"),
        Family("java", "Java", "java", "python", "back"),
        Family("php", "PHP", "php", "python", "back"),
        Family("nodejs", "Node.js", "nodejs", "javascript", "back"),
        Family("data_engineering", "Data engineering", "data_engineering", "python", "speciality"),
        Family("devops", "DevOps", "devops", "python", "speciality"),
        Family("qa_automation", "QA automation", "qa_automation", "javascript", "speciality"),
        Family("fullstack", "Full-stack", "fullstack", "fullstack", "general"),
        Family("sales", "Sales", "sales", "fullstack", "office"),
        Family("support", "Customer support", "support", "fullstack", "office"),
        Family("product", "Product management", "product", "fullstack", "office"),
        Family("design", "Design", "design", "fullstack", "office"),
        Family("marketing", "Marketing", "marketing", "fullstack", "office"),
        Family("operations", "Operations", "operations", "fullstack", "office"),
        Family("management", "Management", "management", "fullstack", "office"),
        # Technologies without a prompt of their own.
        Family(
            "dotnet",
            "C#/.NET",
            "fullstack",
            "python",
            "back",
            f"C#/.NET is back-end work like Python's role type, but {_NO_PROMPT}",
        ),
        Family(
            "ruby",
            "Ruby",
            "fullstack",
            "python",
            "back",
            f"Ruby is back-end work like Python's role type, but {_NO_PROMPT}",
        ),
        Family(
            "elixir",
            "Elixir/Erlang",
            "fullstack",
            "python",
            "back",
            f"Elixir is back-end work like Python's role type, but {_NO_PROMPT}",
        ),
        Family(
            "cpp",
            "C/C++",
            "fullstack",
            "python",
            "back",
            "C and C++ have no prompt of their own. Rust's would ask about ownership and "
            "lifetimes that C++ does not have, so the full-stack one follows the posting's skills.",
        ),
        Family(
            "otherlang",
            "Another language",
            "fullstack",
            "python",
            "back",
            f"This language {_NO_PROMPT}",
        ),
        Family(
            "jvm",
            "Kotlin/Scala",
            "java",
            "python",
            "back",
            "Kotlin and Scala run on the JVM and share its libraries: the Java prompt is nearest.",
        ),
        Family(
            "android",
            "Android",
            "java",
            "python",
            "mobile",
            "Android is written in Kotlin or Java: the Java prompt is nearest.",
        ),
        Family(
            "ios",
            "iOS",
            "fullstack",
            "fullstack",
            "mobile",
            f"iOS {_NO_PROMPT}",
        ),
        Family(
            "mobile",
            "Mobile",
            "fullstack",
            "fullstack",
            "mobile",
            f"Mobile development {_NO_PROMPT}",
        ),
        Family(
            "vue",
            "Vue, Svelte and the like",
            "javascript",
            "javascript",
            "front",
            "Vue and Svelte have no prompt of their own: JavaScript's is nearest.",
        ),
        Family(
            "angular",
            "Angular",
            "typescript",
            "javascript",
            "front",
            "Angular is written in TypeScript: its prompt is nearest.",
        ),
        Family(
            "blockchain",
            "Blockchain",
            "fullstack",
            "fullstack",
            "back",
            f"Smart-contract work {_NO_PROMPT}",
        ),
        Family(
            "platform",
            "Business platform",
            "fullstack",
            "fullstack",
            "back",
            f"Building on a business platform (SAP, Salesforce, 1C) {_NO_PROMPT}",
        ),
        Family(
            "data_science",
            "Data science",
            "python",
            "python",
            "back",
            "Data science and machine learning have no prompt of their own: Python's is nearest.",
        ),
        Family(
            "security",
            "IT security",
            "devops",
            "python",
            "speciality",
            "IT security has no prompt of its own: the DevOps one is nearest.",
        ),
        # Office work without a prompt of its own.
        Family(
            "backoffice",
            "Finance, HR and administration",
            "operations",
            "fullstack",
            "office",
            "Finance, HR and administration have no prompt of their own: Operations is nearest.",
        ),
        # Kinds of technical work named without a technology.
        Family(
            "software",
            "Software development",
            "fullstack",
            "fullstack",
            "general",
            "Software development is named, but no technology: full-stack is the general one.",
        ),
        Family(
            "frontend",
            "Front-end",
            "javascript",
            "javascript",
            "general",
            "Front-end work is named without a framework: JavaScript is the general one.",
        ),
        Family(
            "backend",
            "Back-end",
            "fullstack",
            "fullstack",
            "general",
            "Back-end work is named without a language: full-stack follows the posting's skills.",
        ),
        Family(
            "apps",
            "Mobile apps",
            "fullstack",
            "fullstack",
            "general",
            "Mobile work is named without a platform: full-stack follows the posting's skills.",
        ),
        Family("technology", "Any developer", "fullstack", "fullstack", "general"),
        # Known or not, but naming no role of the library: full-stack is the fallback.
        Family("officework", "Any office", "fullstack", "fullstack", "none"),
        Family(
            "other_trade",
            "Another trade",
            "fullstack",
            "fullstack",
            "none",
            "This trade is not in the library; the full-stack prompt is the general fallback and "
            "follows the posting's own skills.",
        ),
        Family("idiom", "An everyday phrase", "fullstack", "fullstack", "none"),
        Family(
            "unknown",
            "Unknown",
            "fullstack",
            "fullstack",
            "none",
            "Full-stack is the fallback: it follows the posting's own skills.",
        ),
    )
}

ROLE_TYPES: dict[str, RoleType] = {name: FAMILIES[name].role_type for name in BASE_PROMPTS}
NON_TECHNICAL = frozenset(name for name in BASE_PROMPTS if FAMILIES[name].side == "office")

# The specific beats the general on the front end.
FRONT_ORDER: tuple[str, ...] = ("react", "angular", "typescript", "vue", "javascript")

# Families that are one where both are named: Kotlin beside Android or Java, PyTorch beside Python.
MERGED: tuple[tuple[str, str], ...] = (
    ("jvm", "android"),
    ("jvm", "java"),
    ("data_science", "python"),
)
