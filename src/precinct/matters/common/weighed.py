"""How a refusal tells why something is a crime, a breach, or not decidable."""

from precinct.law.offence import Answer
from precinct.workflow.guard import Unmet


def weighed(answer: Answer) -> Unmet:
    """An answer to "breach or crime?" as a refusal tells it: the facts of every ground, and what they stand on."""
    facts = {name: value for ground in answer.grounds for name, value in ground.facts}
    remedy = next((ground.remedy for ground in answer.grounds if ground.remedy is not None), None)
    because = "; ".join(ground.text.en for ground in answer.grounds)
    marks = sorted(
        {
            citation.to("en")
            for ground in answer.grounds
            for citation in ground.citations
            if citation.instrument is not None
        }
    )
    return Unmet(remedy, **facts, because=because, stands_on="; ".join(marks) or "nothing that was read")
