"""Searching a case from the page: articles by their words, and what was read out of them, with filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sayso.library import Case
from sayso.model import Claim
from sayso.show.index import Index
from sayso.show.page import Book
from sayso.show.page.texts import dated
from sayso.show.quotes import read_quote
from sayso.show.rows import Quote
from sayso.show.tellings import claim_place
from sayso.store.query import Hit

MOST = 60


@dataclass(frozen=True, slots=True)
class Passages:
    """What was found, and what was asked for."""

    words: str
    voice: str
    place: str
    day: str
    articles: tuple[Hit, ...]
    quotes: tuple[Quote, ...]
    more: int

    @property
    def asked(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.voice or self.place or self.day)


def find_passages(case: Case, book: Book, query: Mapping[str, str]) -> Passages:
    """The articles that hold all words, and the claims that do and are said by, set in and dated as asked."""
    words, voice, place = (query.get(key, "").strip()[:200] for key in ("q", "voice", "place"))
    day = query.get("day", "")[:10]
    index = book.whole().index
    told = [claim for claim in index.claims.values() if _suits(index, claim, words, voice, place, day)]
    filtered = bool(voice or place or day)
    hits = () if filtered or not words else case.search(words)
    shown = told if words or filtered else []
    quotes = tuple(read_quote(index, claim) for claim in shown[:MOST])
    return Passages(words, voice, place, day, hits, quotes, max(0, len(shown) - MOST))


def _suits(index: Index, claim: Claim, words: str, voice: str, place: str, day: str) -> bool:
    text = claim.span.exact.casefold()
    if not all(word in text for word in words.casefold().split()):
        return False
    return _is_said_by(index, claim, voice) and _is_set_in(index, claim, place) and _is_dated(claim, day)


def _is_said_by(index: Index, claim: Claim, voice: str) -> bool:
    if not voice:
        return True
    names = [index.hop_name(hop) for hop in claim.attribution] or [index.outlet(claim.article_id)]
    return any(voice.casefold() in name.casefold() for name in names)


def _is_set_in(index: Index, claim: Claim, place: str) -> bool:
    found = claim_place(index, claim)
    return not place or (found is not None and place.casefold() in found.name.casefold())


def _is_dated(claim: Claim, day: str) -> bool:
    """Whether a claim may speak of a day."""
    if not day:
        return True
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        return False
    when = dated(claim)
    if when is None:
        return False
    return (when.earliest or wanted) <= wanted <= (when.latest or wanted)
