"""Which bearers are one place: by gazetteer id, else by spelling within the countries of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.link.bearers import Bearer, Judged
from sayso.link.names import SLIP_LENGTH, is_slip, name_words, slip_keys, spelling_key
from sayso.model import Reason


def place_spellings(bearer: Bearer) -> frozenset[str]:
    """The spelling keys of a place's names, each as one word."""
    return frozenset("".join(map(spelling_key, name_words(surface))) for surface, _ in bearer.surfaces)


def _raw_spellings(bearer: Bearer) -> frozenset[str]:
    """Those of a place that no gazetteer knows, a river with and without its word."""
    bare = {"".join(map(spelling_key, _bare_words(surface))) for surface, _ in bearer.surfaces}
    return place_spellings(bearer) | bare


def _bare_words(surface: str) -> tuple[str, ...]:
    """The words of a place's name without the one that says it is a river: "the Chu" is the Chu River."""
    words = tuple(name_words(surface))
    return words[:-1] if len(words) > 1 and words[-1] == "river" else words


def judge_places(bearers: Sequence[Bearer]) -> list[Judged]:
    """Links between bearers that are one place (weight above 0) or that might be (0)."""
    known, raw = [b for b in bearers if b.geonames], [b for b in bearers if not b.geonames]
    found: list[Judged] = []
    first: dict[int, Bearer] = {}
    for bearer in sorted(known, key=lambda b: b.id):
        other = first.setdefault(bearer.geonames or 0, bearer)
        if other.id != bearer.id:
            found.append((other.id, bearer.id, Reason("same gazetteer id", 5.0, str(bearer.geonames))))
    index = _index(known)
    alone = []
    for bearer in sorted(raw, key=lambda b: b.id):
        links = _find_known(bearer, index)
        found += links
        if not links:
            alone.append(bearer)
    return found + _join_raw(alone)


def _index(bearers: Iterable[Bearer]) -> defaultdict[str, list[Bearer]]:
    index: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        for spelling in place_spellings(bearer):
            for key in _keys(spelling):
                index[key].append(bearer)
    return index


def _keys(spelling: str) -> frozenset[str]:
    return slip_keys(spelling) if len(spelling) >= SLIP_LENGTH else frozenset({spelling})


def _find_known(bearer: Bearer, index: defaultdict[str, list[Bearer]]) -> list[Judged]:
    """Links to the gazetteer's place that the name can be: an equal spelling first, then one letter amiss."""
    spellings = place_spellings(bearer)
    met = {b.id: b for s in spellings for key in _keys(s) for b in index[key] if _same_country(bearer, b)}
    exact = [b for b in met.values() if spellings & place_spellings(b)]
    slips = [b for b in met.values() if any(is_slip(s, t) for s in spellings for t in place_spellings(b))]
    options = {b.geonames: b for b in sorted(exact or slips, key=lambda b: b.id, reverse=True)}
    if not options:
        return []
    rule = "another spelling of the place" if exact else "one letter amiss"
    weight = (3.0 if exact else 1.5) if len(options) == 1 else 0.0
    chosen = sorted(options.values(), key=lambda b: b.id)
    return [(b.id, bearer.id, Reason(rule, weight, f"{bearer.name} / {b.name}")) for b in chosen]


def _same_country(a: Bearer, b: Bearer) -> bool:
    """Whether ``b``'s country is one that ``a``'s article speaks of, or either says nothing."""
    if a.country and b.country:
        return a.country == b.country
    return not (a.countries and b.country) or b.country in a.countries


def _join_raw(bearers: Sequence[Bearer]) -> list[Judged]:
    """Links between places that no gazetteer knows, by equal spelling or one letter amiss."""
    index: dict[str, Bearer] = {}
    found: list[Judged] = []
    for bearer in bearers:
        for spelling in sorted(_raw_spellings(bearer)):
            near = [index[key] for key in sorted(_keys(spelling)) if key in index]
            hits = {b.id: b for b in near if b.id != bearer.id and _one_place(bearer, b)}
            found += [
                (b.id, bearer.id, Reason("another spelling of the place", 1.5, f"{bearer.name} / {b.name}"))
                for _, b in sorted(hits.items())
            ]
            for key in _keys(spelling):
                index.setdefault(key, bearer)
    return found


def _one_place(a: Bearer, b: Bearer) -> bool:
    pairs = [(s, t) for s in _raw_spellings(a) for t in _raw_spellings(b)]
    return _same_country(a, b) and any(is_slip(s, t) for s, t in pairs)
