"""Which model leads, and which takes over, where more interviews come than it can speak with."""

import asyncio
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from core.realtime.models.local.model import LocalModel
from core.realtime.models.typed_model import TypedModel
from core.settings import Settings
from pages.composition.interviewers import Interviewers, most_spoken


def no_database() -> AbstractContextManager[Session]:
    raise AssertionError("no model that takes over asks the database")


def test_where_an_endpoint_fails_for_all_at_once_only_as_many_are_spoken_with_as_go_well() -> None:
    make = Interviewers(Settings(max_local_interviews=2), no_database).fallback
    first, second = make("en"), make("en")
    assert isinstance(first, LocalModel)
    assert isinstance(second, LocalModel)
    assert isinstance(make("en"), TypedModel)
    asyncio.run(first.close())
    assert isinstance(make("es"), TypedModel), "a language that it does not know takes no place"
    assert isinstance(make("en"), LocalModel)


def test_a_limit_of_their_own_holds_for_spoken_interviews_without_a_key_alone() -> None:
    own = Settings(openai_api_key=None, max_live_interviews=16, max_local_interviews=3)
    assert most_spoken(own) == 3
    assert most_spoken(own.model_copy(update={"max_live_interviews": 2})) == 2
    with_key = Settings(openai_api_key="k", max_live_interviews=16, max_local_interviews=3)
    assert most_spoken(with_key) == 16
    assert most_spoken(with_key.model_copy(update={"realtime_model": ""})) == 3
