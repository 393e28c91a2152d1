"""A weighed case, opened for looking things up: what a view asks of it, and nothing more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sayso.model import (
    Article,
    Claim,
    Conflict,
    Derivation,
    Entity,
    Event,
    Explanation,
    Figure,
    Hop,
    Interval,
    Origin,
    PlaceMention,
    Reading,
    Weighed,
)
from sayso.show.notes import list_notes
from sayso.show.rows import Note
from sayso.show.words import is_same_word
from sayso.spans import overlap

# How the words of an unnamed source are told apart where the article's outlet is not known.
UNNAMED = re.compile(r"(.*) \((a[0-9a-f]+)\)", re.DOTALL)


@dataclass(frozen=True)
class Index:
    """The tables of one weighed case. Only what is visible on its day is in them."""

    weighed: Weighed

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles by id, in the order of the case."""
        every = self.weighed.linked.articles
        if self.weighed.as_of is None:
            return {article.id: article for article in every}
        shown = self.weighed.visible | {
            c.article_id for c in self._all_claims if c.id in self.weighed.visible
        }
        return {a.id: a for a in every if a.id in shown or self._published_by(a)}

    def _published_by(self, article: Article) -> bool:
        """Whether ``article`` had surely appeared by the day of the case."""
        published = self.published(article.id)
        day = self.weighed.as_of
        return bool(day and published and published.latest and published.latest <= day)

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The readings by article id, also those of articles that are not visible."""
        return {reading.article_id: reading for reading in self.weighed.linked.readings}

    @cached_property
    def _all_claims(self) -> tuple[Claim, ...]:
        return tuple(claim for reading in self.weighed.linked.readings for claim in reading.claims)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The visible claims by id, in the order of articles and words."""
        seen, every = self.weighed.visible, self.weighed.as_of is None
        return {c.id: c for c in self._all_claims if every or c.id in seen or c.article_id in seen}

    @cached_property
    def claims_by_article(self) -> dict[str, tuple[Claim, ...]]:
        """The visible claims of each visible article, in the order of its words."""
        found: dict[str, list[Claim]] = {article_id: [] for article_id in self.articles}
        for claim in self.claims.values():
            found.setdefault(claim.article_id, []).append(claim)
        return {key: tuple(sorted(claims, key=_by_place)) for key, claims in found.items()}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.weighed.linked.entities}

    @cached_property
    def _bearers(self) -> dict[str, Entity]:
        return {mention: entity for entity in self.weighed.linked.entities for mention in entity.mention_ids}

    @cached_property
    def places(self) -> dict[str, PlaceMention]:
        """The place mentions by id."""
        return {place.id: place for reading in self.readings.values() for place in reading.places}

    def entity_of(self, mention_id: str | None) -> Entity | None:
        """The entity that bears the mention, if one does."""
        return self._bearers.get(mention_id) if mention_id else None

    def name_of(self, key: str) -> str:
        """How an origin, an entity or an article is called; an id that nothing bears is its own name."""
        if key in self.entities:
            return self.entities[key].name
        if key in self.articles:
            return self.outlet(key)
        if key in self._origin_names:
            return self._origin_names[key]
        where = UNNAMED.fullmatch(key)
        return f"{where[1]} ({self.outlet(where[2])})" if where and where[2] in self.articles else key

    @cached_property
    def _origin_names(self) -> dict[str, str]:
        """What most call each named origin that is no entity: its key holds folded words alone."""
        called: dict[str, Counter[str]] = {}
        for origins in self.weighed.origins.values():
            for origin in origins:
                if origin.kind == "named":
                    called.setdefault(origin.key, Counter())[origin.name] += 1
        return {key: min(names, key=lambda n: (-names[n], len(n), n)) for key, names in called.items()}

    def origin(self, claim: Claim) -> Origin | None:
        """Whose say-so a claim is in the end; None where that was not worked out."""
        return next(iter(self.weighed.origins.get(claim.id, ())), None)

    def outlet(self, article_id: str) -> str:
        """The outlet of an article, or its file name where nobody told the outlet."""
        article = self.articles[article_id]
        return article.outlet or article.name

    def published(self, article_id: str) -> Interval | None:
        """When the article appeared, as its reading or the article itself says."""
        reading = self.readings.get(article_id)
        return reading.published if reading and reading.published else self._stated.get(article_id)

    @cached_property
    def _stated(self) -> dict[str, Interval | None]:
        return {article.id: article.published for article in self.weighed.linked.articles}

    def hop_name(self, hop: Hop) -> str:
        """The fullest known name of a source, or the words that stand for it."""
        entity = self.entity_of(hop.mention_id)
        return entity.name if entity and entity.kind != "anonymous" else hop.name

    def _seen(self, ids: Iterable[str]) -> bool:
        return any(claim_id in self.claims for claim_id in ids)

    @cached_property
    def events(self) -> dict[str, Event]:
        """The events with a visible claim, in the order of the chronology, then of their ids."""
        rank = {event_id: n for n, event_id in enumerate(self.weighed.order)}
        found = [e for e in self.weighed.linked.events if self._seen(e.claim_ids)]
        return {e.id: e for e in sorted(found, key=lambda e: (rank.get(e.id, len(rank)), e.id))}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures with a visible report."""
        return {f.id: f for f in self.weighed.linked.figures if self._seen(f.claim_ids)}

    @cached_property
    def explanations(self) -> dict[str, Explanation]:
        """The explanations with a visible stance."""
        return {x.id: x for x in self.weighed.linked.explanations if self._seen(x.claim_ids)}

    @cached_property
    def conflicts(self) -> dict[str, Conflict]:
        """The relations between claims by id."""
        return {k.id: k for k in self.weighed.conflicts if all(c in self.claims for c in k.claim_ids)}

    @cached_property
    def contested(self) -> frozenset[str]:
        """The claims that stand in a real conflict."""
        real = (k for k in self.conflicts.values() if k.kind == "conflict")
        return frozenset(claim_id for k in real for claim_id in k.claim_ids)

    @cached_property
    def copies(self) -> tuple[Derivation, ...]:
        """Which visible article takes words from which."""
        rests = (d for d in self.weighed.derivations if d.kind == "copies")
        return tuple(d for d in rests if d.derived_id in self.articles and d.origin_id in self.articles)

    def repeats(self, claim: Claim) -> str:
        """The outlet whose words the claim repeats, or nothing."""
        for rest in self._copied.get(claim.article_id, ()):
            if any(overlap(mine, claim.span) for mine, _ in rest.passages):
                return self.outlet(rest.origin_id)
        return ""

    @cached_property
    def _copied(self) -> dict[str, list[Derivation]]:
        found: dict[str, list[Derivation]] = {}
        for rest in self.copies:
            found.setdefault(rest.derived_id, []).append(rest)
        return found

    @cached_property
    def holders(self) -> dict[str, list[Figure | Explanation | Event]]:
        """What each claim stands in: figures, then explanations, then events."""
        found: dict[str, list[Figure | Explanation | Event]] = {}
        holders: list[Figure | Explanation | Event] = [
            *self.figures.values(),
            *self.explanations.values(),
            *self.events.values(),
        ]
        for holder in holders:
            for claim_id in holder.claim_ids:
                found.setdefault(claim_id, []).append(holder)
        return found

    @cached_property
    def _relations(self) -> dict[str, list[Conflict]]:
        found: dict[str, list[Conflict]] = {}
        for conflict in self.conflicts.values():
            for claim_id in conflict.claim_ids:
                found.setdefault(claim_id, []).append(conflict)
        return found

    def relations_of(self, claim_ids: Iterable[str]) -> tuple[Conflict, ...]:
        """The relations in which any of the claims stands, each once."""
        found = {k.id: k for claim_id in claim_ids for k in self._relations.get(claim_id, ())}
        return tuple(found[key] for key in sorted(found))

    def why_unread(self, article_id: str) -> str:
        """Why nothing was read out of an article that is kept; empty where it was read."""
        reading = self.readings.get(article_id)
        return (reading.unread or "") if reading else "not read yet"

    def origin_key(self, claim: Claim) -> str:
        """What tells origins of attributed claims apart: the entity, or else the source's kind and words."""
        hop = claim.attribution[-1]
        entity = self.entity_of(hop.mention_id)
        return entity.id if entity else f"{hop.kind}:{hop.name.casefold()}"

    @cached_property
    def _notes(self) -> dict[str, list[Note]]:
        return list_notes(self.weighed.linked)

    def notes(self, item: str, members: Iterable[str] = ()) -> tuple[Note, ...]:
        """What persons set right or judged of an item; ``members`` are a row's claims or mentions."""
        keys = (item, *(item[0] + member[1:] for member in members)) if self._notes else ()
        found = {note.entry_id: note for key in keys for note in self._notes.get(key, ())}
        return tuple(sorted(found.values(), key=lambda note: (note.at, note.entry_id)))

    @cached_property
    def event_labels(self) -> dict[str, str]:
        """The labels that persons gave to events, by each of their claims."""
        return {c: e.label for e in self.weighed.linked.events if e.label for c in e.claim_ids}

    def figure_title(self, figure: Figure) -> str:
        """What a figure measures, of whom, and where; or what a person called it."""
        if figure.label:
            return figure.label
        place = self.name_of(figure.place_id) if figure.place_id else ""
        measure = figure.measure.replace("_", " ")
        population = figure.population if not is_same_word(measure, figure.population) else None
        return ", ".join(filter(None, (measure[:1].upper() + measure[1:], population, place)))

    def told(self, claim_ids: Iterable[str]) -> tuple[Claim, ...]:
        """The visible claims among ``claim_ids``, in their order."""
        return tuple(self.claims[claim_id] for claim_id in claim_ids if claim_id in self.claims)


def _by_place(claim: Claim) -> tuple[int, int, str]:
    return claim.span.start, claim.span.end, claim.id
