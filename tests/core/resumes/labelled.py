"""The labelled resumes of tests/data/resumes, and how far a reading is from its label."""

import re
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

DATA = Path(__file__).parent.parent.parent / "data" / "resumes"
_EDGES = re.compile(r"^\W+|[^\w+#%]+$")


@dataclass(frozen=True)
class Labelled:
    """A file with the words that a reader of its pages sees, and those that are hidden."""

    name: str
    data: bytes
    regions: tuple[str, ...]
    hidden: str

    def errors(self, text: str) -> tuple[int, int]:
        """Words that were added, lost or changed in ``text``, and how many there should be.

        Regions such as two columns may come in either order.
        """
        orders = (words("\n".join(order)) for order in permutations(self.regions))
        found = words(text)
        return min((_distance(order, found), len(order)) for order in orders)


def labelled(half: str) -> list[Labelled]:
    """The resumes of "tuned", "held_out" or "fresh", a second held-out set that came later."""
    paths = sorted(p for p in (DATA / half).iterdir() if p.suffix in (".pdf", ".docx"))
    return [_one(path) for path in paths]


def _one(path: Path) -> Labelled:
    hidden = path.with_suffix(".hidden.txt")
    regions = path.with_suffix(".txt").read_text().split("\n=====\n")
    return Labelled(
        path.name, path.read_bytes(), tuple(regions), hidden.read_text() if hidden.exists() else ""
    )


def words(text: str) -> list[str]:
    """The words of ``text`` in order, without bullets and the signs round a word."""
    return [word for token in text.split() if (word := _EDGES.sub("", token))]


def _distance(wanted: list[str], found: list[str]) -> int:
    """Levenshtein's, in words."""
    row = list(range(len(found) + 1))
    for i, word in enumerate(wanted, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(found, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def report(half: str) -> str:
    """A line for each resume, and the word error of them all."""
    from core.resumes.reading import extract_text

    lines, wrong, total = [], 0, 0
    for one in labelled(half):
        read = extract_text(one.name, one.data, seconds=120)
        errors, count = one.errors(read.text)
        wrong, total = wrong + errors, total + count
        lines.append(f"{one.name:28} {errors:4} of {count:4}  {read.reason or ''}")
    return "\n".join([*lines, f"{half}: {wrong} of {total} words wrong ({wrong / total:.1%})"])


if __name__ == "__main__":
    for half in ("tuned", "held_out", "fresh"):
        print(report(half))
