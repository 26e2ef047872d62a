"""Confusion tables of the labelled sets: ``python -m benchmarks.acts``.

Rows are what was meant, columns what was read.
"""

from collections import Counter
from collections.abc import Iterator

from benchmarks.acts.sets import SETS, Utterance, utterances
from core.understanding import URGENT, DialogueAct, dialogue_act


def report(name: str, said: list[Utterance]) -> Iterator[str]:
    """How a set is read."""
    pairs = Counter((one.act, dialogue_act(one.text)) for one in said)
    right = sum(n for (meant, found), n in pairs.items() if meant == found)
    answer, distress = DialogueAct.ANSWER, DialogueAct.DISTRESS
    urgent = sum(n for (meant, found), n in pairs.items() if meant is answer and found in URGENT)
    missed = sum(n for (m, found), n in pairs.items() if m is distress and found is not distress)
    yield (
        f"{name}: {right} of {len(said)} right, {urgent} answers read as urgent, "
        f"{missed} in distress missed"
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
