"""Words of a decision, as people list them."""

import pytest

from core.roles.decision import listed, verb


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["Kafka", "Kafka"], "Kafka"),
        (["Kafka", "Spark"], "Kafka and Spark"),
        (list("abcdef"), "a, b, c, d, e and f"),
        (list("abcdefgh"), "a, b, c, d, e and 3 more"),
    ],
)
def test_words_are_listed_and_many_are_counted(words: list[str], said: str) -> None:
    assert listed(words) == said
    assert verb(said, "is", "are") == ("are" if len(set(words)) > 1 else "is")
