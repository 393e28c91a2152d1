"""Who rests on whom: chains of say-so as derivations, and the independent origins of claims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.link.entities import EntityIndex
from sayso.link.names import name_words
from sayso.model import Article, Claim, Derivation, Entity, Hop, Linked, Reason, Span, Support
from sayso.spans import cut, overlap

OriginKind = Literal["named", "unnamed", "unsourced"]
# A source that stayed a pronoun is nobody's name.
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "who", "we", "i", "this", "that", "one", "him", "her", "them"}
)
# An agency in brackets at the end of a dateline, near the top.
CREDIT = re.compile(r"\(([A-Z][^()\n]{2,40})\)\s*[-\u2013\u2014]")
TOP = 1500
QUOTES = '"“”«»„'


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose say-so a claim is in the end: an entity or its words, or the outlet that tells it itself."""

    kind: OriginKind
    key: str
    name: str


class Lineage:
    """The origins of the claims of a case, with copies folded onto what they copy."""

    def __init__(self, linked: Linked, copies: Iterable[Derivation]) -> None:
        self.articles = {a.id: a for a in linked.articles}
        self.entities = EntityIndex(linked.entities)
        mentions = [m for r in linked.readings for m in r.names]
        self._proper = {m.id for m in mentions if m.proper}
        self._copied: defaultdict[str, list[tuple[Span, Span]]] = defaultdict(list)
        for copy in copies:
            for mine, theirs in copy.passages:
                if theirs is not None:
                    self._copied[copy.derived_id].append((mine, theirs))

    def root_article(self, claim: Claim) -> str:
        """The article from which the words of ``claim`` were first taken, as far as copies tell."""
        span, seen = claim.span, {claim.article_id}
        while True:
            size = span.end - span.start
            held = [
                theirs for mine, theirs in self._copied[span.article_id] if 2 * overlap(mine, span) > size
            ]
            origin = min(held, key=lambda s: (s.article_id, s.start), default=None)
            if origin is None or origin.article_id in seen:
                return span.article_id
            span = origin
            seen.add(origin.article_id)

    def hop_entity(self, hop: Hop) -> Entity | None:
        """The entity that a source is, by its mention or by its name."""
        if hop.mention_id is None and hop.kind != "anonymous":
            return self.entities.by_name(hop.name)
        return self.entities.of_mention(hop.mention_id)

    def hop_origin(self, hop: Hop, article_id: str) -> Origin:
        """The origin that a source is: named, or one without a name of its own in its article."""
        entity = self.hop_entity(hop)
        if self._is_named(hop, entity.mention_ids if entity else ()):
            return Origin("named", entity.id if entity else hop.name, entity.name if entity else hop.name)
        name = f"an unnamed source (“{hop.name}”)" if hop.kind == "anonymous" else hop.name
        return Origin("unnamed", f"{hop.name} ({self.outlet(article_id)})", name)

    def _is_named(self, hop: Hop, mention_ids: Sequence[str]) -> bool:
        if hop.kind == "anonymous" or hop.name.lower() in PRONOUNS:
            return False
        proper = any(m in self._proper for m in mention_ids) if mention_ids else _looks_proper(hop.name)
        return proper or hop.kind == "organisation"

    def outlet(self, article_id: str) -> str:
        """The outlet of an article; where nobody told it, the article's id stands for it."""
        article = self.articles.get(article_id)
        return article.outlet if article and article.outlet else article_id

    def origin(self, claim: Claim) -> Origin:
        """Whose say-so ``claim`` is, after copies are folded onto their source."""
        root = self.root_article(claim)
        if claim.attribution:
            return self.hop_origin(claim.attribution[-1], root)
        outlet, article = self.outlet(root), self.articles.get(root)
        return Origin("unsourced", outlet, article.name if article and outlet == root else outlet)

    def support(self, claims: Sequence[Claim]) -> Support:
        """On how many independent origins ``claims`` rest together."""
        origins = {c.id: self.origin(c) for c in claims}
        named = {o.key: o.name for o in origins.values() if o.kind == "named"}
        unsourced = {o.key for o in origins.values() if o.kind == "unsourced"}
        telling = self._outlets_with_origins(claims, origins)
        for key, name in list(named.items()):
            words = name_words(name)
            if words in telling:
                # What the outlet tells of this rests on its own sources, which are counted themselves.
                del named[key]
            unsourced = {outlet for outlet in unsourced if words in telling or name_words(outlet) != words}
        return Support(
            articles=len({c.article_id for c in claims}),
            origins=tuple(sorted(named)),
            unnamed=tuple(sorted({o.key for o in origins.values() if o.kind == "unnamed"})),
            unsourced=tuple(sorted(unsourced)),
        )

    def _outlets_with_origins(
        self, claims: Sequence[Claim], origins: dict[str, Origin]
    ) -> set[tuple[str, ...]]:
        """The names of outlets that give a source other than themselves for one of ``claims``."""
        found = set()
        for claim in claims:
            outlet, origin = name_words(self.outlet(claim.article_id)), origins[claim.id]
            if origin.kind != "unsourced" and name_words(origin.name) != outlet:
                found.add(outlet)
        return found


