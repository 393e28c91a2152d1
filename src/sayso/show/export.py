"""The case as JSON, in the form that other programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sayso.model import (
    Amount,
    Article,
    Because,
    Claim,
    Conflict,
    Entity,
    Event,
    Explanation,
    Figure,
    Forecast,
    Hop,
    Interval,
    Role,
    Span,
    Support,
    Voice,
    Weighed,
)
from sayso.show.account import read_coverage
from sayso.show.entries import correction_json, judgement_json
from sayso.show.index import Index
from sayso.show.lineage import lineage_json
from sayso.show.stances import Stance, list_stances
from sayso.show.tellings import agree_place, agree_when, choose_label
from sayso.spans import check_exact
from sayso.version import __version__

Json = dict[str, Any]
NOBODY = Support(0, (), (), ())


def to_json(weighed: Weighed, generated: str) -> Json:
    """The whole case in the public form; raises InexactSpan if a quote is not its text's words."""
    index = Index(weighed)
    _check_quotes(index)
    return {
        "format": "sayso-case",
        "version": 1,
        "sayso": __version__,
        "generated": generated,
        "as_of": _day(weighed.as_of),
        "articles": [_article(index, article) for article in index.articles.values()],
        "entities": [_entity(index, entity) for entity in index.entities.values()],
        "claims": [_claim(index, c) for claims in index.claims_by_article.values() for c in claims],
        "events": [_event(index, event) for event in index.events.values()],
        "figures": [_figure(index, figure) for figure in index.figures.values()],
        "conflicts": [
            {"id": k.id, "kind": k.kind, "claims": list(k.claim_ids), "why": k.why}
            for k in index.conflicts.values()
        ],
        "explanations": [_explanation(index, explanation) for explanation in index.explanations.values()],
        "lineage": lineage_json(index),
        "judgements": [judgement_json(judgement) for judgement in weighed.linked.judgements],
        "corrections": [correction_json(correction) for correction in weighed.linked.corrections],
        "coverage": _coverage(index),
    }


def _by_hand(index: Index, item: str, members: Iterable[str] = ()) -> list[str]:
    """The entries of the record that bear on an item."""
    return [note.entry_id for note in index.notes(item, members)]


def _check_quotes(index: Index) -> None:
    """Every quote against its text, at the last boundary before it leaves the program."""
    for claim in index.claims.values():
        text = index.articles[claim.article_id].text
        for span in _spans_of(claim):
            check_exact(span, text)


def _spans_of(claim: Claim) -> Iterable[Span]:
    yield claim.span
    optional = (claim.trigger, claim.when_span, claim.cue, claim.place and claim.place.span)
    yield from (span for span in optional if span)
    yield from (role.span for role in claim.actors)
    yield from (hop.span for hop in claim.attribution if hop.span)
    if claim.amount:
        yield claim.amount.span
    if claim.because:
        yield claim.because.cause


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place_of(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _number(value: float | None) -> float | int | None:
    """A whole number without its empty fraction."""
    return int(value) if value is not None and value == int(value) else value


def _article(index: Index, article: Article) -> Json:
    reading = index.readings.get(article.id)
    return {
        "id": article.id,
        "name": article.name,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "language": article.language,
        "published": _published(index.published(article.id)),
        "retrieved": article.retrieved,
        "sha256": article.digest,
        "supersedes": article.supersedes,
        "text": article.text,
        "furniture": [_place_of(check_exact(s, article.text)) for s in reading.furniture] if reading else [],
        "voices": [_voice(index, voice) for voice in reading.voices] if reading else [],
        "unread": index.why_unread(article.id) or None,
    }


def _published(when: Interval | None) -> Json | None:
    if when is None:
        return None
    return {
        "earliest": _day(when.earliest),
        "latest": _day(when.latest),
        "basis": when.basis,
        "why": when.why or None,
    }


def _voice(index: Index, voice: Voice) -> Json:
    names = index.readings[voice.span.article_id].names
    mention = next((m.id for m in names if voice.name and m.span == voice.name), None)
    bearer = index.entity_of(mention)
    name = voice.name.exact if voice.name else None
    return {
        "span": _place_of(voice.span),
        "by": bearer.id if bearer else None,
        "name": name,
        "kind": voice.kind,
    }


def _entity(index: Index, entity: Entity) -> Json:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "names": list(entity.names),
        "geonames": entity.geonames,
        "lat": entity.lat,
        "lon": entity.lon,
        "country": entity.country,
        "by_hand": _by_hand(index, entity.id, entity.mention_ids),
    }


def _claim(index: Index, claim: Claim) -> Json:
    return {
        "id": claim.id,
        "article": claim.article_id,
        "span": _place_of(claim.span),
        "quote": claim.span.exact,
        "kind": claim.kind,
        "event_type": claim.event_type,
        "subtype": claim.subtype,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "when": _when(claim.when, claim.when_span),
        "as_of": _when(claim.as_of, None),
        "place": _claim_place(index, claim),
        "actors": [_actor(index, role) for role in claim.actors],
        "amount": _amount(claim.amount),
        "attribution": [_hop(index, hop) for hop in claim.attribution],
        "cue": {"text": claim.cue.exact, "span": _place_of(claim.cue)} if claim.cue else None,
        "about": claim.about_id if claim.about_id in index.claims else None,
        "forecast": _forecast(claim.forecast),
        "because": _because(claim.because),
        "voice": claim.voice,
        "by_hand": _by_hand(index, claim.id),
    }


