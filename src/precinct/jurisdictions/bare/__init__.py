"""No law at all: the tables with their house rules, for records from elsewhere and for trying things out."""

from precinct.basics.folders import folder_of
from precinct.law.reading import read_pack
from precinct.matters.procedure import Procedure


def bare(zone: str) -> Procedure:
    """A procedure of house rules alone.

    Args:
        zone: the time zone of its place, as an IANA name.

    Raises:
        BadPack: there is no such zone.
    """
    return Procedure(read_pack(folder_of(__name__, __file__), zone=zone))
