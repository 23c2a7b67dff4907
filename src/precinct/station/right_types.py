"""What a station is asked with, and of which type it must be: said in the caller's words, before the depths are reached."""

from collections.abc import Collection, Mapping
from datetime import datetime
from os import PathLike

from precinct.basics.errors import WrongType
from precinct.matters.procedure import Procedure
from precinct.people.person import Actor

_WHO = "hand over who acts, such as officer('101', '民警梁')"
_ID = "hand over the id alone"


def require_actor(where: str, who: object) -> None:
    """See that somebody who acts is an `Actor`.

    Raises:
        WrongType: it is something else.
    """
    if not isinstance(who, Actor):
        raise WrongType(where, who, "an Actor", _WHO)


def require_actors(where: str, who: object) -> None:
    """See that these are actors, in a collection of any sort.

    Raises:
        WrongType: they are not.
    """
    # What can be gone through but once would be used up by this very look.
    if isinstance(who, str) or not isinstance(who, Collection):
        raise WrongType(where, who, "a collection of Actors", "put them into a tuple, a single one too")
    for one in who:
        require_actor(f"one of {where}", one)


def require_id(where: str, id: object) -> None:
    """See that an id is a text.

    Raises:
        WrongType: it is something else, such as the matter itself.
    """
    if not isinstance(id, str):
        raise WrongType(where, id, "a text", f"{_ID}; a matter has it in its `id`")


def require_name(where: str, name: object, do: str) -> None:
    """See that what is filtered by is a text, or None.

    Raises:
        WrongType: it is something else.
    """
    if name is not None and not isinstance(name, str):
        raise WrongType(where, name, "a text", do)


def require_circumstances(how: Mapping[str, object]) -> None:
    """See that the circumstances of a step are of the right types.

    Raises:
        WrongType: one of them is not.
    """
    if "at" in how and not isinstance(how["at"], datetime):
        raise WrongType("at", how["at"], "a datetime with a time zone", "leave it out where it happens now")
    require_actors("companions", how.get("companions", ()))
    require_name("on_behalf_of", how.get("on_behalf_of"), _ID)
    require_name("recorded_by", how.get("recorded_by", ""), _ID)
    if how.get("recorded_by", "") is None:
        raise WrongType("recorded_by", None, "a text", "leave it out where the actor writes it down himself")
    for name in ("filmed", "in_case_room"):
        if not isinstance(how.get(name, False), bool):  # any text would count as yes
            raise WrongType(name, how[name], "True or False", "say whether it was so")


def require_station(recorder: object, procedure: object, clock: object) -> None:
    """See that a station is made of what it needs.

    Args:
        recorder: where the entries are kept; None where it is not open yet.
        procedure: the jurisdiction's procedure.
        clock: says what time it is.

    Raises:
        WrongType: it is not.
    """
    if isinstance(recorder, str | PathLike):
        raise WrongType("recorder", recorder, "a Recorder", "Station.open opens a file or an address")
    if not isinstance(procedure, Procedure):
        raise WrongType(
            "procedure", procedure, "a Procedure", "hand over a jurisdiction's, such as precinct.cn"
        )
    if not callable(clock):
        do = "hand over a function that tells the moment, such as lambda: datetime.now(UTC)"
        raise WrongType("clock", clock, "a function", do)
