"""Worked examples: what a jurisdiction's law does to a situation on a day, written beside the law and run against it.

    examples/<any name>.toml

    [situations.NAME]        what several examples of the file have in common: any keys of an example that say what
                             happens, none that say what is expected
    ["what it shows"]        zh, rows = [ids], in = NAME where it builds on a situation; and one of

    do = an action           kind (the file's name if not given), on = local moment or a list of them, matter, with,
                             by = [roles], how = { companions, filmed, in_case_room, actor, on_behalf_of }, related;
                             expected: allowed = true with to, due = { limit = moment }, shows = [notes];
                             or refused = [codes], exactly these
    value = a code           on = a day; is = the number, or none = true
    limit = a code           on = a day, start = a moment, extended = [limits], due = a moment; or none = true
    choice = a code          on = a day; has = [names] and lacks = [names], or none = true
    question = { ... }       what is recorded of an act, and the place; on = the day of the act; answer = crime, breach
                             or undecidable; sizes = [how large the amount is]
    act = a name             on = the day of the act, grade; is = { detention_days, fine, join, warning }, or none = true
    penalty = { act, grade, act_day, detention_days, fine, lightened }
                             on = the day of the decision; allowed = true or false, law = the key of the version

What an example leaves out is ordinary: the actor is officer 101, companions are officers 102 and so on, the matter is
m1 in its first version and belongs to officer 101, other matters are in their first version and have ended where
their state is a final one.

`check_pack` asks of a jurisdiction all that can be asked of any, and runs them.
"""

from precinct.jurisdictions.worked.checking import About, Finding, check_pack
from precinct.jurisdictions.worked.example import Example, ExampleResult
from precinct.jurisdictions.worked.reading import read_examples
from precinct.jurisdictions.worked.running import run_example

__all__ = ["About", "Example", "ExampleResult", "Finding", "check_pack", "read_examples", "run_example"]
