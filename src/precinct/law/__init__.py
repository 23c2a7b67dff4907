"""How law is written down: citations, dated values, time limits, working calendars, penalties, the pack.

Names no country: a jurisdiction's TOML files say what its law is, and a number of the law never stands in
Python.
"""
