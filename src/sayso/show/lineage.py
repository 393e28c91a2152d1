"""Who rests on whom, as nodes and edges of the exported case."""

from __future__ import annotations

from typing import Any

from sayso.model import Derivation, Span
from sayso.show.index import Index
from sayso.spans import check_exact

Json = dict[str, Any]


def lineage_json(index: Index) -> Json:
    """The articles and origins that are visible, and every edge between them with its words."""
    rests = [d for d in index.weighed.derivations if _is_visible(index, d)]
    origins = {d.origin_id: d for d in rests if d.origin_id not in index.articles}
    nodes = [{"id": a.id, "kind": "article", "name": a.name} for a in index.articles.values()]
    nodes += [_origin_node(index, rest) for rest in origins.values()]
    return {"nodes": nodes, "edges": [_edge(index, derivation) for derivation in rests]}


def _origin_node(index: Index, rest: Derivation) -> Json:
    return {"id": rest.origin_id, "kind": _origin_kind(index, rest), "name": index.name_of(rest.origin_id)}


def _is_visible(index: Index, rest: Derivation) -> bool:
    known = {article.id for article in index.weighed.linked.articles}
    seen = rest.derived_id in index.articles and (
        rest.origin_id in index.articles or rest.origin_id not in known
    )
    return seen and (rest.claim_id is None or rest.claim_id in index.claims)


def _origin_kind(index: Index, rest: Derivation) -> str:
    """What an origin is: an outlet of the case, a voice, or one without a name."""
    entity = index.entities.get(rest.origin_id)
    if entity is None:
        claim = index.claims.get(rest.claim_id or "")
        hops = (hop for hop in claim.attribution if rest.origin_id != hop.name) if claim else ()
        # A source without a name is told apart by its article: its words, then the outlet in brackets.
        unnamed = any(rest.origin_id.startswith(f"{hop.name} (") for hop in hops)
        return "anonymous" if unnamed else "voice"
    outlets = {a.outlet.casefold() for a in index.articles.values() if a.outlet}
    if any(name.casefold() in outlets for name in (entity.name, *entity.names)):
        return "outlet"
    return "anonymous" if entity.kind == "anonymous" else "voice"


def _edge(index: Index, rest: Derivation) -> Json:
    text = index.articles[rest.derived_id].text
    theirs = [span for _, span in rest.passages]
    if rest.origin_id in index.articles:
        theirs = [span and check_exact(span, index.articles[rest.origin_id].text) for span in theirs]
    return {
        "from": rest.derived_id,
        "to": rest.origin_id,
        "kind": rest.kind,
        "claim": rest.claim_id,
        "evidence": [_place_of(check_exact(mine, text)) for mine, _ in rest.passages],
        "origin_evidence": [_place_of(span) for span in theirs],
        "why": "; ".join(reason.detail for reason in rest.reasons) or None,
    }


def _place_of(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
