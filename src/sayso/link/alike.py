"""Rows of claims joined by the words they share: rare words count, common ones hardly do."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

# Mean likeness of two rows' claims from which they are one row. Measured on what is found in the example,
# three invented crises and five real articles: 202 pairs of claims of one explanation meet and 4,066 of two
# stay apart; at 0.01 it is 210 and 4,051, at 0.05 167 and 4,078.
ALIKE = 0.02
# A word of more claims than this, or of more than half of them, tells no explanation from another.
COMMON = 32
Row = tuple[str, ...]


class Words(NamedTuple):
    """The stems of a claim's words, and of its cause alone."""

    whole: frozenset[str]
    cause: frozenset[str]


def join_alike(
    rows: Iterable[Row], words: Mapping[str, Words], may_meet: Callable[[Row, Row], bool]
) -> list[Row]:
    """The rows after those most alike were joined, two by two, as long as they are alike and may meet.

    The order in which claims come changes nothing. How rare a word is, the case tells: "bomb" says much
    in one crisis and nothing in another.
    """
    held = {row[0]: row for row in rows}
    likeness = _between_rows(held, words)
    near: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in likeness:
        near[a].add(b)
        near[b].add(a)
    heap = [(-_mean(held, likeness, a, b), a, b) for a, b in likeness]
    heapq.heapify(heap)
    while heap:
        value, a, b = heapq.heappop(heap)
        if -value < ALIKE:
            break
        stale = a not in held or b not in held or -value != _mean(held, likeness, a, b)
        if stale or not may_meet(held[a], held[b]):
            continue
        held[a] = tuple(sorted(held[a] + held.pop(b)))
        for other in sorted(near.pop(b) - {a}):
            near[other].discard(b)
            near[other].add(a)
            near[a].add(other)
            likeness[_key(a, other)] = likeness.get(_key(a, other), 0.0) + likeness.pop(_key(b, other))
        near[a].discard(b)
        for other in near[a]:
            x, y = _key(a, other)
            heapq.heappush(heap, (-_mean(held, likeness, x, y), x, y))
    return sorted(held.values())


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _mean(held: Mapping[str, Row], likeness: Mapping[tuple[str, str], float], a: str, b: str) -> float:
    return likeness[_key(a, b)] / (len(held[a]) * len(held[b]))


def _between_rows(held: Mapping[str, Row], words: Mapping[str, Words]) -> dict[tuple[str, str], float]:
    """The likeness of every two rows that share a word, summed over their claims."""
    home = {claim_id: first for first, row in held.items() for claim_id in row}
    listed = sorted(home)
    counts = Counter(word for claim_id in listed for word in words[claim_id].whole)
    most = min(COMMON, len(listed) // 2)
    rare = {word: math.log(len(listed) / count) for word, count in counts.items() if count <= most}
    between: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for part in (0, 1):
        bags = {claim_id: words[claim_id][part] & rare.keys() for claim_id in listed}
        for (left, right), value in _between_claims(bags, rare).items():
            if home[left] != home[right]:
                between[_key(home[left], home[right])].append(value / 2)
    return {pair: math.fsum(values) for pair, values in between.items()}


def _between_claims(
    bags: Mapping[str, frozenset[str]], rare: Mapping[str, float]
) -> dict[tuple[str, str], float]:
    """What share of their words, weighed by rarity, every two claims have in common."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    shared: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    weight: dict[str, float] = {}
    for claim_id, bag in bags.items():
        weight[claim_id] = math.fsum(rare[word] for word in bag)
        for word in sorted(bag):
            for other in index[word]:
                shared[other, claim_id].append(rare[word])
            index[word].append(claim_id)
    common = {pair: math.fsum(values) for pair, values in shared.items()}
    return {(a, b): both / (weight[a] + weight[b] - both) for (a, b), both in common.items() if both > 0.0}
