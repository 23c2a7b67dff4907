"""Where an exhibit may stand."""

from precinct.workflow.matter import State


class ExhibitState(State):
    """Where an exhibit stands."""

    TAKEN = "taken", "提取"
    LISTED = "listed", "已列清单"
    IN_STORE = "in_store", "在库"
    LENT = "lent", "借出"
    PRESERVED = "preserved", "先行登记保存"
    RETURNED = "returned", "发还"
    CONFISCATED = "confiscated", "收缴"
    DESTROYED = "destroyed", "销毁"
    SENT_WITH_CASE = "sent_with_case", "随案移送"
    UNCLAIMED = "unclaimed", "无人认领"
    RELEASED = "released", "解除扣押"
    LAPSED = "lapsed", "自动解除"
    REGISTERED_ONLY = "registered_only", "仅登记"
