"""Breach or crime: what is recorded of an act, weighed by the tests that a pack has for its offence.

A pure function of the record and the pack: the day of the act chooses the numbers, the pack's setting `place`
chooses between places. There is no offence in this file. A pack has, each where its law has it:

    choices  offences.judged           the offences that are weighed here at all
             offences.any_amount       those that ask for no amount
             offences.by_injury        those that turn on the injury; offences.injuries are grave enough
             offences.repeated         those for which repetition counts, by a number that was not read
             offences.further_tests    those that have further tests, which were not read
             OFFENCE.manners           manners for which no amount is asked
             OFFENCE.forced_by         what makes another offence of it that asks for no amount
             OFFENCE.perhaps_forced_by what may do so
    values   OFFENCE.age               below this age it is no crime
             OFFENCE.crime_floor       the amount from which it is a crime; _low and _high where each place
                                       sets its own between these, _PLACE where that is known
             OFFENCE.huge, OFFENCE.especially_huge   the same for the two steps above
             OFFENCE.crime_times       how many acts make it a crime whatever the amount
             OFFENCE.crime_people      how many people who act openly do
             OFFENCE.halving_situations  in how many situations the floor is lower
             offences.halved_percent   to which part of itself
"""

from collections.abc import Callable, Iterator
from datetime import date

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation
from precinct.law.offence import Act, Answer, Finding, Ground, Manner, Size
from precinct.law.pack import Pack


def weighs(offence: str, law: Pack, day: date) -> bool:
    """Whether the pack has tests for an offence on the day of the act."""
    return _names("offences.judged", offence, law, day)


def breach_or_crime(act: Act, law: Pack) -> Answer:
    """What an act is: a crime, a breach, or not decidable from what is recorded.

    One test that makes it a crime is enough. Only where none does, one that cannot be decided leaves the whole
    undecided; where all speak against it, it is a breach.

    Args:
        act: what is recorded.
        law: the pack, with its setting `place` where one was chosen.
    """
    if not weighs(act.offence, law, act.day):
        return Answer(Finding.UNDECIDABLE, (_no_test(act, law),))
    young = tuple(_age(act, law))
    if young:
        return Answer(young[0].finding, young)
    grounds = [ground for test in _TESTS for ground in test(act, law)]
    for finding in Finding:
        found = tuple(ground for ground in grounds if ground.finding is finding)
        if found:
            return Answer(finding, found, tuple(_sizes(act, law)))
    return Answer(Finding.UNDECIDABLE, (_no_test(act, law),))


def too_young(offence: str, age: int | None, law: Pack, day: date) -> int | None:
    """The age from which an offence is a crime, where somebody is below it; None where he is not.

    Args:
        offence: the offence.
        age: the age on the day of the act, None while it is not known.
        law: the pack.
        day: the day of the act.
    """
    least = age_of(offence, law, day)
    return least if age is not None and least is not None and age < least else None


def age_of(offence: str, law: Pack, day: date) -> int | None:
    """The age from which an offence is a crime, None where the pack has none of its own for it.

    Args:
        offence: the offence.
        law: the pack.
        day: the day of the act.
    """
    code = f"{offence}.age"
    return law.value(code, day).amount if law.has_value(code, day) else None


def _no_test(act: Act, law: Pack) -> Ground:
    """An offence that the pack does not hold may be misspelt, so the answer names those that it holds."""
    word, undecided = law.word(act.offence), ("decidable", "False")
    judged = law.choice("offences.judged", act.day) if law.has_choice("offences.judged", act.day) else None
    if judged is None or act.offence in judged:
        return Ground(
            Finding.UNDECIDABLE,
            Text(f"该日没有关于{word.zh}的标准", f"no test of {word.en} is known for that day"),
            facts=(("act_day", str(act.day)), undecided, ("amounts", "not known for that day")),
        )
    return Ground(
        Finding.UNDECIDABLE,
        Text(f"没有关于{word.zh}的标准", f"the pack does not hold the offence {word.en}"),
        facts=(("offence", act.offence), undecided, ("known", ", ".join(sorted(judged)))),
        remedy=Text("请核对罪名", "check the name of the offence"),
    )


def _age(act: Act, law: Pack) -> Iterator[Ground]:
    least = too_young(act.offence, act.age, law, act.day)
    if least is None:
        return
    cited = law.value(f"{act.offence}.age", act.day).citations
    facts = (("age", str(act.age)), ("from_age", str(least)))
    if any(_hits(act, law, sort) for sort in ("forced_by", "perhaps_forced_by")):
        yield Ground(
            Finding.UNDECIDABLE,
            Text(
                "可能构成另一罪名，该罪名的责任年龄未载明",
                "it may be another offence, whose age was not read",
            ),
            cited,
            (*facts, ("decidable", "False")),
        )
        return
    yield Ground(
        Finding.BREACH,
        Text(f"行为人未满{least}周岁", f"whoever did it is under {least}"),
        cited,
        facts,
        Text("不予立案，按未成年人规定处理", "do not file; use the rules for minors"),
    )


