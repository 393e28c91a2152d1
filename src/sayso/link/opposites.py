"""Actions that cannot both be true of one thing at one time."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from sayso.vocabulary import load_vocabulary


class Opposites(NamedTuple):
    """Two sides of actions that exclude one another, for certain objects or for any."""

    left: frozenset[str]
    right: frozenset[str]
    objects: frozenset[str]


@cache
def load_opposites() -> tuple[Opposites, ...]:
    """The pairs of data/en/opposites.toml, in their order."""
    pairs = load_vocabulary("en", "opposites")["pair"]
    return tuple(
        Opposites(frozenset(p["left"]), frozenset(p["right"]), frozenset(p["objects"])) for p in pairs
    )


@lru_cache(maxsize=65536)
def are_opposed(a: str, b: str) -> bool:
    """Whether two head lemmas stand on opposite sides of a pair."""
    return any((a in p.left and b in p.right) or (a in p.right and b in p.left) for p in load_opposites())
