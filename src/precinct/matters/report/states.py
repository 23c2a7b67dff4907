"""Where a report may stand."""

from precinct.workflow.matter import State


class ReportState(State):
    """Where a report stands."""

    RECEIVED = "received", "接报"
    CLASSIFIED = "classified", "已分类"
    DISPATCHED = "dispatched", "已派警"
    ON_SCENE = "on_scene", "到场"
    JURISDICTION_PENDING = "jurisdiction_pending", "管辖待定"
    HANDLED = "handled", "已处置"
    CLOSED = "closed", "已结束"
