"""Which base prompt a job posting gets, from its tech_stack and role_category.

The rule, in order; the first step that decides is taken, and its reason is kept.

1.  Read. Both fields are cut into entries at commas, slashes, bullets, brackets and new lines, and
    looked up as whole words (longest first, case, accents, versions and spelling of ".js" aside).
    A name that is also an everyday word ("React", "Go") counts as an entry of its own or beside
    other technologies; in a sentence ("React quickly to customers") it does not.
2.  A stray tag is set aside: where the category names an office trade, the category decides if
    most of the stack's entries are not technologies, if as many are office words, or if several
    entries hold only technologies that are everyday words too. So it does where the stack names
    three or more families of which none has half the weight, and the category a certain trade.
    Tools of another trade (CAD) that are as many as the technologies lead to the fallback, and
    words that taggers pick out of any text ("go") say nothing beside office words alone.
3.  The stack's technologies decide.
    a. Data and test tools win over languages beside them if they weigh at least as much (a tool 1,
       a shared one such as Kafka or Jest a half; all languages together 1, each framework 2).
       Infrastructure must weigh more, with its own tools alone (Terraform, Ansible). Docker,
       Kubernetes or Kafka beside a language never win: they support it. A speciality that the
       category names wins with any tool.
    b. A family that the category names as well wins; "front-end" or "back-end" as the category
       leaves only that side.
    c. A front-end and a back-end family together are full-stack. TypeScript and JavaScript beside
       Node.js are its own languages.
    d. The specific beats the general: React over Angular, TypeScript, Vue and JavaScript in this
       order (Angular over React where it weighs more).
    e. Of several back ends the one with most weight, then the one named first.
4.  The category's trade decides, if it names one; a technology in the category comes before a word
    that trades share ("support", "design") and before a mere rank ("manager").
5.  What only hints decides: supporting technologies (SQL, AWS, HTML), then office words and tools
    in the stack (Salesforce, Figma).
6.  Software work without a hint, technologies that every developer has (git), and everything
    unknown: full-stack.

Technologies without a base prompt borrow the nearest one; the reason says so.
"""

from collections.abc import Iterator, Sequence

from core.roles.ambiguous_words import NOT_CODING, PICKED_FROM_TEXT
from core.roles.decision import RoleDecision, listed, verb
from core.roles.mapping import RoleMapping, Step, explain
from core.roles.normalization import entries_text, gender_neutral, normalized
from core.roles.reading import Clause, Hit, read
from core.roles.stack import decide, hinted, most_named, scattered
from core.roles.table import FAMILIES, Strength
from core.roles.tally import deciding, strength, technologies
from core.roles.trades import Trade, read_trade

_TECHNICAL_SIDES = ("front", "back", "mobile", "speciality")
_NAMED_IN_A_STACK = ("fullstack", "frontend")


def map_role(tech_stack: str | Sequence[str] | None, role_category: str | None) -> RoleMapping:
    """The base prompt for a posting with this stack and category; see the module's rule.

    Never raises: anything that is not text is passed over, and text is read up to 20,000
    characters (200 entries of 300 each).
    """
    stack = read(normalized(entries_text(tech_stack)))
    category = read(gender_neutral(normalized(role_category)))
    steps, notes = _steps(stack, category)
    return explain(steps, notes, {"tech_stack": stack, "role_category": category})


def is_technical_skill(skill: str) -> bool:
    """Whether a required skill names a technology that coding questions could be asked about.

    Everyday words that are technologies' names count only as such, and broad fields that office
    work shares ("data analysis", "cloud") do not.
    """
    hits = technologies(read(normalized(skill)))
    return any(hit.tech is not None and hit.tech.text not in NOT_CODING for hit in hits)


def _steps(stack: Sequence[Clause], category: Sequence[Clause]) -> tuple[list[Step], list[str]]:
    """Every decision in the order of the rule (the first one decides), and notes on the way."""
    trade = read_trade(category)
    hits = _without_picked_words(stack, technologies(stack))
    by_stack = _by_stack(stack, category, hits)
    by_category = _by_category(category, trade)
    hint, office = hinted(hits), _office(stack)
    note = _set_aside(stack, hits, trade) if by_stack and by_category else ""
    order = [by_stack, by_category, hint, office]
    if note:
        order = [by_category, by_stack, hint, office]
    elif by_category and by_category.family.side == "general":
        order = [by_stack, hint, by_category, office]
    steps = [
        Step(decision, "role_category" if decision is by_category else "tech_stack")
        for decision in order
        if decision
    ]
    return steps or [Step(_fallback(hits), "tech_stack")], [note] if note else []


def _by_stack(
    stack: Sequence[Clause], category: Sequence[Clause], hits: Sequence[Hit]
) -> RoleDecision | None:
    favoured = frozenset(
        alias.family.name
        for clause in category
        for hit in clause.hits
        for alias in (hit.tech, hit.trade)
        if alias
    )
    return _other_tools(stack, hits) or decide(hits, favoured) or _technical_trade(stack)


