"""Confusion tables of the labelled sets: ``python -m benchmarks.acts``.

Rows are what was meant, columns what was read. The classifier was learnt from all but ``held_out``.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from benchmarks.acts.sets import SETS, Utterance, utterances
from core.understanding import URGENT, DialogueAct, dialogue_act
from core.understanding.reading import by_phrases

READERS: dict[str, Callable[[str], DialogueAct]] = {
    "phrases alone": lambda text: by_phrases(text)[0],
    "phrases and embedding": dialogue_act,
}


def report(name: str, said: list[Utterance]) -> Iterator[str]:
    """How each reader reads a set."""
    for reader, read in READERS.items():
        pairs = Counter((one.act, read(one.text)) for one in said)
        right = sum(n for (meant, found), n in pairs.items() if meant == found)
        urgent = sum(
            n for (meant, found), n in pairs.items()
            if meant is DialogueAct.ANSWER and found in URGENT
        )  # fmt: skip
        distress = DialogueAct.DISTRESS
        missed = sum(
            n for (m, found), n in pairs.items() if m is distress and found is not distress
        )
        yield (
            f"{name}, {reader}: {right} of {len(said)} right, "
            f"{urgent} answers read as urgent, {missed} in distress missed"
        )
    yield from _table(pairs)


def _table(pairs: Counter[tuple[DialogueAct, DialogueAct]]) -> Iterator[str]:
    yield " " * 20 + "".join(f"{act[:6]:>8}" for act in DialogueAct)
    for meant in DialogueAct:
        row = (pairs[meant, found] for found in DialogueAct)
        yield f"{meant:20}" + "".join(f"{n or '.':>8}" for n in row)


if __name__ == "__main__":
    for name in SETS:
        print("\n".join(report(name, utterances(name))), end="\n\n")
