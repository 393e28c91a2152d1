"""What cannot both be true, told apart from updates, scope, rounding and agreement.

What is merely different is no conflict: each kind asks for the same thing spoken of by two claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.ids import make_id
from sayso.link.figures import kind_of
from sayso.link.names import name_words
from sayso.link.opposites import Opposites, load_opposites
from sayso.link.tellings import Preparer, Site, Telling, gap, head_word, relate_places
from sayso.model import Claim, Conflict, ConflictKind, Figure, Linked
from sayso.weigh.lineage import Lineage
from sayso.weigh.reports import Report
from sayso.weigh.values import find_scope, find_value_conflicts

# Days between two articles within which undated opposed actions are taken to be of one time.
NEAR = 7


def find_conflicts(
    linked: Linked, claims: Mapping[str, Claim], reports: Mapping[str, Sequence[Report]], lineage: Lineage
) -> list[Conflict]:
    """All relations among the visible ``claims``, each once, sorted by id."""
    preparer = Preparer(linked.readings, lineage.entities)
    found = [c for figure in linked.figures for c in find_value_conflicts(reports.get(figure.id, ()))]
    found += _find_scopes(linked.figures, reports, preparer)
    for event in linked.events:
        found += _weigh_event([claims[c] for c in event.claim_ids if c in claims], lineage)
    found += _find_denials(claims, lineage)
    found += _find_opposites([preparer.prepare(c) for c in claims.values()])
    for explanation in linked.explanations:
        found += _weigh_explanation([claims[c] for c in explanation.claim_ids if c in claims], lineage)
    return [c for _, c in sorted({c.id: c for c in found}.items())]


def _make(kind: ConflictKind, claims: Iterable[Claim], why: str) -> Conflict:
    ids = tuple(sorted({c.id for c in claims}))
    return Conflict(make_id("k", kind, *ids), kind, ids, why)


# --- figures of one measure in two places ---------------------------------------------------------


def _find_scopes(
    figures: Iterable[Figure], reports: Mapping[str, Sequence[Report]], preparer: Preparer
) -> list[Conflict]:
    """For figures of one measure and population, of which one place lies within the other's."""
    by_kind: defaultdict[object, list[tuple[Figure, Site]]] = defaultdict(list)
    for figure in figures:
        told = reports.get(figure.id, ())
        site = next((s for r in told if (s := preparer.site(r.claim)) and s.key == figure.place_id), None)
        if told and site:
            by_kind[kind_of(told[0].amount)].append((figure, site))
    found = []
    for same in by_kind.values():
        wide = [(f, s) for f, s in same if s.precision in ("country", "region")]
        for outer, whole in wide:
            for inner, part in same:
                if inner.id != outer.id and relate_places(part, whole) == "left within right":
                    why = f"{part.name} is a part of {whole.name}"
                    found.append(find_scope(reports[inner.id], reports[outer.id], why))
    return [conflict for conflict in found if conflict]


# --- assertion against denial ---------------------------------------------------------------------


def _weigh_event(claims: Sequence[Claim], lineage: Lineage) -> list[Conflict]:
    """Assertion against denial of one event; else agreement, where two articles tell it on their own."""
    yes = [c for c in claims if c.polarity == "asserted"]
    no = [c for c in claims if c.polarity == "denied"]
    if yes and no:
        return [
            _make(
                "conflict", [*yes, *no], f"{_voices(yes, lineage)} says so; {_voices(no, lineage)} denies it"
            )
        ]
    roots = {lineage.root_article(c) for c in yes}
    if len(roots) > 1:
        return [_make("agreement", yes, f"told alike by {_voices(yes, lineage)}")]
    return []


def _voices(claims: Iterable[Claim], lineage: Lineage) -> str:
    names = list(dict.fromkeys(lineage.origin(c).name for c in claims))
    shown = [_readable(name, lineage) for name in names[:3]]
    return " and ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _readable(name: str, lineage: Lineage) -> str:
    article = lineage.articles.get(name)
    return article.name if article else name


def _find_denials(claims: Mapping[str, Claim], lineage: Lineage) -> list[Conflict]:
    """A claim about another: denied or doubted it is a conflict, else an agreement."""
    found = []
    for claim in claims.values():
        target = claims.get(claim.about_id or "")
        if target is None:
            continue
        told = f"{_voices([target], lineage)} says “{_cut(target)}”; {_voices([claim], lineage)}"
        if claim.polarity == target.polarity == "asserted" and not _opposes(claim):
            found.append(_make("agreement", [claim, target], f"{told} confirms it"))
        elif lineage.origin(claim) == lineage.origin(target) and claim.article_id != target.article_id:
            found.append(_make("update", [claim, target], f"{told} takes it back"))
        else:
            verb = "doubts it" if claim.polarity == "hedged" else "denies it"
            found.append(_make("conflict", [claim, target], f"{told} {verb}"))
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
    why = f"{_voices(yes, lineage)} asserts this explanation; {_voices(no, lineage)} denies it"
    return [_make("conflict", [*yes, *no], why)]


# --- opposed actions ------------------------------------------------------------------------------


def _find_opposites(tellings: Iterable[Telling]) -> list[Conflict]:
    """Opposed actions on one object, told by two articles of times and places that may be the same."""
    left: defaultdict[tuple[int, str], list[Telling]] = defaultdict(list)
    right: defaultdict[tuple[int, str], list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.claim.kind not in ("event", "statement") or telling.claim.polarity != "asserted":
            continue
        for number, pair in enumerate(load_opposites()):
            head = telling.claim.head.lower()
            side = left if head in pair.left else right if head in pair.right else None
            for key in _objects(telling, pair) if side is not None else ():
                side[number, key].append(telling)  # type: ignore[index]
    return [
        c for key in sorted(left.keys() & right.keys()) for c in _set_against(left[key], right[key], key[1])
    ]


def _objects(telling: Telling, pair: Opposites) -> set[str]:
    """What the action is done to (or, where it has no object, who does it), in the singular."""
    claim = telling.claim
    roles = [r for r in claim.actors if r.role == "patient"] or [r for r in claim.actors if r.role == "agent"]
    if pair.objects:
        words = {w for r in claim.actors for w in name_words(r.name)} | set(name_words(claim.span.exact))
        return {o for o in pair.objects if o in words or o + "s" in words}
    return (
        {min(telling.patients or telling.agents)}
        if roles and all(len(head_word(r.name)) > 2 for r in roles)
        else set()
    )


def _set_against(left: Sequence[Telling], right: Sequence[Telling], what: str) -> list[Conflict]:
    pairs = [(a, b) for a in left for b in right if _may_clash(a, b)]
    if not pairs:
        return []
    claims = [t.claim for pair in pairs for t in pair]
    a, b = pairs[0]
    thing = what.removeprefix("word ") if what.startswith("word ") else "thing"
    why = f"“{_cut(a.claim)}” against “{_cut(b.claim)}”: opposed actions on the same {thing}"
    return [_make("conflict", claims, why)]


def _may_clash(a: Telling, b: Telling) -> bool:
    """Whether two opposed actions are told by two articles and can be of the same time and place."""
    if a.claim.article_id == b.claim.article_id or relate_places(a.site, b.site) == "apart":
        return False
    if a.agents and b.agents and not a.agents & b.agents and _named(a.agents | b.agents):
        return False
    apart = gap(a.claim.when, b.claim.when)
    if apart is None:
        apart = gap(a.published, b.published) or 0
        return apart <= NEAR
    return apart <= 1


def _named(actors: Iterable[str]) -> bool:
    return all(not actor.startswith("word ") for actor in actors)
