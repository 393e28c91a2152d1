"""A small invented crisis from TOML: articles whose claims are written out by their words.

An article gives ``text`` and its claims; a claim gives ``quote`` and whatever else it needs:
``kind``, ``head``, ``type``, ``subtype``, ``polarity``, ``when``, ``as_of``, ``place``, ``agents``,
``patients``, ``amount`` ({words, measure, value or low, best, high, of_whom, vague, cumulative, before}),
``source`` (names outwards to the origin), ``about`` (the quote of another claim of the article), ``cause``
and ``effect`` and ``stance``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from build import a_span, an_article
from sayso.ids import claim_id, mention_id
from sayso.model import (
    Amount,
    Article,
    Because,
    Claim,
    ClaimKind,
    DateEvidence,
    Hop,
    Interval,
    NameKind,
    NameMention,
    PlaceMention,
    PlaceReference,
    Quantity,
    Reading,
    Role,
)

WORLDS = Path(__file__).parent / "worlds"
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Crisis:
    """Articles with their readings, and the whole TOML for what is expected of them."""

    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]
    told: Table

    def claim(self, article: str, quote: str) -> Claim:
        """The claim of the article of that name whose words are ``quote``."""
        wanted = next(a for a in self.articles if a.name == article)
        claims = next(r.claims for r in self.readings if r.article_id == wanted.id)
        return next(c for c in claims if c.span.exact == quote)

    def quotes(self, claim_ids: Iterable[str]) -> set[str]:
        """The words of claims."""
        ids = set(claim_ids)
        return {c.span.exact for r in self.readings for c in r.claims if c.id in ids}


def load_crisis(name: str) -> Crisis:
    """The world of that name under tests/worlds."""
    return read_crisis((WORLDS / name / "world.toml").read_text("utf-8"))


def read_crisis(text: str) -> Crisis:
    """A crisis from TOML."""
    told = tomllib.loads(text)
    places = {p["name"]: p for p in told.get("place", [])}
    pairs = [_read_article(table, places) for table in told["article"]]
    return Crisis(tuple(a for a, _ in pairs), tuple(r for _, r in pairs), told)


def _read_article(table: Table, places: Mapping[str, Table]) -> tuple[Article, Reading]:
    article = an_article(
        table["text"],
        name=table.get("name", "report.txt"),
        outlet=table.get("outlet"),
        published=table.get("published"),
    )
    names = tuple(_read_name(article, n) for n in table.get("names", []))
    toponyms = tuple(_read_place(article, word, places) for word in table.get("places", []))
    reader = ClaimReader(article, names, toponyms, tuple(table.get("claim", ())))
    claims = tuple(reader.read(c) for c in table.get("claim", []))
    reading = Reading(
        article.id, "test", article.published, DateEvidence(), names=names, places=toponyms, claims=claims
    )
    return article, reading


def _read_name(article: Article, table: Table) -> NameMention:
    span = a_span(article, table["words"], table.get("nth", 0))
    kind: NameKind = table.get("kind", "person")
    canonical = table.get("canonical", table["words"])
    proper = table.get("proper", canonical == table["words"])
    return NameMention(mention_id(kind, span), span, kind, canonical, proper, tuple(table.get("roles", ())))


def _read_place(article: Article, words: str, places: Mapping[str, Table]) -> PlaceMention:
    span, known = a_span(article, words), places.get(words, {})
    return PlaceMention(
        id=mention_id("toponym", span),
        span=span,
        name=words,
        geonames=known.get("geonames"),
        country=known.get("country"),
        precision=known.get("precision"),
        container=known.get("container"),
    )


@dataclass(frozen=True)
class ClaimReader:
    """Reads the claims of one article."""

    article: Article
    names: tuple[NameMention, ...]
    places: tuple[PlaceMention, ...]
    tables: tuple[Table, ...]

    def read(self, table: Table) -> Claim:
        """The claim that ``table`` writes out."""
        span = a_span(self.article, table["quote"], table.get("nth", 0))
        kind = _kind(table)
        return Claim(
            id=self._claim_id(table),
            article_id=self.article.id,
            kind=kind,
            span=span,
            head=table.get("head", "happen"),
            event_type=table.get("type"),
            subtype=table.get("subtype"),
            polarity=table.get("polarity", "asserted"),
            when=read_interval(table.get("when")),
            when_span=span if "when" in table else None,
            as_of=read_interval(table.get("as_of")),
            place=self._place(table.get("place")),
            actors=self._roles(table),
            amount=self._amount(table.get("amount")),
            attribution=tuple(self._hop(name) for name in table.get("source", [])),
            about_id=self._about(table.get("about")),
            because=self._because(table),
        )

    def _place(self, words: str | None) -> PlaceReference | None:
        if words is None:
            return None
        mention = next(p for p in self.places if p.name == words)
        return PlaceReference(words, mention.span, mention.id)

    def _roles(self, table: Table) -> tuple[Role, ...]:
        agents = [
            Role("agent", w, a_span(self.article, w), self._mention(w)) for w in table.get("agents", [])
        ]
        patients = [
            Role("patient", w, a_span(self.article, w), self._mention(w)) for w in table.get("patients", [])
        ]
        return (*agents, *patients)

    def _mention(self, words: str) -> str | None:
        return next((n.id for n in self.names if n.span.exact == words), None)

    def _hop(self, name: str) -> Hop:
        mention = next((n for n in self.names if n.span.exact == name), None)
        kind: NameKind = mention.kind if mention else "anonymous"
        return Hop(name, kind, "says", mention.span if mention else None, mention.id if mention else None)

    def _amount(self, table: Table | None) -> Amount | None:
        if table is None:
            return None
        exact = table.get("value")
        quantity = Quantity(
            table.get("low", exact),
            table.get("best", exact),
            table.get("high", exact),
            table.get("modifier"),
            table.get("vague", False),
        )
        return Amount(
            table.get("measure", "killed"),
            quantity,
            table.get("unit", "people"),
            a_span(self.article, table["words"]),
            cumulative=table.get("cumulative", False),
            of_whom=table.get("of_whom"),
            before=table.get("before", False),
        )

    def _claim_id(self, table: Table) -> str:
        span = a_span(self.article, table["quote"], table.get("nth", 0))
        return claim_id(_kind(table), span, table.get("head", ""))

    def _about(self, quote: str | None) -> str | None:
        return next((self._claim_id(t) for t in self.tables if t["quote"] == quote), None)

    def _because(self, table: Table) -> Because | None:
        if "cause" not in table:
            return None
        effect = a_span(self.article, table["effect"]) if "effect" in table else None
        return Because(
            table.get("question", ""),
            a_span(self.article, table["cause"]),
            effect,
            table.get("stance", "asserts"),
        )


def _kind(table: Table) -> ClaimKind:
    kind: ClaimKind = table.get("kind", "figure" if "amount" in table else "event")
    return kind


def read_interval(told: str | None) -> Interval | None:
    """An interval from "2031-03-04" or "2031-03-04/2031-03-06"."""
    if told is None:
        return None
    first, _, last = told.partition("/")
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first), "day")
