"""The words that measures are told in: what they are, how long they last, why they begin and end."""

from precinct.basics.text import Named


class Measure(Named):
    """What takes the liberty."""

    RESTRAINT = "restraint", "约束至酒醒"
    INQUIRY = "inquiry", "传唤询问"
    CRIMINAL_SUMMONS = "criminal_summons", "刑事传唤"
    COMPELLED_APPEARANCE = "compelled_appearance", "拘传"
    CONTINUED_QUESTIONING = "continued_questioning", "继续盘问"
    DETENTION = "detention", "刑事拘留"
    ARREST = "arrest", "逮捕"
    BAIL = "bail", "取保候审"
    RESIDENTIAL_SURVEILLANCE = "residential_surveillance", "监视居住"
    ADMINISTRATIVE_DETENTION = "administrative_detention", "行政拘留"
    PROTECTIVE_RESTRAINT = "protective_restraint", "保护性约束"


RESTRAINTS = frozenset({Measure.RESTRAINT, Measure.PROTECTIVE_RESTRAINT})
"""Held for a danger, and asked nothing."""
SUMMONSES = frozenset({Measure.INQUIRY, Measure.CRIMINAL_SUMMONS, Measure.COMPELLED_APPEARANCE})
"""Called in to be asked."""
IN_HOURS = SUMMONSES | {Measure.CONTINUED_QUESTIONING}
"""Kept for some hours in order to be asked."""
CRIMINAL_CUSTODY = frozenset({Measure.DETENTION, Measure.ARREST})
"""Locked up while a crime is investigated."""
AT_LARGE = frozenset({Measure.BAIL, Measure.RESIDENTIAL_SURVEILLANCE})
"""Free, within bounds."""
CRIMINAL = frozenset({Measure.CRIMINAL_SUMMONS, Measure.COMPELLED_APPEARANCE}) | CRIMINAL_CUSTODY | AT_LARGE
"""What only a criminal case can ask for."""


class Tier(Named):
    """For how long somebody may be kept; each measure knows some of them, from the shorter to the longer."""

    NORMAL = "normal", "一般"
    MIDDLE = "middle", "人员众多或者身份不明"
    COMPLEX = "complex", "情况复杂"
    LONGER = "longer", "延长"
    WITHHELD = "withheld", "不讲真实身份"
    SPECIAL = "special", "特殊情况"
    ROAMING = "roaming", "流窜、多次、结伙作案"
    FIRST_EXTENSION = "first_extension", "第一次延长"
    SECOND_EXTENSION = "second_extension", "第二次延长"
    THIRD_EXTENSION = "third_extension", "第三次延长"


TIER_LIMITS = {
    (Measure.INQUIRY, Tier.NORMAL): "custody.inquiry_normal",
    (Measure.INQUIRY, Tier.MIDDLE): "custody.inquiry_extended",
    (Measure.INQUIRY, Tier.COMPLEX): "custody.inquiry_complex",
    (Measure.CRIMINAL_SUMMONS, Tier.NORMAL): "custody.criminal_summons",
    (Measure.CRIMINAL_SUMMONS, Tier.COMPLEX): "custody.criminal_summons_complex",
    (Measure.COMPELLED_APPEARANCE, Tier.NORMAL): "custody.compelled_appearance",
    (Measure.COMPELLED_APPEARANCE, Tier.COMPLEX): "custody.compelled_appearance_complex",
    (Measure.CONTINUED_QUESTIONING, Tier.NORMAL): "custody.questioning",
    (Measure.CONTINUED_QUESTIONING, Tier.LONGER): "custody.questioning_longer",
    (Measure.CONTINUED_QUESTIONING, Tier.WITHHELD): "custody.questioning_withheld",
    (Measure.DETENTION, Tier.NORMAL): "custody.arrest_request",
    (Measure.DETENTION, Tier.SPECIAL): "custody.arrest_request_special",
    (Measure.DETENTION, Tier.ROAMING): "custody.arrest_request_roaming",
    (Measure.ARREST, Tier.NORMAL): "custody.investigation",
    (Measure.ARREST, Tier.FIRST_EXTENSION): "custody.investigation_first",
    (Measure.ARREST, Tier.SECOND_EXTENSION): "custody.investigation_second",
    (Measure.ARREST, Tier.THIRD_EXTENSION): "custody.investigation_third",
    (Measure.BAIL, Tier.NORMAL): "custody.bail",
    (Measure.RESIDENTIAL_SURVEILLANCE, Tier.NORMAL): "custody.residential_surveillance",
}
"""The time limit of each length of each measure; all of them run from the arrival."""

STEPPED = frozenset({Measure.CONTINUED_QUESTIONING, Measure.ARREST})
"""Measures of which no length may be skipped."""


