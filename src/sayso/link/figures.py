"""Reports of one measured thing: same measure, unit, place and population."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from sayso.link.cluster import Pair, cluster
from sayso.link.compare import WEAK_BASES
from sayso.link.names import name_words, word_set
from sayso.link.tellings import Site, Telling, days, stem
from sayso.model import Amount, Claim, Figure, Judgement
from sayso.vocabulary import load_vocabulary

SHARES = ("share",)
# Of these a noun alone says what is counted; "messages" or "miles" may be of anything.
MEASURES = {"saved": "survivor", "rescued": "survivor"}
CORE = (
    *("killed", "injured", "detained", "missing", "displaced", "deployed", "survivor", "saved", "rescued"),
    *("damage", "destroyed", "attacked", "price", "price_ratio", "population"),
)
PEOPLE = CORE[:9]
KNOWN = (*CORE, *SHARES)
ALIKE = 0.3  # share of words in common from which two counts of one noun are taken to count the same
PART = re.compile(r"\s+of (?:the|them|those|these|its|his|her|their)\b")  # "315 of the rescued"
APART = 1  # days between two single incidents that are surely two


class Kind(NamedTuple):
    """What is counted, before the place is known."""

    measure: str
    unit: str
    population: str


class Key(NamedTuple):
    """What makes reports one figure. ``incident`` is the first day of a single incident, or ""."""

    kind: Kind
    place: str
    incident: str


def link_figures(tellings: Iterable[Telling], judgements: Sequence[Judgement] = ()) -> list[Figure]:
    """The figures that ``tellings`` report, sorted by id; a report stands in exactly one."""
    told = {t.id: t for t in sorted(tellings, key=lambda t: t.id) if t.claim.amount is not None}
    setting = Setting.of(t.site for t in told.values())
    by_kind: defaultdict[Kind, list[Telling]] = defaultdict(list)
    for telling in told.values():
        by_kind[kind_of(telling.claim)].append(telling)
    keys = {
        i: k for kind, reports in by_kind.items() for i, k in _key_reports(kind, reports, setting).items()
    }
    same = [*_chain({i: k for i, k in keys.items() if k.kind.measure in KNOWN}), *_join_alike(told, keys)]
    groups = cluster(told, same, (), judgements)
    return sorted((_make_figure(group, told, keys) for group in groups), key=lambda f: f.id)


def kind_of(claim: Claim) -> Kind:
    """The measure, unit and population of what a claim counts, each in one form."""
    amount = claim.amount
    if amount is None:
        return Kind("", "", "")
    people = amount.measure in PEOPLE
    unit = "people" if people else (amount.unit or "").lower()
    return Kind(MEASURES.get(amount.measure, amount.measure), unit, _population(claim, amount))


@cache
def population_stems(name: str) -> frozenset[str]:
    """The stems of the list ``name`` in data/en/populations.toml."""
    return frozenset(map(stem, load_vocabulary("en", "populations")[name]))


def _population(claim: Claim, amount: Amount) -> str:
    """The group within all, as a stem; a list of several groups, or "people", stands for all."""
    if amount.measure in SHARES:
        return _whole(amount)
    if amount.of_whom is None and PART.match(claim.span.exact, amount.span.end - claim.span.start):
        return "part"
    told = amount.of_whom or (_counted(amount.span.exact) if amount.measure in PEOPLE else "")
    words = [w for w in name_words(told) if w not in word_set("small") or w == "and"]
    if {"others", "other", "another", "additional", "more"} & set(words[:3] + words[-1:]):
        return "further"
    if not words or "and" in words or stem(words[-1]) in population_stems("generic"):
        return "part" if amount.part_of and not words else ""
    return stem(words[-1])


def _counted(words: str) -> str:
    """The noun that an amount's own words count ("Six members of the band": members), or ""."""
    told = name_words(re.split(r",\s| of (?!people\b)| in | from ", words, maxsplit=1)[0])
    return told[-1] if len(told) > 1 and told[-1].isalpha() else ""


def _whole(amount: Amount) -> str:
    """Of what a share is: its noun, or its place in the text where only that tells shares apart."""
    words = name_words(re.split(r"\bof\b", amount.span.exact, maxsplit=1)[-1])
    noun = stem(words[-1]) if words and words[-1].isalpha() else ""
    return (
        noun
        if len(noun) > 4 and noun not in ("percent",)
        else f"{amount.span.article_id} {amount.span.start}"
    )


