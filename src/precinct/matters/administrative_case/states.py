"""Where an administrative case may stand."""

from precinct.workflow.matter import State


class AdministrativeState(State):
    """Where an administrative case stands."""

    FILED = "filed", "立案"
    INVESTIGATING = "investigating", "调查"
    IN_MEDIATION = "in_mediation", "调解中"
    PENALTY_PROPOSED = "penalty_proposed", "拟处罚"
    NOTIFIED = "notified", "已告知"
    HEARING = "hearing", "听证"
    DECIDED = "decided", "已决定"
    SERVED = "served", "已送达"
    REVISED = "revised", "变更"
    EXECUTED = "executed", "已执行"
    CLOSED = "closed", "结案"
    SETTLED = "settled", "调解结案"
    NOT_PUNISHED = "not_punished", "不予处罚"
    STOPPED = "stopped", "终止调查"
    TURNED_CRIMINAL = "turned_criminal", "转为刑事案件"
    TRANSFERRED = "transferred", "移送"
    MERGED = "merged", "并入他案"
