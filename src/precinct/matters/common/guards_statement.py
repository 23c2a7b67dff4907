"""The conditions on a statement: who is asked there, who is present, and how it is kept."""

from typing import Any

from precinct.basics.text import Text
from precinct.matters.common.actions import RecordStatement
from precinct.matters.common.attendance import adult_beside, interpreted
from precinct.people.person import Capacity, Party, Sex
from precinct.workflow.context import Brief, Context
from precinct.workflow.guard import Unmet, Verdict, payload_guard
from precinct.workflow.matter import Matter


@payload_guard(
    "common.statement_signed",
    "笔录已核对并逐页签名，拒绝签名的已注明",
    "the record was read back and is signed on every page, or the refusal is noted",
)
def statement_signed(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """What somebody is said to have said, he has seen."""
    return (a.read_back and (a.signed or a.refusal_noted)) or Unmet(
        Text("请核对并签名，或者注明拒绝", "read it back and have it signed, or note the refusal"),
        read_back=a.read_back,
        signed=a.signed,
        refusal_noted=a.refusal_noted,
    )


@payload_guard("common.asked_is_known", "被询问人已记入本案", "the case knows who is asked")
def asked_is_known(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """What must be asked about somebody cannot be asked about a name that nobody has."""
    return _party(m, a) is not None or Unmet(
        Text("请先记录被询问人", "say who the person is"),
        party=a.party,
        known=", ".join(sorted(m.people)) or "nobody",
    )


_ASKED_ELSEWHERE = frozenset({Capacity.OFFENDER, Capacity.SUSPECT})
_FREE = frozenset({"bail", "residential_surveillance"})
_IN_PRISON = frozenset({"detention", "arrest", "administrative_detention"})
_RUNNING = frozenset({"started", "extended"})


@payload_guard(
    "common.asked_is_free",
    "被询问人不是嫌疑人，也没有被采取人身措施",
    "who is asked is not suspected, and is not held for it",
    related=True,
)
def asked_is_free(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """Whoever is suspected or held has more rights than a witness, and is questioned where those are asked about."""
    party = _party(m, a)
    if party is None:
        return True
    held = [brief.id for brief in context.related if a.party in brief.people and _holds(brief, m)]
    return (party.capacity not in _ASKED_ELSEWHERE and not held) or Unmet(
        Text("请在传唤、讯问等措施中询问", "question the person in the file of the summons or the custody"),
        capacity=party.capacity.value,
        held=", ".join(held) or "no",
    )


def _holds(brief: Brief, m: Matter) -> bool:
    """Whether a measure holds somebody; who sits in prison for another case may be a witness in this one."""
    if brief.kind != "custody" or brief.ended or brief.state not in _RUNNING or brief.about in _FREE:
        return False
    return brief.about not in _IN_PRISON or brief.case in {"", m.id}


@payload_guard(
    "common.understood",
    "需要翻译、手语的已有相应人员在场",
    "whoever needs an interpreter or sign language has one",
)
def understood(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """A statement in a language that somebody does not have is none."""
    party = _party(m, a)
    return party is None or interpreted(party, a)


@payload_guard(
    "common.minor_attended",
    "询问未成年人时监护人或者其他合适成年人在场，无法到场的已注明",
    "a minor has a guardian or a suitable adult beside him, or the record says why nobody could come",
)
def minor_attended(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """A child who tells of a harm is not alone with the police either."""
    adult = context.law.value("inquiry.guardian_age", context.day).amount
    suitable = context.law.choice("inquiry.suitable_adults", context.day)
    party = _party(m, a)
    return party is None or adult_beside(party, a, context.day, adult, suitable)


@payload_guard(
    "common.minor_spared",
    "询问遭受性侵害、暴力伤害的未成年被害人全程录音录像，女性由女民警询问",
    "a minor who was harmed sexually or by force is asked on film, and a girl by a woman",
)
def minor_spared(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """What hurt a child is told once, and to somebody to whom it can be told.

    Whose birthday or sex is not recorded may be a girl, and is asked like one.
    """
    party = _party(m, a)
    if not a.sexual_or_violent or party is None or party.capacity is not Capacity.VICTIM:
        return True
    age = party.age_on(context.day)
    if age is not None and age >= context.law.value("interview.minor_age", context.day).amount:
        return True
    woman = any(person.sex is Sex.FEMALE for person in (context.actor, *context.companions))
    by_woman = party.sex is Sex.MALE or woman
    return (context.filmed and by_woman) or Unmet(
        Text(
            "请全程录音录像，女性由女民警询问；年龄、性别未记载的先记载",
            "film all of it, and let a woman ask a girl; record age and sex where they are not",
        ),
        age="not recorded" if age is None else age,
        sex="not recorded" if party.sex is None else party.sex.value,
        filmed=context.filmed,
        woman=woman,
    )


def _party(m: Matter, a: RecordStatement[Any]) -> Party | None:
    """Who is asked: as the case knows the person, else as the statement says."""
    parties: tuple[Party, ...] = getattr(m, "parties", ())
    known = next((party for party in parties if party.id == a.party), None)
    said = a.person if a.person is not None and a.person.id == a.party else None
    return known or said
