"""What two tellings have in common: one function per feature, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from sayso.link.opposites import are_opposed
from sayso.link.tellings import Site, Telling, days, gap, relate_places
from sayso.model import Reason
from sayso.vocabulary import load_vocabulary

# Weights are first settings by hand on invented worlds; issue-sized tuning needs annotated pairs.
WEAK_BASES = ("inherited", "case")


def compare_types(a: Telling, b: Telling) -> Reason | None:
    """Same or different event type and subtype."""
    x, y = a.claim, b.claim
    if x.event_type and y.event_type and x.event_type != y.event_type:
        return Reason("other type", -3.0, f"{x.event_type} / {y.event_type}")
    if x.subtype and y.subtype:
        same = x.subtype == y.subtype
        return Reason(
            "same kind" if same else "other kind", 1.5 if same else -1.0, f"{x.subtype} / {y.subtype}"
        )
    return Reason("same type", 0.7, x.event_type) if x.event_type and y.event_type else None


def compare_heads(a: Telling, b: Telling) -> Reason | None:
    """Whether one word carries both, or two that exclude one another."""
    left, right = a.claim.head.lower(), b.claim.head.lower()
    if are_opposed(left, right):
        return Reason("opposed actions", -4.0, f"{left} / {right}")
    if left == right and left not in light_heads():
        return Reason("same head word", 1.5, a.claim.head)
    if left != right and like_heads(left) & like_heads(right):
        return Reason("like head word", 1.0, f"{left} / {right}")
    return None


@cache
def _groups() -> dict[str, frozenset[int]]:
    groups: list[list[str]] = load_vocabulary("en", "alike")["groups"]
    words = {word for group in groups for word in group}
    return {word: frozenset(n for n, group in enumerate(groups) if word in group) for word in words}


def like_heads(head: str) -> frozenset[int]:
    """The groups of words for one kind of happening in which a head stands."""
    return _groups().get(head, frozenset())


@cache
def light_heads() -> frozenset[str]:
    """Verbs that say next to nothing of what happened ("begin", "take"): sharing one is no evidence."""
    return frozenset(load_vocabulary("en", "umbrellas")["light"])


def compare_places(a: Telling, b: Telling) -> Reason | None:
    """Same place, one within the other, or two places."""
    relation = relate_places(a.site, b.site)
    if relation == "unknown" or a.site is None or b.site is None:
        return None
    said = f"{a.site.name} / {b.site.name}"
    inherited = a.site.inherited or b.site.inherited
    if relation == "same":
        vague = a.site.precision == "country"
        return Reason("same place", 0.5 if inherited else 0.8 if vague else 1.5, said)
    if relation == "apart":
        return Reason("two places", -1.5 if inherited else -4.0, said)
    return Reason("one place within the other", 0.3, said)


def compare_times(a: Telling, b: Telling) -> Reason | None:
    """How far the two intervals lie apart, or how narrowly they meet."""
    x, y = a.claim.when, b.claim.when
    apart = gap(x, y)
    if apart is None or x is None or y is None:
        return None
    first, second = days(x), days(y)
    said = f"{_tell(first)} / {_tell(second)}"
    if apart > 0:
        weak = x.basis in WEAK_BASES or y.basis in WEAK_BASES
        return Reason("other time", -1.0 if weak and apart <= 2 else -4.0, said)
    width = max((d[1] - d[0]).days for d in (first, second) if d)
    return Reason("same time", 2.0 if width == 0 else 1.2 if width <= 3 else 0.5, said)


def _tell(interval: object) -> str:
    return " to ".join(sorted({str(day) for day in interval})) if isinstance(interval, tuple) else "?"


def compare_actors(a: Telling, b: Telling) -> Reason | None:
    """Shared actors in the same role; named agents that differ count against."""
    shared = (a.agents & b.agents) | (a.patients & b.patients)
    if shared and a.patients and b.patients and not a.patients & b.patients:
        return Reason("same agents, other things done to others", 0.0, ", ".join(sorted(shared)))
    if shared:
        return Reason("same actors", min(2.0, 1.0 * len(shared)), ", ".join(sorted(shared)))
    for left, right in ((a.agents, b.agents), (a.patients, b.patients)):
        if left and right and _named(left) and _named(right):
            return Reason("other actors", -1.5, ", ".join(sorted(left | right)))
    return None


def _named(keys: frozenset[str]) -> bool:
    return all(not key.startswith("word ") for key in keys)


def compare_words(a: Telling, b: Telling) -> Reason | None:
    """The share of content words that both have."""
    both, either = len(a.words & b.words), len(a.words | b.words)
    if both < 2:
        return None
    return Reason("shared words", round(3.0 * both / either, 2), " ".join(sorted(a.words & b.words)))


class Mark(NamedTuple):
    """What alone can set a telling apart from another, ready to be compared a million times."""

    type: str | None
    first: int | None
    last: int
    weak: bool
    head: str
    site: Site | None


def mark(telling: Telling) -> Mark:
    """The marks of a telling."""
    claim, span = telling.claim, days(telling.claim.when)
    first, last = (span[0].toordinal(), span[1].toordinal()) if span else (None, 0)
    weak = claim.when is not None and claim.when.basis in WEAK_BASES
    return Mark(claim.event_type, first, last, weak, claim.head.lower(), telling.site)


def exclude(a: Mark, b: Mark) -> bool:
    """Whether type, time, place or action is a veto against one event, without the words for the reason.

    Most pairs end here; what this lets pass is still judged by all of ``EVENT_FEATURES``.
    """
    if a.type and b.type and a.type != b.type:
        return True
    if a.first is not None and b.first is not None:
        apart = max(b.first - a.last, a.first - b.last)
        if apart > 2 or (apart > 0 and not (a.weak or b.weak)):
            return True
    firm = a.site and b.site and not (a.site.inherited or b.site.inherited)
    if firm and relate_places(a.site, b.site) == "apart":
        return True
    return are_opposed(a.head, b.head)


EVENT_FEATURES: tuple[Callable[[Telling, Telling], Reason | None], ...] = (
    compare_types,
    compare_times,
    compare_places,
    compare_heads,
    compare_actors,
    compare_words,
)
