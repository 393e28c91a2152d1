"""What cannot both be true, told apart from updates, scope, rounding and agreement.

What is merely different is no conflict: each kind asks for the same thing spoken of by two claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.ids import make_id
from sayso.link.figures import kind_of
from sayso.link.kinds import CORE
from sayso.link.names import name_words
from sayso.link.opposites import Opposites, action_of, load_opposites
from sayso.link.populations import population_stems
from sayso.link.tellings import Preparer, Site, Telling, gap, head_word, relate_places
from sayso.model import Claim, Conflict, ConflictKind, Figure, Linked
from sayso.weigh.lineage import Lineage
from sayso.weigh.reports import Report
from sayso.weigh.shots import find_shots
from sayso.weigh.values import find_scope, find_value_conflicts

# Days between two articles within which undated opposed actions are taken to be of one time.
NEAR = 7


def find_conflicts(
    linked: Linked, claims: Mapping[str, Claim], reports: Mapping[str, Sequence[Report]], lineage: Lineage
) -> list[Conflict]:
    """All relations among the visible ``claims``, each once, sorted by id."""
    preparer = Preparer(linked.articles, linked.readings, lineage.entities)
    found = [c for figure in linked.figures for c in find_value_conflicts(reports.get(figure.id, ()))]
    found += _find_scopes(linked.figures, reports, preparer)
    found += _find_parts(claims)
    for event in linked.events:
        found += _weigh_event([claims[c] for c in event.claim_ids if c in claims], lineage)
    found += _find_denials(claims, lineage)
    event_of = {c: e.id for e in linked.events for c in e.claim_ids}
    found += _find_opposites([c for c in claims.values() if _may_oppose(c)], event_of, preparer)
    found += _find_shots(claims, preparer, lineage)
    for explanation in linked.explanations:
        found += _weigh_explanation([claims[c] for c in explanation.claim_ids if c in claims], lineage)
    return [c for _, c in sorted({c.id: c for c in found}.items())]


def _make(kind: ConflictKind, claims: Iterable[Claim], why: str) -> Conflict:
    ids = tuple(sorted({c.id for c in claims}))
    return Conflict(make_id("k", kind, *ids), kind, ids, why)


# --- figures of one measure, one within the other ------------------------------------------------


def _find_scopes(
    figures: Iterable[Figure], reports: Mapping[str, Sequence[Report]], preparer: Preparer
) -> list[Conflict]:
    """For figures of one measure: a place within the other's, or at one place a group within all."""
    every = [preparer.site(r.claim) for told in reports.values() for r in told]
    sites = {site.key: site for site in every if site}
    wholes = {r.claim.id: r.claim for told in reports.values() for r in told}
    by_measure: defaultdict[tuple[str, str], list[Scoped]] = defaultdict(list)
    for figure in figures:
        told = reports.get(figure.id, ())
        if told:
            kind = kind_of(told[0].claim, wholes.get(told[0].amount.part_of or ""))
            if kind.measure not in CORE:
                continue
            part = any(r.amount.part_of for r in told) or kind.population == "part"
            scoped = Scoped(figure, kind.population, sites.get(figure.place_id or ""), part)
            by_measure[kind.measure, kind.unit].append(scoped)
    found = []
    for same in by_measure.values():
        for inner, outer, why in _nest(same):
            found.append(find_scope(reports[inner.figure.id], reports[outer.figure.id], why))
    return [conflict for conflict in found if conflict]


def _find_parts(claims: Mapping[str, Claim]) -> list[Conflict]:
    """Figures that their own words make a part of another: "41 people died, 26 of them in the port"."""
    found = []
    for claim in claims.values():
        part = claim.amount
        whole = claims.get(part.part_of or "") if part else None
        if part is None or whole is None or whole.amount is None:
            continue
        # Of another measure it is no part: 33 wounds were treated, and twelve of the wounded died.
        if part.measure in CORE and part.measure == whole.amount.measure:
            why = f"“{_cut(claim)}” tells a part of “{_cut(whole)}”, by its own words"
            found.append(_make("scope", [claim, whole], why))
    return found


class Scoped(NamedTuple):
    """A figure with its population as a stem, and its place."""

    figure: Figure
    population: str
    site: Site | None
    part: bool


