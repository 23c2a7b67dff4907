"""A measure as the tests of this folder need it, and the questions that they ask."""

from precinct.jurisdictions.cn import cn
from precinct.matters.custody import Custody, CustodyState, Measure
from tests.matters.people import LI, NIGHT, WANG, WEN, now

S = CustodyState


def custody(state=S.STARTED, measure=Measure.INQUIRY, **more):
    given = {"case": "case-1", "person": WEN, "proposed_by": "011", "approved_by": "001"}
    given |= {"started_at": NIGHT, "family_told": "妻子", "told_and_heard": True}
    return Custody(id="k1", state=state, version=1, measure=measure, **(given | more))


def codes(matter, action, context=None):
    return cn.custody.decide(matter, action, context or now(WANG, LI, in_case_room=True)).codes


def opened(opening, *related, who=(WANG, LI), **more):
    return cn.custody.decide_opening(opening, now(*who, related=related, **more)).codes