def _whatever_the_amount(act: Act, law: Pack) -> Iterator[Ground]:
    if _names("offences.any_amount", act.offence, law, act.day):
        word = law.word(act.offence)
        text = Text(f"{word.zh}不问数额", f"{word.en} asks for no amount")
        yield Ground(Finding.CRIME, text, law.chosen("offences.any_amount", act.day).citations)
    for sort, finding in (
        ("manners", Finding.CRIME),
        ("forced_by", Finding.CRIME),
        ("perhaps_forced_by", Finding.UNDECIDABLE),
    ):
        for name in sorted(_hits(act, law, sort)):
            word, cited = law.word(name), law.chosen(f"{act.offence}.{sort}", act.day).citations
            if finding is Finding.CRIME:
                yield Ground(finding, Text(f"{word.zh}，不问数额", f"{word.en}: no amount is asked"), cited)
            else:
                yield Ground(
                    finding,
                    Text(
                        f"{word.zh}，可能构成不问数额的另一罪名",
                        f"{word.en}: it may be another offence, which asks for no amount",
                    ),
                    cited,
                    (("manner", name), ("decidable", "False")),
                )


def _repeated(act: Act, law: Pack) -> Iterator[Ground]:
    code = f"{act.offence}.crime_times"
    if law.has_value(code, act.day):
        least = law.value(code, act.day)
        if act.times >= least.amount:
            text = Text(
                f"{act.times}次，达到{least.amount}次", f"{act.times} times, and {least.amount} are enough"
            )
            yield Ground(Finding.CRIME, text, least.citations)
    elif act.times > 1 and _names("offences.repeated", act.offence, law, act.day):
        yield Ground(
            Finding.UNDECIDABLE,
            Text("多次的次数标准未载明", "how many times make it a crime was not read"),
            law.chosen("offences.repeated", act.day).citations,
            (("times", str(act.times)), ("decidable", "False")),
        )


def _together(act: Act, law: Pack) -> Iterator[Ground]:
    code = f"{act.offence}.crime_people"
    if Manner.OPENLY not in act.manners or not law.has_value(code, act.day):
        return
    least = law.value(code, act.day)
    if act.people is None:
        yield Ground(
            Finding.UNDECIDABLE,
            Text("公然实施的人数未记载", "how many acted openly is not recorded"),
            least.citations,
            (("people", "not known"), ("decidable", "False")),
            Text("请查明人数", "find out how many they were"),
        )
    elif act.people >= least.amount:
        text = Text(f"{act.people}人公然实施", f"{act.people} people acted openly")
        yield Ground(Finding.CRIME, text, least.citations)


def _hurt(act: Act, law: Pack) -> Iterator[Ground]:
    if not _names("offences.by_injury", act.offence, law, act.day):
        return
    grave = law.chosen("offences.injuries", act.day)
    if act.injury is None:
        yield Ground(
            Finding.UNDECIDABLE,
            Text("伤情未鉴定", "the injury is not appraised"),
            grave.citations,
            (("injury", "not known"), ("decidable", "False")),
            Text("请先鉴定伤情", "have the injury appraised first"),
        )
        return
    is_grave = act.injury.value in grave.names
    text = Text(
        f"伤情为{act.injury.zh}" + ("" if is_grave else "，未达到刑事标准"),
        f"the injury is graded {act.injury.text.en}" + ("" if is_grave else ", which is not grave enough"),
    )
    finding = Finding.CRIME if is_grave else Finding.BREACH
    remedy = None if is_grave else Text("按治安案件办理", "handle it as a breach")
    yield Ground(finding, text, grave.citations, (("injury", act.injury.value),), remedy)


