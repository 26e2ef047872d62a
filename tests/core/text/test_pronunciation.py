"""The local voice says terms and figures as people do."""

import pytest

from core.text.pronunciation import TERMS, pronounced
from core.text.spoken import for_voice


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("C# and .NET 8", "C sharp and dot net 8"),
        ("k8s, nginx and kubectl", "Kubernetes, engine X and cube control"),
        ("a tool, e.g. a spreadsheet", "a tool, for example a spreadsheet"),
        ("€75k a year", "75 thousand euros a year"),
        ("€75,000–€90,000", "75,000 to 90,000 euros"),
        ("$120k–$150k", "120 thousand to 150 thousand dollars"),
        ("EUR 50–60k", "50 to 60 thousand euros"),
        ("80.000 € a year", "€80,000 a year"),
        ("CHF 500", "500 Swiss francs"),
        ("18 €/h", "€18 an hour"),
        ("10k requests/s", "10 thousand requests per second"),
        ("2M users", "2 million users"),
        ("in Q3 2025", "in the third quarter of 2025"),
        ("our Q2 results", "our second quarter results"),
        ("H1 was hard", "first half was hard"),
        ("v2.1 of the app", "version 2 point 1 of the app"),
        ("Python 3.11", "Python 3 point 11"),
        ("on 14.03.2025", "on 2025-03-14"),
        ("9:00–17:00", "9:00 to 5:00 pm"),
        ("at 15:45", "at 3:45 pm"),
        ("50/50 office and home", "50 50 office and home"),
        ("3+ years", "3 or more years"),
        ("a 40 h week", "a 40 hour week"),
        ("20 h/week", "20 hours a week"),
        ("up to 3.5 t", "up to 3.5 tons"),
        ("Mon–Fri", "Monday to Friday"),
        ("<10 ms, >5 years, ~20 people", "less than 10 ms, more than 5 years, about 20 people"),
        ("A nurse (m/f/d) works", "A nurse works"),
    ],
)
def test_it_is_said_as_people_say_it(written: str, said: str) -> None:
    assert pronounced(written) == said
    assert pronounced(said) == said or "€" in said


@pytest.mark.parametrize(
    "plain",
    [
        "How did you use SQL at Acme GmbH?", "10–15 %", "24/7", "CI/CD", "A/B testing", "10:30",
        "at 9:00 am", "ISO 27001", "5-7 people", "4k video", "C++ and C", "Q5", "H3", "9.99",
        "a 2 by 4", "the year 2025", "page 3/10", "Jasons", "Thank you. How was that?",
    ],
)  # fmt: skip
def test_what_the_voice_reads_well_by_itself_stays(plain: str) -> None:
    assert pronounced(plain) == plain


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_said_so_wherever_it_stands_alone(term: str) -> None:
    assert for_voice(f"Tell me about {term}, please.") == f"Tell me about {TERMS[term]}, please."
    assert pronounced(f"x{term}x") == f"x{term}x"
