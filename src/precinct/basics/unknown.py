"""What is said of each thing in a ledger that nobody knows, and what to do about it; `UnknownStored` says it."""

_SAID = {
    "kind": "no table of this procedure is about the kind {}; "
    "add the table that wrote it with `Procedure.with_tables`, or open the ledger with the procedure that has it",
    "definition": "it was written under {}, which today's table has never been; "
    "open it with the table, or the precinct, that wrote it",
    "action": "today's table knows no action {}; "
    "say under its `renamed` what the action is called now, or keep the class under `retired`",
    "state": "today's table knows no state {}; "
    "say under its `renamed` what the state is called now, or keep it under `retired`",
    "field": "today's class does not take its field {}; "
    "say under the table's `renamed` what the field is called now, or have one of its `upcasts` leave it out",
    "payload": "today's classes do not read what it says ({}); "
    "give a field that came later a default, or have one of the table's `upcasts` put in what is missing",
    "header": "its header is none that this precinct writes ({}); "
    "see with `precinct ledger verify` whether it was changed, or open it with the precinct that wrote it",
    "deadline": "it is kept in a way that means nothing ({}); "
    "`Station.rebuild` puts it back to what the entries say",
}
_SAID_ELSE = "it holds {}, which this procedure does not know; open it with the procedure that wrote it"
_SHOWN = 100
"""Characters that are shown of what is stored: it may be of any length."""


def unknown(what: str, value: str) -> str:
    """The sentence about one thing that nobody knows.

    Args:
        what: which sort of thing it is.
        value: what is stored there, or why it cannot be read.
    """
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return _SAID.get(what, _SAID_ELSE).format(repr(shown))
