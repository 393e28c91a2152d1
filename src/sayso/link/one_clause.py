"""Claims that one clause tells twice over: by a verb that says little and by the noun that says what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from sayso.link.tellings import Telling
from sayso.model import Claim, Link, Reason
from sayso.spans import overlap
from sayso.vocabulary import load_vocabulary

# Characters between verb and noun: "made [no] deployments", "a strike [that had long] begun".
OBJECT, SUBJECT = 14, 14


@cache
def _heads(name: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "umbrellas")[name])


def link_clauses(tellings: Iterable[Telling]) -> list[Link]:
    """The pairs of claims of one article that tell one happening in one clause."""
    by_article: defaultdict[str, list[Claim]] = defaultdict(list)
    for telling in tellings:
        by_article[telling.claim.article_id].append(telling.claim)
    return [link for _, claims in sorted(by_article.items()) for link in _link_article(claims)]


def _link_article(claims: list[Claim]) -> Iterator[Link]:
    ordered = sorted(claims, key=lambda c: (c.span.start, -c.span.end, c.id))
    for number, outer in enumerate(ordered):
        for inner in ordered[number + 1 :]:
            if inner.span.start >= outer.span.end:
                break
            if _is_one(outer, inner):
                left, right = sorted((outer.id, inner.id))
                reason = Reason("told in one clause", 6.0, f"{outer.head} / {inner.head}", (inner.span,))
                yield Link(left, right, "tells one event", "same", (reason,))


def _is_one(outer: Claim, inner: Claim) -> bool:
    """Whether two claims that overlap tell one happening."""
    if outer.trigger is None or inner.trigger is None or outer.polarity != inner.polarity:
        return False
    if outer.trigger == inner.trigger:
        return True
    if not overlap(outer.span, inner.trigger) or not overlap(outer.span, outer.trigger):
        return False
    after = inner.span.start - outer.trigger.end
    if 0 <= after <= OBJECT:
        return outer.head.lower() in _heads("support")
    before = outer.trigger.start - inner.span.end
    return 0 <= before <= SUBJECT and outer.head.lower() in _heads("occur")
