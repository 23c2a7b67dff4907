"""The people of a matter: those who act, those it is about, and the unit that has it.

A field with `PERSONAL` says something about a person: it never shows in a repr.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from precinct.basics.errors import WrongType
from precinct.basics.text import Named
from precinct.people.role import Role

PERSONAL: dict[str, Any] = {"repr": False, "metadata": {"personal": True}}
"""Options of an attrs field that holds personal data: kept out of every repr, and marked for the ledger."""


def _text(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not isinstance(value, str):
        where = f"{type(instance).__name__}.{attribute.name}"
        raise WrongType(where, value, "a text", "hand over the service number, as text")


def _roles(roles: Iterable[Role]) -> frozenset[Role]:
    try:
        given = frozenset((roles,) if isinstance(roles, Role | str) else roles)
    except TypeError:
        raise TypeError(f"roles are members of Role, such as {{Role.OFFICER}}, not {roles!r}") from None
    wrong = [role for role in given if not isinstance(role, Role)]
    if wrong:
        raise TypeError(f"roles are members of Role, such as Role.OFFICER, not {wrong[0]!r}")
    return given


class Sex(Named):
    """As what somebody is registered; None, wherever it is asked for, says that it is not known."""

    FEMALE = "female", "女"
    MALE = "male", "男"


@attrs.frozen
class Actor:
    """Somebody who acts: an officer, an auxiliary, a prosecutor, a party, or the system.

    Args:
        id: the service number or another stable name; it stands in every entry.
        name: the name as the papers show it.
        roles: what this person may do.
        unit: the unit's id.
        sex: for what only a woman may do to a woman.
    """

    id: str = attrs.field(validator=_text)
    name: str = attrs.field(**PERSONAL)
    roles: frozenset[Role] = attrs.field(converter=_roles)
    unit: str = ""
    sex: Sex | None = attrs.field(default=None, **PERSONAL)


def officer(id: str, name: str, *roles: Role, unit: str = "") -> Actor:
    """A police officer 民警, with further roles if he has them.

    Args:
        id: the service number.
        name: the name as the papers show it.
        roles: roles beside `Role.OFFICER`.
        unit: the unit's id.
    """
    return Actor(id, name, {Role.OFFICER, *roles}, unit)


def auxiliary(id: str, name: str, *roles: Role, unit: str = "") -> Actor:
    """A police auxiliary 辅警: helps, and never acts alone on enforcement."""
    return Actor(id, name, {Role.AUXILIARY, *roles}, unit)


SYSTEM = Actor("system", "系统", {Role.SYSTEM})
"""Who acts when nobody does: replayed sources."""

EXPIRY = Actor("expiry", "期限届满", {Role.EXPIRY})
"""Who acts where a time limit has run out and the law itself says what happens then; may do nothing else."""


@attrs.frozen
class Unit:
    """A police unit, such as a station 派出所.

    Args:
        id: its code.
        name: its name.
        zone: the time zone of its place, as an IANA name.
    """

    id: str
    name: str
    zone: str


class Capacity(Named):
    """As what a person takes part in a matter."""

    REPORTER = "reporter", "报案人"
    VICTIM = "victim", "被侵害人"
    OFFENDER = "offender", "违法嫌疑人"
    SUSPECT = "suspect", "犯罪嫌疑人"
    WITNESS = "witness", "证人"
    HOLDER = "holder", "持有人"
    OWNER = "owner", "所有人"


class Need(Named):
    """What somebody needs in order to understand and be understood."""

    INTERPRETER = "interpreter", "翻译"
    SIGN_LANGUAGE = "sign_language", "手语翻译"


@attrs.frozen
class Party:
    """A private person in a matter.

    Args:
        id: a stable name for this person inside the ledger; never an identity number.
        name: the name, or a pseudonym.
        capacity: as what the person takes part.
        born: the birthday, if it is known.
        sex: as what the person is registered, if it is known.
        needs: what the person needs in order to understand and be understood.
        anonymous: whether the name is kept secret from everybody outside, on the person's wish.
    """

    id: str
    name: str = attrs.field(**PERSONAL)
    capacity: Capacity
    born: date | None = attrs.field(default=None, **PERSONAL)
    sex: Sex | None = attrs.field(default=None, **PERSONAL)
    needs: frozenset[Need] = attrs.field(default=frozenset(), **PERSONAL)
    anonymous: bool = attrs.field(default=False, **PERSONAL)

    def age_on(self, day: date) -> int | None:
        """The age in full years on a day, or None where the birthday is not known."""
        if self.born is None:
            return None
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


class Attending(Named):
    """As what somebody is present beside the police and the person concerned."""

    GUARDIAN = "guardian", "监护人"
    ADULT_RELATIVE = "adult_relative", "其他成年亲属"
    SCHOOL_OR_UNIT = "school_or_unit", "所在学校、单位代表"
    GRASSROOTS_BODY = "grassroots_body", "居住地基层组织代表"
    PROTECTION_BODY = "protection_body", "未成年人保护组织代表"
    INTERPRETER = "interpreter", "翻译人员"
    SIGN_INTERPRETER = "sign_interpreter", "手语翻译人员"
    WITNESS = "witness", "见证人"
    LAWYER = "lawyer", "律师"
    DOCTOR = "doctor", "医生"


@attrs.frozen
class Attendant:
    """Somebody who is present at an act and does not carry it out.

    Args:
        name: the name as the record shows it.
        attending: as what.
    """

    name: str = attrs.field(**PERSONAL)
    attending: Attending
