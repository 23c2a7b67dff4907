"""A station at work over a ledger: the one room where kinds of matter meet."""
