"""What two reports of one figure, or two groups of reports that agree, are to one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.link.compare import WEAK_BASES
from sayso.link.kinds import PEOPLE
from sayso.link.tellings import gap
from sayso.link.tolls import is_moved, is_outdated
from sayso.model import ConflictKind
from sayso.weigh.reports import Report, is_ceiling, same_value


def say_value(report: Report) -> str:
    """The amount of a report in its own words."""
    return " ".join(report.amount.span.exact.split())


# "More than 160" is said of 164 and not of 5,000: up to this share above the floor the two agree.
FLOOR_REACH = 1.25
# Days within which two counts of one thing should agree, what news takes to travel allowed for.
DELAY = 5
# A count so many times another, on one day and without bounds, hardly counts the same.
FAR_APART = 4
GROWING = (*PEOPLE, "damage", "destroyed", "attacked")
MOVING = ("missing",)  # it falls and rises with every day's search


@dataclass(frozen=True, slots=True)
class Relation:
    """What two reports of one figure are to one another, and why in words."""

    kind: ConflictKind
    why: str


def agree(a: Report, b: Report) -> Relation | None:
    """Whether both can be true as they stand: equal, rounded, or one within the bounds of the other."""
    if a.adds is not b.adds:
        return None
    if a.key == b.key:
        return Relation("agreement", "the same value")
    if same_value(a, b):
        return Relation("rounding", "equal when rounded as the coarser value is")
    for x, y in ((a, b), (b, a)):
        if x.floor is not None and _reaches(x.floor, y):
            return Relation("agreement", f"{say_value(y)} satisfies “{say_value(x)}”")
        if x.amount.quantity.vague and _fits_vague(x, y):
            return Relation("agreement", f"{say_value(y)} lies within “{say_value(x)}”")
        if _is_range(x) and y.value is not None and x.low <= y.value <= x.high:
            return Relation("agreement", f"{say_value(y)} lies within {say_value(x)}")
    return None


def _reaches(floor: float, other: Report) -> bool:
    value = other.floor if other.floor is not None else other.value
    return value is not None and not is_ceiling(other) and floor <= value <= floor * FLOOR_REACH


def _fits_vague(vague: Report, other: Report) -> bool:
    if other.amount.quantity.vague:
        return vague.low <= other.high and other.low <= vague.high
    value = other.value if other.value is not None else other.floor
    return value is not None and vague.low <= value <= vague.high


def _is_range(report: Report) -> bool:
    quantity = report.amount.quantity
    return (
        not quantity.vague
        and quantity.low is not None
        and quantity.high is not None
        and quantity.best is None
    )


def relate(a: Report, b: Report) -> Relation | None:
    """What two reports are that do not agree: an update, a conflict, or None where the words do not tell."""
    if a.adds is not b.adds:
        return None
    first, later = sorted((a, b), key=lambda r: r.order)
    ordered = is_earlier(first, later)
    if first.origin.key == later.origin.key and ordered:
        return Relation("update", "the same origin, on a later day")
    if ordered and _grows(first, later):
        return Relation("update", "a later and larger count of what grows")
    if ordered and first.amount.measure in MOVING:
        return Relation("update", f"counted again {_days(first, later)} later")
    if first.amount.quantity.vague or later.amount.quantity.vague:
        # A vague word denies nothing: without an order it only differs.
        return Relation("update", "a number after a vague word") if ordered else None
    if _one_voice(a, b) or _two_incidents(a, b) or _far_apart(a, b) or _both_hold(a, b):
        return None
    if _one_time(a, b):
        return Relation("conflict", _why_conflict(first, later))
    if ordered and first.amount.measure in GROWING:
        return Relation("update", f"counted again {_days(first, later)} later, by another origin")
    return None


def is_earlier(first: Report, later: Report) -> bool:
    """Whether one report speaks of an earlier day, or of one day and was published on an earlier one."""
    if first.day is None or later.day is None:
        return False
    if first.day == later.day and first.published and later.published:
        return first.published < later.published
    return first.day < later.day


def _days(first: Report, later: Report) -> str:
    apart = (later.day - first.day).days if first.day and later.day else 0
    return "a day" if apart == 1 else f"{apart} days"


def _one_voice(a: Report, b: Report) -> bool:
    """Whether one voice gives both in one article: then it speaks of two things."""
    return a.claim.article_id == b.claim.article_id and a.origin.key == b.origin.key


def _two_incidents(a: Report, b: Report) -> bool:
    """Whether each count has days of its own that do not meet: then two incidents may be meant."""
    own = [
        r.claim.when for r in (a, b) if r.claim.when_span and not r.amount.cumulative and not r.claim.as_of
    ]
    told = [when for when in own if when and when.basis not in WEAK_BASES]
    return len(told) == 2 and bool(gap(told[0], told[1]))


def _far_apart(a: Report, b: Report) -> bool:
    """Whether one value is so many times the other that they hardly count the same; none is told apart."""
    small, large = sorted((size_of(a), size_of(b)))
    return small > 0 and large > small * FAR_APART


def _one_time(a: Report, b: Report) -> bool:
    """Whether two reports can hold of one day, give or take what news takes to travel."""
    if a.window is None or b.window is None:
        return True
    return max(a.window[0], b.window[0]) <= min(a.window[1], b.window[1]) + timedelta(DELAY)


def _grows(first: Report, later: Report) -> bool:
    return first.amount.measure in GROWING and size_of(later) > size_of(first) and not is_ceiling(first)


def size_of(report: Report) -> float:
    """The number by which reports are compared: the one given, else the least of its bounds."""
    value = report.value if report.value is not None else report.floor
    return value if value is not None else report.low


def _both_hold(a: Report, b: Report) -> bool:
    """Whether an open floor and a far larger number do not exclude each other, though of two states."""
    return any(x.floor is not None and size_of(y) >= x.floor for x, y in ((a, b), (b, a)))


def _why_conflict(first: Report, later: Report) -> str:
    if first.origin.key == later.origin.key:
        return "the same origin, with no later day told"
    if first.day is None or later.day is None:
        return "different origins, and no days told that would order them"
    when = "the same day" if first.day == later.day else f"{_days(first, later)} apart"
    return f"different origins, {when}, for the same thing"


def relate_groups(
    left: Sequence[Report], right: Sequence[Report]
) -> tuple[tuple[Report, Report], Relation | None]:
    """The relation of two groups by the two reports, one of each, that tell most of it."""
    for rule in (_set_against, _superseded, _changed):
        found = rule(left, right)
        if found is not None:
            return found
    pairs = [(a, b) for a in _edge_reports(left) for b in _edge_reports(right)]
    pair = min(pairs, key=lambda p: (_apart(*p), p[0].claim.id, p[1].claim.id))
    return pair, relate(*pair)


Found = tuple[tuple[Report, Report], Relation]


def _set_against(left: Sequence[Report], right: Sequence[Report]) -> Found | None:
    """Two values that one article sets against one another, each by an origin of its own."""
    by_article: defaultdict[str, list[tuple[Report, Report]]] = defaultdict(list)
    for a in left:
        for b in right:
            if a.claim.article_id == b.claim.article_id:
                by_article[a.claim.article_id].append((a, b) if a.order <= b.order else (b, a))
    for _, pairs in sorted(by_article.items()):
        if any(is_earlier(a, b) and is_moved(b.claim) for a, b in pairs):
            continue  # the article brings its own count up to date
        for a, b in pairs:
            old = is_outdated(a.claim) or is_outdated(b.claim)
            if a.origin.key != b.origin.key and not old and _days_between(a, b) < 2 and not _is_loose(a, b):
                return (a, b), Relation("conflict", "one article sets them against each other")
    return None


def _is_loose(a: Report, b: Report) -> bool:
    """Whether two values do not exclude each other, or hardly count the same."""
    vague = a.amount.quantity.vague or b.amount.quantity.vague
    return vague or _two_incidents(a, b) or _far_apart(a, b) or _both_hold(a, b)


def _days_between(a: Report, b: Report) -> int:
    return abs((a.day - b.day).days) if a.day and b.day else 0


def _superseded(left: Sequence[Report], right: Sequence[Report]) -> Found | None:
    """A value first told later and larger than another, of what grows."""
    first, later = sorted((min(g, key=lambda r: r.order) for g in (left, right)), key=lambda r: r.order)
    if is_earlier(first, later) and _grows(first, later):
        same = first.origin.key == later.origin.key
        why = "the same origin, on a later day" if same else "a later and larger count of what grows"
        return (first, later), Relation("update", why)
    return None


def _changed(left: Sequence[Report], right: Sequence[Report]) -> Found | None:
    """A value told as a change, on a day on which the other had been told."""
    for group, other in ((left, right), (right, left)):
        moved = [r for r in group if is_moved(r.claim)]
        if moved and not any(is_moved(r.claim) for r in other):
            later, first = min(moved, key=lambda r: r.order), min(other, key=lambda r: r.order)
            if first.day and later.day and first.day <= later.day:
                return (first, later), Relation("update", "told as a change of what was said before")
    return None


def _edge_reports(group: Sequence[Report]) -> list[Report]:
    """The first and last report of each origin kind of a group: the others lie between them."""
    ordered = sorted(group, key=lambda r: (r.day or date.max, r.claim.id))
    return [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered


def _apart(a: Report, b: Report) -> int:
    if a.day is None or b.day is None:
        return 10**6
    return abs((a.day - b.day).days)
