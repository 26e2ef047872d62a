"""Is a pause the end of an answer? On speech with labelled pauses: ``python -m benchmarks.pauses``.

Candidates of different pace give their answers to the local model, one after the other, as fast as
it can hear them, once under the rule of now and once under the one before. The sets stand in
``sets/``; ``recorded`` is of people, out of packages that ``install`` brings.
"""

import argparse
import asyncio
from collections.abc import Iterator

from benchmarks.pauses.heard import RULES, heard
from benchmarks.pauses.recordings import NoRecording, install, recorded
from benchmarks.pauses.tables import tables, within
from benchmarks.pauses.talks import SETS, NoVoice, Pause, Talk, talks
from benchmarks.pauses.word_errors import WordErrors, word_errors
from core.realtime.models.local.speech import local_speech


def main() -> None:
    """Do what is asked for."""
    chosen = _parser().parse_args()
    if "install" in chosen.sets:
        install()
        return
    try:
        for name in chosen.sets:
            print(f"\n# {name}", flush=True)
            for line in _report(name, chosen.rules, chosen.told):
                print(line, flush=True)
    except (NoVoice, NoRecording) as error:
        raise SystemExit(str(error)) from error


def _report(name: str, rules: list[str], told: bool) -> Iterator[str]:
    speech = local_speech()
    found: dict[str, list[Pause]] = {rule: [] for rule in rules}
    errors = WordErrors(0, 0)
    for talk in _talks(name):
        for rule, pauses in found.items():
            some = asyncio.run(heard(talk, speech, rule))
            pauses += some
            yield f"{talk.speaker}, {rule}: {_false(some)} of {len(some)} pauses and ends"
            if told:
                yield from _told(some)
            if rule == "now":
                errors += word_errors(talk, some, speech)
    yield from tables(found)
    if errors.words:
        yield f"Made out live otherwise than in one go: {errors.in_words}."


def _talks(name: str) -> Iterator[Talk]:
    recordings = name.startswith("recorded")
    return recorded(name) if recordings else talks(name)


def _false(pauses: list[Pause]) -> str:
    return f"{sum(p.taken is not None for p in within(pauses))} false ends"


def _told(pauses: list[Pause]) -> Iterator[str]:
    for pause in within(pauses):
        if pause.taken is not None:
            where = f"{pause.kind}, {pause.seconds:.2f} s, taken after {pause.taken:.2f}"
            yield f"    {pause.answer}, {where}: {pause.words}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pauses", description=__doc__)
    names = sorted(path.stem for path in SETS.glob("*.toml"))
    parser.add_argument("sets", nargs="*", default=names, help=f"of {', '.join(names)}; or install")
    parser.add_argument("--rules", nargs="+", choices=RULES, default=[*RULES])
    parser.add_argument("--told", action="store_true", help="tell each false end")
    return parser


if __name__ == "__main__":
    main()