def _by_category(category: Sequence[Clause], trade: Trade | None) -> RoleDecision | None:
    if trade and trade.level == Strength.NAMES and trade.family.side != "general":
        return _of_trade(trade, "category")
    hits = technologies(category)
    by_technology = decide(hits)
    if by_technology or not trade:
        return by_technology or hinted(hits)
    return _of_trade(trade, "category")


def _of_trade(trade: Trade, where: str) -> RoleDecision:
    how = "names" if trade.level == Strength.NAMES else "points to"
    said = f"The {where}'s {trade.hit.text} {how} {trade.family.title}."
    if trade.family.side == "none":
        said = f"The {where} says {trade.hit.text}."
    return RoleDecision(trade.family, (trade.hit,), said)


def _fallback(hits: Sequence[Hit]) -> RoleDecision:
    if hits:
        words = listed(hit.text for hit in hits)
        reason = f"{words} {verb(words, 'is', 'are')} known to every developer: full-stack."
        return RoleDecision(FAMILIES["technology"], tuple(hits), reason)
    return RoleDecision(FAMILIES["unknown"], (), "Nothing names a role of the library.")


def _without_picked_words(stack: Sequence[Clause], hits: Sequence[Hit]) -> Sequence[Hit]:
    """No technologies at all where the only ones are words that taggers pick out of any text."""
    picked = all(hit.tech and hit.tech.text in PICKED_FROM_TEXT for hit in hits)
    return () if picked and any(map(_is_office, _every(stack))) else hits


def _other_tools(stack: Sequence[Clause], hits: Sequence[Hit]) -> RoleDecision | None:
    """Tools of a trade outside the library (CAD), if they are as many as the technologies."""
    tools = [h for h in _every(stack) if h.tech and h.tech.family.name == "other_trade"]
    if not tools or len(tools) < len(deciding(hits)):
        return None
    words = listed(hit.text for hit in tools)
    belongs = verb(words, "belongs", "belong")
    return RoleDecision(
        FAMILIES["other_trade"], tuple(tools), f"{words} {belongs} to another trade."
    )


def _technical_trade(stack: Sequence[Clause]) -> RoleDecision | None:
    """A technical trade typed as an entry of the stack ("Data Scientist", "iOS Developer")."""
    trade = read_trade(stack)
    if trade is None or trade.level != Strength.NAMES:
        return None
    if trade.family.side in _TECHNICAL_SIDES or trade.family.name in _NAMED_IN_A_STACK:
        return _of_trade(trade, "stack")
    return None


def _office(stack: Sequence[Clause]) -> RoleDecision | None:
    """The office trade that most words and tools of the stack point to."""
    groups: dict[str, list[Hit]] = {}
    for clause in stack:
        sentence = clause.others or any(hit.idiom for hit in clause.hits)
        for hit in clause.hits:
            alias = hit.trade or hit.tech
            shared = hit.trade and hit.trade.strength <= Strength.SUGGESTS
            if alias and alias.family.side == "office" and not (shared and sentence):
                groups.setdefault(alias.family.name, []).append(hit)
    return most_named(groups, "{title} is nearest to {words} in the stack.")


def _set_aside(stack: Sequence[Clause], hits: Sequence[Hit], trade: Trade | None) -> str:
    """Why the stack's technologies are set aside in favour of the category; empty if they count."""
    if not trade or trade.level < Strength.SUGGESTS:
        return ""
    found = deciding(hits)
    words = listed(hit.text for hit in found)
    other_trade = trade.family.name == "other_trade"
    if (other_trade or trade.family.side == "office") and _stray(stack, found, other_trade):
        tags = verb(words, "is a stray tag", "are stray tags")
        return f"{words} {tags} on a posting for {trade.hit.text}: set aside."
    if trade.level < Strength.NAMES or other_trade or trade.family.side == "general":
        return ""
    if all(h.tech and h.tech.family.side == "mobile" for h in found) and all(
        strength(h) == Strength.SUPPORT for h in found
    ):
        return f"{words} {verb(words, 'is a platform', 'are platforms')}, not a trade."
    if scattered(hits):
        return f"{words} point in different directions, so the stack does not decide."
    return ""


def _stray(stack: Sequence[Clause], found: Sequence[Hit], other_trade: bool) -> bool:
    """Whether these technologies look like stray tags, beside a category that is not technical.

    They do where most entries are none, where as many entries are office words, and where all
    technologies are everyday words too ("go", "chef"); a single such word yields only to a trade
    outside the library.
    """
    office = sum(map(_is_office, _every(stack)))
    everyday = all(hit.tech and hit.tech.everyday for hit in found)
    several = other_trade or len(stack) > 1
    return office >= len(found) or len(found) * 2 < len(stack) or (everyday and several)


def _is_office(hit: Hit) -> bool:
    if hit.tech:
        return hit.tech.strength == Strength.TOOL
    return hit.trade is not None and hit.trade.family.side == "office"


def _every(clauses: Sequence[Clause]) -> Iterator[Hit]:
    return (hit for clause in clauses for hit in clause.hits)
