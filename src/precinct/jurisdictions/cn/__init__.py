"""China 中国: the procedure of a police station, from dated and cited TOML files. No legal advice."""

from importlib.resources import files

from precinct.law.reading import read_pack
from precinct.matters.procedure import Procedure

cn: Procedure = Procedure(read_pack(files(__name__)))
"""The procedure of the People's Republic of China, read when this module is first used."""
