"""Which body or person a description means in a case: "the mayor", "the clinic", "the insurer"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from sayso.link.entities import EntityIndex
from sayso.link.names import name_words
from sayso.model import Article, Linked, Reading
from sayso.vocabulary import load_vocabulary
from sayso.weigh.bodies import offices_of, titled_pattern
from sayso.weigh.describing import any_of, bag_of, bag_of_description, is_body, office_pattern


class Offices:
    """Whom "the mayor", "the clinic" and "the insurer" are in a case, where only one can be."""

    def __init__(self, linked: Linked, entities: EntityIndex) -> None:
        proper = {m.id for r in linked.readings for m in r.names if m.proper}
        self._bodies: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        self._firms: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for entity in linked.entities:
            if entity.kind in ("organisation", "place") and any(m in proper for m in entity.mention_ids):
                self._bodies[entity.id].update(bag_of(name) for name in entity.names)
        self._places = {w for r in linked.readings for p in r.places for w in name_words(p.span.exact)}
        read = {reading.article_id: reading for reading in linked.readings}
        for article in linked.articles:
            if article.id in read:
                self._read(article, read[article.id], entities)
        hops = (h for r in linked.readings for c in r.claims for h in c.attribution if is_body(h.name))
        self._told = {bag_of_description(hop.name) for hop in hops}

    def _read(self, article: Article, reading: Reading, entities: EntityIndex) -> None:
        for match in titled_pattern().finditer(article.text):
            key = " ".join(name_words(match[0]))
            if not any(bag_of(match[0]) in bags for bags in self._bodies.values()):
                self._bodies[key].add(bag_of(match[0]))
        for mention in reading.names:
            bearer = entities.of_mention(mention.id)
            introduced = _firm_pattern().search(
                article.text[max(0, mention.span.start - 40) : mention.span.start]
            )
            if bearer and introduced and mention.proper:
                self._firms[article.id].add((introduced[1].lower(), bearer.id))
            if bearer and mention.kind == "person" and mention.proper:
                for office in offices_of(article.text, mention.span.start, mention.span.end):
                    self._holders[office].add(bearer.id)

    def resolve(self, name: str, article_id: str) -> str | None:
        """The key of the one body or person in the case that a description can mean; None for no office."""
        words = self._words(name)
        firm = self._firm(words, article_id)
        if firm:
            return firm
        office = office_pattern().fullmatch(name)
        if office:
            holders = self._holders[office[1].lower()]
            return min(holders) if len(holders) == 1 else " ".join(sorted(words))
        if not is_body(name):
            return None
        return self.lift(words)

    def _words(self, name: str) -> frozenset[str]:
        """The words of a description, without whose it is unless that is a place: "Norland's ministry"."""
        words = bag_of(name)
        return words if words & self._places else bag_of_description(name)

    def lift(self, words: frozenset[str]) -> str:
        """The key of the only body with these words in its name, or in a longer description of it."""
        named = {i for i, bags in self._bodies.items() if any(words <= bag for bag in bags)}
        inside = [bag for i in named for bag in self._bodies[i]]
        longer = {bag for bag in self._told if words < bag and not any(bag <= other for other in inside)}
        if len(named) == 1 and not longer:
            return named.pop()
        only = longer.pop() if len(longer) == 1 and not named else words
        return " ".join(sorted(only))

    def _firm(self, words: frozenset[str], article_id: str) -> str | None:
        """The only firm that its article, or else the case, introduces as "the insurer", "the company"."""
        if len(words) != 1 or not words <= _firm_words("firms"):
            return None
        everywhere = {pair for pairs in self._firms.values() for pair in pairs}
        for told in (self._firms[article_id], everywhere):
            found = {i for noun, i in told if noun in words or words <= _firm_words("any_firm")}
            if found:
                return found.pop() if len(found) == 1 else None
        return None


@cache
def _firm_words(table: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "origins")[table])


@cache
def _firm_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b({any_of('firms')})\s+$")
