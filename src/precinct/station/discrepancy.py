"""What is kept otherwise than the entries say, one thing at a time, and what a rebuilding did about it."""

import attrs

from precinct.basics.text import Named, Text


class Kept(Named):
    """What is kept beside the entries."""

    DEADLINE = "deadline", "期限"
    END = "end_of_a_deadline", "届满时间"
    NAMES = "names", "检索名称"
    ENDED = "ended", "是否终结"


@attrs.frozen
class Discrepancy:
    """One thing that is kept otherwise than the entries say.

    Args:
        matter: the id of the matter.
        what: what it is; `END` is the end of a deadline alone, which a corrected pack or calendar moves lawfully.
        code: the time limit, of a deadline.
        text: what is different, in a sentence; it holds no name.
        earlier: whether some of the entries were written under an earlier table or pack, which may be why.
    """

    matter: str
    what: Kept
    code: str
    text: Text
    earlier: bool = False


@attrs.frozen
class Rebuilt:
    """What a rebuilding did.

    Args:
        mended: what was put back to what the entries say.
        left: what could not be. Whether a matter has ended is written with its entries alone, so a backup brings it back;
            a limit that no table knows any more is put down by nobody; and a row whose texts no store may keep, longer than
            they can be or with a NUL, goes as it came, by SQL.
    """

    mended: tuple[Discrepancy, ...]
    left: tuple[Discrepancy, ...]
