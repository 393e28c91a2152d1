"""What had been published by the end of a day: surely, possibly, or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sayso.model import Article, Claim, Interval, Linked


def published_of(linked: Linked) -> dict[str, Interval | None]:
    """When each article appeared: as its reading says, else as the article itself does."""
    read = {reading.article_id: reading.published for reading in linked.readings}
    return {a.id: read.get(a.id) or a.published for a in linked.articles}


def find_visible(linked: Linked, as_of: date | None) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of articles and of their claims that were surely, and that were possibly, out by ``as_of``."""
    published = published_of(linked)
    last = max((p.latest for p in published.values() if p and p.latest), default=None)
    sure, possible = set(), set()
    for article in linked.articles:
        verdict = _seen(article, published[article.id], as_of, last)
        if verdict == "sure":
            sure.add(article.id)
        elif verdict == "possible":
            possible.add(article.id)
    claims = [c for r in linked.readings for c in r.claims]
    return _with_claims(sure, claims), _with_claims(possible, claims)


def _with_claims(articles: set[str], claims: list[Claim]) -> frozenset[str]:
    return frozenset(articles | {c.id for c in claims if c.article_id in articles})


def _seen(article: Article, published: Interval | None, as_of: date | None, last: date | None) -> str:
    """Whether an article is "sure", "possible" or "hidden" on a day."""
    if as_of is None:
        return "sure"
    if published is None or (published.latest is None and published.earliest is None):
        return "sure" if _retrieved_by(article, as_of) or (last is not None and as_of >= last) else "hidden"
    if published.latest is not None and published.latest <= as_of:
        return "sure"
    return "possible" if published.earliest is not None and published.earliest <= as_of else "hidden"


def _retrieved_by(article: Article, as_of: date) -> bool:
    try:
        return article.retrieved is not None and date.fromisoformat(article.retrieved[:10]) <= as_of
    except ValueError:
        return False


def publication_order(article: Article, published: Mapping[str, Interval | None]) -> tuple[date, date, str]:
    """A stable order of articles: by the last day on which they can have appeared; the undated come last."""
    when = published.get(article.id)
    latest = when.latest if when and when.latest else date.max
    earliest = when.earliest if when and when.earliest else latest
    return latest, earliest, article.id