@dataclass(frozen=True)
class Setting:
    """The places of which a case's figures speak: where a count is set that names no place of its own."""

    sites: Mapping[str, Site]

    @classmethod
    def of(cls, sites: Iterable[Site | None]) -> Setting:
        """The setting that ``sites`` make, each place once."""
        told = sorted((s for s in sites if s), key=lambda s: (s.key, s.precision or ""), reverse=True)
        return cls({site.key: site for site in told})

    def place(self, site: Site | None) -> str:
        """The key of the place of a report: its own, or where the case is set as far as that is one place.

        A place taken over from other sentences is too weak to narrow a count down: in a case that speaks of
        several places of the country the count is taken to be the country's, else to be set nowhere.
        """
        if site is not None and not site.inherited:
            return site.key
        near = [s for s in self.sites.values() if site is None or s.country == site.country]
        nations = [s for s in near if s.precision == "country"]
        chosen = near if len(near) == 1 else nations
        return chosen[0].key if len(chosen) == 1 else ""


def _key_reports(kind: Kind, reports: Sequence[Telling], setting: Setting) -> dict[str, Key]:
    """The key of each report of one kind, by claim id."""
    by_place: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in reports:
        by_place[setting.place(telling.site)].append(telling)
    return {
        i: Key(kind, place, incident)
        for place, members in by_place.items()
        for i, incident in _split_incidents(members).items()
    }


def _split_incidents(reports: Sequence[Telling]) -> dict[str, str]:
    """Where totals are told too, single incidents on days apart are figures of their own.

    Without a total a count with a day may as well be the total of that day's report.
    """
    totals = any(t.claim.as_of or (t.claim.amount and t.claim.amount.cumulative) for t in reports)
    spans = {t.id: span for t in reports if totals and (span := _incident(t))}
    starts: list[tuple[date, date]] = []
    single: dict[str, str] = {}
    for claim_id, span in sorted(spans.items(), key=lambda found: (found[1], found[0])):
        if not starts or (span[0] - starts[-1][1]).days > APART:
            starts.append(span)
        else:
            starts[-1] = (starts[-1][0], max(starts[-1][1], span[1]))
        single[claim_id] = starts[-1][0].isoformat()
    return {t.id: single.get(t.id, "") for t in reports}


def _incident(telling: Telling) -> tuple[date, date] | None:
    """The day or two within which a count of one incident falls, if the words say so."""
    claim = telling.claim
    if claim.amount is None or claim.amount.cumulative or claim.as_of or claim.when_span is None:
        return None
    span = days(claim.when)
    narrow = span is not None and (span[1] - span[0]).days <= 1
    own = claim.when is not None and claim.when.extent == "within" and claim.when.basis not in WEAK_BASES
    return span if narrow and own else None


def _chain(keys: dict[str, Key]) -> list[Pair]:
    first: dict[Key, str] = {}
    pairs = []
    for claim_id in sorted(keys):
        other = first.setdefault(keys[claim_id], claim_id)
        if other != claim_id:
            pairs.append(Pair(other, claim_id, 1.0))
    return pairs


def _join_alike(told: Mapping[str, Telling], keys: Mapping[str, Key]) -> list[Pair]:
    """Reports of an uncommon measure are of one thing only where they speak of it in like words."""
    index: defaultdict[tuple[Key, str], list[str]] = defaultdict(list)
    pairs = []
    for claim_id in sorted(i for i, key in keys.items() if key.kind.measure not in KNOWN):
        words = told[claim_id].words - {stem(keys[claim_id].kind.measure)}
        met = Counter(other for word in words for other in index[keys[claim_id], word])
        for other, shared in sorted(met.items()):
            if shared > 1 and shared >= ALIKE * len(words | told[other].words):
                pairs.append(Pair(other, claim_id, 1.0))
        for word in words:
            index[keys[claim_id], word].append(claim_id)
    return pairs


def _make_figure(group: Sequence[str], told: dict[str, Telling], keys: dict[str, Key]) -> Figure:
    key = keys[group[0]]
    amounts = [a for i in group if (a := told[i].claim.amount)]
    unit = min((a.unit for a in amounts if a.unit), default=None)
    whom = [a.of_whom for a in amounts if a.of_whom]
    return Figure(
        id="f" + group[0][1:],
        measure=key.kind.measure,
        unit="people" if key.kind.unit == "people" else unit,
        place_id=key.place if key.place.startswith("n") and not key.place.startswith("name ") else None,
        population=min(whom, key=lambda w: (len(w), w)) if key.kind.population and whom else None,
        claim_ids=tuple(group),
    )
