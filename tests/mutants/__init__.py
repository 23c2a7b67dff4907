"""Mutation testing of what the law and the record rest on: `make mutants`.

Each mutant is the source with one small mistake in it: a comparison turned, a number moved, a guard left out of its
row, a day of the law shifted, a condition left out of a query. The tests that stand for the file are run against it
in a process of its own; a mutant that they do not notice survives, and a survivor is either a test that is missing or
a change that changes nothing.
"""
