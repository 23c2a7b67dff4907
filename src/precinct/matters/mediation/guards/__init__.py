"""The conditions on the moves of a mediation: how it is opened, and how it goes on."""
