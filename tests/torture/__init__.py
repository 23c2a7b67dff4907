"""The long runs: what a ledger must survive, often enough to believe it. `make torture`, or `python -m tests.torture NAME`."""
