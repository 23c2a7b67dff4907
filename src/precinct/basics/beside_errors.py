"""What can be wrong with what a ledger keeps beside its entries, while these are whole.

LedgerError
├── Tampered
│   └── Miskept    a deadline, a name or an end of a matter that the entries do not say
└── Miscounted     a deadline ends otherwise than today's pack counts it
"""

from precinct.basics.ledger_errors import LedgerError, Tampered


class Miskept(Tampered):
    """What is kept beside the entries is not what they say: a deadline, a name, whether a matter has ended.

    The entries themselves are whole, so it can be put back.

    Args:
        position: the end of the chain; 0 where a store came upon it, which did not ask for it.
        matter: the id of the first matter of which something is kept otherwise.
        why: what it is.
        more: how many more such things there are in the ledger.
        earlier: whether some entries of the matter were written under an earlier table or pack, which may be why.
        code: the time limit, of a deadline that has no moment; "" for everything else.
    """

    def __init__(
        self, position: int, matter: str, why: str, more: int, *, earlier: bool, code: str = ""
    ) -> None:
        super().__init__(position, why)
        self.matter = matter
        self.more = more
        self.earlier = earlier
        self.code = code

    def __str__(self) -> str:
        earlier = (
            "; some of its entries are of an earlier table or pack, which may be why" if self.earlier else ""
        )
        return (
            f"beside its {f'{self.position} ' if self.position else ''}entries the ledger does not keep what they say: "
            f"{self.why}{_and(self.more)}{earlier}; "
            f"keep a copy of it as it is, then let Station.rebuild put back what it can"
        )


class Miscounted(LedgerError):
    """A deadline is written down with another end than today's pack counts; all else is as the entries say.

    Args:
        matter: the id of its matter.
        code: the limit's name in the pack.
        why: both ends.
        more: how many more such deadlines there are in the ledger.
    """

    def __init__(self, matter: str, code: str, why: str, more: int) -> None:
        self.matter = matter
        self.code = code
        self.why = why
        self.more = more
        super().__init__(
            f"{why}{_and(more)}; if the pack or its calendar was corrected since, let Station.recount write down the new "
            f"ends; if not, somebody changed them: keep a copy of the ledger as it is, and then recount"
        )


def _and(more: int) -> str:
    return f", and {more} more" if more else ""
