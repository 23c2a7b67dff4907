"""How many matters of each kind stand in each state?

Every matter counts once, where its last entry left it; ended ones too. Nobody's name and no content is looked at, so that
erasing or sealing changes nothing.
"""

from collections.abc import Mapping

from precinct.station.delivery import Delivery
from precinct.station.reading import ReadingModel

Standing = Mapping[str, Mapping[str, int]]
"""For each kind, for each of its states that somebody stands in, how many."""


def _moved(before: Standing, delivery: Delivery) -> Standing:
    header = delivery.header
    if header.from_state is header.to_state:
        return before
    states = dict(before.get(header.kind, {}))
    if header.from_state is not None:
        left = header.from_state.value
        states[left] -= 1
        if not states[left]:
            del states[left]
    states[header.to_state.value] = states.get(header.to_state.value, 0) + 1
    return {**before, header.kind: states}


def _read(kept: object) -> Standing:
    if not isinstance(kept, dict):
        raise TypeError("a standing is an object")
    return {
        str(kind): {str(state): int(number) for state, number in states.items()}
        for kind, states in kept.items()
    }


STANDING: ReadingModel[Standing] = ReadingModel(
    name="standing", version=1, start={}, fold=_moved, write=lambda state: state, read=_read
)
"""How many matters of each kind stand in each state."""
