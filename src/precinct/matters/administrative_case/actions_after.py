"""What may be asked once a decision stands, and how cases are joined, split and opened again."""

from datetime import date

import attrs

from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Action


@attrs.frozen
class PublishDecision(Action[AdministrativeCase]):
    """Serve the decision by publication, because the person cannot be reached otherwise."""

    zh = "公告送达"


@attrs.frozen
class FileCopy(Action[AdministrativeCase]):
    """File a decision on the spot with the organ."""

    zh = "当场处罚备案"


@attrs.frozen
class HandInCash(Action[AdministrativeCase]):
    """Hand a fine that was collected in cash to the organ."""

    zh = "上交罚款"


@attrs.frozen
class BankCash(Action[AdministrativeCase]):
    """Pay a fine that was collected in cash in at the bank."""

    zh = "缴付银行"


@attrs.frozen
class GrantInstalments(Action[AdministrativeCase]):
    """Let a fine be paid later or in parts, because the person asked for it and is in need.

    Args:
        until: the last day on which all of it is paid.
        why: why it cannot be paid at once.
    """

    zh = "准予暂缓或者分期缴纳"
    until: date
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class TellFamily(Action[AdministrativeCase]):
    """Tell the family of a detention: why, where and for how long.

    Args:
        how: who was told and how, or why nobody could be.
    """

    zh = "通知家属"
    how: str = attrs.field(validator=attrs.validators.min_len(1), **PERSONAL)


@attrs.frozen
class DeclareUnenforceable(Action[AdministrativeCase]):
    """Close the case because the penalty cannot be carried out."""

    zh = "无法执行结案"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class Reopen(Action[AdministrativeCase]):
    """Take a wrong decision back and go on with the case.

    Args:
        on_order_of: who found it wrong.
        why: what was wrong.
    """

    zh = "撤销并重新办理"
    on_order_of: str
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class MergeInto(Action[AdministrativeCase]):
    """End it because it goes on in another case 并案."""

    zh = "并入其他案件"
    administrative_case: str


@attrs.frozen
class TakeIn(Action[AdministrativeCase]):
    """Take another case into this one, with its parties."""

    zh = "并案调查"
    administrative_case: str
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)


@attrs.frozen
class SplitOff(Action[AdministrativeCase]):
    """Hand some of the parties to a case of their own 分案.

    Args:
        administrative_case: the id of that case, opened in the same unit of work.
        parties_moved: the ids of the parties who go there.
    """

    zh = "分案"
    administrative_case: str
    parties_moved: tuple[str, ...]
