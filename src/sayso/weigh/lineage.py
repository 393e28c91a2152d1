"""Who rests on whom: chains of say-so as derivations, and the independent origins of claims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.fuzz import ratio

from sayso.link.entities import EntityIndex
from sayso.link.names import name_words
from sayso.model import Claim, Derivation, Entity, Hop, Linked, Origin, Span, Support
from sayso.spans import overlap
from sayso.weigh.bodies import Body, find_author, find_bodies, find_spoken_for, list_bodies, source_key
from sayso.weigh.describing import is_body, is_document, looks_proper, named_body
from sayso.weigh.offices import Offices
from sayso.weigh.outlets import Outlets

# A source that stayed a pronoun is nobody's name.
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "who", "we", "i", "this", "that", "one", "him", "her", "them"}
)
# What an article calls its own outlet.
SELF = re.compile(
    r"(?i)(?:this |our )?(?:newspaper|paper|website|programme|station|newsroom)|this (?:site|letter)"
)
WEEKDAY = re.compile(r"(?i)(?:(?:on|last) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?")
ASIDE = re.compile(r"\s*(?:,[^,.;:]{0,60}(?=,))?,?\s*(?:has |had )?")
LIKE = 60  # per cent of equal letters from which a claim in a copied passage is the one that was copied


class Lineage:
    """The origins of the claims of a case, with copies folded onto what they copy."""

    def __init__(self, linked: Linked, copies: Iterable[Derivation]) -> None:
        self.articles = {a.id: a for a in linked.articles}
        self.entities = EntityIndex(linked.entities)
        self.outlets = Outlets(linked.articles)
        self.bodies = find_bodies(linked, self.entities)
        self.offices = Offices(linked, self.entities)
        self._readings = {r.article_id: r for r in linked.readings}
        self._named_bodies: dict[str, list[Body]] = {}
        self._proper = {m.id for r in linked.readings for m in r.names if m.proper}
        self._claims = {c.id: c for r in linked.readings for c in r.claims}
        self._told: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims.values():
            self._told[claim.article_id].append(claim)
        self._items: defaultdict[str, list[Sequence[str]]] = defaultdict(list)
        for ids in (*(f.claim_ids for f in linked.figures), *(e.claim_ids for e in linked.events)):
            for claim_id in ids:
                self._items[claim_id].append(ids)
        self._copied: defaultdict[str, list[tuple[Span, Span]]] = defaultdict(list)
        for copy in copies:
            for mine, theirs in copy.passages:
                if theirs is not None:
                    self._copied[copy.derived_id].append((mine, theirs))
        self._known: dict[str, tuple[Origin, ...]] = {}

    def root_article(self, claim: Claim) -> str:
        """The article from which the words of ``claim`` were first taken, as far as copies tell."""
        return self._root(claim)[1]

    def root_claim(self, claim: Claim) -> Claim:
        """The claim that ``claim`` was copied from; itself where it was not, or nothing there is like it."""
        return self._root(claim)[0]

    def _root(self, claim: Claim) -> tuple[Claim, str]:
        """The first claim and the first article to which copies lead back."""
        seen = {claim.article_id}
        while True:
            span = self._taken_from(claim)
            if span is None or span.article_id in seen:
                return claim, claim.article_id
            seen.add(span.article_id)
            original = self._find_like(claim, span)
            if original is None:
                return claim, span.article_id
            claim = original

    def _taken_from(self, claim: Claim) -> Span | None:
        """The passage of another article that holds more than half of the words of a claim."""
        size = claim.span.end - claim.span.start
        held = [t for mine, t in self._copied[claim.article_id] if 2 * overlap(mine, claim.span) > size]
        return min(held, key=lambda s: (s.article_id, s.start), default=None)

    def _find_like(self, claim: Claim, span: Span) -> Claim | None:
        """The claim in a passage that says what a claim copied from it says."""
        measure = claim.amount.measure if claim.amount else None
        scored = [
            (ratio(claim.span.exact, other.span.exact, score_cutoff=LIKE), other.id)
            for other in self._told[span.article_id]
            if other.kind == claim.kind
            and (other.amount.measure if other.amount else None) == measure
            and overlap(other.span, span)
        ]
        best = max(scored, default=(0.0, ""))
        return self._claims[best[1]] if best[0] else None

    def hop_entity(self, hop: Hop) -> Entity | None:
        """The entity that a source is, by its mention or by its name."""
        if hop.mention_id is None and hop.kind != "anonymous":
            return self.entities.by_name(hop.name)
        return self.entities.of_mention(hop.mention_id)

    def hop_origin(self, hop: Hop, article_id: str) -> Origin:
        """The origin that a source is: named, or one without a name of its own in its article."""
        entity = self.hop_entity(hop)
        if self._is_proper(hop, entity.mention_ids if entity else ()):
            return self._speaking(*_own_name(hop, entity))
        key = self._written_by(hop, article_id) or self._spoken_for(hop, article_id)
        key = key or self.offices.resolve(hop.name, article_id)
        if key and not (entity and entity.kind == "organisation" and key not in self.entities.by_id):
            return self._speaking(key, hop.name)
        if hop.kind == "organisation":
            return Origin("named", *_own_name(hop, entity))
        name = f"an unnamed source (“{hop.name}”)" if hop.kind == "anonymous" else hop.name
        return Origin("unnamed", f"{hop.name} ({self.outlet(article_id)})", name)

    def _speaking(self, key: str, name: str) -> Origin:
        """The body for which a source speaks, or else the source itself."""
        body = self.bodies.get(key, key)
        if body not in self.entities.by_id and body != key:
            body = self.offices.lift(frozenset(body.split()))
        return Origin("named", body, self.entities.by_id[body].name if body in self.entities.by_id else name)

    def _bodies_of(self, article_id: str) -> list[Body]:
        article, reading = self.articles.get(article_id), self._readings.get(article_id)
        if article is None or reading is None:
            return []
        if article_id not in self._named_bodies:
            self._named_bodies[article_id] = list_bodies(article, reading, self.entities)
        return self._named_bodies[article_id]

    def _spoken_for(self, hop: Hop, article_id: str) -> str | None:
        """The body of a spokesman without a name."""
        if hop.span is None or hop.span.article_id != article_id:
            return None
        key = find_spoken_for(self.articles[article_id], hop, self._bodies_of(article_id))
        return key and (self.offices.resolve(f"the {key}", article_id) or key)

    def _written_by(self, hop: Hop, article_id: str) -> str | None:
        """The body whose paper a source is: the one that its words name, or that "its" stands for."""
        if hop.span is None or hop.span.article_id != article_id or not is_document(hop.name):
            return None
        key = find_author(self.articles[article_id], hop.span, self._bodies_of(article_id))
        if key is None:
            body = named_body(hop.name)
            return self.offices.resolve(f"the {body}", article_id) if body else None
        name = self.entities.by_id[key].name if key in self.entities.by_id else key
        named = any(m in self._proper for m in self.entities.by_id[key].mention_ids) if name != key else True
        return key if named else self.offices.resolve(name, article_id) or key

    def _is_proper(self, hop: Hop, mention_ids: Sequence[str]) -> bool:
        """Whether a source has a name of its own."""
        if hop.kind == "anonymous" or hop.name.lower() in PRONOUNS:
            return False
        if mention_ids:
            return any(m in self._proper for m in mention_ids)
        # "Lund's association" is a description, though it begins with a name.
        return looks_proper(hop.name) and not (is_body(hop.name) and hop.name.split()[-1].islower())

    def outlet(self, article_id: str) -> str:
        """The outlet of an article; where nobody told it, the article's id stands for it."""
        article = self.articles.get(article_id)
        return article.outlet if article and article.outlet else article_id

    def origin(self, claim: Claim) -> Origin:
        """Whose say-so ``claim`` is, after copies are folded onto their source; the first, if of several."""
        return self.origins(claim)[0]

    def origins(self, claim: Claim) -> tuple[Origin, ...]:
        """Whose say-so ``claim`` is: of several where an outlet that it cites has it from several."""
        if claim.id not in self._known:
            self._known[claim.id] = self._find_origins(claim, frozenset())
        return self._known[claim.id]

    def _find_origins(self, claim: Claim, seen: frozenset[str]) -> tuple[Origin, ...]:
        root = self.root_claim(claim)
        told = root if root.attribution or not claim.attribution else claim
        hop = self._innermost(told)
        if hop is None:
            return (self._own_voice(told, claim),)
        if self._is_observer(hop, told):
            return (self._outlet_origin(told.article_id),)
        cited = self._cited_articles(hop, told)
        if not cited:
            return (self.hop_origin(hop, told.article_id),)
        found = self._follow(told, cited, seen | {claim.id, told.id})
        return found or (self._outlet_origin(min(cited)),)

    def _innermost(self, claim: Claim) -> Hop | None:
        """The last source of a chain that is no paper of the one before it and not the outlet itself."""
        hops = [
            hop
            for hop in claim.attribution
            if self._is_observer(hop, claim) or not self._is_itself(hop, claim.article_id)
        ]
        if claim.attribution and not hops and (speaker := self._speaker(claim)):
            return speaker
        while len(hops) > 1 and self._is_paper_of(hops[-1], hops[-2]):
            hops.pop()
        return hops[-1] if hops else None

    def _is_paper_of(self, paper: Hop, owner: Hop) -> bool:
        """Whether a source is the paper of the one before it, and not of another body or of who read it."""
        own = is_document(paper.name) and self.hop_entity(paper) is None and named_body(paper.name) is None
        return own and not self.outlets.is_outlet(owner.name)

    def _speaker(self, claim: Claim) -> Hop | None:
        """Who stands before the cue where the outlet was taken for the source: "the mayor told the Post"."""
        article, reading = self.articles.get(claim.article_id), self._readings.get(claim.article_id)
        if claim.cue is None or article is None or reading is None:
            return None
        for mention in reading.names:
            between = article.text[mention.span.end : claim.cue.start]
            itself = SELF.fullmatch(mention.span.exact) or self.outlets.is_own(mention.span.exact, article.id)
            if not itself and mention.span.end <= claim.cue.start and ASIDE.fullmatch(between):
                return Hop(mention.span.exact, mention.kind, "says", mention.span, mention.id)
        return None

    def _is_itself(self, hop: Hop, article_id: str) -> bool:
        """Whether a source is the article's own outlet, or a day: neither is whose say-so it is."""
        return (
            WEEKDAY.fullmatch(hop.name) is not None
            or SELF.fullmatch(hop.name) is not None
            or self.outlets.is_own(hop.name, article_id)
        )

    def _is_observer(self, hop: Hop, claim: Claim) -> bool:
        place = hop.span.start if hop.span else claim.span.start
        return self.outlets.is_observer(hop.name, claim.article_id, place)

    def _own_voice(self, told: Claim, claim: Claim) -> Origin:
        """The outlet as an origin where it says that it was there; else as one that does not say."""
        if self.outlets.saw(told):
            return self._outlet_origin(told.article_id)
        root = self.root_article(claim)
        outlet, article = self.outlet(root), self.articles.get(root)
        return Origin("unsourced", outlet, article.name if article and outlet == root else outlet)

    def _outlet_origin(self, article_id: str) -> Origin:
        outlet = self.outlet(article_id)
        entity = self.entities.by_name(outlet)
        return Origin("named", entity.id if entity else outlet, outlet)

    def _cited_articles(self, hop: Hop, claim: Claim) -> frozenset[str]:
        """The articles of the case that a source stands for, where it is another outlet."""
        entity = self.hop_entity(hop)
        names = dict.fromkeys((hop.name, *(entity.names if entity else ())))
        found = [self.outlets.written_by(name, claim.article_id) for name in names]
        end = hop.span.start if hop.span else claim.span.start
        found.append(self.outlets.named_before(hop.name, claim.article_id, end))
        return next((articles for articles in found if articles), frozenset())

    def cited_outlets(self) -> frozenset[str]:
        """The entities that are outlets of the case and that articles of others name as their source."""
        found = set()
        for claim in self._claims.values():
            for hop in claim.attribution:
                entity = self.hop_entity(hop)
                if entity and any(self.outlets.written_by(n, claim.article_id) for n in entity.names):
                    found.add(entity.id)
        return frozenset(found)

    def _follow(self, claim: Claim, cited: frozenset[str], seen: frozenset[str]) -> tuple[Origin, ...]:
        """The sources that the cited articles have for the same event or figure."""
        beside = [i for ids in self._items[claim.id] for i in ids if i not in seen]
        there = [self._claims[i] for i in dict.fromkeys(beside) if self._claims[i].article_id in cited]
        if not there and claim.amount:
            there = [c for a in sorted(cited) for c in self._told[a] if _counts_the_same(c, claim)]
        found = {o: None for c in there if c.id not in seen for o in self._find_origins(c, seen | {c.id})}
        return tuple(o for o in found if o.kind != "unsourced")

    def support(self, claims: Sequence[Claim]) -> Support:
        """On how many independent origins ``claims`` rest together."""
        origins = {c.id: self.origins(c) for c in claims}
        sourced = {c.article_id for c in claims if any(o.kind != "unsourced" for o in origins[c.id])}
        # A headline over a sourced sentence needs no source of its own.
        for claim in claims:
            if claim.article_id in sourced:
                origins[claim.id] = tuple(o for o in origins[claim.id] if o.kind != "unsourced")
        every = [o for found in origins.values() for o in found]
        named = {o.key: o.name for o in every if o.kind == "named"}
        unsourced = {o.key for o in every if o.kind == "unsourced"}
        telling = self._outlets_with_origins(claims, origins)
        seen = {self._outlet_origin(c.article_id).key for c in claims if self.outlets.saw(self.root_claim(c))}
        for key, name in list(named.items()):
            words = name_words(name)
            if words in telling and key not in seen:
                # What the outlet tells of this rests on its own sources, which are counted themselves.
                del named[key]
            unsourced = {outlet for outlet in unsourced if words in telling or name_words(outlet) != words}
        return Support(
            articles=len({c.article_id for c in claims}),
            origins=tuple(sorted(named)),
            unnamed=tuple(sorted({o.key for o in every if o.kind == "unnamed"})),
            unsourced=tuple(sorted(unsourced)),
        )

    def _outlets_with_origins(
        self, claims: Sequence[Claim], origins: dict[str, tuple[Origin, ...]]
    ) -> set[tuple[str, ...]]:
        """The names of outlets that give a source other than themselves for one of ``claims``."""
        found = set()
        for claim in claims:
            outlet = name_words(self.outlet(claim.article_id))
            if any(o.kind != "unsourced" and name_words(o.name) != outlet for o in origins[claim.id]):
                found.add(outlet)
        return found


def _own_name(hop: Hop, entity: Entity | None) -> tuple[str, str]:
    """The key and the name of a source that stands for itself."""
    return (entity.id, entity.name) if entity else (source_key(hop), hop.name)


def _counts_the_same(claim: Claim, other: Claim) -> bool:
    """Whether two claims give one number for one thing."""
    a, b = claim.amount, other.amount
    return bool(a and b and a.quantity.best and a.quantity.best == b.quantity.best and a.unit == b.unit)
