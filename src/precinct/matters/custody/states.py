"""Where a measure may stand."""

from precinct.workflow.matter import State


class CustodyState(State):
    """Where a measure stands."""

    PROPOSED = "proposed", "拟采取"
    APPROVED = "approved", "已批准"
    STARTED = "started", "到案"
    EXTENDED = "extended", "延长"
    ENDED = "ended", "解除"
