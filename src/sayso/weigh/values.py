"""How reports of one figure relate: agreement, rounding, update, scope or conflict, with the reason."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, pairwise

from sayso.ids import make_id
from sayso.model import Claim, Conflict
from sayso.weigh.relations import Relation, agree, relate_groups, say_value, size_of
from sayso.weigh.reports import Report

MANY = 16  # values of one figure above which they are compared day by day, not each with each


def describe(report: Report) -> str:
    """A report in a phrase: value, origin, day."""
    origin = report.origin.name
    by = f"by {origin}" + (" in its own voice" if report.origin.kind == "unsourced" else "")
    when = f" on {report.day.day} {report.day:%B %Y}" if report.day else ""
    return f"{say_value(report)} {by}{when}"


def find_value_conflicts(reports: Sequence[Report]) -> list[Conflict]:
    """The relations among all reports of one figure, by groups of values that agree with one another.

    Within a group every two values agree or are rounded; between groups each update links two that follow one
    another, and each conflict is told once for the groups.
    """
    groups = _group_agreeing(reports)
    found = [conflict for group in groups for conflict in _within(group)]
    if len(groups) > MANY:
        return found + _relate_by_day(groups)
    updates: list[tuple[int, int]] = []
    for i, j in combinations(range(len(groups)), 2):
        pair, relation = relate_groups(groups[i], groups[j])
        if relation is None:
            continue
        if relation.kind == "update":
            updates.append((i, j))
        else:
            found.append(_make(relation, pair, [*groups[i], *groups[j]]))
    return found + _consecutive_updates(groups, updates)


def _relate_by_day(groups: Sequence[Sequence[Report]]) -> list[Conflict]:
    """The relations among many values: day by day those that exclude each other, and each day's next.

    Nobody reads thousands of pairs, and their number grows with the square of the values.
    """
    by_day: defaultdict[date, list[Sequence[Report]]] = defaultdict(list)
    for group in groups:
        first = min(group, key=lambda r: r.order)
        by_day[first.day or date.max].append(group)
    found: list[Conflict] = []
    last: Sequence[Report] | None = None
    for _, told in sorted(by_day.items()):
        ordered = sorted(told, key=lambda g: (size_of(g[0]), g[0].claim.id))
        found += _runs(ordered)
        pair, relation = relate_groups(last, ordered[-1]) if last else (None, None)
        if pair and relation and last:
            found.append(_make(relation, pair, [*last, *ordered[-1]]))
        last = ordered[-1]
    return found


def _runs(ordered: Sequence[Sequence[Report]]) -> list[Conflict]:
    """One conflict for each run of values of a day of which each excludes the next larger one."""
    found: list[Conflict] = []
    run: list[Report] = []
    first: tuple[Report, Report] | None = None
    for left, right in pairwise([*ordered, ()]):
        pair, relation = relate_groups(left, right) if right else (None, None)
        if pair and relation and relation.kind == "conflict":
            run = [*(run or left), *right]
            first = first or pair
        elif first and run:
            found.append(
                _make(Relation("conflict", "values of one day that exclude one another"), first, run)
            )
            run, first = [], None
    return found


def _group_agreeing(reports: Sequence[Report]) -> list[list[Report]]:
    """Groups of which every two reports agree, in the order of their first days; exact values come first."""
    groups: list[list[Report]] = []
    one_of_each: list[list[Report]] = []
    sizes: list[float] = []
    by_value: defaultdict[object, list[Report]] = defaultdict(list)
    for report in reports:
        by_value[report.key].append(report)
    for same in sorted(
        by_value.values(), key=lambda s: (_is_open(s[0]), s[0].amount.quantity.vague, size_of(s[0]))
    ):
        # An exact number is rounded to no more than twice, and no less than half of itself.
        start = 0 if _is_open(same[0]) else bisect_left(sizes, size_of(same[0]) / 2)
        near = range(start, len(groups))
        home = next((n for n in near if all(agree(same[0], other) for other in one_of_each[n])), None)
        if home is None:
            groups.append(list(same))
            one_of_each.append([same[-1]])
            sizes.append(size_of(same[0]))
        else:
            groups[home] += same
            one_of_each[home].append(same[-1])
    return sorted(groups, key=lambda g: min((r.day or date.max, size_of(r), r.claim.id) for r in g))


def _is_open(report: Report) -> bool:
    """Whether a report gives bounds, and no number of its own."""
    return report.value is None


def _within(group: Sequence[Report]) -> list[Conflict]:
    """Agreements between articles on one value, and between values that fit one another."""
    values: defaultdict[object, list[Report]] = defaultdict(list)
    for report in group:
        values[report.key].append(report)
    found = []
    for same in values.values():
        if len({r.claim.article_id for r in same}) > 1:
            found.append(_make(Relation("agreement", "the same value"), (same[0], same[-1]), same))
    for left, right in combinations(values.values(), 2):
        relation = agree(left[0], right[0])
        if relation:
            found.append(_make(relation, (left[0], right[0]), [*left, *right]))
    return found


def _consecutive_updates(
    groups: Sequence[Sequence[Report]], updates: Iterable[tuple[int, int]]
) -> list[Conflict]:
    """Of all updates those between groups with no third one between them that both are linked to."""
    after: defaultdict[int, set[int]] = defaultdict(set)
    for i, j in updates:
        after[i].add(j)
    found = []
    for i in sorted(after):
        for j in sorted(after[i]):
            if any(j in after[k] for k in after[i] if k != j):
                continue
            pair, relation = relate_groups(groups[i], groups[j])
            if relation:
                found.append(_make(relation, pair, [*groups[i], *groups[j]]))
    return found


def _make(relation: Relation, pair: tuple[Report, Report], reports: Iterable[Report]) -> Conflict:
    ids = tuple(sorted({r.claim.id for r in reports}))
    first, later = sorted(pair, key=lambda r: (r.day or date.max, r.claim.id))
    why = f"{describe(first)}; {describe(later)}: {relation.why}"
    return Conflict(make_id("k", relation.kind, *ids), relation.kind, ids, why)


def find_scope(inner: Sequence[Report], outer: Sequence[Report], why: str) -> Conflict | None:
    """The latest values of a figure and of a wider one of the same measure, set side by side as scope.

    Total and part told in one breath differ in nothing: None.
    """
    left, right = _latest_group(inner), _latest_group(outer)
    together = {r.claim.article_id for r in left}
    right = _latest_group([r for r in outer if r.claim.article_id in together]) or right
    if not left or not right or any(_one_breath(a.claim, b.claim) for a in left for b in right):
        return None
    return _make(Relation("scope", why), (left[-1], right[-1]), [*left, *right])


def _one_breath(a: Claim, b: Claim) -> bool:
    return a.article_id == b.article_id and a.span.start < b.span.end and b.span.start < a.span.end


def _latest_group(reports: Sequence[Report]) -> list[Report]:
    groups = _group_agreeing(reports)
    return max(groups, key=_recency, default=[])


def _recency(group: Sequence[Report]) -> tuple[date, float]:
    return max(r.day or date.min for r in group), max(map(size_of, group))