def _when(when: Interval | None, span: Span | None) -> Json | None:
    if when is None:
        return None
    return {
        "earliest": _day(when.earliest),
        "latest": _day(when.latest),
        "granularity": when.grain,
        "extent": when.extent,
        "basis": when.basis,
        "clock": when.clock or None,
        "span": _place_of(span),
    }


def _claim_place(index: Index, claim: Claim) -> Json | None:
    if claim.place is None:
        return None
    entity = index.entity_of(claim.place.mention_id)
    return {
        "entity": entity.id if entity else None,
        "name": claim.place.name,
        # No words of the article name a place that was set by hand.
        "span": None if "place" in claim.by_hand else _place_of(claim.place.span),
        "inherited": claim.place.inherited,
    }


def _actor(index: Index, role: Role) -> Json:
    entity = index.entity_of(role.mention_id)
    return {
        "entity": entity.id if entity else None,
        "name": role.name,
        "role": role.role,
        "span": _place_of(role.span),
    }


def _amount(amount: Amount | None) -> Json | None:
    if amount is None:
        return None
    return {
        "measure": amount.measure,
        "low": _number(amount.quantity.low),
        "best": _number(amount.quantity.best),
        "high": _number(amount.quantity.high),
        "unit": amount.unit,
        "modifier": amount.quantity.modifier,
        "vague": amount.quantity.vague,
        "cumulative": amount.cumulative,
        "of_whom": amount.of_whom,
        "part_of": amount.part_of,
        "before": amount.before,
        "span": _place_of(amount.span),
    }


def _hop(index: Index, hop: Hop) -> Json:
    entity = index.entity_of(hop.mention_id)
    return {
        "entity": entity.id if entity else None,
        "name": hop.name,
        "kind": hop.kind,
        "stance": hop.stance,
        "span": _place_of(hop.span),
    }


def _forecast(forecast: Forecast | None) -> Json | None:
    if forecast is None:
        return None
    return {"condition": forecast.condition, "by": forecast.by, "outcome": forecast.outcome}


def _because(because: Because | None) -> Json | None:
    if because is None:
        return None
    return {
        "question": because.question,
        "cause": _place_of(because.cause),
        "effect": _place_of(because.effect),
        "stance": because.stance,
    }


def _support(support: Support) -> Json:
    return {
        "articles": support.articles,
        "origins": len(support.origins),
        "unnamed": len(support.unnamed),
        "unsourced": len(support.unsourced),
    }


def _event(index: Index, event: Event) -> Json:
    claims = index.told(event.claim_ids)
    place = agree_place(index, claims)
    return {
        "id": event.id,
        "label": choose_label(index, claims),
        "type": event.type,
        "when": _when(agree_when(claims), None),
        "place": {"entity": place.entity_id, "name": place.name} if place else None,
        "claims": [claim.id for claim in claims],
        "part_of": event.part_of if event.part_of in index.events else None,
        **_support(index.weighed.event_support.get(event.id, NOBODY)),
        "contested": any(claim.id in index.contested for claim in claims),
        "by_hand": _by_hand(index, event.id, event.claim_ids),
    }


def _figure(index: Index, figure: Figure) -> Json:
    reach = index.weighed.figure_ranges.get(figure.id)
    support = _support(index.weighed.figure_support.get(figure.id, NOBODY))
    return {
        "id": figure.id,
        "label": figure.label,
        "measure": figure.measure,
        "unit": figure.unit,
        "place": figure.place_id,
        "population": figure.population,
        "reports": [_report(index, claim) for claim in index.told(figure.claim_ids)],
        "low": _number(reach.low) if reach else None,
        "best": _number(reach.best) if reach else None,
        "high": _number(reach.high) if reach else None,
        "as_of": _day(reach.as_of) if reach else None,
        "why": reach.why if reach else None,
        **support,
        "by_hand": _by_hand(index, figure.id, figure.claim_ids),
    }


def _report(index: Index, claim: Claim) -> Json:
    published = index.published(claim.article_id)
    return {
        "claim": claim.id,
        "as_of": _day(claim.as_of.latest or claim.as_of.earliest) if claim.as_of else None,
        "reported": _day(published.latest or published.earliest) if published else None,
    }


def _conflict(conflict: Conflict) -> Json:
    return {"id": conflict.id, "kind": conflict.kind, "claims": list(conflict.claim_ids), "why": conflict.why}


def _explanation(index: Index, explanation: Explanation) -> Json:
    return {
        "id": explanation.id,
        "question": explanation.question,
        "label": explanation.label,
        "stances": [_stance(stance) for stance in list_stances(index, explanation)],
        "by_hand": _by_hand(index, explanation.id, explanation.claim_ids),
    }


def _stance(stance: Stance) -> Json:
    return {
        "claim": stance.claim.id,
        "article": stance.claim.article_id,
        "by": stance.entity_id,
        "name": stance.voice,
        "stance": stance.stance,
    }


def _coverage(index: Index) -> Json:
    coverage = read_coverage(index)
    return {
        "articles": coverage.articles,
        "unread": [{"article": row.article_id, "why": row.why} for row in coverage.unread],
        "numbers_not_read": coverage.numbers_not_read,
    }
