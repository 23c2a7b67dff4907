"""What a breach may cost: ranges of detention and fine, by how grave it was."""

import attrs

from precinct.basics.text import Named, Text
from precinct.law.citation import Citation


class Grade(Named):
    """How grave an act was, as penalty law grades it."""

    LIGHT = "light", "情节较轻"
    BASIC = "basic", "一般情节"
    SERIOUS = "serious", "情节较重"
    RINGLEADER = "ringleader", "首要分子"
    IN_PUBLIC = "in_public", "进入公共场所"
    AFTER_WARNING = "after_warning", "警告后不改正"


class Join(Named):
    """How detention and fine go together."""

    AND = "and", "并处"
    OR = "or", "或者"
    MAY_ADD = "may_add", "可以并处"


class Prerequisite(Named):
    """What must have happened before an act is punished at all."""

    STOPPING_TRIED = "stopping_tried", "经有关组织、部门劝阻、调解、处理未能制止"


_INSTEAD = {
    Grade.RINGLEADER: Grade.SERIOUS,
    Grade.IN_PUBLIC: Grade.SERIOUS,
    Grade.AFTER_WARNING: Grade.BASIC,
    Grade.SERIOUS: Grade.BASIC,
    Grade.LIGHT: Grade.BASIC,
}
"""What a grade is under a law that does not set it apart."""


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

    A range that begins at 0 means "up to": whoever is detained is detained for one day at least, and whoever is
    fined pays something.

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

    def allows_lightened(self, detention_days: int = 0, fine: int = 0) -> bool:
        """Whether this penalty lies in the range or below it 减轻.

        Below it lie fewer days, a lower fine, one of two that are joined by `and`, the fine alone where it could
        only be added, and a warning. A fine where the grade has none is not modelled: its amount is not known.

        Args:
            detention_days: days of detention, 0 for none.
            fine: the fine, 0 for none.
        """
        most_days = 0 if self.detention_days is None else self.detention_days[1]
        most_fine = 0 if self.fine is None else self.fine[1]
        both = detention_days != 0 and fine != 0
        return detention_days <= most_days and fine <= most_fine and not (both and self.join is Join.OR)

    @property
    def gravity(self) -> tuple[int, int, int, int, bool]:
        """By what two ranges are compared, in this order: the smaller one is lighter.

        Most days of detention; fewest days that must be given, 0 where something else may be given instead; highest
        fine; lowest fine that must be given, 0 where none need be; whether nobody gets away with a warning.
        """
        days, fine = self.detention_days or (0, 0), self.fine or (0, 0)
        must_detain = not self.warning and (self.fine is None or self.join is not Join.OR)
        must_fine = not self.warning and (self.detention_days is None or self.join is Join.AND)
        return (
            days[1],
            max(days[0], 1) if must_detain and days[1] else 0,
            fine[1],
            max(fine[0], 1) if must_fine and fine[1] else 0,
            not self.warning,
        )

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
        grades: one range each; none where the article refers to others.
        citations: what they stand on.
        needs: what must have happened before, None for nothing.
        refers: the article has no penalty of its own: what was done is punished as what it is besides.

    Raises:
        ValueError: there is neither a range nor a reference.
    """

    code: str
    grades: tuple[PenaltyRange, ...]
    citations: tuple[Citation, ...]
    needs: Prerequisite | None = None
    refers: bool = False

    def __attrs_post_init__(self) -> None:
        if bool(self.grades) is self.refers:
            raise ValueError("has grades, or refers to other articles")

    def of(self, grade: Grade) -> PenaltyRange | None:
        """The range of one grade, None where this act has no such grade."""
        return next((found for found in self.grades if found.grade is grade), None)

    def applied(self, grade: Grade) -> PenaltyRange | None:
        """The range that applies to a grade: where the law does not set it apart, that of the one it falls under.

        None where that is missing, too, or where the article refers to others.
        """
        found = self.of(grade)
        while found is None and grade in _INSTEAD:
            grade = _INSTEAD[grade]
            found = self.of(grade)
        return found


def _within(number: int, bounds: tuple[int, int] | None) -> bool:
    return bounds is not None and bounds[0] <= number <= bounds[1]
