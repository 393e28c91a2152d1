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
    """The records that share each key, in the order in which they come."""
    blocks: defaultdict[str, list[T]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            blocks[key].append(record)
    return blocks


def divide(records: Sequence[T], levels: Sequence[KeyMaker[T]]) -> Iterable[Sequence[T]]:
    """Blocks of two and more by the first level of keys; too large a one is divided by the next, never cut.

    The last level's blocks stand as they are, whatever their size.
    """
    whole = [records]
    for depth, keys in enumerate(levels):
        last = depth == len(levels) - 1
        parts = [part for block_ in whole for part in block(block_, keys).values() if len(part) > 1]
        yield from (part for part in parts if last or len(part) <= LARGE)
        whole = [part for part in parts if not last and len(part) > LARGE]


def propose_pairs(
    records: Sequence[T], levels: Sequence[KeyMaker[T]], name: Callable[[T], str]
) -> list[tuple[T, T]]:
    """Every pair of records that meets in a block, once, smaller id first, in the order of ids."""
    ordered = sorted(records, key=name)
    names = [name(record) for record in ordered]
    keyed: list[KeyMaker[int]] = [_remember(keys, ordered) for keys in levels]
    size = len(ordered)
    found: set[int] = set()  # a pair as one number: a million of them are sorted in no time
    for members in divide(range(size), keyed):
        found.update(i * size + j for i, j in combinations(members, 2))
    pairs = (divmod(pair, size) for pair in sorted(found))
    return [(ordered[i], ordered[j]) for i, j in pairs if names[i] != names[j]]


def _remember(keys: KeyMaker[T], ordered: Sequence[T]) -> KeyMaker[int]:
    """The keys of a record by its number, worked out once: a record stands in many blocks."""
    known: dict[int, tuple[str, ...]] = {}

    def look_up(number: int) -> tuple[str, ...]:
        if number not in known:
            known[number] = tuple(dict.fromkeys(keys(ordered[number])))
        return known[number]

    return look_up
