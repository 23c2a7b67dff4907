"""The Free Port of Lanterns 灯港, which does not exist: a small jurisdiction to copy, every line commented. No legal advice."""

from precinct.basics.folders import folder_of
from precinct.jurisdictions.bare import bare
from precinct.law.reading import read_pack
from precinct.matters.procedure import Procedure

_OWN = read_pack(folder_of(__name__, __file__))
# Where this pack says nothing the house rules of `bare` hold. What this pack cites is asked, though `bare` waives it.
exemplar: Procedure = Procedure(_OWN.over(bare(str(_OWN.zone)).law))
"""The procedure of an invented country, read when this module is first used."""
