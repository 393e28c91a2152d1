"""Actions that cannot both be true of one thing at one time."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from sayso.vocabulary import load_vocabulary


class Opposites(NamedTuple):
    """Two sides of actions that exclude one another, for certain objects or for any.

    ``named``: only of one who has a name, whoever did it to them, in the days around.
    """

    left: frozenset[str]
    right: frozenset[str]
    objects: frozenset[str]
    named: bool = False


@cache
def load_opposites() -> tuple[Opposites, ...]:
    """The pairs of data/en/opposites.toml, in their order."""
    pairs = load_vocabulary("en", "opposites")["pair"]
    return tuple(
        Opposites(
            frozenset(p["left"]), frozenset(p["right"]), frozenset(p["objects"]), bool(p.get("named", False))
        )
        for p in pairs
    )


def action_of(head: str, words: str) -> str:
    """The head lemma of an action; of an idiom the verb that it stands for ("was relieved of his post")."""
    for idiom, verb in IDIOMS.get(head, ()):
        if idiom.search(words):
            return verb
    return head


IDIOMS = {
    "be": (
        (re.compile(r"(?i)\b(?:is|was|be|been) (?:still |also )?alive\b"), "be alive"),
        (re.compile(r"(?i)\b(?:is|was|be|been) (?:already |also )?dead\b"), "die"),
    ),
    "hand": ((re.compile(r"(?i)\bin (?:his|her) (?:own )?resignation\b"), "resign"),),
    "tender": ((re.compile(r"(?i)\b(?:his|her) resignation\b"), "resign"),),
    "step": ((re.compile(r"(?i)\bstep(?:s|ped)? (?:down|aside)\b"), "resign"),),
    "relieve": ((re.compile(r"(?i)\bof (?:his|her) (?:dut|post|office|command|function)"), "dismiss"),),
    "strip": ((re.compile(r"(?i)\bof (?:his|her) (?:post|office|command|rank)"), "dismiss"),),
}


@lru_cache(maxsize=65536)
def are_opposed(a: str, b: str) -> bool:
    """Whether two head lemmas stand on opposite sides of a pair."""
    return any((a in p.left and b in p.right) or (a in p.right and b in p.left) for p in load_opposites())
