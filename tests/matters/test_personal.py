"""What is said about a person shows nowhere: in no repr, no refusal, no error and no header.

The types are found, not listed: whatever stands in the rooms of matters, people and the engine.
"""

import importlib
import pkgutil
import traceback
from datetime import date
from typing import Any, get_args, get_type_hints

import attrs
import pytest

import precinct.matters
import precinct.people
import precinct.workflow
from precinct.basics.errors import PrecinctError
from precinct.basics.ledger_errors import UnknownStored, Unstorable
from precinct.basics.text import Text
from precinct.jurisdictions.cn import cn
from precinct.ledger.codec import Codec
from precinct.ledger.door import read_action
from precinct.ledger.stored import Stored
from precinct.matters.procedure import TABLES
from precinct.station.related import brief_of
from precinct.testing.asking import for_all
from precinct.testing.walks import attempts, opening_attempts, walks
from precinct.workflow.decision import GuardError, Refusal
from precinct.workflow.guard import PayloadGuard
from precinct.workflow.workflow import Workflow

SECRET = "秘Jane-Roe密"
BORN = date(1903, 7, 11)
TRACES = (SECRET, "Roe", "\\u79d8", "1903")
"""How a secret would show, in whatever form it is written."""
KINDS = [table.kind for table in TABLES]

IDS = [
    "id",
    "party",
    "by_party",
    "to_party",
    "witness",
    "person_id",
    "party_id",
    "officer",
    "officers",
    "auxiliaries",
    "watcher",
    "giver",
    "taker",
    "keeper",
    "holder",
    "told",
    "to",
    "unreachable",
    "present",
    "signed_by",
    "agreed_by",
    "asked_by",
    "asked_in_writing",
    "interested",
    "not_sober",
    "consents",
    "guardians",
    "guardians_told",
    "without_guardian",
    "civil_way_told",
    "victims",
    "parties_moved",
    "untold",
    "recused",
    "recusals_refused",
    "sealed_by",
    "proposed_by",
    "approved_by",
    "victim_told",
    "actor",
    "on_behalf_of",
    "recorded_by",
    "companions",
    "busy",
    "people",
    "case",
    "report",
    "mediation",
    "linked",
    "matter",
    "matters",
    "administrative_case",
    "criminal_case",
    "from_administrative",
    "from_criminal",
    "split_from",
    "reopens",
    "credited_from",
    "for_other_acts",
    "seals",
]
"""Fields whose text is the id of a person, an officer or a matter, which is no name."""
CODES = [
    "act",
    "offence",
    "kind",
    "code",
    "law",
    "definition",
    "about",
    "marked",
    "content_hash",
    "circumstances",
    "by",
    "state",
    "action",
    "ground",
    "grade",
    "grades",
    "needs",
    "names",
    "zone",
]
"""Fields whose text is a word of the pack or the engine, or a number that stands for a content."""
PLACES = [
    "unit",
    "name",
    "on_order_of",
    "decided_by",
    "handed_to",
    "sent_by",
    "sent_to",
    "organ",
    "authority",
    "house",
    "facility",
    "record",
    "notice",
    "type_and_format",
]
"""Fields whose text names an organ, a paper or a format."""


def _classes() -> list[type]:
    found: dict[type, None] = {}
    for room in (precinct.matters, precinct.people, precinct.workflow):
        for info in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for thing in vars(importlib.import_module(info.name)).values():
                if isinstance(thing, type) and attrs.has(thing) and thing.__module__ == info.name:
                    found[thing] = None
    return list(found)


CLASSES = _classes()
SPOKEN = [cls for cls in CLASSES if any(field.metadata.get("personal") for field in attrs.fields(cls))]


def _has_text(annotation: Any) -> bool:
    return annotation is str or any(_has_text(part) for part in get_args(annotation))


def test_the_types_are_found() -> None:
    names = {cls.__name__ for cls in SPOKEN}
    assert names >= {
        "Party",
        "Attendant",
        "Report",
        "Receive",
        "Note",
        "Agreement",
        "Custody",
        "Consult",
        "Entry",
    }
    assert {row.action for table in TABLES for _, row in table.rows()} <= {*CLASSES}


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_text_is_personal_or_is_known_not_to_be(cls: type) -> None:
    """Where anybody may write what he likes, he may write a name: whoever adds a text decides which it is."""
    if cls.__module__.startswith("precinct.workflow") and not issubclass(cls, Workflow):
        return
    hints = get_type_hints(cls)
    unmarked = [
        field.name
        for field in attrs.fields(cls)
        if _has_text(hints.get(field.name)) and not field.metadata.get("personal")
    ]
    assert {*unmarked} <= {*IDS, *CODES, *PLACES}


@pytest.mark.parametrize("cls", SPOKEN, ids=lambda cls: cls.__name__)
def test_a_personal_field_is_in_no_repr(cls: type) -> None:
    assert [field.name for field in attrs.fields(cls) if field.metadata.get("personal") and field.repr] == []


# --- planted ---------------------------------------------------------------------------------------


def planted(thing: Any, *, personal: bool = False) -> Any:
    """The same thing with a secret in every personal field, however deep; what is blank stays so."""
    if isinstance(thing, str) and type(thing) is str:
        return SECRET if personal and thing.strip() else thing
    if isinstance(thing, date) and type(thing) is date:
        return BORN if personal else thing
    if isinstance(thing, tuple):
        return tuple(planted(one, personal=personal) for one in thing)
    if attrs.has(type(thing)):
        return attrs.evolve(
            thing,
            **{
                field.alias: planted(
                    getattr(thing, field.name), personal=bool(field.metadata.get("personal", False))
                )
                for field in attrs.fields(type(thing))
                if field.init
            },
        )
    return thing


