"""The phrase files hold phrases of every act in every language, and bounded ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.understanding import DialogueAct
from core.understanding import phrase_files as module
from core.understanding.phrase_files import phrases

LANGUAGES = "ar de en es fr hi it nl pl pt ru zh".split()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(module, "_FILES", tmp_path)
    phrases.cache_clear()
    yield tmp_path
    phrases.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_phrases_of_every_act(
    language: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Path(module.__file__).parent / "phrases" / f"{language}.txt"
    (folder / source.name).write_text(source.read_text("utf-8"), "utf-8")
    assert {phrase.act for phrase in phrases()} == {None, *DialogueAct} - {DialogueAct.ANSWER}


@pytest.mark.parametrize("text", ["[nonsense]\na", "[stop]\n(a|b", "[stop]\n<nobody> stop"])
def test_a_wrong_phrase_is_told_with_file_and_line(text: str, folder: Path) -> None:
    (folder / "xx.txt").write_text(text)
    with pytest.raises(ValueError, match=r"xx\.txt:\d"):
        phrases()