def derive_sources(claims: Iterable[Claim], lineage: Lineage) -> list[Derivation]:
    """For each claim an edge from its article to every source in its chain, with the words that say so."""
    found: dict[tuple[str, str, str], Derivation] = {}
    for claim in claims:
        names = [hop.name for hop in claim.attribution]
        for depth, hop in enumerate(claim.attribution):
            entity = lineage.hop_entity(hop)
            key = entity.id if entity else lineage.hop_origin(hop, claim.article_id).key
            quoted = depth == len(names) - 1 and _is_quoted(claim, lineage.articles[claim.article_id])
            reason = Reason("chain of say-so", float(depth + 1), " ← ".join(names[: depth + 1]))
            evidence = tuple((s, None) for s in (hop.span, claim.cue, claim.span) if s)[:2]
            edge = Derivation(
                claim.article_id, key, "quotes" if quoted else "cites", claim.id, evidence, (reason,)
            )
            found.setdefault((claim.article_id, key, claim.id), edge)
    return [found[key] for key in sorted(found)]


def derive_credits(articles: Iterable[Article], lineage: Lineage) -> list[Derivation]:
    """For each article with an agency in its dateline ("LIMA, May 3 (Wire) -") an edge to that agency."""
    found = []
    for article in articles:
        credit = CREDIT.search(article.text, 0, TOP)
        entity = lineage.entities.by_name(credit[1]) if credit else None
        if credit is None or entity is None or name_words(article.outlet or "") == name_words(entity.name):
            continue
        span = cut(article, *credit.span(1))
        reason = Reason("agency in the dateline", 1.0, credit[1])
        found.append(Derivation(article.id, entity.id, "cites", None, ((span, None),), (reason,)))
    return found


def _is_quoted(claim: Claim, article: Article) -> bool:
    """Whether the claim's words begin or lie between quotation marks."""
    before = article.text[max(0, claim.span.start - 1) : claim.span.start]
    return (before != "" and before in QUOTES) or claim.span.exact[:1] in QUOTES


LEADING = frozenset(
    {
        "a",
        "an",
        "the",
        "one",
        "two",
        "three",
        "some",
        "several",
        "many",
        "most",
        "other",
        "his",
        "her",
        "their",
        "its",
    }
)


def _looks_proper(name: str) -> bool:
    """Whether words that no name was made of read like one: "Two port officials" and "Divers" do not."""
    words = name.split()
    while words and words[0].lower() in LEADING:
        words = words[1:]
    generic = len(words) == 1 and words[0].endswith("s") and not words[0].isupper()
    return bool(words) and words[0][:1].isupper() and not generic
