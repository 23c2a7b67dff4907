"""Lawful histories of all kinds in one ledger, mixed, in units of several entries."""

from random import Random

import attrs

from precinct.ledger.codec import Codec
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Unit
from precinct.matters.procedure import Procedure
from precinct.testing.chance import Seeded
from precinct.testing.steps import attempt, attempt_opening, begin, take
from precinct.workflow.entry import Entry


def histories(procedure: Procedure, seed: int, walks: int = 2, steps: int = 12) -> list[list[Entry]]:
    """Some lives of each kind of matter, each under an id of its own."""
    chance, lives = Seeded(seed), []
    for kind in procedure.kinds:
        workflow = procedure.workflow(kind)
        for number in range(walks):
            begun = (begin(workflow, attempt_opening(chance, workflow, procedure)) for _ in range(30))
            walk = next((walk for walk in begun if walk is not None), None)
            if walk is None:
                continue
            for _ in range(steps):
                asked = attempt(chance, workflow, procedure, walk.matter, after=walk.entries[-1])
                walk = take(workflow, walk, asked)
            lives.append([attrs.evolve(entry, matter=f"{kind}-{seed}-{number}") for entry in walk.entries])
    return lives


def record(recorder: Recorder, procedure: Procedure, lives: list[list[Entry]], seed: int) -> None:
    """Append them in a random order that keeps each life's own, several entries in a unit."""
    chance, codec = Random(seed), Codec(procedure.workflow)
    waiting = [list(life) for life in lives]
    while waiting:
        unit = []
        for _ in range(chance.randint(1, 4)):
            if waiting:
                life = chance.choice(waiting)
                unit.append(codec.encode(life.pop(0), len(unit)))
                waiting = [life for life in waiting if life]
        recorder.append(Unit(tuple(unit)))
