"""Decides which family the technologies of one stack are about.

Works on what ``core.roles.reading`` found; the order of the whole rule stands in
``core.roles.rule``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.roles.decision import Lost, RoleDecision, listed, verb
from core.roles.reading import Hit
from core.roles.table import FAMILIES, FRONT_ORDER, Strength
from core.roles.tally import Tally, strength

_INFRASTRUCTURE = ("devops", "security")


def decide(hits: Sequence[Hit], favoured: frozenset[str] = frozenset()) -> RoleDecision | None:
    """The family that these technologies are about; None where none of them decides.

    ``favoured`` holds the names of families that are named as the trade elsewhere (in the
    category, in the title): among what the stack names, they break ties.
    """
    tally = Tally(hits)
    by_trade = _favoured_speciality(tally, hits, favoured)
    if by_trade or not tally.hits:
        return by_trade
    return _speciality(tally) or _developer(tally, favoured)


def scattered(hits: Sequence[Hit]) -> bool:
    """Whether these technologies name three or more families of which none has half the weight."""
    tally = Tally(hits)
    weights = [tally.weight(name) for name in tally.hits]
    return len(weights) >= 3 and max(weights) * 2 <= sum(weights)


def most_named(groups: Mapping[str, Sequence[Hit]], reason: str) -> RoleDecision | None:
    """The family with the most hits; ``reason`` is a template with {words} and {title}."""
    if not groups:
        return None
    best = max(groups, key=lambda name: len(groups[name]))
    lost = tuple(
        Lost(FAMILIES[name], f"{listed(hit.text for hit in hits)} is named less often")
        for name, hits in groups.items()
        if name != best
    )
    words = listed(hit.text for hit in groups[best])
    said = reason.format(words=words, title=FAMILIES[best].title)
    return RoleDecision(FAMILIES[best], tuple(groups[best]), said, lost)


def hinted(hits: Sequence[Hit]) -> RoleDecision | None:
    """The family that supporting words alone point to (SQL, AWS, HTML); None without any."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.tech and hit.tech.strength == Strength.HINT:
            groups.setdefault(hit.tech.family.name, []).append(hit)
    return most_named(groups, "No language or framework decides; {title} is nearest to {words}.")


def _favoured_speciality(
    tally: Tally, hits: Sequence[Hit], favoured: frozenset[str]
) -> RoleDecision | None:
    """A speciality named as the trade wins with any word of its own beside a language.

    A framework beside it says more than a word that only hints (SQL, AWS).
    """
    least = Strength.SUPPORT if tally.developer > 1 else Strength.HINT
    for name in sorted(favoured):
        own = [hit for hit in hits if hit.tech and hit.tech.family.name == name]
        own = [hit for hit in own if strength(hit) >= least]
        if own and FAMILIES[name].side == "speciality":
            lost = tuple(
                Lost(FAMILIES[other], "it is not named as the trade")
                for other in tally.hits
                if other != name
            )
            return RoleDecision(FAMILIES[name], tuple(own), _as_trade(name, own), lost)
    return None


def _as_trade(name: str, hits: Sequence[Hit]) -> str:
    words = listed(hit.text for hit in hits)
    belongs = verb(words, "belongs", "belong")
    return f"{FAMILIES[name].title} is named as the trade, and {words} {belongs} to it."


def _speciality(tally: Tally) -> RoleDecision | None:
    names = tally.on("speciality")
    if not names:
        return None
    best = max(names, key=lambda n: (tally.has(n, Strength.SPECIALITY), tally.weight(n)))
    others = tally.on("front", "back", "mobile", "general")
    if not others:
        return tally.simple(best)
    if not tally.has(best, Strength.SPECIALITY) or not _outweighs(tally, best):
        return None
    words, title = tally.words([best]), FAMILIES[best].title
    outweigh = verb(words, "outweighs", "outweigh")
    reason = f"{words} of {title} {outweigh} {tally.words(others)}, which serves it."
    return tally.decision(best, [best], reason)


