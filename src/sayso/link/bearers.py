"""Bearers of names within one article: what the linker compares when it looks for cross-document entities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.annotate.folding import fold_name
from sayso.link.names import name_words, strip_honorifics, word_set
from sayso.model import NameKind, NameMention, PlaceMention, Reading, Reason

# Two bearers' ids with the reason: a weight above 0 says one bearer, below 0 two, 0 unsure.
Judged = tuple[str, str, Reason]


@dataclass(frozen=True, slots=True)
class Bearer:
    """All mentions of one bearer in one article. ``id`` is the smallest mention id.

    ``surfaces`` are the words of each mention with whether they are a proper name; ``places`` the folded
    names of places in the article, ``countries`` their countries and ``nations`` the names of countries with
    their codes, which tell whose ministry is meant.
    """

    id: str
    article_id: str
    kind: NameKind
    name: str
    proper: bool
    mention_ids: tuple[str, ...]
    surfaces: tuple[tuple[str, bool], ...]
    roles: tuple[str, ...] = ()
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    nations: frozenset[tuple[str, str]] = frozenset()

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words of the name, without titles."""
        return strip_honorifics(name_words(self.name))


def gather_bearers(reading: Reading) -> list[Bearer]:
    """The bearers of one article's names and places, in the order of their ids."""
    places = frozenset(fold_name(p.name) for p in reading.places)
    countries = frozenset(p.country for p in reading.places if p.country)
    toponyms, inside = _join_places(reading)
    nations = frozenset(
        (fold_name(p.name), p.country) for p in reading.places if p.precision == "country" and p.country
    )
    bearers = [_place_bearer(group, inside, countries) for group in toponyms]
    taken = {mention.id for group in inside.values() for mention in group}
    for key, group in sorted(_group_names(m for m in reading.names if m.id not in taken).items()):
        bearer = _name_bearer(key[0], group)
        bearers.append(replace(bearer, places=places, countries=countries, nations=nations))
    return sorted(bearers, key=lambda b: b.id)


def _group_names(mentions: Iterable[NameMention]) -> dict[tuple[NameKind, str], list[NameMention]]:
    groups: defaultdict[tuple[NameKind, str], list[NameMention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.kind, " ".join(name_words(mention.canonical)) or mention.canonical].append(mention)
    return groups


def _name_bearer(kind: NameKind, group: Sequence[NameMention]) -> Bearer:
    ids = tuple(sorted(m.id for m in group))
    surfaces = {(tidy(m.span.exact), m.proper) for m in group}
    if any(m.proper for m in group):
        surfaces |= {(tidy(m.canonical), True) for m in group}
        surfaces |= {(tidy(m.titled), True) for m in group if m.titled}
    return Bearer(
        id=ids[0],
        article_id=group[0].span.article_id,
        kind=kind,
        name=min(tidy(m.canonical) for m in group),
        proper=any(m.proper for m in group),
        mention_ids=ids,
        surfaces=tuple(sorted(surfaces)),
        roles=tuple(sorted({role for m in group for role in m.roles})),
    )


def _join_places(reading: Reading) -> tuple[list[list[PlaceMention]], dict[str, list[NameMention]]]:
    """Place mentions of one place, and the name mentions that lie on each of them."""
    groups: defaultdict[str, list[PlaceMention]] = defaultdict(list)
    at: dict[tuple[int, int], str] = {}
    for place in reading.places:
        key = str(place.geonames) if place.geonames else "name " + fold_name(place.name)
        groups[key].append(place)
        at[place.span.start, place.span.end] = place.id
    inside: defaultdict[str, list[NameMention]] = defaultdict(list)
    for mention in reading.names:
        if mention.kind == "place" and (mention.span.start, mention.span.end) in at:
            inside[at[mention.span.start, mention.span.end]].append(mention)
    return [groups[key] for key in sorted(groups)], inside


def _place_bearer(
    group: Sequence[PlaceMention], inside: dict[str, list[NameMention]], countries: frozenset[str]
) -> Bearer:
    first = min(group, key=lambda p: p.id)
    ids = {p.id for p in group} | {m.id for p in group for m in inside.get(p.id, ())}
    return Bearer(
        id=min(ids),
        article_id=first.span.article_id,
        kind="place",
        name=min(tidy(p.name) for p in group),
        proper=True,
        mention_ids=tuple(sorted(ids)),
        surfaces=tuple(sorted({(tidy(n), True) for p in group for n in _names_of(p)})),
        geonames=first.geonames,
        lat=first.lat,
        lon=first.lon,
        country=first.country,
        countries=countries,
    )


def _names_of(place: PlaceMention) -> tuple[str, ...]:
    """The names of a place in one mention: "the valley" is none."""
    return (place.name,) if place.described else (place.name, place.span.exact)


@lru_cache(maxsize=65536)
def tidy(name: str) -> str:
    """A name with single spaces, without a possessive ending."""
    return re.sub(r"['’]s?$", "", " ".join(name.split())) or name


def tells_place(word: str, places: frozenset[str]) -> bool:
    """Whether a folded word names one of ``places`` or its people ("norlandic" of "norland")."""
    return any(_shares_stem(word, part) for place in places for part in place.split())


@lru_cache(maxsize=65536)
def _shares_stem(word: str, place: str) -> bool:
    if word == place:
        return True
    common = 0
    for a, b in zip(word, place, strict=False):
        if a != b:
            break
        common += 1
    short = 3 if word.endswith(("ish", "ese", "ian")) else 4
    return common >= short and common >= min(len(word), len(place)) - 3


def role_bag(name: str) -> frozenset[str]:
    """The content words of a role ("the president of Norland"), cut to stems that adjectives share."""
    return frozenset(word[:6] for word in name_words(name) if word not in word_set("small"))


def choose_only(
    bearer: Bearer, options: Iterable[Bearer], group_of: dict[str, str], rule: str, weight: float = 1.5
) -> list[Judged]:
    """A link to the only group among ``options``; where there are several, one unsure link."""
    groups = {group_of[o.id]: o for o in sorted(options, key=lambda o: o.id, reverse=True)}
    if not groups:
        return []
    first = groups[min(groups)]
    if len(groups) == 1:
        return [(first.id, bearer.id, Reason(rule, weight, f"{bearer.name} = {first.name}"))]
    why = f"{bearer.name}: one of " + ", ".join(sorted({o.name for o in groups.values()}))
    return [(first.id, bearer.id, Reason("not the only candidate: " + rule, 0.0, why))]
