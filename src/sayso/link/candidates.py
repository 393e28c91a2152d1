"""Pairs worth comparing, by cheap keys: two records meet where they share a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")
# A block of n records costs n²/2 comparisons; above this size a finer key divides it.
LARGE = 16

KeyMaker = Callable[[T], Iterable[str]]


def block(records: Iterable[T], keys: KeyMaker[T]) -> dict[str, list[T]]:
    """The records that share each key, in the order of the keys."""
    blocks: defaultdict[str, list[T]] = defaultdict(list)
    for record in records:
        for key in sorted(set(keys(record))):
            blocks[key].append(record)
    return {key: blocks[key] for key in sorted(blocks)}


def divide(records: Sequence[T], levels: Sequence[KeyMaker[T]]) -> Iterable[Sequence[T]]:
    """Blocks by the first level of keys; one that is too large is divided by the next level, never cut off.

    The last level's blocks stand as they are, whatever their size.
    """
    if not levels:
        yield records
        return
    for members in block(records, levels[0]).values():
        if len(members) <= LARGE:
            yield members
        else:
            yield from divide(members, levels[1:])


def propose_pairs(
    records: Sequence[T], levels: Sequence[KeyMaker[T]], name: Callable[[T], str]
) -> list[tuple[T, T]]:
    """Every pair of records that meets in a block, once, smaller id first, in the order of ids."""
    found: dict[tuple[str, str], tuple[T, T]] = {}
    for members in divide(records, levels):
        for a, b in combinations(members, 2):
            left, right = (a, b) if name(a) <= name(b) else (b, a)
            found.setdefault((name(left), name(right)), (left, right))
    return [found[key] for key in sorted(found) if key[0] != key[1]]
