"""Police-station workflows: typed matters that move through procedures, every refusal with its reasons.

The public names are loaded when they are first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from precinct.basics.text import Text as Text
    from precinct.jurisdictions.bare import bare as bare
    from precinct.jurisdictions.cn import cn as cn
    from precinct.law.timelimit import TimeLimit as TimeLimit
    from precinct.law.timelimit import Unit as Unit
    from precinct.ledger.memory import MemoryRecorder as MemoryRecorder
    from precinct.matters.procedure import Procedure as Procedure
    from precinct.people.person import Actor as Actor
    from precinct.people.person import Capacity as Capacity
    from precinct.people.person import Party as Party
    from precinct.people.person import auxiliary as auxiliary
    from precinct.people.person import officer as officer
    from precinct.people.role import Role as Role
    from precinct.station.delivery import Delivery as Delivery
    from precinct.station.reading import ReadingModel as ReadingModel
    from precinct.station.station import Station as Station
    from precinct.station.subscribing import Retry as Retry
    from precinct.station.subscribing import Subscriber as Subscriber
    from precinct.workflow.action import END as END
    from precinct.workflow.action import Action as Action
    from precinct.workflow.action import Opening as Opening
    from precinct.workflow.context import Context as Context
    from precinct.workflow.decision import Decision as Decision
    from precinct.workflow.decision import Refusal as Refusal
    from precinct.workflow.guard import Unmet as Unmet
    from precinct.workflow.guard import guard as guard
    from precinct.workflow.guard import opening_guard as opening_guard
    from precinct.workflow.guard import payload_guard as payload_guard
    from precinct.workflow.matter import Matter as Matter
    from precinct.workflow.matter import State as State
    from precinct.workflow.migrating import Migrate as Migrate
    from precinct.workflow.table import Limit as Limit
    from precinct.workflow.table import OnExpiry as OnExpiry
    from precinct.workflow.table import Table as Table
    from precinct.workflow.wording import Wording as Wording
    from precinct.workflow.workflow import Workflow as Workflow

__all__ = [
    "END",
    "Action",
    "Actor",
    "Capacity",
    "Context",
    "Decision",
    "Delivery",
    "Limit",
    "Matter",
    "MemoryRecorder",
    "Migrate",
    "OnExpiry",
    "Opening",
    "Party",
    "Procedure",
    "ReadingModel",
    "Refusal",
    "Retry",
    "Role",
    "State",
    "Station",
    "Subscriber",
    "Table",
    "Text",
    "TimeLimit",
    "Unit",
    "Unmet",
    "Wording",
    "Workflow",
    "auxiliary",
    "bare",
    "cn",
    "guard",
    "officer",
    "opening_guard",
    "payload_guard",
]

_HOMES = {
    "Text": "basics.text",
    "bare": "jurisdictions.bare",
    "cn": "jurisdictions.cn",
    "Actor": "people.person",
    "Capacity": "people.person",
    "Party": "people.person",
    "auxiliary": "people.person",
    "officer": "people.person",
    "Role": "people.role",
    "Station": "station.station",
    "Delivery": "station.delivery",
    "ReadingModel": "station.reading",
    "Retry": "station.subscribing",
    "Subscriber": "station.subscribing",
    "END": "workflow.action",
    "Action": "workflow.action",
    "Opening": "workflow.action",
    "Context": "workflow.context",
    "Decision": "workflow.decision",
    "Refusal": "workflow.decision",
    "Unmet": "workflow.guard",
    "guard": "workflow.guard",
    "opening_guard": "workflow.guard",
    "payload_guard": "workflow.guard",
    "Matter": "workflow.matter",
    "State": "workflow.matter",
    "Migrate": "workflow.migrating",
    "Table": "workflow.table",
    "Limit": "workflow.table",
    "OnExpiry": "workflow.table",
    "Procedure": "matters.procedure",
    "TimeLimit": "law.timelimit",
    "Unit": "law.timelimit",
    "MemoryRecorder": "ledger.memory",
    "Wording": "workflow.wording",
    "Workflow": "workflow.workflow",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"precinct has no public name {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    value: object = getattr(import_module(f"precinct.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
