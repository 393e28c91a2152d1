"""The map of a case: where its events are set, cropped to them, and in what order each place was reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, log10, radians, sqrt

from sayso.model import Entity, Event
from sayso.show.index import Index
from sayso.show.page.labels import Placed, Wanted, measure, place_labels
from sayso.show.page.world import Country, Detail, Frame, Ring, cut_countries
from sayso.show.rows import TimelineRow
from sayso.show.tellings import agree_place
from sayso.show.words import say_day

WIDTH, HEIGHT = 800, 500
RATIO = HEIGHT / WIDTH
LEAST = 2.0  # degrees that a map shows at least: the outlines know no towns
ROOM = 0.22  # of the stretch between the outermost places that is added on every side
COARSE = 70.0  # degrees from which the coarser outlines do
LAYOUTS = {"narrow": (270, 340, 419), "middle": (420, 520, 639), "wide": (640, 800, 1000)}
KILOMETRES = 111.2  # of a degree of latitude


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its events; ``order`` counts the places by the day of their first report."""

    key: str
    name: str
    order: int
    first: str
    events: tuple[TimelineRow, ...]
    contested: bool
    lon: float
    lat: float
    x: float
    y: float
    radius: float
    off: bool


@dataclass(frozen=True, slots=True)
class Land:
    """A country as it is drawn; ``known``: an event is set in it."""

    name: str
    path: str
    known: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The map: outlines, places, labels by the widths that they are placed for, and a scale."""

    lands: tuple[Land, ...]
    names: dict[str, tuple[Placed, ...]]
    spots: tuple[Spot, ...]
    labels: dict[str, tuple[Placed, ...]]
    scale_words: str
    scale_width: float


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """All that the view of places tells: the map, and the events that no point holds."""

    chart: Chart | None
    spots: tuple[Spot, ...]
    broad: tuple[tuple[str, tuple[TimelineRow, ...]], ...]
    unplaced: int


def find_whereabouts(index: Index, rows: Sequence[TimelineRow], frame: Frame | None) -> Whereabouts:
    """Where the events are set: towns and points on the map, countries and unknown places beside it."""
    groups: dict[str, list[TimelineRow]] = defaultdict(list)
    unplaced = 0
    for row in rows:
        key = place_of(index, index.events[row.id])
        if key is None:
            unplaced += 1
        else:
            groups[key].append(row)
    exact = {key: found for key, found in groups.items() if is_exact(index, key)}
    broad = sorted(
        ((index.name_of(key), tuple(found)) for key, found in groups.items() if key not in exact),
        key=lambda group: (-len(group[1]), group[0]),
    )
    spots = _lay_spots(index, exact, frame)
    return Whereabouts(_draw(index, spots, frame), spots, tuple(broad), unplaced)


def place_of(index: Index, event: Event) -> str | None:
    """The entity of the place on which most claims of an event agree, or its name; None if they do not."""
    place = agree_place(index, index.told(event.claim_ids))
    return (place.entity_id or place.name) if place else None


def is_exact(index: Index, key: str) -> bool:
    """Whether a place is a town or a point with coordinates, and no region or country."""
    entity = index.entities.get(key)
    if entity is None or entity.lat is None or entity.lon is None:
        return False
    told = {index.places[m].precision for m in entity.mention_ids if m in index.places}
    return bool(told & {"point", "town"})


def frame_places(entities: Iterable[Entity]) -> Frame | None:
    """The frame that holds all of the places, with room around them; None without any."""
    points = [(e.lon, e.lat) for e in entities if e.lon is not None and e.lat is not None]
    if not points:
        return None
    west, east = _narrowest([lon for lon, _ in points])
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    middle, flat = (south + north) / 2, _flatten((south + north) / 2)
    high = max(LEAST, (north - south) * (1 + 2 * ROOM))
    wide = max(LEAST / flat, (east - west) * (1 + 2 * ROOM))
    high, wide = max(high, wide * flat * RATIO), max(wide, high / RATIO / flat)
    centre = (west + east) / 2
    top = min(middle + high / 2, 88.0)
    return Frame(centre - wide / 2, max(top - high, -88.0), centre + wide / 2, top)


def _narrowest(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest stretch round the world that holds all longitudes; its east may be over 180."""
    ordered = sorted(set(longitudes))
    gaps = [b - a for a, b in pairwise(ordered)] + [ordered[0] + 360 - ordered[-1]]
    widest = gaps.index(max(gaps))
    if widest == len(ordered) - 1:
        return ordered[0], ordered[-1]
    return ordered[widest + 1], ordered[widest] + 360


def _flatten(latitude: float) -> float:
    """How much shorter a degree of longitude is than one of latitude."""
    return max(0.3, cos(radians(latitude)))


def _across(frame: Frame, lon: float) -> float:
    lon = lon + 360 if lon < frame.west else lon
    return round(100 * (lon - frame.west) / (frame.east - frame.west), 2)


def _down(frame: Frame, lat: float) -> float:
    return round(100 * (frame.north - lat) / (frame.north - frame.south), 2)


