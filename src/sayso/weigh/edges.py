"""Edges from articles to the sources on which they rest, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.link.names import name_words
from sayso.model import Article, Claim, Derivation, Reason
from sayso.spans import cut
from sayso.weigh.lineage import Lineage
from sayso.weigh.visible import CREDIT

TOP = 1500
QUOTES = '"“”«»„'


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
        for edge in _derive_origins(claim, lineage):
            found.setdefault((claim.article_id, edge.origin_id, claim.id), edge)
    return [found[key] for key in sorted(found)]


def _derive_origins(claim: Claim, lineage: Lineage) -> Iterable[Derivation]:
    """Edges to origins that the chain does not name: a speaker's body, the source of a copied text."""
    for origin in lineage.origins(claim):
        if origin.kind == "named":
            reason = Reason("in the end", 1.0, origin.name)
            evidence = ((claim.span, None),)
            yield Derivation(claim.article_id, origin.key, "cites", claim.id, evidence, (reason,))


def derive_credits(articles: Iterable[Article], lineage: Lineage) -> list[Derivation]:
    """For each article with an agency in its dateline ("LIMA, May 3 (Wire) -") an edge to that agency.

    The agency's own article is one of them only where another names the agency as its source.
    """
    cited = lineage.cited_outlets()
    found = []
    for article in articles:
        credit = CREDIT.search(article.text, 0, TOP)
        entity = lineage.entities.by_name(credit[1]) if credit else None
        own = entity and name_words(article.outlet or "") == name_words(entity.name)
        if credit is None or entity is None or (own and entity.id not in cited):
            continue
        span = cut(article, *credit.span(1))
        reason = Reason("agency in the dateline", 1.0, credit[1])
        found.append(Derivation(article.id, entity.id, "cites", None, ((span, None),), (reason,)))
    return found


def _is_quoted(claim: Claim, article: Article) -> bool:
    """Whether the claim's words begin or lie between quotation marks."""
    before = article.text[max(0, claim.span.start - 1) : claim.span.start]
    return (before != "" and before in QUOTES) or claim.span.exact[:1] in QUOTES
