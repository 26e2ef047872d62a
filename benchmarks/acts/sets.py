"""The labelled utterances: act, language, text. All were labelled before anything had read them."""

from dataclasses import dataclass
from pathlib import Path

from core.understanding import DialogueAct

SETS = ("examples", "development", "first_held_out", "held_out")


@dataclass(frozen=True)
class Utterance:
    """What somebody says, and what they do by it."""

    act: DialogueAct
    language: str
    text: str


def utterances(name: str) -> list[Utterance]:
    """The set ``name``."""
    lines = Path(__file__).with_name(f"{name}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [Utterance(DialogueAct(act), language, text) for act, language, text in rows]
