"""China 中国: the procedure of a police station, from dated and cited TOML files. No legal advice."""

from precinct.basics.folders import folder_of
from precinct.law.reading import read_pack
from precinct.matters.procedure import Procedure

cn: Procedure = Procedure(read_pack(folder_of(__name__, __file__)))
"""The procedure of the People's Republic of China, read when this module is first used."""
