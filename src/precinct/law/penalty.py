"""What a breach may cost: ranges of detention and fine, by how grave it was."""

import attrs

from precinct.basics.text import Named, Text
from precinct.law.citation import Citation


class Grade(Named):
    """How grave an act was, as penalty law grades it."""

    LIGHT = "light", "情节较轻"
    BASIC = "basic", "一般情节"
    SERIOUS = "serious", "情节较重"


class Join(Named):
    """How detention and fine go together."""

    AND = "and", "并处"
    OR = "or", "或者"
    MAY_ADD = "may_add", "可以并处"


def _rising(
    instance: object,
    attribute: "attrs.Attribute[tuple[int, int] | None]",
    value: tuple[int, int] | None,
) -> None:
    if value is not None and not 0 <= value[0] <= value[1]:
        raise ValueError(f"{attribute.name} must rise from 0 or more, not {list(value)}")


@attrs.frozen
class PenaltyRange:
    """What one grade of an act may cost. Both ends of a range are included.

    Args:
        grade: how grave the act was.
        detention_days: fewest and most days; None where there is no detention.
        fine: least and highest fine, in the currency's whole units; None where there is no fine.
        join: how the two go together; `or` where there is only one.
        warning: a warning may be given instead.

    Raises:
        ValueError: a range does not rise, or neither detention, fine nor warning is there.
    """

    grade: Grade
    detention_days: tuple[int, int] | None = attrs.field(validator=_rising)
    fine: tuple[int, int] | None = attrs.field(validator=_rising)
    join: Join = Join.OR
    warning: bool = False

    def __attrs_post_init__(self) -> None:
        if self.detention_days is None and self.fine is None and not self.warning:
            raise ValueError(f"the grade {self.grade.value} has no detention, fine or warning")
        if self.join is not Join.OR and (self.detention_days is None or self.fine is None):
            raise ValueError(f"the grade {self.grade.value} joins by {self.join.value} what is not there")

    def allows(self, detention_days: int = 0, fine: int = 0) -> bool:
        """Whether this penalty lies in the range.

        Args:
            detention_days: days of detention, 0 for none.
            fine: the fine, 0 for none; with neither, only a warning is given.
        """
        detained, fined = detention_days != 0, fine != 0
        if detained and not _within(detention_days, self.detention_days):
            return False
        if fined and not _within(fine, self.fine):
            return False
        if not detained and not fined:
            return self.warning
        if self.join is Join.AND:
            return detained and fined
        if self.join is Join.MAY_ADD:
            return detained
        return detained != fined

    @property
    def text(self) -> Text:
        """What it may cost, in words."""
        days, fine = _words(self.detention_days), _words(self.fine)
        detained = None if days is None else Text(f"拘留{days.zh}日", f"{days.en} days of detention")
        fined = None if fine is None else Text(f"罚款{fine.zh}", f"a fine of {fine.en}")
        if detained is not None and fined is not None:
            link = _LINKS[self.join]
            main = Text(f"{detained.zh}{link.zh}{fined.zh}", f"{detained.en}{link.en}{fined.en}")
        else:
            main = detained or fined or Text("警告", "a warning")
        if not self.warning or (detained is None and fined is None):
            return main
        return Text(f"警告或者{main.zh}", f"a warning, or {main.en}")


_LINKS = {
    Join.AND: Text("，并处", " and "),
    Join.OR: Text("或者", " or "),
    Join.MAY_ADD: Text("，可以并处", ", to which may be added "),
}


def _words(bounds: tuple[int, int] | None) -> Text | None:
    if bounds is None:
        return None
    least, most = bounds
    return Text(f"{most}以下", f"up to {most}") if least == 0 else Text(f"{least}–{most}", f"{least}–{most}")


@attrs.frozen
class Penalties:
    """All that an act may cost under one version of the law.

    Args:
        code: the row of the pack's table of acts.
        grades: one range each.
        citations: what they stand on.
    """

    code: str
    grades: tuple[PenaltyRange, ...]
    citations: tuple[Citation, ...]

    def of(self, grade: Grade) -> PenaltyRange | None:
        """The range of one grade, None where this act has no such grade."""
        return next((found for found in self.grades if found.grade is grade), None)


def _within(number: int, bounds: tuple[int, int] | None) -> bool:
    return bounds is not None and bounds[0] <= number <= bounds[1]
