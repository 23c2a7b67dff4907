"""How anything moves: actions, guards, tables of rows, decisions. Names no matter, no country and no law."""