def _outweighs(tally: Tally, speciality: str) -> bool:
    """Whether a speciality's tools weigh enough against the languages beside them.

    Containers and pipelines are in every developer's stack, so for infrastructure only its own
    tools count, and they must weigh more; the others win at equal weight.
    """
    if speciality in _INFRASTRUCTURE:
        tools = [h for h in tally.hits[speciality] if strength(h) == Strength.SPECIALITY]
        return len(tools) > tally.developer
    return tally.weight(speciality) >= tally.developer


def _developer(tally: Tally, favoured: frozenset[str]) -> RoleDecision:
    front, back, mobile = tally.on("front"), tally.on("back"), tally.on("mobile")
    shared = [name for name in (*front, *back, *mobile) if name in favoured]
    if len(shared) == 1:
        reason = _as_trade(shared[0], tally.hits[shared[0]])
        return tally.decision(shared[0], shared, reason)
    if "frontend" in favoured and front:
        back = []
    if "backend" in favoured and back:
        front = []
    if "fullstack" in tally.hits:
        return tally.simple("fullstack")
    if mobile and _is_mobile(tally, front, back, mobile):
        return _mobile(tally, mobile)
    if "nodejs" in back:
        # TypeScript and JavaScript are Node's own languages: only a front-end framework beside
        # it makes a front end.
        front = [name for name in front if tally.has(name, Strength.FRAMEWORK)]
    if front and back:
        return _both_ends(tally, front, back)
    return _front(tally, front) if front else _back(tally, back)


def _is_mobile(tally: Tally, front: list[str], back: list[str], mobile: list[str]) -> bool:
    """Mobile platforms decide unless a web or server stack weighs more beside them.

    Java and Kotlin beside Android are its own languages.
    """
    if mobile == ["android"] and not front and set(back) <= {"java", "jvm"}:
        return True
    web = sum(map(tally.weight, (*front, *back)))
    return web <= sum(map(tally.weight, mobile))


def _mobile(tally: Tally, mobile: list[str]) -> RoleDecision:
    if len(mobile) == 1:
        return tally.simple(mobile[0])
    reason = f"{tally.words(mobile)} are several mobile platforms."
    return tally.decision("mobile", mobile, reason)


def _both_ends(tally: Tally, front: list[str], back: list[str]) -> RoleDecision:
    ends = {"front": tally.words(front), "back": tally.words(back)}
    reason = (
        f"{ends['front']} on the front end and {ends['back']} on the back end: "
        "together they make it full-stack."
    )
    decision = tally.decision("fullstack", [*front, *back], reason)
    alone = (
        Lost(_front(tally, front).family, f"{ends['front']} is only the front end"),
        Lost(_back(tally, back).family, f"{ends['back']} is only the back end"),
    )
    return replace(decision, lost=(*alone, *decision.lost))


def _front(tally: Tally, front: list[str]) -> RoleDecision:
    ordered = sorted(front, key=FRONT_ORDER.index)
    best = ordered[0]
    if best == "react" and "angular" in ordered:
        best = max(("react", "angular"), key=tally.weight)
    rest = [name for name in ordered if name != best]
    if not rest:
        return tally.simple(best)
    words = tally.words([best])
    more = f"{words} {verb(words, 'is', 'are')} more specific than {tally.words(rest)}"
    return tally.decision(best, [best], f"{more}.", more)


def _back(tally: Tally, back: list[str]) -> RoleDecision:
    best = max(back, key=tally.weight)
    rest = [name for name in back if name != best]
    supporting = tally.words(tally.on("speciality"))
    if not rest and not supporting:
        return tally.simple(best)
    if not rest:
        decision = tally.simple(best)
        beside = f"{supporting} beside it only {verb(supporting, 'supports', 'support')}"
        reason = f"{decision.reason[:-1]}; {beside} a developer."
        lost = tuple(Lost(other.family, f"{beside} a developer") for other in decision.lost)
        return replace(decision, reason=reason, lost=lost)
    tie = tally.weight(best) == max(map(tally.weight, rest))
    how = f"{FAMILIES[best].title} {'comes first' if tie else 'weighs most'}"
    reason = f"Of {tally.words([best, *rest])}, {how}."
    return tally.decision(best, [best], reason, how)
