"""From reasons to a judgement: their weights are added, and both bounds leave room for "unsure"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum

from sayso.link.tellings import Telling
from sayso.model import Reason, Verdict

# Same kind, place and time are not enough: one of these must speak for it too.
TELLING = frozenset({"same head word", "like head word", "same actors", "shared words"})
SAME = 4.5
DIFFERENT = -2.0
VETO = -3.0  # a reason so strong that nothing outweighs it


def collect_reasons(
    a: Telling, b: Telling, features: Sequence[Callable[[Telling, Telling], Reason | None]]
) -> tuple[Reason, ...]:
    """What each feature has to say of the two; after a veto the rest is not asked."""
    found = []
    for feature in features:
        reason = feature(a, b)
        if reason is not None:
            found.append(reason)
            if reason.weight <= VETO:
                break
    return tuple(found)


def total(reasons: Sequence[Reason]) -> float:
    """The sum of the weights."""
    return fsum(reason.weight for reason in reasons)


def judge(reasons: Sequence[Reason]) -> Verdict:
    """Same from ``SAME`` upwards, different from ``DIFFERENT`` downwards or by any veto, else unsure."""
    if any(reason.weight <= VETO for reason in reasons):
        return "different"
    weight = total(reasons)
    telling = any(reason.rule in TELLING and reason.weight > 0 for reason in reasons)
    return "same" if weight >= SAME and telling else "different" if weight <= DIFFERENT else "unsure"
