"""Where a criminal case may stand."""

from precinct.workflow.matter import State


class CriminalState(State):
    """Where a criminal case stands."""

    UNDER_REVIEW = "under_review", "立案审查"
    FILED = "filed", "立案"
    NOT_FILED = "not_filed", "不予立案"
    INVESTIGATING = "investigating", "侦查"
    CONCLUDED = "concluded", "侦查终结"
    SENT_FOR_PROSECUTION = "sent_for_prosecution", "移送起诉"
    RETURNED_FOR_INVESTIGATION = "returned_for_investigation", "退回补充侦查"
    PROSECUTED = "prosecuted", "已起诉"
    NOT_PROSECUTED = "not_prosecuted", "不起诉"
    WITHDRAWN = "withdrawn", "撤销案件"
    TRANSFERRED = "transferred", "移送"
    MERGED = "merged", "并案"
    CLOSED = "closed", "结案"
