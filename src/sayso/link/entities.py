"""Cross-document entities: who and what the articles name, under all the names they give it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from sayso.link.bearers import Bearer, Judged, gather_bearers, tidy
from sayso.link.cluster import Pair, cluster, standing
from sayso.link.names import name_words
from sayso.link.organisations import (
    attach_abbreviations,
    attach_heads,
    attach_short_names,
    judge_organisations,
)
from sayso.link.people import attach_roles, attach_surnames, judge_people
from sayso.link.toponyms import judge_places
from sayso.model import Entity, Judgement, Link, NameKind, Reading, Reason, Verdict

KINDS: tuple[NameKind, ...] = ("person", "organisation", "place", "group", "anonymous")


def link_entities(
    readings: Iterable[Reading], judgements: Sequence[Judgement] = ()
) -> tuple[list[Entity], list[Link]]:
    """The entities of a case and the judgements that made them, both sorted by id."""
    bearers = sorted(chain.from_iterable(map(gather_bearers, readings)), key=lambda b: b.id)
    told = _lift(standing(judgements, "entity"), bearers)
    groups, links = list[tuple[str, ...]](), list[Link]()
    for kind in KINDS:
        of_kind = [b for b in bearers if b.kind == kind]
        judged = _judge_kind(kind, of_kind, told)
        links += [_make_link(*one) for one in judged]
        groups += _group(of_kind, judged, told)
    by_id = {b.id: b for b in bearers}
    entities = [_make_entity([by_id[i] for i in group]) for group in _across_kinds(groups, told)]
    links.sort(key=lambda link: (link.left_id, link.right_id, link.reasons[0].rule))
    return sorted(entities, key=lambda entity: entity.id), links


def _across_kinds(groups: list[tuple[str, ...]], told: Sequence[Judgement]) -> list[tuple[str, ...]]:
    """The groups, with those joined that a person joined although the machine read them as two kinds."""
    if not told:
        return groups
    together = [Pair(group[0], other, 1.0) for group in groups for other in group[1:]]
    return cluster([i for group in groups for i in group], together, (), told)


def _lift(judgements: Sequence[Judgement], bearers: Iterable[Bearer]) -> list[Judgement]:
    """Judgements on mentions as judgements on the bearers of these mentions."""
    bearer_of = {mention: b.id for b in bearers for mention in b.mention_ids} if judgements else {}
    lifted = []
    for judgement in judgements:
        lefts, rights = (
            tuple(sorted({bearer_of[i] for i in side if i in bearer_of})) for side in judgement.sides
        )
        if lefts and rights:
            lifted.append(replace(judgement, lefts=lefts, rights=rights))
    return lifted


def _judge_kind(kind: NameKind, bearers: Sequence[Bearer], told: Sequence[Judgement]) -> list[Judged]:
    if kind == "person":
        return _judge_persons(bearers, told)
    if kind == "organisation":
        judged = judge_organisations(bearers)
        judged += attach_short_names(bearers, _group_of(bearers, judged, told))
        judged += attach_heads(bearers, _group_of(bearers, judged, told))
        return judged + attach_abbreviations(bearers, _group_of(bearers, judged, told))
    if kind == "place":
        return judge_places(bearers)
    # "Officials" of one article are not known to be those of another: only proper names join here.
    return _join_equal([b for b in bearers if b.proper]) if kind == "group" else []


def _judge_persons(bearers: Sequence[Bearer], told: Sequence[Judgement]) -> list[Judged]:
    judged = judge_people(bearers)
    judged += attach_surnames(bearers, _group_of(bearers, judged, told))
    return judged + attach_roles(bearers, _group_of(bearers, judged, told))


def _join_equal(bearers: Iterable[Bearer]) -> list[Judged]:
    first: dict[tuple[str, ...], Bearer] = {}
    pairs = [(first.setdefault(name_words(b.name), b), b) for b in bearers]
    return [(a.id, b.id, Reason("same name", 2.0, b.name)) for a, b in pairs if a.id != b.id]


def _group(
    bearers: Iterable[Bearer], judged: Iterable[Judged], told: Sequence[Judgement]
) -> list[tuple[str, ...]]:
    listed = list(judged)
    same = [Pair(a, b, reason.weight) for a, b, reason in listed if reason.weight > 0]
    apart = [(a, b) for a, b, reason in listed if reason.weight < 0]
    return cluster([b.id for b in bearers], same, apart, told)


def _group_of(
    bearers: Iterable[Bearer], judged: Iterable[Judged], told: Sequence[Judgement]
) -> dict[str, str]:
    return {member: group[0] for group in _group(bearers, judged, told) for member in group}


def _make_link(left: str, right: str, reason: Reason) -> Link:
    verdict: Verdict = "same" if reason.weight > 0 else "different" if reason.weight < 0 else "unsure"
    a, b = sorted((left, right))
    return Link(a, b, "names one bearer", verdict, (reason,))


def _make_entity(bearers: Sequence[Bearer]) -> Entity:
    mentions = tuple(sorted(m for b in bearers for m in b.mention_ids))
    located = min((b for b in bearers if b.geonames), key=lambda b: b.id, default=bearers[0])
    return Entity(
        id="n" + mentions[0][1:],
        kind=_choose_kind(bearers),
        name=_choose_name(bearers),
        names=tuple(sorted({name for b in bearers for name in (b.name, *(s for s, _ in b.surfaces))})),
        mention_ids=mentions,
        geonames=located.geonames,
        lat=located.lat,
        lon=located.lon,
        country=located.country,
    )


def _choose_kind(bearers: Sequence[Bearer]) -> NameKind:
    """The kind of most bearers; they are of several kinds only where a person has joined them."""
    votes = Counter(bearer.kind for bearer in bearers)
    return min(votes, key=lambda kind: (-votes[kind], KINDS.index(kind)))


def _choose_name(bearers: Sequence[Bearer]) -> str:
    """The proper name that most articles use; for people and organisations the fullest comes first."""
    votes = Counter(tidy(b.name) for b in bearers if b.proper) or Counter(tidy(b.name) for b in bearers)
    longest = 0 if _choose_kind(bearers) == "place" else 1
    return min(votes, key=lambda name: (-longest * min(len(name.split()), 4), -votes[name], -len(name), name))


class EntityIndex:
    """Which entity a mention, a claim's place or a source belongs to."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_id = {entity.id: entity for entity in entities}
        self._of_mention = {m: e for e in self.by_id.values() for m in e.mention_ids}
        self._named: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self.by_id.values():
            if entity.kind in ("person", "organisation"):
                for name in {" ".join(name_words(n)) for n in entity.names}:
                    self._named[name].append(entity)

    def of_mention(self, mention_id: str | None) -> Entity | None:
        """The entity that a mention names."""
        return self._of_mention.get(mention_id) if mention_id else None

    def by_name(self, name: str) -> Entity | None:
        """The only person or organisation of that name; None where there are two."""
        found = self._named.get(" ".join(name_words(name)), [])
        return found[0] if len(found) == 1 else None
