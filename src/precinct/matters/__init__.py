"""What a station works on: one file a kind of matter, each read from top to bottom as states, record, actions, guards, table."""
