"""`st.from_type(Mediation)` works by itself, and costs nothing until it is used."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct._hypothesis import _TYPES, register
from precinct.jurisdictions.cn import cn
from precinct.matters.mediation import Mediation
from precinct.matters.procedure import TABLES
from precinct.people.person import Actor, Capacity, Party
from precinct.workflow.context import Context


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


REGISTER = "import precinct._hypothesis as h, hypothesis; h.register()\n"
"""As the entry point does it, and once more: in a checkout that is not installed there is no entry point."""


def test_registering_imports_nothing_that_is_heavy():
    names = run(f"{REGISTER}import sys; print(*(n for n in sys.modules if n.split('.')[0] == 'precinct'))")

    assert set(names) == {"precinct", "precinct._hypothesis"}


def test_importing_a_matter_imports_no_strategies():
    names = run(f"{REGISTER}import precinct.matters.mediation, sys; print(*sys.modules)")

    assert "precinct.matters.mediation" in names
    assert not any(name.startswith(("precinct.testing", "precinct.jurisdictions")) for name in names)


@pytest.mark.parametrize(
    "first", ["import precinct.matters.mediation\n", ""], ids=["imported before", "after"]
)
def test_a_matter_is_drawn_from_its_type_alone(first):
    (name,) = run(
        f"{first}{REGISTER}"
        "import warnings; warnings.simplefilter('ignore')\n"
        "from hypothesis import strategies as st\n"
        "from precinct.matters.mediation import Mediation\n"
        "print(type(st.from_type(Mediation).example()).__name__)"
    )

    assert name == "Mediation"


def test_every_matter_that_ships_is_registered():
    register()
    registered = {name for names in _TYPES.values() for name in names}

    assert {table.matter.__name__ for table in TABLES} | {"Actor", "Party", "Context"} == registered


@given(st.data())
def test_what_is_drawn_from_a_type_is_lawful(data):
    register()

    mediation = data.draw(st.from_type(Mediation))
    assert mediation.state in cn.mediation.table.moves
    assert {party.capacity for party in mediation.parties} >= {Capacity.VICTIM, Capacity.OFFENDER}
    assert data.draw(st.from_type(Context)).law is cn.law
    assert data.draw(st.from_type(Party)).id
    assert data.draw(st.from_type(Actor)).id


def test_registering_twice_is_registering_once():
    before = len(sys.meta_path)

    register()
    register()

    assert len(sys.meta_path) <= before + 1
