"""The case as of a day: who rests on whom, what differs and why, and how far each figure is settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sayso.model import Article, Derivation, Linked, Weighed
from sayso.weigh.conflicts import find_conflicts
from sayso.weigh.copies import find_copies
from sayso.weigh.edges import derive_credits, derive_sources
from sayso.weigh.lineage import Lineage
from sayso.weigh.order import order_events
from sayso.weigh.ranges import find_range, find_steps
from sayso.weigh.reports import read_reports
from sayso.weigh.visible import find_visible, published_of

__all__ = ["Weigher", "weigh_case"]


def weigh_case(linked: Linked, as_of: date | None) -> Weighed:
    """What the claims published by the end of ``as_of`` (None: all of them) amount to.

    ``visible`` and ``possible`` hold ids of articles and of claims.
    """
    return Weigher(linked).weigh(as_of)


class Weigher:
    """A joined case, ready to be weighed as of any day: what no day changes is worked out once.

    An article is compared with those that were out before it, so the copies of a day are those of the whole
    case among the articles of that day. An undated article that counts from its retrieval breaks that order,
    and a day that shows one has copies of its own.
    """

    def __init__(self, linked: Linked) -> None:
        self.linked = linked
        self.published = published_of(linked)
        self._claims = {c.id: c for r in linked.readings for c in r.claims}
        self._copies = find_copies(linked.articles, linked.readings, self.published)
        self._lineage = Lineage(linked, self._copies)

    def weigh(self, as_of: date | None) -> Weighed:
        """What was known at the end of ``as_of``; None: all of it."""
        linked = self.linked
        visible, possible = find_visible(linked, as_of)
        seen = [a for a in linked.articles if a.id in visible]
        copies, lineage = self._find_copies(seen, as_of)
        claims = {key: claim for key, claim in self._claims.items() if key in visible}
        told = {f.id: [claims[c] for c in f.claim_ids if c in claims] for f in linked.figures}
        happened = {e.id: [claims[c] for c in e.claim_ids if c in claims] for e in linked.events}
        reports = {i: read_reports(list(found), lineage, self.published) for i, found in told.items()}
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

    def _find_copies(self, seen: Sequence[Article], as_of: date | None) -> tuple[list[Derivation], Lineage]:
        """The copies among the articles of a day, and the origins that they make."""
        if as_of is not None and len(seen) < len(self.linked.articles):
            if any(self._is_undated(article) for article in seen):
                copies = find_copies(seen, self.linked.readings, self.published)
                return copies, Lineage(self.linked, copies)
            shown = {article.id for article in seen}
            among = [c for c in self._copies if c.derived_id in shown and c.origin_id in shown]
            return among, self._lineage
        return self._copies, self._lineage

    def _is_undated(self, article: Article) -> bool:
        published = self.published[article.id]
        return published is None or published.latest is None
