"""Claims with what a comparison needs of their article: place, actors and words, resolved once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from sayso.annotate.folding import fold_name
from sayso.link.entities import EntityIndex
from sayso.link.names import name_words
from sayso.model import Article, Claim, Entity, Interval, PlaceMention, PlaceReference, Reading, Span
from sayso.vocabulary import load_vocabulary

SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n")
NEW_CLAUSE = re.compile(r"[;:]|\b(?:and|but|that|which|who|while|when|said|says)\b")
HE = re.compile(r"(?i)\W*(?:that )?s?he\b")
BEFORE = 250  # how far back a pronoun may reach
PlaceRelation = Literal["same", "left within right", "right within left", "apart", "unknown"]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a claim is set: an entity or a bare name, with what is known of its country and size.

    ``inherited``: told in another sentence; ``borrowed``: told of something else in the same one, of where
    the words were spoken, say.
    """

    key: str
    name: str
    country: str | None
    precision: str | None
    container: str | None
    inherited: bool
    borrowed: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim made ready for comparison."""

    claim: Claim
    site: Site | None
    agents: frozenset[str]
    patients: frozenset[str]
    words: frozenset[str]
    published: Interval | None

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


class Preparer:
    """Makes tellings of the claims of a case whose entities are known."""

    def __init__(
        self, articles: Iterable[Article], readings: Iterable[Reading], entities: EntityIndex
    ) -> None:
        every = list(readings)
        self.texts = {article.id: article.text for article in articles}
        self.entities = entities
        self.places = {place.id: place for reading in every for place in reading.places}
        self.persons = {r.article_id: [n for n in r.names if n.kind == "person" and n.proper] for r in every}
        self.published = {reading.article_id: reading.published for reading in every}

    def prepare(self, claim: Claim) -> Telling:
        """The telling of ``claim``."""
        return Telling(
            claim=claim,
            site=self.site(claim),
            agents=self._actors(claim, "agent"),
            patients=self._actors(claim, "patient"),
            words=content_words(claim.span.exact),
            published=self.published.get(claim.article_id),
        )

    def site(self, claim: Claim) -> Site | None:
        """Where ``claim`` is set, as far as its words tell."""
        reference = claim.place
        if reference is None:
            return None
        entity = self.entities.of_mention(reference.mention_id)
        mention = self.places.get(reference.mention_id or "")
        inherited = reference.inherited and not self._in_one_sentence(claim.span, reference.span)
        # A dateline in capitals says where the report was written.
        inherited = inherited or (reference.span.exact.isupper() and not claim.span.exact.isupper())
        site = _make_site(entity, mention, reference.name, inherited)
        return replace(site, borrowed=inherited or self._is_borrowed(claim, reference))

    def _is_borrowed(self, claim: Claim, place: PlaceReference) -> bool:
        """Whether a place in the sentence of a claim, but outside of it, belongs to another clause."""
        if not place.inherited:
            return False
        text = self.texts.get(claim.article_id, "")
        if place.span.end <= claim.span.start:
            spoken = claim.cue is not None and claim.cue.start < claim.span.start
            return spoken or NEW_CLAUSE.search(text, place.span.end, claim.span.start) is not None
        return NEW_CLAUSE.search(text, claim.span.end, place.span.start) is not None

    def _in_one_sentence(self, a: Span, b: Span) -> bool:
        """Whether no sentence ends between two spans: then the words of one hold for the other."""
        first, last = min(a.end, b.end), max(a.start, b.start)
        between = self.texts.get(a.article_id, "")[first:last]
        return last - first < 300 and SENTENCE_END.search(between) is None

    def stands_for(self, claim: Claim) -> frozenset[str]:
        """Whom "he" or "she" at the head of ``claim`` means: the only person named shortly before."""
        if not HE.match(claim.span.exact):
            return frozenset()
        start, names = claim.span.start, self.persons.get(claim.article_id, ())
        near = [n for n in names if n.span.end <= start and start - n.span.end < BEFORE]
        keys = frozenset(self.actor_key(n.id, n.canonical) for n in near)
        return keys if len(keys) == 1 else frozenset()

    def _actors(self, claim: Claim, role: str) -> frozenset[str]:
        return frozenset(self.actor_key(r.mention_id, r.name) for r in claim.actors if r.role == role)

    def actor_key(self, mention_id: str | None, name: str) -> str:
        """The entity of an actor that has a name of its own, else the stem of its head word."""
        entity = self.entities.of_mention(mention_id)
        if entity and entity.kind in ("person", "organisation", "place"):
            return entity.id
        return "word " + stem(head_word(name))


def _make_site(entity: Entity | None, mention: PlaceMention | None, name: str, inherited: bool) -> Site:
    return Site(
        key=entity.id if entity else "name " + fold_name(name),
        name=entity.name if entity else name,
        country=(mention.country if mention else None) or (entity.country if entity else None),
        precision=mention.precision if mention else None,
        container=fold_name(mention.container) if mention and mention.container else None,
        inherited=inherited,
    )


def relate_places(a: Site | None, b: Site | None) -> PlaceRelation:
    """How two places lie to one another, "unknown" where the gazetteer does not tell."""
    if a is None or b is None:
        return "unknown"
    if a.key == b.key:
        return "same"
    if a.container and a.container == fold_name(b.name):
        return "left within right"
    if b.container and b.container == fold_name(a.name):
        return "right within left"
    if a.country and b.country:
        if a.country != b.country:
            return "apart"
        return _relate_in_country(a, b)
    return "unknown"


def _relate_in_country(a: Site, b: Site) -> PlaceRelation:
    if "country" in (a.precision, b.precision):
        if a.precision == b.precision:
            return "same"
        return "left within right" if b.precision == "country" else "right within left"
    # A point may lie in a town and a town in a region; only equals are known to lie apart.
    return "apart" if a.precision == b.precision and a.precision in ("town", "region") else "unknown"


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what a passage is about."""
    return frozenset(load_vocabulary("en", "stopwords")["words"])


@cache
def stem(word: str) -> str:
    """A rough stem that joins the forms of a word ("protesters", "protesting", "protests")."""
    for ending in (
        "ations",
        "ation",
        "ings",
        "ing",
        "ers",
        "er",
        "ies",
        "ied",
        "ed",
        "es",
        "s",
        "ly",
        "y",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that carry meaning."""
    words = re.findall(r"[^\W\d_]{3,}", fold_name(text))
    return frozenset(stem(w) for w in words if w not in stop_words())


def head_word(name: str) -> str:
    """The word that a noun phrase is about: the last one before "of", "in" and the like, or a comma."""
    bare = re.split(r",| (?:of|in|from|at|on|with|for|who|that|which|led)\b", name, maxsplit=1)[0]
    words = name_words(bare) or name_words(name)
    return words[-1] if words else name.lower()


def days(interval: Interval | None) -> tuple[date, date] | None:
    """First and last day of an interval that has both."""
    if interval is None or interval.earliest is None or interval.latest is None:
        return None
    return interval.earliest, interval.latest


def gap(a: Interval | None, b: Interval | None) -> int | None:
    """Days between two intervals, 0 if they touch or overlap; None where either is not known."""
    x, y = days(a), days(b)
    if x is None or y is None:
        return None
    return max(0, (y[0] - x[1]).days, (x[0] - y[1]).days)
