"""Records to JSON and back, with every span checked against its text on both ways."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeVar

import msgspec

from sayso.model import Article, Claim, Interval, NameMention, PlaceMention, Reading
from sayso.spans import InexactSpan, check_exact, find_spans

Record = TypeVar("Record")
Row = tuple[Any, ...]
BY_HAND_FIELDS = ("outlet", "published", "title", "byline", "url", "language")


def encode_record(record: object) -> str:
    """A record as JSON text."""
    return msgspec.json.encode(record).decode("utf-8")


def decode_record(text: str, kind: type[Record]) -> Record:
    """The record of type ``kind`` that ``encode_record`` wrote; else raises msgspec.DecodeError."""
    return msgspec.json.decode(text, type=kind)


def digest_records(*records: object) -> str:
    """One digest for records, equal exactly where they are."""
    return hashlib.sha256(b"\n".join(msgspec.json.encode(record) for record in records)).hexdigest()


def check_spans(record: Record, texts: Mapping[str, str]) -> Record:
    """``record`` itself, if each of its spans holds the words at its place; else raises InexactSpan."""
    for span in find_spans(record):
        if span.article_id not in texts:
            raise InexactSpan(f"{span.article_id}: no such article for {span.exact[:60]!r}")
        check_exact(span, texts[span.article_id])
    return record


# --- articles -------------------------------------------------------------------------------------


def apply_by_hand(article: Article, values: Mapping[str, str]) -> Article:
    """``article`` with what a person has set; its id stays, since it says what was read."""
    changes: dict[str, Any] = {field: decode_by_hand(field, value) for field, value in values.items()}
    return replace(article, **changes) if changes else article


def decode_by_hand(field: str, value: str) -> str | Interval:
    """One value set by hand: a date is an Interval, all else words."""
    return decode_record(value, Interval) if field == "published" else decode_record(value, str)


def merge_article(known: Article, again: Article) -> Article:
    """One record for bytes added twice, the same whichever came first: the smaller name, the first visit."""
    visits = [visit for visit in (known.retrieved, again.retrieved) if visit]
    return replace(known, name=min(known.name, again.name), retrieved=min(visits, default=None))


def order_versions(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles by id, each with the id of the version that it supersedes at its address."""
    articles = sorted(articles, key=lambda article: article.id)
    before = find_versions(article for article in articles if article.url)
    return tuple(replace(article, supersedes=before.get(article.id)) for article in articles)


def find_versions(articles: Iterable[Article]) -> dict[str, str]:
    """Which article each supersedes: the latest one before it with other bytes at the same address."""
    before: dict[str, str] = {}
    ordered = sorted(articles, key=lambda article: (article.url or "", when_current(article), article.id))
    for _, group in groupby(ordered, key=lambda article: article.url):
        versions = list(group)
        for place, article in enumerate(versions):
            older = [other for other in versions[:place] if other.digest != article.digest]
            if older:
                before[article.id] = older[-1].id
    return before


def when_current(article: Article) -> tuple[str, str]:
    """A key that puts versions of a page in order: the day it was published, else visited; then the visit."""
    day = article.published.earliest if article.published else None
    visited = article.retrieved or ""
    return (day.isoformat() if day else visited[:10], visited)


# --- readable rows --------------------------------------------------------------------------------


def claim_row(claim: Claim) -> Row:
    """A claim in the columns of ``claim_rows``."""
    origin = claim.attribution[-1] if claim.attribution else None
    return (
        claim.id,
        claim.article_id,
        claim.kind,
        claim.span.start,
        claim.span.end,
        claim.span.exact,
        claim.event_type,
        claim.subtype,
        claim.polarity,
        claim.certainty,
        *interval_row(claim.when),
        claim.place.name if claim.place else None,
        *amount_row(claim),
        origin.name if origin else None,
        origin.kind if origin else None,
        " < ".join(hop.name for hop in claim.attribution),
    )


def amount_row(claim: Claim) -> Row:
    """Measure, low, best, high, unit and group of a claim's amount."""
    amount = claim.amount
    if amount is None:
        return (None,) * 6
    quantity = amount.quantity
    return (amount.measure, quantity.low, quantity.best, quantity.high, amount.unit, amount.of_whom)


def interval_row(interval: Interval | None) -> tuple[str | None, str | None]:
    """Both bounds as ISO days."""
    if interval is None:
        return (None, None)
    bounds = (interval.earliest, interval.latest)
    return (bounds[0].isoformat() if bounds[0] else None, bounds[1].isoformat() if bounds[1] else None)


def mention_row(mention: NameMention | PlaceMention) -> Row:
    """A mention in the columns of ``mention_rows``."""
    span = mention.span
    if isinstance(mention, NameMention):
        return (
            mention.id,
            span.article_id,
            mention.kind,
            mention.canonical,
            span.start,
            span.end,
            span.exact,
        )
    return (mention.id, span.article_id, "place", mention.name, span.start, span.end, span.exact)


def facts_row(reading: Reading) -> Row:
    """What the case asks of every reading: its hint, date and evidence as JSON, and what was not read."""
    hint = encode_record(reading.hint) if reading.hint else None
    published = encode_record(reading.published) if reading.published else None
    return (hint, published, encode_record(reading.evidence), reading.unread, reading.numbers_not_read)


def reading_rows(reading: Reading) -> tuple[list[Row], list[Row]]:
    """The readable rows of a reading: its claims, and its mentions."""
    mentions: tuple[NameMention | PlaceMention, ...] = (*reading.names, *reading.places)
    return [claim_row(claim) for claim in reading.claims], [mention_row(mention) for mention in mentions]
