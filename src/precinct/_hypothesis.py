"""Lets `st.from_type(Mediation)` work: Hypothesis calls `register` when it is itself imported, and only then."""


def register() -> None:
    """Register the strategies of `precinct.testing` for their types, without importing them yet."""
