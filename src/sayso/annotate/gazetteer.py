"""The index of places that ships with the package: names to candidates, and the countries' other names.

Drawn from GeoNames, CC BY 4.0; see docs/gazetteer.md. The file is read-only and opens in a millisecond.
"""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache
from importlib import resources
from threading import Lock
from typing import Literal, NamedTuple

from sayso.annotate.capitals import load_peoples
from sayso.annotate.folding import fold_name
from sayso.vocabulary import load_vocabulary

Feature = Literal["country", "region", "town"]
COLUMNS = "geonames, name, country, admin1, lat, lon, population, feature"
IN_COUNTRY = f"SELECT {COLUMNS}, 1, 0 FROM place WHERE id BETWEEN ? AND ?"
# Look-ups kept at hand: the capitalised words of some hundred articles.
REMEMBERED = 20_000


Row = tuple[int | None, str, str, str, int, int, int, Feature, int, int]


class Candidate(NamedTuple):
    """A place that a name may mean. ``geonames`` is None where the index holds no id (most regions).

    ``own``: the name looked up is its present name, not an older or a foreign one. ``capital``: of a country.
    """

    geonames: int | None
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    feature: Feature
    own: bool = True
    capital: bool = False


def _candidate(row: Row) -> Candidate:
    geonames, name, country, admin1, lat, lon, population, feature, own, capital = row
    return Candidate(
        geonames, name, country, admin1, lat / 1000, lon / 1000, population, feature, bool(own), bool(capital)
    )


class Gazetteer:
    """The open index. Names are folded: case, accents, hyphens and apostrophes do not matter."""

    def __init__(self, path: str, language: str) -> None:
        self._database = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._asking = Lock()
        self._language = language
        countries = self._ask("SELECT code, first, last, capital FROM country")
        self._rows = {code: (first, last) for code, first, last, _ in countries}
        self._capitals = {code: row for code, _, _, row in countries}
        words = load_vocabulary(language, "countries")
        self._other_names = {fold_name(n): code for code, names in words["names"].items() for n in names}
        self._adjectives = {a: code for code, adjectives in words["adjectives"].items() for a in adjectives}
        self._macro_adjectives = {
            a: n for n, adjectives in words["macro_adjectives"].items() for a in adjectives
        }
        self._macro = {fold_name(n): _macro_region(n, *spot) for n, spot in words["macro_regions"].items()}
        self.look_up_folded = lru_cache(REMEMBERED)(self._look_up_folded)
        self.country = lru_cache(None)(self._country)
        self.division = lru_cache(None)(self._division)
        self.capital = lru_cache(None)(self._capital)
        self.towns_of = lru_cache(16)(self._towns_of)

    def _ask(self, question: str, *values: str | int) -> list[tuple]:  # type: ignore[type-arg]
        with self._asking:  # articles are read on several threads
            return self._database.execute(question, values).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def look_up(self, name: str) -> tuple[Candidate, ...]:
        """Every place that goes by ``name``, the most populous first within countries, regions and towns."""
        return self.look_up_folded(fold_name(name))

    def _look_up_folded(self, key: str) -> tuple[Candidate, ...]:
        found = self._ask(
            f"SELECT {COLUMNS}, own, id IN (SELECT capital FROM country)"
            " FROM key JOIN place ON place = id WHERE key = ?",
            key,
        )
        candidates = [_candidate(row) for row in found]
        country = self.country(self._other_names[key]) if key in self._other_names else None
        extra = [c for c in (country, self._macro.get(key)) if c and c not in candidates]
        return tuple(sorted([*extra, *candidates], key=lambda c: (RANK[c.feature], -c.population)))

    def _country(self, code: str) -> Candidate | None:
        first, last = self._rows.get(code, (1, 0))
        question = f"{IN_COUNTRY} AND feature = 'country'"
        found = self._ask(question, first, last)
        return _candidate(found[0]) if found else None

    def _capital(self, code: str) -> Candidate | None:
        found = self._ask(
            f"SELECT {COLUMNS}, 1, 0 FROM place WHERE id = ?", self._capitals.get(code, -1) or -1
        )
        return _candidate(found[0]) if found else None

    def _towns_of(self, code: str, at_least: int) -> tuple[Candidate, ...]:
        first, last = self._rows.get(code, (1, 0))
        question = f"{IN_COUNTRY} AND feature = 'town' AND population >= ?"
        return tuple(_candidate(row) for row in self._ask(question, first, last, at_least))

    def adjective(self, word: str) -> Candidate | None:
        """The country or region that ``word`` ("Peruvian", "Scottish", "Poles") makes something belong to."""
        if word in self._macro_adjectives:
            return self._macro[fold_name(self._macro_adjectives[word])]
        code = self._adjectives.get(word) or load_peoples(self._language).get(word)
        return self.division(code) if code else None

    def _division(self, code: str) -> Candidate | None:
        country, _, admin1 = code.partition(".")
        if not admin1:
            return self.country(code)
        first, last = self._rows.get(country, (1, 0))
        question = f"{IN_COUNTRY} AND feature = 'region' AND admin1 = ?"
        found = self._ask(question, first, last, admin1)
        return _candidate(found[0]) if found else None

    def is_macro(self, name: str) -> bool:
        """Whether ``name`` is a great region ("the Balkans")."""
        return fold_name(name) in self._macro

    def is_country_name(self, name: str) -> bool:
        """Whether ``name`` is one of the other names of a country ("UK", "Burma")."""
        return fold_name(name) in self._other_names


RANK = {"country": 0, "region": 1, "town": 2}


# A great region outweighs any town of its name.
GREAT = 100_000_000


def _macro_region(name: str, lat: float, lon: float, geonames: int = 0) -> Candidate:
    return Candidate(geonames or None, name, "", "", lat, lon, GREAT, "region")


@cache
def load_gazetteer(language: str = "en") -> Gazetteer:
    """The shipped index with the names that ``language`` gives to countries and great regions."""
    return Gazetteer(str(resources.files("sayso").joinpath("data", "gazetteer.sqlite")), language)
