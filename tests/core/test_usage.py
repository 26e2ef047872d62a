"""Tokens by kind, and what they cost."""

from types import SimpleNamespace as Given

import pytest

from core.usage import (
    TOKEN_KINDS,
    USD,
    Caps,
    Spent,
    add,
    counts_of_response,
    counts_of_transcription,
    tokens_in,
    usd,
)

CAPS = Caps(minutes=60, tokens=1_000, reconnects=3)


def test_cached_tokens_are_not_counted_twice() -> None:
    usage = Given(
        input_token_details=Given(
            text_tokens=900,
            audio_tokens=100,
            cached_tokens_details=Given(text_tokens=600, audio_tokens=40),
        ),
        output_token_details=Given(text_tokens=20, audio_tokens=200),
    )
    counts = counts_of_response(usage)
    assert counts == {
        "text_in": 300,
        "text_cached": 600,
        "text_out": 20,
        "audio_in": 60,
        "audio_cached": 40,
        "audio_out": 200,
    }
    assert tokens_in(counts) == 1_220


@pytest.mark.parametrize("usage", [None, Given(), Given(input_token_details=None)])
def test_an_endpoint_that_counts_nothing_costs_nothing(usage: object) -> None:
    assert counts_of_response(usage) == {}


def test_a_million_tokens_of_each_kind_cost_what_the_table_says() -> None:
    for model, prices in USD.items():
        for kind, price in prices.items():
            assert usd(model, {kind: 1_000_000}) == pytest.approx(price)
        assert set(prices) <= set(TOKEN_KINDS)


def test_the_longest_name_that_fits_sets_the_price() -> None:
    counts = {"audio_out": 1_000_000}
    assert usd("gpt-realtime-2.1-mini-2026-05-01", counts) == pytest.approx(20)
    assert usd("gpt-realtime-2.1", counts) == pytest.approx(64)


def test_a_model_without_a_known_price_has_none() -> None:
    assert usd("my-own-model", {"text_in": 5}) is None


def test_a_transcribed_minute_has_its_own_price_and_no_tokens() -> None:
    counts = counts_of_transcription(60.0)
    assert tokens_in(counts) == 0
    assert usd("gpt-realtime-2.1", counts) == pytest.approx(0.0045)


def test_counts_add_up_kind_by_kind() -> None:
    assert add({"text_in": 1, "text_out": 2}, {"text_in": 3}) == {"text_in": 4, "text_out": 2}


@pytest.mark.parametrize(
    ("spent", "word"),
    [
        (Spent(59, 999, 3), None),
        (Spent(60, 0, 0), None),
        (Spent(0, 1_000, 0), "tokens"),
        (Spent(0, 0, 4), "lost"),
    ],
)
def test_a_cap_is_named_once_it_is_reached(spent: Spent, word: str | None) -> None:
    reason = spent.beyond(CAPS)
    assert (reason is None) == (word is None)
    assert word is None or (reason is not None and word in reason)


def test_minutes_that_are_used_up_are_named_by_themselves() -> None:
    assert Spent(59, 9_999, 9).overtime(CAPS) is None
    assert "60 minutes" in (Spent(60).overtime(CAPS) or "")
