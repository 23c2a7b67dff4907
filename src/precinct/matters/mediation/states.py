"""Where a mediation may stand."""

from precinct.workflow.matter import State


class MediationState(State):
    """Where a mediation stands."""

    PROPOSED = "proposed", "提出"
    CONSENTED = "consented", "双方同意"
    IN_SESSION = "in_session", "调解中"
    ADJOURNED = "adjourned", "休会"
    AGREED = "agreed", "达成协议"
    PERFORMED = "performed", "已履行"
    REFUSED = "refused", "不同意调解"
    FAILED = "failed", "未达成协议"
    BREACHED = "breached", "未履行协议"
    WITHDRAWN = "withdrawn", "撤回"
    TERMINATED = "terminated", "终止"
