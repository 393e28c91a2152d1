"""Resolving toponyms: one candidate for each name of an article, by size, neighbours and company."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.annotate.folding import fold_name
from sayso.annotate.gazetteer import Candidate
from sayso.annotate.toponyms import Toponym

# In powers of ten of population; set on the tuning part of LGL and TR-News.
SAME_COUNTRY = 2.0
SAME_REGION = 2.5
NEARBY = 1.0
BESIDE = 10.0
REGION_WORD = 4.0
TOWN_FIRST = 0.6
BY_ITS_TOWN = 1.5
CAPITAL = 1.0
# By what a place counts for less where the name is not its own present one ("Berea" was Aleppo).
OTHER_NAME = 300
# Degrees, about a hundred kilometres: places in one story are often that near.
NEAR_DEGREES = 1.0
# People that make a town with a region's name among its older ones the place that is meant.
HEAD_TOWN = 500_000
# Senses looked at for one name; the rest are hamlets.
SENSES = 15


@dataclass(frozen=True, slots=True)
class Context:
    """The article's share, 0 to 1, of each country and each division ("US.TX"), and its sure spots."""

    countries: dict[str, float]
    divisions: dict[str, float]
    spots: tuple[tuple[str, float, float], ...] = ()


@dataclass(slots=True)
class Use:
    """All that the article says of one name: what follows it, what it is beside, how often it is told."""

    name: str
    candidates: tuple[Candidate, ...]
    containers: list[Candidate] = field(default_factory=list)
    before_region_word: bool = False
    adjective: bool = False


def resolve_all(
    believed: Sequence[Toponym],
    names: Sequence[str],
    containers: dict[int, Toponym],
    following: Sequence[bool],
) -> list[Candidate]:
    """The candidate for each toponym; one name has one meaning in an article, but before a region word."""
    uses: dict[tuple[str, bool], Use] = {}
    keys = [(name, region) for name, region in zip(names, following, strict=True)]
    for toponym, key in zip(believed, keys, strict=True):
        use = uses.setdefault(key, Use(key[0], toponym.candidates[:SENSES], before_region_word=key[1]))
        use.adjective = toponym.kind == "adjective"
        if id(toponym) in containers:
            use.containers += containers[id(toponym)].candidates
    for (name, region), use in uses.items():
        other = uses.get((name, not region))
        if other and not use.containers:
            use.containers = list(other.containers)
    chosen = choose(uses.values(), first_context(uses.values()))
    chosen = choose(uses.values(), second_context(uses.values(), chosen))
    return [chosen[key] for key in keys]


def choose(uses: Iterable[Use], context: Context) -> dict[tuple[str, bool], Candidate]:
    """The best candidate of each use."""
    return {
        (u.name, u.before_region_word): max(u.candidates, key=lambda c: score(c, u, context)) for u in uses
    }


def weight(candidate: Candidate) -> float:
    """People, those of a place by an older or foreign name counted for less."""
    return candidate.population / (1 if candidate.own else OTHER_NAME)


def score(candidate: Candidate, use: Use, context: Context) -> float:
    """How much speaks for a candidate."""
    people = candidate.population if _names_region(candidate, use) else weight(candidate)
    total = math.log10(people + 10)
    if not candidate.country:  # a great region lies in no country, and is never a stranger
        return total + SAME_COUNTRY + SAME_REGION
    total += SAME_COUNTRY * context.countries.get(candidate.country, 0.0)
    total += SAME_REGION * context.divisions.get(f"{candidate.country}.{candidate.admin1}", 0.0)
    if any(holds(c, candidate) for c in use.containers):
        total += BESIDE
    if candidate.feature == "region":
        return total + (REGION_WORD if use.before_region_word else -BY_ITS_TOWN * _has_town(candidate, use))
    if candidate.feature == "town":
        total += TOWN_FIRST + (CAPITAL if candidate.capital else 0.0)
        total += NEARBY if _is_near(candidate, use.name, context.spots) else 0.0
    return total


def _has_town(region: Candidate, use: Use) -> bool:
    """Whether a town within the region has its very name, as Puno has in Puno, or had it once."""
    name = fold_name(use.name)
    return any(
        c.feature == "town"
        and (c.country, c.admin1) == (region.country, region.admin1)
        and (fold_name(c.name) == name or c.population >= HEAD_TOWN)
        for c in use.candidates
    )


def _names_region(town: Candidate, use: Use) -> bool:
    """Whether a town's other name is still that of the region around it, and as good as its own."""
    return (
        town.feature == "town"
        and town.population >= HEAD_TOWN
        and any(
            c.feature == "region" and c.own and (c.country, c.admin1) == (town.country, town.admin1)
            for c in use.candidates
        )
    )


def _is_near(candidate: Candidate, name: str, spots: Sequence[tuple[str, float, float]]) -> bool:
    return any(
        other != name
        and abs(candidate.lat - lat) < NEAR_DEGREES
        and abs(candidate.lon - lon) < 1.5 * NEAR_DEGREES
        for other, lat, lon in spots
    )


def holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether one candidate is a country or division that the other lies in."""
    if outer.country != inner.country or outer == inner:
        return False
    if outer.feature == "country":
        return inner.feature != "country"
    return outer.feature == "region" and outer.admin1 == inner.admin1 and inner.population <= outer.population


def first_context(uses: Iterable[Use]) -> Context:
    """Where the article is, by all that its names may mean: each name once, a sense by its people."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    for use in uses:
        total = sum(weight(c) + 1 for c in use.candidates)
        for candidate in use.candidates:
            share = (weight(candidate) + 1) / total * (1.0 if len(use.candidates) == 1 else 0.5)
            countries[candidate.country] += share
            if candidate.feature != "country" and candidate.admin1:
                divisions[f"{candidate.country}.{candidate.admin1}"] += share
    return Context(_shares(countries), _shares(divisions))


def second_context(uses: Iterable[Use], chosen: dict[tuple[str, bool], Candidate]) -> Context:
    """Where the article is, by the meanings chosen first: with a container or no rival they count full."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    spots = []
    for use in uses:
        candidate = chosen[(use.name, use.before_region_word)]
        sure = 1.0 if use.containers or len(use.candidates) == 1 else 0.5
        countries[candidate.country] += sure
        if candidate.feature != "country" and candidate.admin1:
            divisions[f"{candidate.country}.{candidate.admin1}"] += sure
        if candidate.feature == "town" and sure == 1.0:
            spots.append((use.name, candidate.lat, candidate.lon))
    return Context(_shares(countries), _shares(divisions), tuple(spots[:50]))


def _shares(counts: dict[str, float]) -> dict[str, float]:
    top = max((n for code, n in counts.items() if code), default=1.0)
    return {code: count / top for code, count in counts.items() if code}
