"""Whether it is a breach at all, and no crime."""

from precinct.law.breach_or_crime import breach_or_crime, weighs
from precinct.law.offence import Finding
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.matters.common.weighed import weighed
from precinct.workflow.context import Context
from precinct.workflow.guard import Verdict, guard


@guard("administrative_case.not_a_crime", "所记载事实不构成犯罪", "what is recorded does not make it a crime")
def not_a_crime(m: AdministrativeCase, context: Context) -> Verdict:
    """A crime is not settled with a fine. What cannot be decided yet goes on as a breach until it can."""
    law, deed = context.law, m.deed
    if deed is None or not weighs(deed.offence, law, deed.day):
        return True
    answer = breach_or_crime(deed, law)
    return answer.finding is not Finding.CRIME or weighed(answer)
