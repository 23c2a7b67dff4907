"""The roles that a procedure gives its moves to."""

from precinct.basics.text import Named


class Role(Named):
    """What somebody may do at a station. One person may hold several."""

    RECEPTIONIST = "receptionist", "接警员"
    VIDEO_OPERATOR = "video_operator", "视频员"
    DATA_CLERK = "data_clerk", "录入员"
    OFFICER = "officer", "民警"
    AUXILIARY = "auxiliary", "辅警"
    COMMUNITY_OFFICER = "community_officer", "社区民警"
    MEDIATOR = "mediator", "调解员"
    PROPERTY_KEEPER = "property_keeper", "保管员"
    LEGAL_REVIEWER = "legal_reviewer", "法制员"
    UNIT_HEAD = "unit_head", "所长"
    COUNTY_HEAD = "county_head", "县级公安机关负责人"
    COUNTY_DUTY_LEADER = "county_duty_leader", "县级公安机关值班负责人"
    COUNTY_LEADER_IN_CHARGE = "county_leader_in_charge", "县级公安机关主管负责人"
    PROSECUTOR = "prosecutor", "检察院"
    HIGHER_PROSECUTOR = "higher_prosecutor", "上一级检察院"
    PROVINCIAL_PROSECUTOR = "provincial_prosecutor", "省级检察院"
    PARTY = "party", "当事人"
    SYSTEM = "system", "系统"
    EXPIRY = "expiry", "期限届满"
