"""The conditions on the moves of a report: how it is taken, what the scene asks, what each outcome asks, how it ends."""
