"""What had been published by the end of a day: surely, possibly, or not yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sayso.link.names import name_words
from sayso.model import Article, Claim, Interval, Linked

Order = tuple[date, date, bool, int, str]
# An agency in brackets at the end of a dateline, near the top.
CREDIT = re.compile(r"\(([A-Z][^()\n]{2,40})\)\s*[-\u2013\u2014]")
CREDITED = re.compile(
    r"(?m)(?:^|[|·-] ?)(?:Source|Via|From the|Courtesy of|First published (?:in|by))\b:? +[A-Z]"
)
HEAD = 600  # characters of a page within which its own date stands
CLOCK = re.compile(r"\b(\d{1,2})[:.h](\d\d)\b(?![.:/]\d)\s?([ap]\.?m\b)?", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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


def publication_order(article: Article, published: Mapping[str, Interval | None]) -> Order:
    """A stable order of articles: by the last day on which they can have appeared; the undated come last.

    On one day what bears another's credit comes after what bears none, and then the hours count.
    """
    when = published.get(article.id)
    latest = when.latest if when and when.latest else date.max
    earliest = when.earliest if when and when.earliest else latest
    return latest, earliest, bears_credit(article), read_clock(article) or 0, article.id


def bears_credit(article: Article) -> bool:
    """Whether the head of a page says that its text is another's: in its dateline, or "Source: …"."""
    head = article.text[:HEAD]
    own = name_words(article.outlet or "")
    named = [match[1] for match in CREDIT.finditer(head)]
    return any(name_words(name) != own for name in named) or CREDITED.search(head) is not None


def read_clock(article: Article) -> int | None:
    """The minute of the day that the head of a page gives beside a date; None where it has none."""
    for line in article.text[:HEAD].splitlines():
        match = CLOCK.search(line)
        if match and YEAR.search(line):
            hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()
            hour = hour % 12 + 12 * half.startswith("p") if half else hour
            return 60 * hour + minute if hour < 24 and minute < 60 else None
    return None
