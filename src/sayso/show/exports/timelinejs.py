"""The dated events as slides of TimelineJS."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from markupsafe import Markup

from sayso.model import Interval
from sayso.show.account import read_coverage
from sayso.show.exports.addresses import find_address
from sayso.show.exports.happenings import Happening, list_happenings
from sayso.show.exports.losses import Loss
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.marks import show_letters
from sayso.show.phrases import say_chain, say_coverage
from sayso.show.rows import Quote
from sayso.show.words import HOW_DATED, count, make_safe, say_day, say_when

Json = dict[str, Any]
MOST_QUOTES = 5  # a slide is read at a glance; what it leaves out is listed


def to_timelinejs(index: Index, generated: str) -> Written:
    """The events that have a first day, and what the slides do not hold."""
    slides: list[Json] = []
    losses: list[Loss] = []
    for happening in list_happenings(index):
        if happening.when is None or happening.when.earliest is None:
            why = "a slide needs a date, and its tellings give no first day"
            losses.append(Loss(happening.id, happening.label, "left out", why))
            continue
        slides.append(_write_slide(index, happening, happening.when))
        losses += (Loss(happening.id, happening.label, lost, why) for lost, why in _narrow(happening))
    timeline = {"title": _write_title(index), "events": slides, "scale": "human"}
    text = json.dumps(timeline, ensure_ascii=False, indent=1) + "\n"
    return Written({"timeline.json": text}, tuple(losses))


def _narrow(happening: Happening) -> Iterator[tuple[str, str]]:
    """What the slide does not say, and why."""
    when = happening.when
    if when and when.latest != when.earliest and when.extent != "throughout":
        yield "where it is drawn is wider or narrower than what is known", "it draws days, no bounds"
    if len(happening.quotes) > MOST_QUOTES:
        yield f"tellings beyond {MOST_QUOTES}", "a slide is read at a glance"


def _write_title(index: Index) -> Json:
    as_of = index.weighed.as_of
    note = Markup("<p>As of the end of {}.</p>").format(say_day(as_of)) if as_of else Markup("")
    coverage = Markup("<p>{}</p>").format(say_coverage(read_coverage(index)))
    lede = Markup("<p>In the words of those who say so; nothing here is said to be true.</p>")
    return {"text": {"headline": "What is said to have happened", "text": str(lede + note + coverage)}}


def _write_slide(index: Index, happening: Happening, when: Interval) -> Json:
    first, last = when.earliest or date.min, when.latest
    known = _know_parts(when)
    slide: Json = {
        "start_date": _write_day(first, known),
        "text": {
            "headline": str(Markup.escape(f"“{make_safe(happening.label)}”")),
            "text": str(_write_text(index, happening)),
        },
        "display_date": _say_date(when),
        "unique_id": happening.id,
        "autolink": False,
    }
    if last and last != first and known == 3:
        slide["end_date"] = _write_day(last, known)
    if happening.event.type:
        slide["group"] = happening.event.type.capitalize()
    return slide


def _know_parts(when: Interval) -> int:
    """How much of the date is known: 1 the year, 2 the month, 3 the day."""
    first, last = when.earliest, when.latest
    if first is None or last is None or first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return 3
    if (first.year, first.month) == (last.year, last.month):
        return 2
    return 1 if (first.month, last.month, first.year) == (1, 12, last.year) else 3


def _write_day(day: date, known: int) -> Json:
    return dict(list({"year": day.year, "month": day.month, "day": day.day}.items())[:known])


def _say_date(when: Interval) -> str:
    how = HOW_DATED.get(when.basis, "")
    return f"{say_when(when)} ({how})" if how else say_when(when)


def _write_text(index: Index, happening: Happening) -> Markup:
    """HTML: the tellings with whose they are. Everything that reports say is escaped."""
    support = happening.support
    counts = ", ".join(
        (
            count(len(support.origins), "named origin"),
            f"{len(support.unnamed)} unnamed",
            f"{len(support.unsourced)} unsourced",
        )
    )
    place = Markup("<p>{}</p>").format(make_safe(happening.place.name)) if happening.place else Markup("")
    disputes = (
        Markup("<p><strong>Contested:</strong> {}</p>").format(make_safe(why)) for why in happening.disputes
    )
    quotes = (_write_quote(index, quote) for quote in happening.quotes[:MOST_QUOTES])
    more = len(happening.quotes) - MOST_QUOTES
    rest = Markup("<p>and {}</p>").format(count(more, "more telling")) if more > 0 else Markup("")
    return Markup("").join((place, *disputes, *quotes, rest, Markup("<p>{}</p>").format(counts)))


def _write_quote(index: Index, quote: Quote) -> Markup:
    url = find_address(index.articles[quote.article_id])
    said = f"{make_safe(say_chain(quote))}, {quote.published}"
    if url:
        return Markup('<blockquote>{}<br><a href="{}" rel="noopener">{}</a></blockquote>').format(
            show_letters(quote.words), url, said
        )
    return Markup("<blockquote>{}<br>{}</blockquote>").format(show_letters(quote.words), said)
