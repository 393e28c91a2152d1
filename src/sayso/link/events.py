"""Cross-document events: the claims that tell one happening, and the happenings that contain others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sayso.link.candidates import KeyMaker, propose_pairs
from sayso.link.cluster import Pair, Traits, cluster, named_same, standing
from sayso.link.compare import EVENT_FEATURES, WEAK_BASES, exclude, light_heads, like_heads, mark
from sayso.link.judge import SAME, collect_reasons, judge, total
from sayso.link.one_clause import link_clauses
from sayso.link.tellings import Site, Telling, days, gap, relate_places
from sayso.model import Event, Judgement, Link
from sayso.vocabulary import load_vocabulary

WIDE = 3  # days up to which every day of an interval is a key of its own


def link_events(
    tellings: Iterable[Telling], judgements: Sequence[Judgement] = ()
) -> tuple[list[Event], list[Link]]:
    """The events that ``tellings`` tell, and the judgements on pairs that made them, sorted by id."""
    put = named_same(judgements, "event")
    told = {t.id: t for t in sorted(tellings, key=lambda t: t.id) if _tells_event(t) or t.id in put}
    links, apart = _judge_pairs(list(told.values()))
    once = link_clauses(told.values())
    known = {(k.left_id, k.right_id) for k in once}
    links = sorted([*once, *(k for k in links if (k.left_id, k.right_id) not in known)], key=_by_ids)
    apart = [pair for pair in apart if pair not in known]
    same = [Pair(k.left_id, k.right_id, total(k.reasons)) for k in links if k.judgement == "same"]

    frames = Traits(lambda i: _frame(told[i]))

    def may_meet(left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether no telling of one group is set in another time or place than one of the other group."""
        return all(
            _meet(told[a], told[b]) for a in frames.of(left).values() for b in frames.of(right).values()
        )

    groups = cluster(told, same, apart, standing(judgements, "event"), may_meet)
    events = [Event(_event_id(group), _type_of([told[i] for i in group]), group) for group in groups]
    return nest_events(events, told), links


def _tells_event(telling: Telling) -> bool:
    claim = telling.claim
    return claim.kind == "event" or (claim.kind == "figure" and claim.event_type is not None)


def _event_id(group: Sequence[str]) -> str:
    return "e" + group[0][1:]


def _type_of(tellings: Sequence[Telling]) -> str | None:
    votes: defaultdict[str, int] = defaultdict(int)
    for telling in tellings:
        if telling.claim.event_type:
            votes[telling.claim.event_type] += 1
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else None


def _judge_pairs(tellings: Sequence[Telling]) -> tuple[list[Link], list[tuple[str, str]]]:
    """Links of pairs that are the same or unsure, and the pairs judged different."""
    twins, rest = _join_twins(tellings)
    links, apart = [*twins], []
    marks = {telling.id: mark(telling) for telling in rest}
    for a, b in propose_pairs(rest, LEVELS, lambda t: t.id):
        if exclude(marks[a.id], marks[b.id]):
            apart.append((a.id, b.id))
            continue
        reasons = collect_reasons(a, b, EVENT_FEATURES)
        verdict = judge(reasons)
        if verdict == "different":
            apart.append((a.id, b.id))
        elif verdict == "same" or total(reasons) >= SAME - 0.5:
            links.append(Link(a.id, b.id, "tells one event", verdict, reasons))
    return sorted(links, key=_by_ids), apart


def _by_ids(link: Link) -> tuple[str, str]:
    return link.left_id, link.right_id


def _join_twins(tellings: Sequence[Telling]) -> tuple[list[Link], list[Telling]]:
    """Tellings alike in all that tells events apart are linked to the first; only it is compared further."""
    first: dict[tuple[object, ...], Telling] = {}
    links, rest = [], []
    for telling in tellings:
        twin = first.setdefault(_signature(telling), telling)
        reasons = collect_reasons(twin, telling, EVENT_FEATURES) if twin is not telling else ()
        if reasons and judge(reasons) == "same":
            links.append(Link(twin.id, telling.id, "tells one event", "same", reasons))
        else:
            rest.append(telling)
    return links, rest


def _signature(telling: Telling) -> tuple[object, ...]:
    claim, site = telling.claim, telling.site
    place = (site.key, site.inherited) if site else None
    return (
        claim.event_type,
        claim.subtype,
        claim.head,
        place,
        days(claim.when),
        telling.agents,
        telling.patients,
    )


def _frame(telling: Telling) -> tuple[object, ...]:
    site, when = telling.site, telling.claim.when
    return site.key if site else None, days(when), when.basis if when else None


