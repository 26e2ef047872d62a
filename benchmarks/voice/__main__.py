"""The live voice side by side with others' on the same work: ``python -m benchmarks.voice``.

``compare`` runs the servers in turn, round after round, and prints the table; ``trace`` shows
where one turn's time goes, ``browser`` measures the page in Chromium, ``local`` the interviewer
without a key, ``costs`` the processor time of the parts; ``profile`` samples a server's threads.
``install`` makes the environments of FastRTC, Pipecat and the profiler, once.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from benchmarks.voice import browser, compare, costs, local, sampling
from benchmarks.voice.compare import Run, Work
from benchmarks.voice.endpoint_timing import Timing
from benchmarks.voice.environments import NotInstalled, install
from benchmarks.voice.local import LocalRun
from benchmarks.voice.servers import PEERS, Cores, workplace


def main() -> None:
    """Do what is asked for."""
    chosen = _parser().parse_args()
    try:
        chosen.does(chosen)
    except NotInstalled as error:
        raise SystemExit(str(error)) from error


def _compare(chosen: argparse.Namespace) -> None:
    runs = list(_measured(chosen, chosen.peers))
    print("\n".join(["", *compare.table(runs)]))


def _trace(chosen: argparse.Namespace) -> None:
    print("\n".join(["", *compare.trace(list(_measured(chosen, chosen.peers)))]))


def _measured(chosen: argparse.Namespace, peers: list[str]) -> Iterator[Run]:
    with workplace(chosen.folder) as folder:
        for run in compare.rounds(peers, _works(chosen), chosen.rounds, folder, chosen.cores):
            _keep(chosen.out, run)
            yield run


def _works(chosen: argparse.Namespace) -> list[Work]:
    return [
        Work(
            candidates,
            chosen.turns,
            chosen.loss,
            chosen.jitter_ms,
            chosen.stagger,
            Timing(
                silence_ms=chosen.silence_ms,
                model_ms=model_ms,
                judge_ms=model_ms,
                transcript_ms=chosen.transcript_ms,
                unsure_every=chosen.unsure_every,
            ),
        )
        for candidates, model_ms in product(chosen.candidates, chosen.model_ms)
    ]


def _browser(chosen: argparse.Namespace) -> None:
    runs = []
    with workplace(chosen.folder) as folder:
        for number, work in product(range(1, chosen.rounds + 1), _works(chosen)):
            runs.append(browser.measure(work, number, folder, chosen.cores))
            _keep(chosen.out, runs[-1])
    print("\n".join(["", *compare.table(runs)]))


def _local(chosen: argparse.Namespace) -> None:
    runs = []
    with workplace(chosen.folder) as folder:
        for number, count in product(range(1, chosen.rounds + 1), chosen.candidates):
            run = local.measure(
                count,
                chosen.lengths,
                number,
                folder,
                chosen.cores,
                chosen.processes,
                chosen.every,
            )
            runs.append(run)
            _keep(chosen.out, run)
    print("\n".join(["", *local.table(runs)]))


def _keep(out: Path, run: Run | LocalRun) -> None:
    print(run.in_words, flush=True)
    with out.open("a") as file:
        file.write(run.as_json() + "\n")


def _costs(chosen: argparse.Namespace) -> None:
    for line in costs.report():
        print(line, flush=True)


def _profile(chosen: argparse.Namespace) -> None:
    with workplace(chosen.folder) as folder:
        for name, work in product(chosen.peers, _works(chosen)):
            seen, found = sampling.profile(name, work, folder, chosen.cores, native=chosen.native)
            figures = seen.figures
            answered = f"{figures.answered} of {figures.asked} turns answered"
            print(f"{name}, {work.label}: {figures.cores:.2f} cores, {answered}")
            _print(sampling.report(found))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _install(chosen: argparse.Namespace) -> None:
    install()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.voice",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, does, words in (
        ("compare", _compare, "all servers side by side, as a table"),
        ("trace", _trace, "where the time of a turn goes"),
        ("browser", _browser, "Rolecall as it ships: the page, in Chromium, one candidate"),
        ("local", _local, "the interviewer without a key, by the answer's length"),
        ("costs", _costs, "processor time of the parts of an interview"),
        ("profile", _profile, "sampled stacks of a server, by thread and part"),
        ("install", _install, "make the environments of the others and of the profiler"),
    ):
        command = commands.add_parser(name, help=words)
        command.set_defaults(does=does)
        _ADD.get(name, _nothing)(command)
    return parser


def _nothing(command: argparse.ArgumentParser) -> None:
    """A command without options."""


def _where(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--rounds", type=int, default=3)
    add("--out", type=Path, default=Path("voice.jsonl"), help="results, a JSON object a line")
    add("--folder", type=Path, help="keep logs, database and sound here; else nothing is kept")
    add("--cores", type=_cores, default=Cores(), metavar="SERVER,OTHERS",
        help="which core each has; - for any")  # fmt: skip


def _work(command: argparse.ArgumentParser) -> None:
    _where(command)
    add = command.add_argument
    add("--candidates", type=_numbers, default=[1], metavar="N,N", help="calls at once")
    add("--turns", type=int, default=4, help="of each candidate; each has two replies")
    add("--silence-ms", type=float, default=200.0, help="the endpoint's, after the last sound")
    add("--model-ms", type=_numbers, default=[0], metavar="N,N",
        help="of each judgement and each reply, until its first sound")  # fmt: skip
    add("--transcript-ms", type=float, default=0.0)
    add("--unsure-every", type=int, default=0, metavar="N",
        help="every Nth turn sounds unfinished: semantic_vad waits as eagerness says")  # fmt: skip
    add("--loss", type=float, default=0.0, help="share of packets that the network loses, 0 to 1")
    add("--stagger", type=float, default=0.0, metavar="S",
        help="seconds over which they begin; 0: all answers end together")  # fmt: skip
    add("--jitter-ms", type=float, default=0.0, help="greatest delay of a packet")


def _peers(command: argparse.ArgumentParser) -> None:
    _work(command)
    command.add_argument("--peers", type=_names, default=list(PEERS), metavar="NAME,NAME")


def _profiled(command: argparse.ArgumentParser) -> None:
    _work(command)
    command.add_argument("--peers", type=_names, default=["rolecall"], metavar="NAME,NAME")
    command.add_argument("--native", action="store_true", help="with the stacks of compiled code")


def _lengths(command: argparse.ArgumentParser) -> None:
    _where(command)
    command.add_argument("--candidates", type=_numbers, default=[1], metavar="N,N")
    add = command.add_argument
    add("--lengths", type=_numbers, default=list(local.LENGTHS), metavar="S,S")
    add("--every", type=float, default=0.0, metavar="S",
        help="one comes every S seconds, until the house says that it is full")  # fmt: skip
    add("--processes", type=int, default=1, help="servers on one database, each with a core")


_ADD = {
    "compare": _peers,
    "trace": _peers,
    "browser": _work,
    "local": _lengths,
    "profile": _profiled,
}


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in PEERS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PEERS)}")
    return names


def _cores(text: str) -> Cores:
    server, _, others = text.partition(",")
    return Cores(*(None if core in ("", "-") else int(core) for core in (server, others)))


if __name__ == "__main__":
    main()
