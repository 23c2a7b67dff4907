"""The rows of the table, by state."""

from precinct.matters.custody.rows.before import APPROVED as APPROVED
from precinct.matters.custody.rows.before import OPENINGS as OPENINGS
from precinct.matters.custody.rows.before import PROPOSED as PROPOSED
from precinct.matters.custody.rows.held import EXTENDED as EXTENDED
from precinct.matters.custody.rows.held import MADE_UP as MADE_UP
from precinct.matters.custody.rows.held import STARTED as STARTED
