"""From reasons to a judgement: their weights are added, and both bounds leave room for "unsure"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum

from sayso.link.tellings import Telling
from sayso.model import Reason, Verdict

SAME = 4.0
DIFFERENT = -2.0


def collect_reasons(
    a: Telling, b: Telling, features: Sequence[Callable[[Telling, Telling], Reason | None]]
) -> tuple[Reason, ...]:
    """What each feature has to say of the two."""
    return tuple(reason for feature in features if (reason := feature(a, b)) is not None)


def total(reasons: Sequence[Reason]) -> float:
    """The sum of the weights."""
    return fsum(reason.weight for reason in reasons)


def judge(reasons: Sequence[Reason]) -> Verdict:
    """Same from ``SAME`` upwards, different from ``DIFFERENT`` downwards or by any veto, else unsure."""
    if any(reason.weight <= -3.0 for reason in reasons):
        return "different"
    weight = total(reasons)
    return "same" if weight >= SAME else "different" if weight <= DIFFERENT else "unsure"
