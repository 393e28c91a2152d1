"""Events on a map: GeoJSON (RFC 7946), with their time in the form of Linked Places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sayso.model import Interval
from sayso.show.days import DOUBTFUL, to_edtf
from sayso.show.exports.happenings import Happening, list_happenings
from sayso.show.exports.losses import Loss
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.words import say_when

Json = dict[str, Any]


def to_geojson(index: Index, generated: str) -> Written:
    """Every event as a feature, those without coordinates too, and what the features do not hold."""
    happenings = tuple(list_happenings(index))
    collection = {
        "type": "FeatureCollection",
        "features": [_write_feature(index, happening) for happening in happenings],
    }
    losses = (
        Loss(happening.id, happening.label, lost, why)
        for happening in happenings
        for lost, why in _narrow(index, happening)
    )
    text = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    return Written({"events.geojson": text}, tuple(losses))


def _narrow(index: Index, happening: Happening) -> Iterator[tuple[str, str]]:
    """What the feature does not say, and why."""
    if happening.place is None:
        yield "geometry is null", "its tellings name no place, or several"
    elif happening.point is None:
        yield "geometry is null", "the place is not in the gazetteer"
    elif happening.precision in ("region", "country"):
        yield "the point is the middle of an area", "its tellings place it no closer"
    if not to_edtf(happening.when):
        yield "no time", "its tellings do not date it"
    if len(happening.quotes) > 1:
        yield "the words of its other tellings", "a feature holds one quote"


def _write_feature(index: Index, happening: Happening) -> Json:
    point, when = happening.point, write_when(happening.when)
    feature: Json = {
        "type": "Feature",
        "id": happening.id,
        "geometry": {"type": "Point", "coordinates": [point[1], point[0]]} if point else None,
        "properties": _write_properties(index, happening),
    }
    return {**feature, "when": when} if when else feature


def _write_properties(index: Index, happening: Happening) -> Json:
    quote, article = happening.quote, index.articles[happening.telling.article_id]
    support, when = happening.support, happening.when
    return {
        "label": happening.label,
        "type": happening.event.type,
        "when": say_when(when),
        "edtf": to_edtf(when) or None,
        "place": happening.place.name if happening.place else None,
        "precision": happening.precision,
        "inherited": happening.inherited if happening.place else None,
        "articles": support.articles,
        "origins": list(happening.origins),
        "unnamed": len(support.unnamed),
        "unsourced": len(support.unsourced),
        "contested": bool(happening.disputes),
        "quote": quote.words,
        "chain": [quote.outlet, *quote.chain],
        "polarity": quote.polarity,
        "address": article.url or article.name,
        "start": happening.telling.span.start,
        "end": happening.telling.span.end,
    }


def write_when(when: Interval | None) -> Json | None:
    """An interval as a ``when`` of Linked Places; None where neither end is known."""
    if when is None or not (when.earliest or when.latest):
        return None
    certainty = "less-certain" if when.basis in DOUBTFUL else "certain"
    return {"timespans": [_write_span(when)], "certainty": certainty}


def _write_span(when: Interval) -> Json:
    """Start and end, each a day or the bounds in which it lies."""
    first, last = str(when.earliest or ""), str(when.latest or "")
    bounds = _bounds(first, last)
    if when.extent == "throughout":
        return {"start": _bounds(first, first), "end": _bounds(last, last)}
    if when.extent == "since":
        return {"start": bounds}
    if when.extent == "until":
        return {"start": _bounds("", last or first), "end": bounds}
    return {"start": bounds, "end": bounds}


def _bounds(first: str, last: str) -> Json:
    if first and first == last:
        return {"in": first}
    return {key: day for key, day in (("earliest", first), ("latest", last)) if day}
