"""Reading worked examples: strictly, all problems told at once, nothing evaluated."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from precinct.basics.errors import BadPack
from precinct.basics.text import Text
from precinct.jurisdictions.worked.example import (
    AnswerIs,
    ChoiceIs,
    Example,
    LimitIs,
    MoveIs,
    PenaltyIs,
    RangeIs,
    Says,
    ValueIs,
)
from precinct.law.entries import read_range
from precinct.law.offence import Finding, Size
from precinct.law.penalty import Grade
from precinct.law.strict import Table, load
from precinct.matters.procedure import Procedure
from precinct.people.role import Role

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SITUATION = ("kind", "matter", "on", "do", "with", "by", "how", "related")
_SETTINGS = ("place",)
_FORMS = ("do", "value", "limit", "choice", "act", "question", "penalty")


def read_examples(folder: "Path | Traversable", procedure: Procedure) -> tuple[Example, ...]:
    """The worked examples of a jurisdiction.

    Args:
        folder: the jurisdiction's folder, whose folder `examples` is read; without one there are none.
        procedure: its procedure, which knows every code that an example may name.

    Raises:
        BadPack: some cannot be used, with every problem by file and example.
    """
    examples, problems = gather(folder, procedure)
    if problems:
        raise BadPack(f"the worked examples in {folder}", problems)
    return examples


def gather(folder: "Path | Traversable", procedure: Procedure) -> tuple[tuple[Example, ...], tuple[str, ...]]:
    """The examples that can be used, and what is wrong with the others; arguments as for `read_examples`."""
    problems: list[str] = []
    examples: list[Example] = []
    within = folder / "examples"
    try:
        files = sorted(within.iterdir(), key=lambda file: file.name) if within.is_dir() else []
    except OSError as error:
        files, problems = [], [f"examples: cannot be read ({error.strerror or error})"]
    for file in files:
        name = f"examples/{file.name}"
        if not name.endswith(".toml"):
            problems.append(f"{name}: is no TOML file")
        elif (content := load(file, problems, name)) is not None:
            examples += _File(name, content, procedure, problems).examples()
    return tuple(examples), tuple(problems)


class _File:
    def __init__(
        self, name: str, content: dict[str, object], procedure: Procedure, problems: list[str]
    ) -> None:
        self.name = name
        self.procedure = procedure
        self.problems = problems
        self.content = dict(content)
        self.situations = self._situations()

    def examples(self) -> Iterator[Example]:
        for name, content in self.content.items():
            table = Table(f"{self.name} [{name}]", {}, self.problems)
            if not isinstance(content, dict):
                table.note("must be a table; a sentence stands in quotes and brackets")
                continue
            table = Table(f"{self.name} [{name}]", self._built(table, content), self.problems)
            example = self._example(name, table)
            table.finish()
            if table.clean and example is not None:
                yield example

    def _situations(self) -> Mapping[str, object]:
        situations = self.content.pop("situations", {})
        head = Table(
            f"{self.name} situations", situations if isinstance(situations, dict) else {}, self.problems
        )
        if not isinstance(situations, dict):
            head.note("must be a table of tables")
            return {}
        for _, table in head.tables():
            for key in _SITUATION:
                table.drop(key)
        return situations

    def _built(self, table: Table, content: dict[str, object]) -> dict[str, object]:
        """The content of an example, put onto its situation."""
        if "in" not in content:
            return content
        rest = dict(content)
        named = rest.pop("in")
        base = self.situations.get(named) if isinstance(named, str) else None
        if not isinstance(base, dict):
            table.note(f"in must name a situation of this file, not {named!r}")
            return rest
        return _merged(base, rest)

    def _example(self, name: str, table: Table) -> Example | None:
        text = Text(table.string("zh"), name)
        rows = table.items("rows", str, "the id of a row")
        self._known(table, "rows", rows, self.procedure.law.rows.keys() or rows)
        forms = [form for form in _FORMS if table.has(form)]
        if len(forms) != 1:
            table.note(f"must have one of {', '.join(_FORMS)}, and has {' and '.join(forms) or 'none'}")
            return None
        readers: dict[str, Callable[[Table], Says | None]] = {
            "do": self._move,
            "value": self._value,
            "limit": self._limit,
            "choice": self._choice,
            "act": self._act,
            "question": self._question,
            "penalty": self._penalty,
        }
        says = readers[forms[0]](table)
        return None if says is None else Example(self.name, name, text, rows, says)

    # --- the forms -----------------------------------------------------------------------------------

    def _move(self, table: Table) -> MoveIs | None:
        stem = self.name.removeprefix("examples/").removesuffix(".toml")
        kind = table.string("kind") if table.has("kind") or stem not in self.procedure.kinds else stem
        if kind not in self.procedure.kinds:
            table.note(f"kind must be one of {', '.join(self.procedure.kinds)}, not {kind!r}")
            return None
        workflow = self.procedure.workflow(kind)
        action = table.string("do")
        openings = {known.__name__ for known in workflow.openings}
        self._known(table, "do", (action,), {known.__name__ for known in workflow.actions} | openings)
        opens = action in openings
        if opens and table.has("matter"):
            table.note(f"has a matter, but {action} opens one")
        matter, payload = table.mapping("matter"), table.mapping("with")
        states = [state.value for state in workflow.table.all_states]
        if not opens:
            self._known(table, "matter state", (str(matter.get("state", "none")),), states)
        roles = self._roles(table)
        how = Table(f"{table.where} how", table.mapping("how"), self.problems)
        allowed = table.flag("allowed")
        refused = table.items("refused", str, "a guard's code", optional=allowed)
        asked = {condition.code for condition in workflow.table.conditions()}
        engine = {"engine.role", "engine.no_move", "engine.recused"}
        self._known(table, "refused", refused, asked | engine)
        if allowed is bool(refused):
            table.note("must be allowed = true, or refused = [codes] with one code or more")
        to = table.string("to", optional=True) if allowed else ""
        if to:
            self._known(table, "to", (to,), states)
        shows = table.items("shows", str, "a note's code", optional=True)
        self._known(table, "shows", shows, self.procedure.law.note_codes())
        says = MoveIs(
            kind=kind,
            action=action,
            opens=opens,
            moments=tuple(map(self._local, table.moments("on"))),
            matter=matter,
            payload=payload,
            roles=roles,
            actor=how.string("actor", optional=True) or "101",
            on_behalf_of=how.string("on_behalf_of", optional=True) or None,
            companions=how.number("companions") if how.has("companions") else 0,
            filmed=how.flag("filmed"),
            in_case_room=how.flag("in_case_room"),
            related=table.items("related", dict, "a table", optional=True),
            refused=frozenset(refused),
            to=to,
            due=self._due(table) if allowed else {},
            shows=shows,
        )
        how.finish()
        return says

    def _value(self, table: Table) -> ValueIs | None:
        code, day = table.string("value"), table.day("on")
        self._known(table, "value", (code,), self.procedure.law.values())
        amount = None if table.flag("none") else table.number("is")
        return None if day is None else ValueIs(code, day, amount)

    def _limit(self, table: Table) -> LimitIs | None:
        code, day = table.string("limit"), table.day("on")
        limits = self.procedure.law.limits()
        extended = table.items("extended", str, "a limit", optional=True)
        self._known(table, "limit", (code, *extended), limits)
        if day is None:
            return None
        if table.flag("none"):
            return LimitIs(code, day, None, (), None)
        start, due = table.moments("start"), table.moments("due")
        if len(start) != 1 or len(due) != 1:
            table.note("must have one start and one due")
            return None
        return LimitIs(code, day, self._local(start[0]), extended, self._local(due[0]))

    def _choice(self, table: Table) -> ChoiceIs | None:
        code, day = table.string("choice"), table.day("on")
        law = self.procedure.law
        self._known(table, "choice", (code,), law.choices())
        has = table.items("has", str, "a name", optional=True)
        lacks = table.items("lacks", str, "a name", optional=True)
        self._known(table, "has", has, law.words)
        self._known(table, "lacks", lacks, law.words)
        none = table.flag("none")
        if none is bool(has or lacks):
            table.note("must have has or lacks, or none = true")
        return None if day is None else ChoiceIs(code, day, frozenset(has), frozenset(lacks), none)

    def _act(self, table: Table) -> RangeIs | None:
        act, day = table.string("act"), table.day("on")
        self._known(table, "act", (act,), self.procedure.law.acts())
        grade = table.member("grade", Grade, Grade.BASIC)
        if table.flag("none"):
            return None if day is None else RangeIs(act, day, grade, None)
        found = Table(f"{table.where} is", table.mapping("is"), self.problems)
        range_ = read_range(found, grade)
        found.finish()
        return None if day is None or range_ is None else RangeIs(act, day, grade, range_)

    def _question(self, table: Table) -> AnswerIs | None:
        act, day = dict(table.mapping("question")), table.day("on")
        settings = {name: str(act.pop(name)) for name in _SETTINGS if name in act}
        finding = table.member("answer", Finding, Finding.UNDECIDABLE)
        given = table.items("sizes", str, "a size", optional=True) if table.has("sizes") else None
        known = {size.value for size in Size}
        self._known(table, "sizes", given or (), known)
        sizes = None if given is None else tuple(size for size in Size if size.value in given)
        return None if day is None else AnswerIs(act, day, settings, finding, sizes)

    def _penalty(self, table: Table) -> PenaltyIs | None:
        asked = Table(f"{table.where} penalty", table.mapping("penalty"), self.problems)
        act, day, act_day = asked.string("act"), table.day("on"), asked.day("act_day")
        self._known(asked, "act", (act,), self.procedure.law.acts())
        key = table.string("law", optional=True)
        self._known(table, "law", (key,), self.procedure.law.instruments)
        grade = asked.member("grade", Grade, Grade.BASIC) if asked.has("grade") else Grade.BASIC
        detention_days = asked.number("detention_days") if asked.has("detention_days") else 0
        fine = asked.number("fine") if asked.has("fine") else 0
        lightened, allowed = asked.flag("lightened"), table.flag("allowed", optional=False)
        asked.finish()
        if day is None or act_day is None:
            return None
        return PenaltyIs(
            act=act,
            grade=grade,
            act_day=act_day,
            day=day,
            detention_days=detention_days,
            fine=fine,
            lightened=lightened,
            allowed=allowed,
            law=key,
        )

    # --- parts ---------------------------------------------------------------------------------------

    def _known(self, table: Table, key: str, names: Iterable[str], known: Iterable[str]) -> None:
        among = frozenset(known)
        for name in names:
            if name and name not in among:
                table.note(f"{key} has {name!r}, which does not exist")

    def _roles(self, table: Table) -> tuple[Role, ...]:
        if not table.has("by"):
            return (Role.OFFICER,)
        names = table.items("by", str, "a role")
        self._known(table, "by", names, {role.value for role in Role})
        return tuple(role for role in Role if role.value in names)

    def _due(self, table: Table) -> dict[str, datetime]:
        wanted = Table(f"{table.where} due", table.mapping("due"), self.problems)
        due: dict[str, datetime] = {}
        for code in wanted.left():
            self._known(wanted, "due", (code,), self.procedure.law.limits())
            for moment in wanted.moments(code)[:1]:
                due[code] = self._local(moment)
        wanted.finish()
        return due

    def _local(self, moment: datetime) -> datetime:
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=self.procedure.law.zone)


def _merged(base: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """Two tables as one, key by key; lists and values of the second take the place of those of the first."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def plain(value: object, procedure: Procedure) -> object:
    """A value of TOML as JSON would have it: days and moments as text, local moments in the zone of the law.

    Raises:
        ValueError: it is a time of day without a day.
    """
    if isinstance(value, dict):
        return {key: plain(item, procedure) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item, procedure) for item in value]
    if isinstance(value, datetime):
        return (value if value.tzinfo is not None else value.replace(tzinfo=procedure.law.zone)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value
