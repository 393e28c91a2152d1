"""Events as PLOVER records, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sayso.show.exports.addresses import find_address
from sayso.show.exports.happenings import Happening, Toll, list_happenings
from sayso.show.exports.losses import Loss
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.phrases import say_chain
from sayso.show.words import say_range, say_when
from sayso.version import __version__

Json = dict[str, Any]
# Cooperation in words and in deeds, conflict in words and in deeds.
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"), 3),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
SIZES = (("dead", "killed"), ("injured", "injured"), ("arrested", "detained"))
LONG_AGO = timedelta(days=365)  # what ended a year before the first report of it is history there


def to_plover(index: Index, generated: str) -> Written:
    """The events that have a date, a category and somebody who acts, and what the records do not hold."""
    lines: list[str] = []
    losses: list[Loss] = []
    for happening in list_happenings(index):
        why = _why_left_out(happening)
        if why:
            losses.append(Loss(happening.id, happening.label, "left out", why))
            continue
        record = _write_record(index, happening, generated)
        lines.append(json.dumps(record, ensure_ascii=False))
        losses += (Loss(happening.id, happening.label, lost, why) for lost, why in _narrow(happening))
    return Written({"plover.jsonl": "".join(f"{line}\n" for line in lines)}, tuple(losses))


def _why_left_out(happening: Happening) -> str:
    if happening.event.type not in QUADS:
        return "PLOVER has no category for it"
    if happening.when is None or happening.when.earliest is None:
        return "a record needs a date, and nobody gives its first day"
    if not happening.agents:
        return "a record needs an actor, and nobody is named who did it"
    return ""


def _narrow(happening: Happening) -> Iterator[tuple[str, str]]:
    """What the record does not say, and why."""
    if 0 < sum(claim.polarity == "denied" for claim in happening.claims) < len(happening.claims):
        yield "mode does not say that some deny it", "a mode speaks for all tellings; the comment says it"
    if happening.when and happening.when.extent in ("since", "until"):
        yield "one end of it has no date", "its words date its start or its end alone"
    if happening.when and happening.when.earliest != happening.when.latest:
        yield "whether it filled its days or fell on one", "date and enddate do not tell; the comment does"
    if len(happening.quotes) > 1:
        yield "the words of its other tellings", "a record holds one text"


def _write_record(index: Index, happening: Happening, generated: str) -> Json:
    article = index.articles[happening.telling.article_id]
    when, span = happening.when, happening.telling.span
    end = when.latest if when else None
    record: Json = {
        "id": happening.id,
        "has_event": True,
        "date": str(when.earliest) if when else None,
        "enddate": str(end) if end and when and end != when.earliest else None,
        "actor": [{"actor_text": name} for name in happening.agents],
        "recipient": [{"actor_text": name} for name in happening.patients],
        "event": [happening.event.type],
        "event_loc": _write_place(happening),
        "event_text": _write_triggers(happening),
        "quad_code": QUADS[happening.event.type or ""],
        "mode": list(_list_modes(index, happening)),
        "size": _write_sizes(happening),
        "link": happening.event.part_of if happening.event.part_of in index.events else None,
        "text": span.exact,
        "text_info": {"start": span.start, "end": span.end},
        "cite_info": {
            "citation": article.name,
            "url": find_address(article),
            "title": article.title,
            "language": article.language,
            "publication": article.outlet,
        },
        "coder": f"sayso {__version__}",
        "coded_date": generated[:10],
        "comment": _write_comment(happening),
    }
    return _drop_empty(record)


def _drop_empty(record: Json) -> Json:
    """Fields that may be absent are so where nothing is known."""
    inner = {key: _drop_empty(value) if isinstance(value, dict) else value for key, value in record.items()}
    return {key: value for key, value in inner.items() if value not in (None, "", [], {})}


def _write_triggers(happening: Happening) -> list[str]:
    return list(dict.fromkeys(claim.trigger.exact for claim in happening.claims if claim.trigger))


def _write_place(happening: Happening) -> Json:
    place, entity = happening.place, happening.entity
    if place is None:
        return {}
    said = next((c.place.span.exact for c in happening.claims if c.place and not c.place.inherited), None)
    precise = happening.precision
    return {
        "extracted_place": said,
        "resolved_place": entity.name if entity and happening.point else None,
        "geonameid": entity.geonames if entity else None,
        "lat": entity.lat if entity else None,
        "lon": entity.lon if entity else None,
        "city": place.name if precise == "town" else None,
        "province": place.name if precise == "region" else None,
        "country": happening.country,
        "country_code": entity.country if entity else None,
        "resolution": precise,
    }


def _list_modes(index: Index, happening: Happening) -> Iterator[str]:
    """How it is told: as past or to come as of its first report, as perhaps, as not."""
    reported = [index.published(claim.article_id) for claim in happening.claims]
    days = [day for when in reported if when and (day := when.latest or when.earliest)]
    first, when = min(days, default=None), happening.when
    if first and when and when.latest and when.latest < _before(first):
        yield "historical"
    if first and when and when.earliest and when.earliest > first:
        yield "future"
    if all(claim.polarity == "hedged" for claim in happening.claims):
        yield "hypothetical"
    if happening.denied:
        yield "negation"


def _before(day: date) -> date:
    return day - LONG_AGO if day - date.min > LONG_AGO else date.min


def _write_sizes(happening: Happening) -> Json:
    """Numbers, and ranges in words, which PLOVER allows there."""
    tolls = ((name, happening.tolls.get(measure)) for name, measure in SIZES)
    return {name: _write_size(toll) for name, toll in tolls if toll}


def _write_size(toll: Toll) -> int | str:
    if toll.low is not None and toll.low == toll.high:
        return int(toll.low)
    return say_range(toll.low, toll.high)


def _write_comment(happening: Happening) -> str:
    support = happening.support
    counts = f"origins {len(support.origins)}, unnamed {len(support.unnamed)}"
    extent = happening.when.extent if happening.when else ""
    parts = (
        f"{say_when(happening.when)} ({extent})",
        f"{counts}, unsourced {len(support.unsourced)}",
        say_chain(happening.quote),
        *(f"disputed: {why}" for why in happening.disputes),
    )
    return "; ".join(parts)