def _meet(a: Telling, b: Telling) -> bool:
    firm = not any(t.site and t.site.inherited for t in (a, b))
    if firm and relate_places(a.site, b.site) == "apart":
        return False
    apart = gap(a.claim.when, b.claim.when)
    weak = any(t.claim.when and t.claim.when.basis in WEAK_BASES for t in (a, b))
    return not apart or (weak and apart <= 2)


def _what(telling: Telling) -> list[str]:
    claim = telling.claim
    kind = claim.subtype or claim.event_type
    head = claim.head.lower()
    like = [f"like {group}" for group in sorted(like_heads(head))]
    return ([] if head in light_heads() else [f"head {head}"]) + ([f"kind {kind}"] if kind else []) + like


def _where(telling: Telling) -> list[str]:
    return ["at " + telling.site.key] if telling.site else ["at ?"]


def _day_keys(telling: Telling) -> list[str]:
    span = days(telling.claim.when)
    if span is None:
        return ["day ?"]
    width = (span[1] - span[0]).days
    if width > WIDE:
        return [f"month {span[0]:%Y-%m}"]
    return [f"day {span[0].toordinal() + n}" for n in range(width + 1)]


def _who(telling: Telling) -> list[str]:
    return sorted(telling.agents | telling.patients)


def _phrases(telling: Telling) -> list[str]:
    words = sorted(telling.words)
    return [f"{a} {b}" for a, b in pairwise(words)] or words


def _cross(left: KeyMaker[Telling], right: KeyMaker[Telling]) -> KeyMaker[Telling]:
    return lambda telling: [f"{a} | {b}" for a in left(telling) for b in right(telling)]


def _either(*makers: KeyMaker[Telling]) -> KeyMaker[Telling]:
    return lambda telling: [key for maker in makers for key in maker(telling)]


_FRAMED = _cross(_what, _either(_where, _day_keys, _who))
LEVELS: tuple[KeyMaker[Telling], ...] = (
    _what,
    _FRAMED,
    _cross(_cross(_what, _where), _either(_day_keys, _who)),
    _cross(_cross(_cross(_what, _where), _day_keys), _phrases),
)


@cache
def _umbrellas() -> frozenset[str]:
    return frozenset(load_vocabulary("en", "umbrellas")["heads"])


def nest_events(events: Sequence[Event], told: dict[str, Telling]) -> list[Event]:
    """The events with ``part_of`` where exactly one wider happening holds an event in place and time."""
    frames = {e.id: f for e in events if (f := _frame_event([told[c] for c in e.claim_ids]))}
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for event_id, frame in sorted(frames.items()):
        if frame.umbrella:
            for key in frame.shelves():
                shelves[key].append(event_id)
    out = []
    for event in events:
        inner = frames.get(event.id)
        near = sorted({i for key in inner.shelves() for i in shelves[key]} - {event.id}) if inner else []
        holders = [i for i in near if inner and frames[i].holds(inner)]
        out.append(Event(event.id, event.type, event.claim_ids, holders[0] if len(holders) == 1 else None))
    return out


class EventFrame(NamedTuple):
    """Where and when an event is set, as its most telling claim has it; ``umbrella``: it may hold others."""

    site: Site
    first: date
    last: date
    umbrella: bool

    def shelves(self) -> list[str]:
        """Country, or place, with each month touched: what holds and what is held share one."""
        months = range(self.first.year * 12 + self.first.month, self.last.year * 12 + self.last.month + 1)
        return [f"{self.site.country or self.site.key} {month}" for month in months]

    def holds(self, inner: EventFrame) -> bool:
        """Whether ``inner`` is set within this place and within these days, and is not just as wide."""
        if not (self.first <= inner.first and inner.last <= self.last):
            return False
        relation = relate_places(self.site, inner.site)
        shorter = (self.first, self.last) != (inner.first, inner.last)
        return relation == "right within left" or (relation == "same" and shorter)


def _frame_event(tellings: Sequence[Telling]) -> EventFrame | None:
    """The frame of an event whose place and days are told; an umbrella has a wide place or several days."""
    framed = [(span, t.site, t.id) for t in tellings if t.site and (span := days(t.claim.when))]
    if not framed:
        return None
    (first, last), site, _ = max(framed, key=lambda f: (f[0][1] - f[0][0], f[2]))
    if (last - first).days > 366:
        return None
    wide = site.precision in ("country", "region") or (last - first).days >= WIDE
    named = any(t.claim.head.lower() in _umbrellas() for t in tellings)
    return EventFrame(site, first, last, wide and named)
