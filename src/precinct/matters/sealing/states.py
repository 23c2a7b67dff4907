"""Where a sealing may stand."""

from precinct.workflow.matter import State


class SealingState(State):
    """Where a sealing stands."""

    SEALED = "sealed", "封存"
    UNSEALED = "unsealed", "解除封存"
    ERASED = "erased", "删除"
