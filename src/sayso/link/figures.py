"""Reports of one measured thing: same measure, unit, place and population."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.link.cluster import Pair, cluster, standing
from sayso.link.exact import join_bare, join_exact, join_groups
from sayso.link.kinds import KNOWN, PEOPLE, Key, Kind
from sayso.link.populations import core_measure, find_population, is_ruined, words_of
from sayso.link.tellings import Telling, stem
from sayso.link.whereabouts import Setting, key_reports
from sayso.model import Claim, Figure, Judgement

ALIKE = 0.45  # share of words in common from which two counts of one noun are taken to count the same


def link_figures(tellings: Iterable[Telling], judgements: Sequence[Judgement] = ()) -> list[Figure]:
    """The figures that ``tellings`` report, sorted by id; a report stands in exactly one."""
    every = sorted(tellings, key=lambda t: t.id)
    told = {t.id: t for t in every if t.claim.amount is not None}
    setting = Setting.of(every)
    by_kind: defaultdict[Kind, list[Telling]] = defaultdict(list)
    for telling in told.values():
        whole = told.get((telling.claim.amount.part_of if telling.claim.amount else None) or "")
        by_kind[kind_of(telling.claim, whole.claim if whole else None)].append(telling)
    keys = {
        i: k for kind, reports in by_kind.items() for i, k in _key_reports(kind, reports, setting).items()
    }
    plain = {i: k for i, k in keys.items() if _is_plain(k.kind)}
    same = [
        *_chain(plain),
        *_join_alike(told, {i: k for i, k in keys.items() if i not in plain}),
        *join_exact(told, keys),
        *join_groups(told, keys),
        *join_bare(told, keys),
    ]
    groups = cluster(told, same, (), standing(judgements, "figure"))
    return sorted((_make_figure(group, told, keys) for group in groups), key=lambda f: f.id)


def _is_plain(kind: Kind) -> bool:
    """Whether measure and population alone say what is counted; a part without a name may be any part."""
    return kind.measure in KNOWN and kind.population not in ("part", "further")


def kind_of(claim: Claim, whole: Claim | None = None) -> Kind:
    """The measure, unit and population of what a claim counts, each in one form; ``whole``: its total's."""
    amount = claim.amount
    if amount is None:
        return Kind("", "", "")
    measure = core_measure(amount.measure)
    people = measure in PEOPLE or amount.measure in PEOPLE
    unit = "people" if people else (amount.unit or "").lower()
    population = find_population(claim, amount, whole.amount if whole else None, people=people)
    if measure == "destroyed" or is_ruined(claim, amount):
        return Kind("destroyed", "homes" if unit in words_of("dwellings") else unit, population)
    return Kind(measure, unit, population)


def _key_reports(kind: Kind, reports: Sequence[Telling], setting: Setting) -> dict[str, Key]:
    """The key of each report of one kind, by claim id."""
    things = kind.measure not in PEOPLE
    return {i: Key(kind, *key) for i, key in key_reports(reports, setting, things=things).items()}


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
    for claim_id in sorted(keys):
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
