"""The conditions on what comes after a decision: serving, reconsideration, the prosecutor, closing."""

from datetime import datetime

from precinct.basics.errors import UnknownYear
from precinct.basics.text import Text
from precinct.law.counting import count
from precinct.law.timelimit import TimeLimit
from precinct.matters.criminal_case.actions_after import (
    AskReconsideration,
    AskSecondReview,
    ExtendReconsideration,
    ExtendSecondReview,
    Reopen,
    ServeNotFiled,
)
from precinct.matters.criminal_case.record import Contest, CriminalCase
from precinct.matters.criminal_case.states import CriminalState
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@payload_guard(
    "criminal_case.complainants_served",
    "通知书已送达全部控告人",
    "the notice is served on every complainant",
)
def complainants_served(m: CriminalCase, a: ServeNotFiled, context: Context) -> Verdict:
    """Whoever complained learns why nothing is filed, and what can be done about it."""
    missing = [party.id for party in m.complainants if party.id not in (*m.told, *a.told)]
    return not missing or Unmet(
        Text("请送达全部控告人", "serve it on all of them"), not_served=", ".join(missing)
    )


@payload_guard(
    "criminal_case.complainant_asks", "申请人系本案控告人", "who asks is a complainant of the case"
)
def complainant_asks(m: CriminalCase, a: AskReconsideration | AskSecondReview, context: Context) -> Verdict:
    """Reconsideration is the complainant's right."""
    asking = [party.id for party in m.complainants]
    return a.by_party in asking or Unmet(
        None, by_party=a.by_party or "nobody", complainants=", ".join(asking) or "none"
    )


@guard("criminal_case.asked_in_time", "在复议申请期限内", "the time to ask for reconsideration is not over")
def asked_in_time(m: CriminalCase, context: Context) -> Verdict:
    """The time runs from the service of the notice."""
    if not context.law.has_limit("criminal.reconsideration_ask", context.day):
        return True
    return _in_time(context.law.limit("criminal.reconsideration_ask", context.day), m.served_at, context)


@guard(
    "criminal_case.body_asked_in_time",
    "在移送机关申请复议的期限内",
    "the time for the sending body to ask for reconsideration is not over",
)
def body_asked_in_time(m: CriminalCase, context: Context) -> Verdict:
    """A body that sent the case has less time than a complainant."""
    if not context.law.has_limit("criminal.body_reconsideration_ask", context.day):
        return True
    return _in_time(context.law.limit("criminal.body_reconsideration_ask", context.day), m.served_at, context)


@guard(
    "criminal_case.second_asked_in_time",
    "在复核申请期限内",
    "the time to ask the next higher organ is not over",
)
def second_asked_in_time(m: CriminalCase, context: Context) -> Verdict:
    """The time runs from the answer."""
    if not context.law.has_limit("criminal.second_review_ask", context.day):
        return True
    return _in_time(context.law.limit("criminal.second_review_ask", context.day), m.served_at, context)


def _in_time(limit: TimeLimit, start: datetime | None, context: Context) -> Verdict:
    """Whether a limit is not over; where nothing was served or decided it has not begun."""
    if start is None:
        return True
    try:
        counted = count(limit, start, context.law.calendar)
    except UnknownYear:
        return True  # the calendar ends before it: nobody loses a right for that
    return not counted.passed(context.occurred_at) or Unmet(
        None, since=f"{start:%Y-%m-%d}", last_day=counted.last_day
    )


@guard("criminal_case.not_contested_yet", "尚未复议", "nobody has asked for reconsideration yet")
def not_contested_yet(m: CriminalCase, context: Context) -> Verdict:
    """The same decision is reconsidered once."""
    return m.contest is Contest.NONE or Unmet(None, contest=m.contest.value)


@guard("criminal_case.reconsideration_open", "复议正在进行", "a reconsideration is running")
def reconsideration_open(m: CriminalCase, context: Context) -> Verdict:
    """Only what was asked is answered."""
    return m.contest is Contest.FIRST or Unmet(None, contest=m.contest.value)


@guard("criminal_case.reconsidered_first", "已经复议答复", "the reconsideration was answered")
def reconsidered_first(m: CriminalCase, context: Context) -> Verdict:
    """The next higher organ is asked after one's own has answered."""
    return m.contest is Contest.ANSWERED or Unmet(
        Text("请先申请复议", "ask for reconsideration first"), contest=m.contest.value
    )


@guard("criminal_case.second_review_open", "复核正在进行", "a review by the next higher organ is running")
def second_review_open(m: CriminalCase, context: Context) -> Verdict:
    """Only what was asked is answered."""
    return m.contest is Contest.SECOND or Unmet(None, contest=m.contest.value)


