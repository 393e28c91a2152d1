"""Lethal events in the columns of the Georeferenced Event Dataset of the Uppsala Conflict Data Program."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model import Interval
from sayso.show.days import code_days, count_days
from sayso.show.exports.happenings import Happening, Toll, list_happenings
from sayso.show.exports.losses import Loss
from sayso.show.exports.tabular import lose_letters
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.sheets import list_changed, write_sheet
from sayso.show.tables import Value

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start"),
    *("date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)
# What the vendor alone gives, and what is a verdict on whose violence it was.
BLANK = (
    *("id", "relid", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_b_dset_id", "side_b_new_id", "adm_2", "priogrid_gid", "country_id", "region"),
    *("event_clarity", "deaths_a", "deaths_b", "deaths_civilians", "gwnoa", "gwnob"),
)
WHERE = {"point": 1, "town": 1, "region": 4, "country": 6}
# The most days that each code of date_prec stands for: a day, 2-6, a week, a month, a year.
DATES = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
Row = dict[str, Value]


def to_ucdp(index: Index, generated: str) -> Written:
    """The lethal events as a sheet of 49 columns, and what it does not hold."""
    rows: list[Row] = []
    losses = [
        Loss("", ", ".join(BLANK), f"{len(BLANK)} columns left blank", "given by UCDP alone, or a verdict")
    ]
    for happening in list_happenings(index):
        why = _why_left_out(happening)
        if why:
            losses.append(Loss(happening.id, happening.label, "left out", why))
            continue
        row = _write_row(index, happening)
        rows.append(row)
        changed = list_changed(tuple(row), tuple(row.values()))
        losses += lose_letters(happening.id, happening.label, changed)
        losses += (Loss(happening.id, happening.label, lost, why) for lost, why in _narrow(happening))
    cells = ([row.get(column) for column in COLUMNS] for row in rows)
    return Written({"ucdp.csv": write_sheet(COLUMNS, cells, mark="")}, tuple(losses))


def _why_left_out(happening: Happening) -> str:
    toll = happening.tolls.get("killed")
    if happening.denied:
        return "everybody who tells of it denies it"
    if toll is None or max(toll.low or 0, toll.best or 0, toll.high or 0) <= 0:
        return "nobody says in it how many were killed"
    if count_days(happening.when) is None:
        return "it has no date, or one that is open"
    if code_date(happening.when) is None:
        return "its date is wider than a year"
    return ""


def code_date(when: Interval | None) -> int | None:
    """The code of ``date_prec``; None where there is none for it."""
    return code_days(when, DATES)


def _narrow(happening: Happening) -> Iterator[tuple[str, str]]:
    """What the row does not say, and why."""
    toll = happening.tolls["killed"]
    if toll.best is None:
        yield "best left blank", "those who tell it do not give one number"
    if toll.low is None or toll.high is None:
        yield "low or high left blank", "the words leave it open"
    if toll.shared:
        yield "the dead may stand in another row, too", "two events are told with one figure"
    if happening.point is None:
        yield "latitude and longitude left blank", "the place is not in the gazetteer, or not told"
    if happening.when and happening.when.extent in ("since", "until"):
        yield "one end of it has no date", "its words date its start or its end alone"
    if not happening.agents:
        yield "nobody in side_a", "nobody is named who did it; perhaps it was no violence"


def _write_row(index: Index, happening: Happening) -> Row:
    when = happening.when
    return {
        "year": when.earliest.year if when and when.earliest else None,
        "side_a": "; ".join(happening.agents),
        "side_b": "; ".join(happening.patients),
        **_write_sources(index, happening),
        **_write_place(happening),
        "date_prec": code_date(when),
        "date_start": when.earliest if when else None,
        "date_end": when.latest if when else None,
        **_write_toll(happening.tolls["killed"]),
    }


def _write_sources(index: Index, happening: Happening) -> Row:
    told = {quote.article_id: quote for quote in happening.quotes}
    articles = [index.articles[key] for key in told]
    entries = (
        ", ".join((told[a.id].outlet, told[a.id].published, a.title or "without a title")) for a in articles
    )
    return {
        "number_of_sources": len(happening.support.origins),
        "source_article": "; ".join((*entries, f"sayso {happening.id}")),
        "source_office": "; ".join(a.outlet for a in articles if a.outlet),
        "source_date": "; ".join(told[a.id].published for a in articles),
        "source_headline": "; ".join(a.title for a in articles if a.title),
        "source_original": "; ".join(happening.origins or happening.unnamed),
    }


def _write_place(happening: Happening) -> Row:
    if happening.place is None:
        return {}
    point = happening.point
    precise = happening.precision or ""
    return {
        "where_prec": WHERE.get(precise) if point else None,
        "where_coordinates": happening.place.name,
        "where_description": "from the words before it" if happening.inherited else None,
        "adm_1": happening.place.name if precise == "region" else None,
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        "geom_wkt": f"POINT ({point[1]} {point[0]})" if point else None,
        "country": happening.country,
    }


def _write_toll(toll: Toll) -> Row:
    return {"deaths_unknown": toll.best, "best": toll.best, "high": toll.high, "low": toll.low}