def _nest(figures: Sequence[Scoped]) -> Iterator[tuple[Scoped, Scoped, str]]:
    """Each figure with the wider ones, and why they are wider."""
    wide = [
        f for f in figures if f.population == "" or (f.site and f.site.precision in ("country", "region"))
    ]
    for outer in wide:
        for inner in figures:
            if inner.figure.id == outer.figure.id:
                continue
            same = inner.population == outer.population
            if same and relate_places(inner.site, outer.site) == "left within right":
                yield inner, outer, f"{_place_name(inner)} is a part of {_place_name(outer)}"
            elif _is_group(inner) and outer.population == "" and _one_place(inner, outer):
                yield inner, outer, f"{inner.figure.population or 'the group'} are a part of all"


def _is_group(scoped: Scoped) -> bool:
    named = scoped.population in population_stems("groups")
    return named or (scoped.part and scoped.population != "")


def _one_place(inner: Scoped, outer: Scoped) -> bool:
    """Whether what ``inner`` counts lies in the place of ``outer``."""
    within = relate_places(inner.site, outer.site) == "left within right"
    return within or inner.figure.place_id == outer.figure.place_id


def _place_name(scoped: Scoped) -> str:
    return scoped.site.name if scoped.site else "the place"


# --- assertion against denial ---------------------------------------------------------------------


def _weigh_event(claims: Sequence[Claim], lineage: Lineage) -> list[Conflict]:
    """Assertion against denial of one event; else agreement, where two articles tell it on their own."""
    yes = [c for c in claims if c.polarity == "asserted"]
    no = [c for c in claims if c.polarity == "denied"]
    against = [c for c in no if any(_other_voice(c, other, lineage) for other in yes)]
    if against:
        why = f"asserted by {_voices(yes, lineage)}; denied by {_voices(against, lineage)}"
        return [_make("conflict", [*yes, *against], why)]
    # What is counted is compared as figures, value by value.
    plain = [c for c in yes if c.amount is None]
    if len({lineage.root_article(c) for c in plain}) > 1:
        return [_make("agreement", plain, f"told alike by {_voices(plain, lineage)}")]
    return []


def _other_voice(a: Claim, b: Claim, lineage: Lineage) -> bool:
    """Whether two claims are of two articles or two origins: "not by these but by those" is one voice."""
    return a.article_id != b.article_id or lineage.origin(a).key != lineage.origin(b).key


def _voices(claims: Iterable[Claim], lineage: Lineage) -> str:
    names = list(dict.fromkeys(lineage.origin(c).name for c in claims))
    return " and ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _find_denials(claims: Mapping[str, Claim], lineage: Lineage) -> list[Conflict]:
    """A claim about another: denied or doubted it is a conflict, else an agreement."""
    found = []
    for claim in claims.values():
        target = claims.get(claim.about_id or "")
        if target is None or not _other_voice(claim, target, lineage):
            continue
        told, voice = f"“{_cut(target)}” by {_voices([target], lineage)}", _voices([claim], lineage)
        if claim.polarity == target.polarity == "asserted" and not _opposes(claim):
            found.append(_make("agreement", [claim, target], f"{told}; confirmed by {voice}"))
        elif lineage.origin(claim) == lineage.origin(target) and claim.article_id != target.article_id:
            found.append(_make("update", [claim, target], f"{told}; taken back by {voice}"))
        else:
            verb = "doubted" if claim.polarity == "hedged" else "denied"
            found.append(_make("conflict", [claim, target], f"{told}; {verb} by {voice}"))
    return found


def _opposes(claim: Claim) -> bool:
    stance = claim.because.stance if claim.because else "asserts"
    return stance == "denies" or any(hop.stance == "denies" for hop in claim.attribution[-1:])


def _cut(claim: Claim) -> str:
    words = " ".join(claim.span.exact.split())
    return words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + " …"


def _weigh_explanation(claims: Sequence[Claim], lineage: Lineage) -> list[Conflict]:
    """One explanation asserted by one voice and denied by another."""
    sides: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        usual = {"asserted": "asserts", "denied": "denies", "hedged": "hedges"}[claim.polarity]
        sides[claim.because.stance if claim.because else usual].append(claim)
    yes, no = sides["asserts"], sides["denies"]
    if not yes or not no:
        return []
    why = f"put forward by {_voices(yes, lineage)}; denied by {_voices(no, lineage)}"
    return [_make("conflict", [*yes, *no], why)]


