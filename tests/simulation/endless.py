"""Candidates who, left to themselves, would never come to an end."""

from core.realtime.models import commands as do
from tests.simulation.candidates import Asked, Candidate, Move

IDEAL = "What would the ideal answer be?"


def _only(name: str, *moves: Move) -> Candidate:
    return Candidate(f"only {name}", lambda asked: moves)


def _in_turn(asked: Asked) -> list[Move]:
    kinds = [candidate for candidate in ENDLESS if candidate is not BY_TURNS]
    return list(kinds[asked.turn % len(kinds)].react(asked))


ASKING_BACK = _only("asking back", Move(IDEAL))
REPEATING = _only("asking for repeats", Move("Could you repeat the question, please?"))
PRESSING_REPEAT = _only("pressing repeat", Move(command=do.Repeat()))
SLOWER = _only("asking for slower speech", Move("More slowly, please."))
THINKING = _only("thinking", Move(command=do.Think()), Move(after=125.0))
PAUSING = _only("pausing", Move(command=do.Pause()), Move(after=45.0, command=do.Resume()))
DOTS = _only("sending a dot", Move("."))
MARKS = _only("sending marks", Move("?! ... —"))
TOGGLING = _only("switching", Move(command=do.SetTyping(False)), Move(command=do.SetTyping(True)))
RELOADING = _only("reloading", Move(leaves=True))
BY_TURNS = Candidate("all of it by turns", _in_turn)
ENDLESS = (
    ASKING_BACK, REPEATING, PRESSING_REPEAT, SLOWER, THINKING, PAUSING, DOTS, MARKS, TOGGLING,
    RELOADING, BY_TURNS,
)  # fmt: skip