@attrs.frozen
class _Bounds:
    """From where an amount counts: two numbers, the same where it is known, and what they stand on."""

    low: int
    high: int
    citations: tuple[Citation, ...]

    @property
    def text(self) -> Text:
        """The one number, or both."""
        if self.low == self.high:
            return Text(f"{self.low}", f"{self.low}")
        return Text(f"{self.low}至{self.high}", f"{self.low} to {self.high}")

    def lowered(self, percent: int) -> "_Bounds":
        """The same lowered to a part of itself, rounded up: an amount must reach the whole of it."""
        return attrs.evolve(self, low=-(-self.low * percent // 100), high=-(-self.high * percent // 100))


def _bounds(offence: str, step: str, law: Pack, day: date) -> _Bounds | None:
    """The figure of the place, else the one that holds everywhere, else the bounds for all places."""
    place = law.setting("place")
    for code in (*([f"{offence}.{step}_{place}"] if place else []), f"{offence}.{step}"):
        if law.has_value(code, day):
            found = law.value(code, day)
            return _Bounds(found.amount, found.amount, found.citations)
    ends = [f"{offence}.{step}_{end}" for end in ("low", "high")]
    if not all(law.has_value(code, day) for code in ends):
        return None
    low, high = (law.value(code, day) for code in ends)
    return _Bounds(low.amount, high.amount, tuple(dict.fromkeys((*low.citations, *high.citations))))


def _amount(act: Act, law: Pack) -> Iterator[Ground]:
    bounds = _bounds(act.offence, "crime_floor", law, act.day)
    if bounds is None:
        return
    if act.amount is None:
        yield Ground(
            Finding.UNDECIDABLE,
            Text("数额未知", "the amount is not known"),
            bounds.citations,
            (("amount", "not known"), ("decidable", "False")),
            Text("请先估价", "have it valued first"),
        )
        return
    halved = _halved(act, law, bounds)
    if act.halving and halved is not None:
        bounds = halved
    yield _measured(act, act.amount, bounds, law)
    if halved is not None and act.prior and not act.halving and halved.low <= act.amount < bounds.low:
        yield Ground(
            Finding.UNDECIDABLE,
            Text(
                "有前科记录，是否属于降低数额标准的情形未说明",
                "an earlier punishment is recorded, and nothing says whether it lowers the amount",
            ),
            halved.citations,
            (("prior", "True"), ("decidable", "False")),
            Text("请说明是否属于该情形", "say whether it is such a situation"),
        )


def _halved(act: Act, law: Pack, bounds: _Bounds) -> _Bounds | None:
    codes = f"{act.offence}.halving_situations", "offences.halved_percent"
    if not all(law.has_value(code, act.day) for code in codes):
        return None
    situations, percent = (law.value(code, act.day) for code in codes)
    cited = tuple(dict.fromkeys((*bounds.citations, *situations.citations)))
    return attrs.evolve(bounds.lowered(percent.amount), citations=cited)


def _measured(act: Act, amount: int, bounds: _Bounds, law: Pack) -> Ground:
    zh = "（已按所记载情形降低标准）" if act.halving else ""
    en = " (lowered for the situation recorded)" if act.halving else ""
    if amount >= bounds.high:
        return Ground(
            Finding.CRIME,
            Text(f"数额{amount}，达到{bounds.text.zh}{zh}", f"{amount} reaches {bounds.text.en}{en}"),
            bounds.citations,
        )
    if amount >= bounds.low:
        return Ground(
            Finding.UNDECIDABLE,
            Text(
                f"数额{amount}，在{bounds.text.zh}之间，本地标准未知{zh}",
                f"{amount} lies within {bounds.text.en}, and the figure of the place is not known{en}",
            ),
            bounds.citations,
            (
                ("amount", str(amount)),
                ("decidable", "False"),
                ("between", f"{bounds.low} and {bounds.high}"),
            ),
            Text(
                "请查明本省数额标准或者减半情形；现有记载不能认定",
                "find the province's amount or a halving situation; what is recorded does not decide it",
            ),
        )
    below = Text(f"数额{amount}，未达到{bounds.text.zh}{zh}", f"{amount} does not reach {bounds.text.en}{en}")
    facts = (("amount", str(amount)), ("crime_from", str(bounds.low)))
    if _names("offences.further_tests", act.offence, law, act.day):
        return Ground(
            Finding.UNDECIDABLE,
            Text(f"{below.zh}，其他标准未载明", f"{below.en}, and its further tests were not read"),
            bounds.citations,
            (*facts, ("decidable", "False")),
        )
    return Ground(
        Finding.BREACH,
        below,
        bounds.citations,
        facts,
        Text(
            "按治安案件办理，有减半情形的除外", "handle it as a breach, unless a situation halves the amount"
        ),
    )


def _sizes(act: Act, law: Pack) -> Iterator[Size]:
    steps = ((Size.LARGE, "crime_floor"), (Size.HUGE, "huge"), (Size.ESPECIALLY_HUGE, "especially_huge"))
    found = [(size, _bounds(act.offence, step, law, act.day)) for size, step in steps]
    known = [(size, bounds) for size, bounds in found if bounds is not None]
    if act.amount is None or len(known) == 1:
        return
    for at, (size, bounds) in enumerate(known):
        beyond = at + 1 < len(known) and act.amount >= known[at + 1][1].high
        if act.amount >= bounds.low and not beyond:
            yield size


def _hits(act: Act, law: Pack, sort: str) -> frozenset[str]:
    code = f"{act.offence}.{sort}"
    return act.marks & law.choice(code, act.day) if law.has_choice(code, act.day) else frozenset()


def _names(code: str, name: str, law: Pack, day: date) -> bool:
    return law.has_choice(code, day) and name in law.choice(code, day)


_TESTS: tuple[Callable[[Act, Pack], Iterator[Ground]], ...] = (
    _whatever_the_amount,
    _repeated,
    _together,
    _hurt,
    _amount,
)
