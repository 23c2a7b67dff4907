"""Who takes part: roles, the people who act, the parties, the unit."""
