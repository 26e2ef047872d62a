"""Which base prompt a job posting gets, from its tech_stack and role_category.

Read rule.py first: it states the rule. table.py explains the rows of words in technologies.py,
words.py and out_of_library.py.
"""

from core.roles.alias_table import AliasRow, role_aliases
from core.roles.mapping import EntryReading, Match, RoleMapping
from core.roles.rule import is_technical_skill, map_role
from core.roles.suggestions import suggest_role
from core.roles.table import BASE_PROMPTS, NON_TECHNICAL, ROLE_TYPES

__all__ = [
    "BASE_PROMPTS",
    "NON_TECHNICAL",
    "ROLE_TYPES",
    "AliasRow",
    "EntryReading",
    "Match",
    "RoleMapping",
    "is_technical_skill",
    "map_role",
    "role_aliases",
    "suggest_role",
]
