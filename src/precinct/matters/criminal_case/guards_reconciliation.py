"""When a criminal reconciliation may lead to a proposal of leniency; each condition is a reason of its own."""

from precinct.basics.text import Text
from precinct.matters.criminal_case.actions_after import ProposeLeniency
from precinct.matters.criminal_case.guards_filing import years_after
from precinct.matters.criminal_case.record import CriminalCase
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, payload_guard


@payload_guard(
    "criminal_case.reconciliation_of_a_dispute",
    "故意犯罪的，因民间纠纷引起且属侵犯人身权利、财产犯罪",
    "an intentional offence was born of a dispute, and is one against person or property",
)
def reconciliation_of_a_dispute(m: CriminalCase, a: ProposeLeniency, context: Context) -> Verdict:
    """Of intentional offences only these may be reconciled."""
    return (not a.intentional or (a.born_of_dispute and a.against_person_or_property)) or Unmet(
        None, born_of_dispute=a.born_of_dispute, against_person_or_property=a.against_person_or_property
    )


@payload_guard(
    "criminal_case.reconciliation_within_years",
    "可能判处的刑期在和解范围内",
    "the term that is to be expected lies within what may be reconciled",
)
def reconciliation_within_years(m: CriminalCase, a: ProposeLeniency, context: Context) -> Verdict:
    """A graver offence is not settled between the parties."""
    most = (
        context.law.value("reconciliation.intentional_years", context.day).amount
        if a.intentional
        else context.law.value("reconciliation.negligent_years", context.day).amount
    )
    return a.years_possible <= most or Unmet(None, years_possible=a.years_possible, at_most=most)


@payload_guard(
    "criminal_case.reconciliation_without_record",
    "此前一定年限内未曾故意犯罪",
    "the suspect has committed no intentional crime in the years before",
)
def reconciliation_without_record(m: CriminalCase, a: ProposeLeniency, context: Context) -> Verdict:
    """Whoever offended on purpose not long ago is not reconciled again."""
    years = context.law.value("reconciliation.clean_years", context.day).amount
    last = a.last_intentional_crime
    if last is None:
        return True
    return m.act_day > years_after(last, years) or Unmet(
        None, last=given(last), years=years, act_day=m.act_day
    )


@payload_guard(
    "criminal_case.reconciliation_not_barred",
    "不属于不得和解的情形",
    "nothing bars a reconciliation",
)
def reconciliation_not_barred(m: CriminalCase, a: ProposeLeniency, context: Context) -> Verdict:
    """Some offences are the public's matter, whatever the parties say."""
    barred = context.law.choice("reconciliation.barred", context.day) & {m.offence, *a.circumstances}
    return not barred or Unmet(
        Text("请依法处理，不适用和解", "go on without a reconciliation"), barred=", ".join(sorted(barred))
    )
