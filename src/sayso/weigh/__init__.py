"""The case as of a day: who rests on whom, what differs and why, and how far each figure is settled."""

from __future__ import annotations

from datetime import date

from sayso.model import Linked, Weighed
from sayso.weigh.conflicts import find_conflicts
from sayso.weigh.copies import find_copies
from sayso.weigh.edges import derive_credits, derive_sources
from sayso.weigh.lineage import Lineage
from sayso.weigh.order import order_events
from sayso.weigh.ranges import find_range, find_steps
from sayso.weigh.reports import read_reports
from sayso.weigh.visible import find_visible, published_of

__all__ = ["weigh_case"]


def weigh_case(linked: Linked, as_of: date | None) -> Weighed:
    """What the claims published by the end of ``as_of`` (None: all of them) amount to.

    ``visible`` and ``possible`` hold ids of articles and of claims.
    """
    visible, possible = find_visible(linked, as_of)
    published = published_of(linked)
    claims = {c.id: c for r in linked.readings for c in r.claims if c.id in visible}
    seen = [a for a in linked.articles if a.id in visible]
    copies = find_copies(seen, linked.readings, published)
    lineage = Lineage(linked, copies)
    told = {f.id: [claims[c] for c in f.claim_ids if c in claims] for f in linked.figures}
    happened = {e.id: [claims[c] for c in e.claim_ids if c in claims] for e in linked.events}
    reports = {i: read_reports(list(found), lineage, published) for i, found in told.items()}
    return Weighed(
        as_of=as_of,
        linked=linked,
        visible=visible,
        possible=possible,
        derivations=(*copies, *derive_credits(seen, lineage), *derive_sources(claims.values(), lineage)),
        conflicts=tuple(find_conflicts(linked, claims, reports, lineage)),
        event_support={i: lineage.support(found) for i, found in happened.items() if found},
        figure_support={i: lineage.support(found) for i, found in told.items() if found},
        figure_ranges={i: find_range(reports[i], as_of) for i, found in told.items() if found},
        order=order_events(linked.events, claims),
        figure_steps={i: find_steps(reports[i]) for i, found in told.items() if len(found) > 1},
        origins={i: lineage.origins(claim) for i, claim in claims.items()},
    )
