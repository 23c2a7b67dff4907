"""The figures of a station, drawn from its ledger."""
