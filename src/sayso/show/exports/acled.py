"""Events in the columns of the Armed Conflict Location & Event Data project."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model import Interval
from sayso.show.days import code_days, count_days
from sayso.show.exports.happenings import Happening, Toll, list_happenings
from sayso.show.exports.losses import Loss
from sayso.show.exports.tabular import lose_letters
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.phrases import say_chain
from sayso.show.sheets import list_changed, write_sheet
from sayso.show.tables import Value
from sayso.show.words import make_safe, say_range, say_when

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3"),
    *("location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes"),
    *("fatalities", "tags", "timestamp"),
)
# What the vendor alone gives.
BLANK = (
    *("event_id_cnty", "assoc_actor_1", "inter1", "assoc_actor_2", "inter2", "interaction"),
    *("civilian_targeting", "iso", "region", "admin2", "admin3", "source_scale", "tags", "timestamp"),
)
TYPES = ("PROTEST", "ASSAULT", "COERCE", "MOBILIZE", "AGREE", "RETREAT")
DISORDER = {
    "Explosions/Remote violence": "Political violence",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
# Only where the words alone decide it: whether shots are a battle or violence against civilians hangs on
# who was armed and on which side, and that is the coder's verdict.
EVENT_TYPES = {
    "protest": ("Protests", ""),
    "strike": ("Protests", ""),
    "blockade": ("Protests", ""),
    "bombing": ("Explosions/Remote violence", ""),
    "arrest": ("Strategic developments", "Arrests"),
    "agreement": ("Strategic developments", "Agreement"),
    "seizure": ("Strategic developments", "Looting/property destruction"),
    "deployment": ("Strategic developments", "Change to group/activity"),
    "withdrawal": ("Strategic developments", "Other"),
}
PLACES = {"point": 1, "town": 1, "region": 3, "country": 3}
TIMES = ((1, 1), (7, 2), (31, 3))  # the most days for each code: a day, a week, a month
MOST_QUOTES = 6
Row = dict[str, Value]


def to_acled(index: Index, generated: str) -> Written:
    """The events as a sheet of 31 columns, and what it does not hold."""
    rows: list[Row] = []
    losses = [
        Loss(
            "",
            ", ".join(BLANK),
            f"{len(BLANK)} columns left blank",
            "given by ACLED, or by registers that are not here",
        )
    ]
    for happening in list_happenings(index):
        why = _why_left_out(happening)
        if why:
            losses.append(Loss(happening.id, happening.label, "left out", why))
            continue
        row = _write_row(happening)
        rows.append(row)
        changed = list_changed(tuple(row), tuple(row.values()))
        losses += lose_letters(happening.id, happening.label, changed)
        losses += (Loss(happening.id, happening.label, lost, why) for lost, why in _narrow(happening))
    cells = ([row.get(column) for column in COLUMNS] for row in rows)
    return Written({"acled.csv": write_sheet(COLUMNS, cells, mark="")}, tuple(losses))


def _why_left_out(happening: Happening) -> str:
    if happening.event.type not in TYPES:
        return "ACLED has no such event"
    if happening.denied:
        return "everybody who tells of it denies it"
    if count_days(happening.when) is None:
        return "it has no date, or one that is open"
    if code_time(happening.when) is None:
        return "its date is wider than a month"
    return ""


def code_time(when: Interval | None) -> int | None:
    """The code of ``time_precision``; None where there is none for it."""
    return code_days(when, TIMES)


def _subtype(happening: Happening) -> str:
    """The finer kind that all tellings share; "" where they differ."""
    kinds = {claim.subtype for claim in happening.claims if claim.event_type == happening.event.type}
    return (kinds.pop() or "") if len(kinds) == 1 else ""


def _narrow(happening: Happening) -> Iterator[tuple[str, str]]:
    """What the row does not say, and why."""
    if _subtype(happening) not in EVENT_TYPES:
        yield "event_type left blank", "it hangs on who fought whom, or its tellings differ"
    toll = happening.tolls.get("killed")
    if toll is None:
        yield "fatalities left blank", "nobody says in it how many were killed"
    elif toll.low is None:
        yield "fatalities left blank", "the words give no lowest number"
    elif not toll.low == toll.best == toll.high:
        yield "fatalities is the lowest of several numbers", "it holds one number; the notes say the others"
    if toll and toll.shared:
        yield "the dead may stand in another row, too", "two events are told with one figure"
    if happening.point is None:
        yield "latitude and longitude left blank", "the place is not in the gazetteer, or not told"
    if (count_days(happening.when) or 0) > 1:
        yield "event_date is the first of several days", "it holds one day; the notes say the others"


def _write_row(happening: Happening) -> Row:
    when, toll = happening.when, happening.tolls.get("killed")
    kind, finer = EVENT_TYPES.get(_subtype(happening), ("", ""))
    return {
        "event_date": when.earliest if when else None,
        "year": when.earliest.year if when and when.earliest else None,
        "time_precision": code_time(when),
        "disorder_type": DISORDER.get(kind),
        "event_type": kind,
        "sub_event_type": finer,
        "actor1": "; ".join(happening.agents),
        "actor2": "; ".join(happening.patients),
        **_write_place(happening),
        "source": "; ".join(dict.fromkeys(quote.outlet for quote in happening.quotes)),
        "notes": write_notes(happening),
        "fatalities": int(toll.low) if toll and toll.low is not None else None,
    }


def _write_place(happening: Happening) -> Row:
    if happening.place is None:
        return {}
    point, precise = happening.point, happening.precision or ""
    return {
        "country": happening.country,
        "admin1": happening.place.name if precise == "region" else None,
        "location": happening.place.name,
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        "geo_precision": PLACES.get(precise) if point else None,
    }


def write_notes(happening: Happening) -> str:
    """The dispute, the whole date and the words of the tellings, with whose they are."""
    toll = happening.tolls.get("killed")
    parts = [
        f"When: {say_when(happening.when)}." if (count_days(happening.when) or 0) != 1 else "",
        f"Killed: {_say_toll(toll)}." if toll else "",
        *(f"Disputed: {why}." for why in happening.disputes),
        *(
            f"“{make_safe(quote.words)}” ({say_chain(quote)}, {quote.published})."
            for quote in happening.quotes[:MOST_QUOTES]
        ),
        f"Of {len(happening.quotes)} tellings." if len(happening.quotes) > MOST_QUOTES else "",
        f"[sayso {happening.id}]",
    ]
    return " ".join(part for part in parts if part)


def _say_toll(toll: Toll) -> str:
    return say_range(toll.low, toll.high)
