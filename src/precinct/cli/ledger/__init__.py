"""`precinct ledger`: is a ledger what it was, and what can be shown of it?

precinct ledger verify LEDGER [--checkpoint F] [--key F] [--backup L]    every entry, the chain, and what was kept elsewhere
precinct ledger checkpoint LEDGER [--key F] [--out F] [--after F]        say what the ledger is, to be kept elsewhere
precinct ledger keygen NAME OUT                                          a pair of keys to sign with
precinct ledger prove LEDGER ID VERSION (--checkpoint F | --key F)       a file that proves one entry
precinct ledger prove-growth LEDGER --since F (--checkpoint F | --key F) a file that proves that the ledger only grew
precinct ledger check-proof FILE [--since F] [--checkpoint F] [--key F]  does such a file prove it?
precinct ledger backup LEDGER TO                                         copy a ledger while others write to it
precinct ledger schema [LEDGER]                                          the SQL of the tables

A ledger is told by its file or by its address in PostgreSQL, with `--schema NAME` if that is not `precinct`.
The status is 0 where all is well, 1 where something was tampered with, proves nothing or is no ledger, 2 where it
could not be found out.
"""

import argparse

from precinct.cli.ledger import checkpoints, copies, proofs, verifying


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser("ledger", help="verify, sign, prove and copy a ledger")
    which = parser.add_subparsers(dest="which", required=True, metavar="VERB")
    for part in (verifying, checkpoints, proofs, copies):
        part.add(which)
