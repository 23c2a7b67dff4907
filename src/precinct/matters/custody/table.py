"""The moves of a measure."""

from precinct.basics.text import Text
from precinct.matters.common import everywhere
from precinct.matters.custody.actions import (
    AnswerStay,
    Approve,
    End,
    EnterDetentionHouse,
    Question,
    Reject,
    RestartTime,
    TellFamily,
)
from precinct.matters.custody.deadlines import RELEASE
from precinct.matters.custody.record import Custody
from precinct.matters.custody.rows import APPROVED, EXTENDED, MADE_UP, OPENINGS, PROPOSED, STARTED
from precinct.matters.custody.states import CustodyState
from precinct.workflow.action import END
from precinct.workflow.table import Limit, OnExpiry, Table

S = CustodyState

CUSTODY: Table[Custody, CustodyState] = Table(
    kind="custody",
    text=Text("人身措施", "custody"),
    matter=Custody,
    states=CustodyState,
    openings=OPENINGS,
    moves={
        S.PROPOSED: PROPOSED,
        S.APPROVED: APPROVED,
        S.STARTED: STARTED,
        S.EXTENDED: EXTENDED,
        S.ENDED: END,
    },
    everywhere=[*everywhere(), *MADE_UP],
    limits=[
        Limit("custody.restraint_approval", OnExpiry.MUST_ACT, (Approve, Reject)),
        Limit("custody.questioning_approval", OnExpiry.MUST_ACT, (Approve, Reject)),
        Limit("custody.detention_house", OnExpiry.MUST_ACT, (EnterDetentionHouse, End)),
        Limit("custody.family_notice", OnExpiry.MUST_ACT, (TellFamily,)),
        Limit("custody.first_interrogation", OnExpiry.MUST_ACT, (Question,)),
        Limit("custody.new_crime_report", OnExpiry.MUST_ACT, (RestartTime, End)),
        Limit("custody.stay_decision", OnExpiry.MUST_ACT, (AnswerStay,)),
        *(Limit(code, OnExpiry.MUST_RELEASE, (End,)) for code in RELEASE),
    ],
)
