"""The chronology: a partial order that respects intervals, and a stable total order for lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sayso.model import Claim, Event

WEAK = ("inherited", "case")


def event_bounds(claims: Iterable[Claim]) -> tuple[date, date] | None:
    """First and last day of an event: what its tellings agree on, else all that they span; None if untold.

    Dates in the telling's own words come before inherited ones.
    """
    told = [c.when for c in claims if c.when and c.when.earliest and c.when.latest]
    own = [when for when in told if when.basis not in WEAK] or told
    bounds = [(when.earliest, when.latest) for when in own]
    firsts, lasts = [b[0] for b in bounds if b[0]], [b[1] for b in bounds if b[1]]
    if not firsts or not lasts:
        return None
    meet = (max(firsts), min(lasts))
    return meet if meet[0] <= meet[1] else (min(firsts), max(lasts))


def order_events(events: Iterable[Event], claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """The ids of ``events`` with a claim among ``claims``, in an order that keeps every sure precedence.

    Sorted by the middle of their bounds, no event comes before one that surely precedes it. What has no
    date comes last, by id.
    """
    listed = []
    for event in events:
        told = [claims[c] for c in event.claim_ids if c in claims]
        if told:
            bounds = event_bounds(told)
            first, last = bounds or (date.max, date.max)
            listed.append((_middle(first, last), last, first, event.id))
    return tuple(event_id for *_, event_id in sorted(listed))


def _middle(first: date, last: date) -> int:
    """Twice the middle day: if all of one interval precedes another, so does its middle."""
    return first.toordinal() + last.toordinal()