def _find_shots(claims: Mapping[str, Claim], preparer: Preparer, lineage: Lineage) -> list[Conflict]:
    """Whether a force shot at people, asserted by some and denied by others."""
    found = []
    for shots in find_shots(claims.values(), preparer, lineage):
        told, denied = ([t.claim for t in side] for side in (shots.told, shots.denied))
        why = f"shots at people told by {_voices(told, lineage)}; denied by {_voices(denied, lineage)}"
        found.append(_make("conflict", [*told, *denied], why))
    return found


# --- opposed actions ------------------------------------------------------------------------------


def _find_opposites(
    claims: Iterable[Claim], event_of: Mapping[str, str], preparer: Preparer
) -> list[Conflict]:
    """Opposed actions on one object, told by two articles of times and places that may be the same."""
    pairs = load_opposites()
    left: defaultdict[tuple[int, str], list[Telling]] = defaultdict(list)
    right: defaultdict[tuple[int, str], list[Telling]] = defaultdict(list)
    for telling in map(preparer.prepare, claims):
        for number, pair in enumerate(pairs):
            head = action_of(telling.claim.head.lower(), telling.claim.span.exact)
            side = left if head in pair.left else right if head in pair.right else None
            for key in _objects(telling, pair, preparer) if side is not None else ():
                side[number, key].append(telling)  # type: ignore[index]
    return [
        c
        for key in sorted(left.keys() & right.keys())
        for c in _set_against(left[key], right[key], event_of, named=pairs[key[0]].named)
    ]


def _may_oppose(claim: Claim) -> bool:
    """Whether a claim tells an action that has an opposite."""
    if claim.kind not in ("event", "statement") or claim.polarity != "asserted":
        return False
    head = action_of(claim.head.lower(), claim.span.exact)
    return any(head in pair.left or head in pair.right for pair in load_opposites())


def _objects(telling: Telling, pair: Opposites, preparer: Preparer) -> set[str]:
    """What the action is done to (or, where it has no object, who does it), in the singular."""
    claim = telling.claim
    if pair.named:
        done = claim.head.lower() in TRANSITIVE
        met = telling.patients if done else telling.agents | telling.patients
        return {who for who in met if _named({who})} or set(preparer.stands_for(claim))
    roles = [r for r in claim.actors if r.role == "patient"] or [r for r in claim.actors if r.role == "agent"]
    if pair.objects:
        words = {w for r in claim.actors for w in name_words(r.name)} | set(name_words(claim.span.exact))
        return {o for o in pair.objects if o in words or o + "s" in words}
    return (
        {min(telling.patients or telling.agents)}
        if roles and all(len(head_word(r.name)) > 2 for r in roles)
        else set()
    )


# What is done to somebody: who does it is not meant.
TRANSITIVE = frozenset(
    [
        "kill",
        "shoot",
        "murder",
        "assassinate",
        "execute",
        "dismiss",
        "sack",
        "oust",
        "depose",
        "remove",
        "relieve",
        "strip",
    ]
)


def _set_against(
    left: Sequence[Telling], right: Sequence[Telling], event_of: Mapping[str, str], *, named: bool
) -> list[Conflict]:
    """One conflict for each two happenings of which some tellings clash."""
    clashes: defaultdict[tuple[str, str], list[tuple[Telling, Telling]]] = defaultdict(list)
    for a in left:
        for b in right:
            if _may_clash(a, b, named=named):
                clashes[event_of.get(a.id, a.id), event_of.get(b.id, b.id)].append((a, b))
    found = []
    for pairs in clashes.values():
        a, b = pairs[0]
        why = f"“{_cut(a.claim)}” against “{_cut(b.claim)}”: opposed actions on the same thing"
        found.append(_make("conflict", [t.claim for pair in pairs for t in pair], why))
    return found


def _may_clash(a: Telling, b: Telling, *, named: bool) -> bool:
    """Whether two opposed actions are told by two articles and can be of the same time and place."""
    if named:  # one person, wherever the words put them
        apart = gap(a.claim.when or a.published, b.claim.when or b.published)
        return a.claim.attribution != b.claim.attribution and (apart or 0) <= NEAR
    if a.claim.article_id == b.claim.article_id or relate_places(a.site, b.site) == "apart":
        return False
    # Without a word of who did it, two armies may be meant.
    if not a.agents or not b.agents or (not a.agents & b.agents and _named(a.agents | b.agents)):
        return False
    apart = gap(a.claim.when, b.claim.when)
    if apart is None:
        apart = gap(a.published, b.published) or 0
        return apart <= NEAR
    return apart <= 1


def _named(actors: Iterable[str]) -> bool:
    return all(not actor.startswith("word ") for actor in actors)