def _lay_spots(index: Index, exact: dict[str, list[TimelineRow]], frame: Frame | None) -> tuple[Spot, ...]:
    """The places in the order in which they were first reported."""
    if frame is None:
        return ()
    first = {key: _first_report(index, rows) for key, rows in exact.items()}
    ordered = sorted(exact, key=lambda key: (first[key] or date.max, -len(exact[key]), key))
    return tuple(
        _spot(index.entities[key], exact[key], number, first[key], frame)
        for number, key in enumerate(ordered, 1)
    )


def _spot(entity: Entity, rows: list[TimelineRow], order: int, first: date | None, frame: Frame) -> Spot:
    lon, lat = entity.lon or 0.0, entity.lat or 0.0
    said = say_day(first) if first else ""
    contested = any(row.contested for row in rows)
    x, y, radius = _across(frame, lon), _down(frame, lat), round(min(22.0, 5 + 2.4 * sqrt(len(rows))), 1)
    off = not (0 <= x <= 100 and 0 <= y <= 100)
    return Spot(entity.id, entity.name, order, said, tuple(rows), contested, lon, lat, x, y, radius, off)


def _first_report(index: Index, rows: Iterable[TimelineRow]) -> date | None:
    """The first day on which any of the events was surely told."""
    articles = {quote.article_id for row in rows for quote in row.quotes}
    published = (index.published(article_id) for article_id in articles)
    return min((when.latest for when in published if when and when.latest), default=None)


def _draw(index: Index, spots: Sequence[Spot], frame: Frame | None) -> Chart | None:
    spots = [spot for spot in spots if not spot.off]
    if frame is None or not spots:
        return None
    detail: Detail = "110m" if frame.east - frame.west > COARSE else "50m"
    countries = cut_countries(frame, detail)
    known = {index.entities[spot.key].country for spot in spots}
    homes = _homes(countries, spots) if known else frozenset()
    lands = (Land(c.name, _trace(c, frame), c.name in homes) for c in countries)
    order = sorted(spots, key=lambda spot: (-len(spot.events), spot.order))
    wanted = [
        Wanted(s.key, s.x, s.y, f"{s.name} {len(s.events)}", gap=s.radius + 3, bold=True) for s in order
    ]
    labels = {name: place_labels(wanted, widths, HEIGHT, ratio=RATIO) for name, widths in LAYOUTS.items()}
    names = {name: _name_countries(countries, frame, wanted, labels[name], LAYOUTS[name]) for name in LAYOUTS}
    words, share = _choose_scale(frame)
    return Chart(
        tuple(lands),
        names,
        tuple(spots),
        {name: tuple(found) for name, found in labels.items()},
        words,
        share,
    )


def _homes(countries: Sequence[Country], spots: Sequence[Spot]) -> frozenset[str]:
    """The countries in which a place lies."""
    return frozenset(c.name for c in countries if any(_holds(c.rings, s.lon, s.lat) for s in spots))


def _holds(rings: Iterable[Ring], lon: float, lat: float) -> bool:
    """Whether a point lies inside outlines: going east from it crosses them an odd number of times."""
    inside = False
    for ring in rings:
        for (x, y), (other_x, other_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y > lat) != (other_y > lat) and lon < (other_x - x) * (lat - y) / (other_y - y) + x:
                inside = not inside
    return inside


def _trace(country: Country, frame: Frame) -> str:
    """The outlines as a path in the drawing's own units; points nearer than one unit are left out."""
    parts = []
    for ring in country.rings:
        points = [(8 * _share(frame, lon), 5 * _down(frame, lat)) for lon, lat in ring]
        kept = points[:1]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1:
                kept.append((x, y))
        if len(kept) > 2:
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z")
    return "".join(parts)


def _share(frame: Frame, lon: float) -> float:
    return 100 * (lon - frame.west) / (frame.east - frame.west)


def _name_countries(
    countries: Sequence[Country],
    frame: Frame,
    spots: Sequence[Wanted],
    labels: Sequence[Placed],
    widths: Sequence[float],
) -> tuple[Placed, ...]:
    """Names of the countries that have room for them, beside what is already on the map."""
    placed = []
    for country in sorted(countries, key=lambda c: -_area(c)):
        ring = max(country.rings, key=lambda r: abs(_area_of(r)))
        x = sum(_share(frame, lon) for lon, _ in ring) / len(ring)
        y = sum(_down(frame, lat) for _, lat in ring) / len(ring)
        wide = (max(_share(frame, p[0]) for p in ring) - min(_share(frame, p[0]) for p in ring)) / 100
        if wide * widths[0] > measure(country.name, 13) + 20:
            placed.append(Wanted(country.name, round(x, 2), round(y, 2), country.name, 13, 0))
    return tuple(place_labels(placed, widths, HEIGHT, taken=spots, beside=labels, ratio=RATIO, centred=True))


def _area(country: Country) -> float:
    return sum(abs(_area_of(ring)) for ring in country.rings)


def _area_of(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _choose_scale(frame: Frame) -> tuple[str, float]:
    """A round length in kilometres for the scale, and how much of the width it takes, in per cent."""
    wide = (frame.east - frame.west) * KILOMETRES * _flatten((frame.north + frame.south) / 2)
    power = 10.0 ** int(log10(wide / 4))
    length = max(step * power for step in (1, 2, 5) if step * power <= wide / 4 or step == 1)
    return f"{length:,.0f} km", round(100 * length / wide, 2)
