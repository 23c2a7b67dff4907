"""How a thing comes to the police."""

from datetime import datetime

import attrs

from precinct.matters.exhibit.record import Exhibit, Protected, Track
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Opening


@attrs.frozen
class Seize(Opening[Exhibit]):
    """Approve that a thing is seized 扣押; the officer named takes it.

    Args:
        item: what it is.
        case: the id of the case.
        track: which procedure the case follows.
        officer: the id of the officer who takes it.
        needed: whether it is needed as evidence.
        protected: why it must not be seized, if so.
        for_appraisal: whether it is taken for appraisal only.
        valuable: whether it is of great value.
        digital: whether it is, or carries, electronic data.
        owner: whose it is, if that is known.
    """

    zh = "扣押"
    item: str = attrs.field(**PERSONAL)
    case: str
    track: Track
    officer: str = attrs.field(validator=attrs.validators.min_len(1))
    needed: bool
    protected: Protected | None = None
    for_appraisal: bool = False
    valuable: bool = False
    digital: bool = False
    owner: Party | None = attrs.field(default=None, **PERSONAL)


@attrs.frozen
class SeizeAtOnce(Opening[Exhibit]):
    """Seize in an administrative case what is urgent or of low value; approval follows.

    Arguments as for `Seize`; `urgent` and `low_value` say why approval may follow.
    """

    zh = "当场扣押"
    item: str = attrs.field(**PERSONAL)
    case: str
    track: Track
    needed: bool
    urgent: bool
    low_value: bool = False
    protected: Protected | None = None
    for_appraisal: bool = False
    digital: bool = False
    owner: Party | None = attrs.field(default=None, **PERSONAL)


@attrs.frozen
class Preserve(Opening[Exhibit]):
    """Register a thing and keep it as it is, because evidence may be lost 先行登记保存."""

    zh = "先行登记保存"
    item: str = attrs.field(**PERSONAL)
    case: str
    track: Track
    may_be_lost: bool
    owner: Party | None = attrs.field(default=None, **PERSONAL)


@attrs.frozen
class RegisterOnly(Opening[Exhibit]):
    """Register what its lawful holder keeps."""

    zh = "登记"
    item: str = attrs.field(**PERSONAL)
    case: str
    track: Track
    protected: Protected
    owner: Party | None = attrs.field(default=None, **PERSONAL)


@attrs.frozen
class TakeInBrought(Opening[Exhibit]):
    """Take in what a reporter brings, with a list and a receipt."""

    zh = "接受证据"
    item: str = attrs.field(**PERSONAL)
    case: str
    track: Track
    receipt_given: bool
    digital: bool = False
    content_hash: str = ""
    owner: Party | None = attrs.field(default=None, **PERSONAL)


@attrs.frozen
class KeepBelongings(Opening[Exhibit]):
    """Keep what somebody has about him and the case does not need 代为保管.

    Args:
        keeper: the id of who keeps it.
        officer: the id of the officer who has the case.
    """

    zh = "代为保管随身财物"
    item: str = attrs.field(**PERSONAL)
    case: str
    track: Track
    keeper: str
    officer: str
    owner: Party = attrs.field(**PERSONAL)


@attrs.frozen
class TakeInFound(Opening[Exhibit]):
    """Take in property that somebody found."""

    zh = "接收拾得物"
    item: str = attrs.field(**PERSONAL)


@attrs.frozen
class Obtain(Opening[Exhibit]):
    """Obtain evidence from others 调取.

    Args:
        officer: the id of the officer who fetches it.
        notice: the number of the notice.
        deadline: by when it is to be handed over.
        by_phone: whether it was asked for by phone because it was urgent, the police card shown in copy.
        original: whether the original was handed over.
        copy_explained: for a copy, whether reason, making and place of the original are noted and signed.
    """

    zh = "调取证据"
    item: str = attrs.field(**PERSONAL)
    case: str
    track: Track
    officer: str = attrs.field(validator=attrs.validators.min_len(1))
    notice: str
    deadline: datetime | None = None
    by_phone: bool = False
    original: bool = True
    copy_explained: bool = False
    digital: bool = False
