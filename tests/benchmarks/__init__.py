"""Figures beside goals: `make bench`. What it takes to be quick is measured here and never tested with a clock.

Every ratio compares two things timed in turns within one run, because on a shared machine nothing else means
anything. A file for each topic; `python -m tests.benchmarks memory_path` runs one of them.
"""