def shown(thing: Any) -> None:
    """See that nothing of the secret shows."""
    for text in (repr(thing), str(thing)):
        assert not [trace for trace in TRACES if trace in text], text


def shown_by(error: BaseException) -> None:
    """The same of an error, its attributes and its printed traceback."""
    shown(error)
    shown({name: str(value) for name, value in vars(error).items()})
    messages = [
        str(part) for part in traceback.TracebackException.from_exception(error).format_exception_only()
    ]
    chained, seen = error, 0
    while chained is not None and seen < 5:
        messages.append(f"{chained!r} {chained}")
        chained = chained.__cause__ or (None if chained.__suppress_context__ else chained.__context__)
        seen += 1
    assert not [trace for trace in TRACES for text in messages if trace in text], messages


def _in_plain_sight(context: Any) -> Any:
    return attrs.evolve(context, actor=planted(context.actor), companions=planted(context.companions))


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_repeats_what_was_said_about_somebody(kind: str) -> None:
    workflow = cn.workflow(kind)

    def check(asked: Any) -> None:
        matter, action, context = planted(asked.matter), planted(asked.action), _in_plain_sight(asked.context)
        decision = workflow.decide(matter, action, context)
        for one in (matter, action, context.actor, brief_of(matter, cn), decision, decision.to_text("zh")):
            shown(one)
        if decision.allowed:
            outcome = workflow.apply(matter, action, context)
            shown(outcome)
            written = Codec(cn.workflow).encode(outcome.entry)
            shown(written)
            shown(written.header.decode())
        else:
            shown_by(Refusal(decision))
        for option in workflow.options(matter, context):
            shown(option)

    for_all(attempts(workflow, cn), 25, check)


@pytest.mark.parametrize("kind", KINDS)
def test_nor_does_an_answer_to_an_opening(kind: str) -> None:
    workflow = cn.workflow(kind)

    def check(asked: Any) -> None:
        opening, context = planted(asked.opening), _in_plain_sight(asked.context)
        decision = workflow.decide_opening(opening, context)
        for one in (opening, decision, decision.to_text("zh")):
            shown(one)
        if decision.allowed:
            outcome = workflow.begin(opening, context)
            shown(outcome)
            shown(Codec(cn.workflow).encode(outcome.entry).header.decode())
        else:
            shown_by(Refusal(decision))

    for_all(opening_attempts(workflow, cn), 25, check)


# --- errors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_the_wrong_type_is_told_without_it(kind: str) -> None:
    workflow, codec = cn.workflow(kind), Codec(cn.workflow)

    def check(asked: Any) -> None:
        for field in attrs.fields(type(asked.action)):
            for wrong in ([SECRET], {SECRET: SECRET}, (SECRET, 1)):
                broken = planted(asked.action)
                object.__setattr__(broken, field.name, wrong)
                with pytest.raises(Unstorable) as refused:
                    codec.check(kind, broken)
                shown_by(refused.value)

    for_all(attempts(workflow, cn), 10, check)


WRONG: tuple[object, ...] = (
    SECRET,
    [SECRET],
    {"x": SECRET},
    [[SECRET]],
    [{"name": SECRET, "id": [SECRET]}],
)


@pytest.mark.parametrize("table", TABLES, ids=KINDS)
def test_a_payload_from_outside_is_refused_without_its_values(table: Any) -> None:
    workflow = cn.workflow(table.kind)
    for action in dict.fromkeys((*workflow.openings, *(row.action for _, row in table.rows()))):
        for field in attrs.fields(action):
            for wrong in WRONG:
                try:
                    read_action(workflow, action.__name__, {field.name: wrong})
                except PrecinctError as refused:
                    shown_by(refused)


def test_a_guard_that_crashes_over_what_was_said_does_not_repeat_it() -> None:
    def crash(*_: object) -> bool:
        raise ValueError(f"cannot parse {SECRET}")

    def babble(*_: object) -> Any:
        return SECRET

    table = next(table for table in TABLES if table.kind == "report")
    for broken in (crash, babble):
        guard = PayloadGuard("report.broken", Text("坏", "broken"), broken)
        rows = {
            state: [attrs.evolve(row, given=(guard,)) for row in rows] for state, rows in table.moves.items()
        }
        law = cn.law.with_house_rules(["report.broken"], ())
        workflow: Workflow[Any, Any] = Workflow(attrs.evolve(table, moves=rows), law)

        def check(asked: Any, workflow: Workflow[Any, Any] = workflow, law: Any = law) -> None:
            context = attrs.evolve(asked.context, law=law)
            for ask in (workflow.decide, workflow.apply):
                try:
                    ask(asked.matter, asked.action, context)
                except GuardError as told:
                    shown_by(told)
                except Refusal:
                    pass

        for_all(attempts(cn.workflow("report"), cn), 20, check)


@pytest.mark.parametrize("kind", KINDS)
def test_stored_bytes_that_nobody_can_read_are_told_without_them(kind: str) -> None:
    workflow, codec = cn.workflow(kind), Codec(cn.workflow)

    def check(walk: Any) -> None:
        for entry in walk.entries:
            written = codec.encode(entry)
            payload = written.payload
            for value in (b"true", b"false", b"null", b"0", b'"'):
                spoilt = payload.replace(
                    b":" + value, b':"' + SECRET.encode() + (b"" if value == b'"' else b'"')
                )
                stored = Stored(
                    1,
                    written.matter,
                    written.version,
                    written.header,
                    spoilt,
                    bytes(16),
                    bytes(32),
                    bytes(32),
                )
                try:
                    codec.decode(stored)
                except UnknownStored as told:
                    shown_by(told)

    for_all(walks(workflow, cn, max_steps=3), 5, check)