@guard("criminal_case.extended_once", "答复期限尚未延长", "the time for the answer was not extended yet")
def extended_once(m: CriminalCase, context: Context) -> Verdict:
    """Each stage may take longer once."""
    return not m.contest_extended or Unmet(None, extended=True)


@payload_guard(
    "criminal_case.extension_told", "延长已书面告知申请人", "who asked is told of the extension in writing"
)
def extension_told(
    m: CriminalCase, a: ExtendReconsideration | ExtendSecondReview, context: Context
) -> Verdict:
    """Nobody waits without knowing."""
    return a.told_in_writing or Unmet(Text("请书面告知", "tell them in writing"), told_in_writing=False)


@guard("criminal_case.prosecutor_asked", "检察院已要求说明理由", "the procuratorate has asked why")
def prosecutor_asked(m: CriminalCase, context: Context) -> Verdict:
    """Only what was asked is explained."""
    return m.asked_why or Unmet(None, asked=False)


@guard(
    "criminal_case.filing_ordered",
    "检察院已通知立案，或者上级公安机关已决定立案",
    "the procuratorate, or the next higher organ, has ordered to file",
)
def filing_ordered(m: CriminalCase, context: Context) -> Verdict:
    """What was declined is filed when it is ordered, or taken up again with new facts."""
    return m.ordered or Unmet(
        Text("有新的事实或者证据的，请重新审查", "with new facts or evidence, reopen it"), ordered=False
    )


@payload_guard("criminal_case.new_facts", "有新的事实或者证据", "there are new facts or evidence")
def new_facts(m: CriminalCase, a: Reopen, context: Context) -> Verdict:
    """What was ended is taken up again for something that was not known then."""
    return a.new_facts.strip() != "" or Unmet(Text("请写明新的事实或者证据", "say which"), new_facts="none")


@guard(
    "criminal_case.prosecution_extended_once",
    "审查起诉期限尚未延长",
    "the prosecutor's time was not extended yet",
)
def prosecution_extended_once(m: CriminalCase, context: Context) -> Verdict:
    """The prosecutor, too, may take longer once for each file."""
    return not m.review_extended or Unmet(None, extended=True)


@guard("criminal_case.contest_left", "尚可要求复议或者提请复核", "one more stage is left to contest it")
def contest_left(m: CriminalCase, context: Context) -> Verdict:
    """First the same procuratorate, then the next higher one."""
    return m.contest in {Contest.NONE, Contest.ANSWERED} or Unmet(None, contest=m.contest.value)


@guard(
    "criminal_case.contest_in_time",
    "在要求复议、提请复核的期限内",
    "the time to contest it is not over",
)
def contest_in_time(m: CriminalCase, context: Context) -> Verdict:
    """The time runs from the decision not to prosecute, and then from the answer."""
    law, day = context.law, context.day
    if m.contest is Contest.ANSWERED:
        if not law.has_limit("criminal.contest_again", day):
            return True
        return _in_time(law.limit("criminal.contest_again", day), m.contest_from, context)
    if not law.has_limit("criminal.contest", day):
        return True
    return _in_time(law.limit("criminal.contest", day), m.contest_from, context)


@guard("criminal_case.contest_open", "复议、复核正在进行", "the procuratorate has been asked to think again")
def contest_open(m: CriminalCase, context: Context) -> Verdict:
    """Only what was asked is answered."""
    return m.contest in {Contest.FIRST, Contest.SECOND} or Unmet(None, contest=m.contest.value)


@guard("criminal_case.everybody_told", "应当告知的人均已告知", "everybody who must be told was told")
def everybody_told(m: CriminalCase, context: Context) -> Verdict:
    """Nothing is closed behind somebody's back."""
    never_filed = m.state is CriminalState.NOT_FILED
    missing = [*m.untold, *(party.id for party in m.complainants if never_filed and party.id not in m.told)]
    return not missing or Unmet(Text("请先告知", "tell them first"), not_told=", ".join(missing))


@guard(
    "criminal_case.nothing_contested",
    "没有未答复的复议、复核或者立案监督",
    "nothing that was asked is unanswered",
)
def nothing_contested(m: CriminalCase, context: Context) -> Verdict:
    """Nothing is closed over an open question."""
    waiting = m.contest in {Contest.FIRST, Contest.SECOND}
    return not (waiting or m.asked_why or m.ordered) or Unmet(
        Text("请先答复", "answer first"), contest=m.contest.value, asked_why=m.asked_why, ordered=m.ordered
    )
