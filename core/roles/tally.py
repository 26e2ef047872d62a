"""Weighs the technologies of one stack by the family that they belong to."""

from collections.abc import Iterable, Sequence

from core.roles.decision import Lost, RoleDecision, listed, verb
from core.roles.reading import Clause, Hit
from core.roles.table import FAMILIES, MERGED, Strength

_POINTS = {
    Strength.SUPPORT: 0.5,
    Strength.LANGUAGE: 1.0,
    Strength.FRAMEWORK: 2.0,
    Strength.SPECIALITY: 1.0,
}


def technologies(clauses: Iterable[Clause]) -> tuple[Hit, ...]:
    """The technologies that are meant as such, each alias once, in order."""
    seen: dict[tuple[str, str], Hit] = {}
    for clause in clauses:
        for hit in clause.hits:
            if hit.tech and hit.tech.technical and not hit.idiom:
                seen.setdefault((hit.tech.family.name, hit.tech.text), hit)
    return tuple(seen.values())


def strength(hit: Hit) -> Strength:
    """How much the technology says; NEUTRAL for a word that is none."""
    return hit.tech.strength if hit.tech else Strength.NEUTRAL


def deciding(hits: Iterable[Hit]) -> list[Hit]:
    """Those technologies that decide by themselves."""
    return [hit for hit in hits if strength(hit) >= Strength.SUPPORT]


class Tally:
    """What the deciding technologies of one stack weigh, by family in order of appearance.

    ``developer`` is the weight of languages and frameworks. Languages beside a speciality's tools
    are alternatives ("Java, Scala or Python"), so together they count as one.
    """

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits: dict[str, list[Hit]] = {}
        for hit in deciding(hits):
            if hit.tech:
                self.hits.setdefault(hit.tech.family.name, []).append(hit)
        for source, target in MERGED:
            if source in self.hits and target in self.hits:
                self.hits[target] += self.hits.pop(source)
        strengths = [strength(hit) for group in self.hits.values() for hit in group]
        languages = min(1.0, strengths.count(Strength.LANGUAGE))
        self.developer = languages + 2.0 * strengths.count(Strength.FRAMEWORK)

    def weight(self, name: str) -> float:
        """How much the words of this family weigh together."""
        return sum(_POINTS[strength(hit)] for hit in self.hits[name])

    def has(self, name: str, wanted: Strength) -> bool:
        """Whether a word of this family is of the strength ``wanted``."""
        return any(strength(hit) == wanted for hit in self.hits[name])

    def on(self, *sides: str) -> list[str]:
        """The families on these sides of the work, in the order of the stack."""
        return [name for name in self.hits if FAMILIES[name].side in sides]

    def words(self, names: Iterable[str]) -> str:
        """The words of these families as a list in a sentence."""
        return listed(hit.text for name in names for hit in self.hits[name])

    def decision(
        self, family: str, names: Sequence[str], reason: str, why: str = ""
    ) -> RoleDecision:
        """``family`` decided by the hits of ``names``; ``why`` says why the others lost."""
        lost = tuple(
            Lost(FAMILIES[name], why or f"{self.words([name])} weighs less")
            for name in self.hits
            if name not in names
        )
        hits = tuple(hit for name in names for hit in self.hits[name])
        return RoleDecision(FAMILIES[family], hits, reason, lost)

    def simple(self, name: str) -> RoleDecision:
        """``name`` decided by its own words, with nothing to weigh it against."""
        words, title = self.words([name]), FAMILIES[name].title
        if words.casefold() == title.casefold():
            return self.decision(name, [name], f"{title} is named.")
        stands = verb(words, "stands", "stand")
        return self.decision(name, [name], f"{words} {stands} for {title}.")