class Coming(Named):
    """How somebody came who was not summoned."""

    SURRENDERED = "surrendered", "投案"
    HANDED_OVER = "handed_over", "扭送"
    STOPPED = "stopped", "当场盘问检查后带至"


class QuestioningGround(Named):
    """What a stop-and-check left unexplained."""

    ACCUSED = "accused", "被指控有犯罪行为"
    CURRENT = "current", "有现场作案嫌疑"
    IDENTITY_UNKNOWN = "identity_unknown", "有作案嫌疑且身份不明"
    LIKELY_LOOT = "likely_loot", "携带的物品可能是赃物"


class QuestioningBar(Named):
    """What forbids continued questioning."""

    WARNING_OR_FINE_ONLY = "warning_or_fine_only", "只可能处警告或者罚款"
    TAKEN_AT_HOME_OR_WORK = "taken_at_home_or_work", "从住处或者工作单位带来"
    SURRENDERED = "surrendered", "投案自首"
    NOT_POLICE_MATTER = "not_police_matter", "不属公安机关管辖"
    ILL = "ill", "精神病、急性传染病或者其他严重疾病"


class SpecialPerson(Named):
    """Who may be questioned for a few hours only, and never waits behind a door."""

    PREGNANT_OR_NURSING = "pregnant_or_nursing", "怀孕或者哺乳婴儿"
    YOUNG = "young", "未成年"
    OLD = "old", "老年"


class DetentionGround(Named):
    """Why the longest time before the request for arrest is allowed."""

    ROAMING = "roaming", "流窜作案"
    REPEATED = "repeated", "多次作案"
    GANG = "gang", "结伙作案"


class RestartGround(Named):
    """Why the time of custody is counted anew."""

    NEW_CRIME = "new_crime", "发现另有重要罪行"
    IDENTIFIED = "identified", "查清身份"


class Untold(Named):
    """Why the family is not told."""

    IDENTITY_UNKNOWN = "identity_unknown", "身份不明"
    CONTACT_REFUSED = "contact_refused", "拒不提供联系方式"
    FORCE_MAJEURE = "force_majeure", "不可抗力"
    CANNOT_NOTIFY = "cannot_notify", "无法通知"
    STATE_SECURITY = "state_security", "危害国家安全、恐怖活动犯罪，通知可能有碍侦查"


class Surety(Named):
    """What stands for somebody on bail."""

    GUARANTOR = "guarantor", "保证人"
    DEPOSIT = "deposit", "保证金"


class Place(Named):
    """Where somebody lives under surveillance, and where nobody may."""

    HOME = "home", "住处"
    DESIGNATED = "designated", "指定居所"
    DETENTION_PLACE = "detention_place", "羁押场所"
    CASE_ROOM = "case_room", "专门的办案场所"
    OFFICE = "office", "办公场所"


class Stay(Named):
    """Whether an administrative detention waits."""

    NONE = "none", "未申请"
    ASKED = "asked", "已申请暂缓执行"
    GRANTED = "granted", "暂缓执行"
    REFUSED = "refused", "不予暂缓执行"


class LifeEvent(Named):
    """What happens to people while a detention is due."""

    EXAM = "exam", "升学考试"
    BIRTH = "birth", "子女出生"
    RELATIVE_ILL_OR_DEAD = "relative_ill_or_dead", "近亲属病危、死亡"


class Instrument(Named):
    """What may hold a person, and what must not."""

    STRAP = "strap", "约束带"
    ROPE = "rope", "警绳"
    HANDCUFFS = "handcuffs", "手铐"
    LEG_IRONS = "leg_irons", "脚镣"


class Owed(Named):
    """What is due to somebody who is held, and is made up for once he has left."""

    FAMILY = "family", "通知家属"
    HEARING = "hearing", "告知理由和权利并听取陈述申辩"
    SIGNATURE = "signature", "由本人填写离开时间并签名"


class EndReason(Named):
    """Why a measure ends."""

    RELEASED = "released", "释放"
    TIME_UP = "time_up", "时限届满"
    CLEARED = "cleared", "排除嫌疑"
    SOBER = "sober", "已酒醒"
    COLLECTED = "collected", "家属、亲友或者单位接回"
    HOSPITAL = "hospital", "送医"
    INTO_CUSTODY = "into_custody", "转为其他强制措施"
    INTO_FACILITY = "into_facility", "送专门机构"
    TRANSFERRED = "transferred", "移交"
    NOT_APPROVED = "not_approved", "未获批准"


STILL_DRUNK = "still_drunk"
"""The mark of a restraint that ended before the person was sober."""
ARREST_REQUESTED = "arrest_requested"
"""The mark of a detention out of which the county head asked for the arrest."""
STAYS_HELD = frozenset({EndReason.INTO_CUSTODY, EndReason.INTO_FACILITY, EndReason.TRANSFERRED})
"""Ends after which somebody is not free, but held by others or otherwise."""
