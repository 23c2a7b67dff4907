"""What the moves of a sealing change."""

from precinct.matters.sealing.actions import Consult, Seal
from precinct.matters.sealing.record import Sealing
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def sealed(a: Seal, context: Context) -> Changes:
    return {
        "matters": a.matters,
        "ground": a.ground,
        "sealed_by": context.actor.id,
        "officer": context.actor.id,
    }


def consulted(m: Sealing, a: Consult, context: Context) -> Changes:
    return {"consulted": m.consulted + 1}
