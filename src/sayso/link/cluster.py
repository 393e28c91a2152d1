"""Connected components that obey "different": what is judged apart never ends up together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sayso.model import Judgement, Subject

Trait = TypeVar("Trait", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids that are the same with some weight."""

    left: str
    right: str
    weight: float


@dataclass(slots=True)
class Groups:
    """Disjoint groups of ids, with the groups that must stay apart from each."""

    parent: dict[str, str]
    members: dict[str, list[str]]
    apart: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, ids: Iterable[str]) -> Groups:
        """Each id in a group of its own."""
        every = list(ids)
        return cls({i: i for i in every}, {i: [i] for i in every})

    def root(self, item: str) -> str:
        """The id that stands for the group of ``item``."""
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def keep_apart(self, a: str, b: str) -> None:
        """Never join the groups of ``a`` and ``b`` from now on, unless they are one already."""
        x, y = self.root(a), self.root(b)
        if x != y:
            self.apart.setdefault(x, set()).add(y)
            self.apart.setdefault(y, set()).add(x)

    def may_join(self, a: str, b: str) -> bool:
        """Whether nothing keeps the groups of ``a`` and ``b`` apart."""
        return self.root(b) not in self.apart.get(self.root(a), set())

    def join(self, a: str, b: str) -> None:
        """Make one group of the groups of ``a`` and ``b``."""
        keep, gone = sorted((self.root(a), self.root(b)), key=lambda r: (-len(self.members[r]), r))
        if keep == gone:
            return
        self.parent[gone] = keep
        self.members[keep] += self.members.pop(gone)
        for enemy in self.apart.pop(gone, set()):
            self.apart[enemy].discard(gone)
            self.apart[enemy].add(keep)
            self.apart.setdefault(keep, set()).add(enemy)

    def listed(self) -> list[tuple[str, ...]]:
        """The groups, each sorted, in the order of their smallest ids."""
        return sorted(tuple(sorted(group)) for group in self.members.values())


def standing(judgements: Iterable[Judgement], about: Subject = "") -> list[Judgement]:
    """The judgements that were not withdrawn, newest first; the order of input does not matter.

    ``about``: those alone that speak of this kind, or of all kinds.
    """
    held = [j for j in judgements if j.withdrawn is None and (not about or j.about in ("", about))]
    return sorted(held, key=lambda j: (j.at, j.by, j.left, j.right, j.verdict, j.reason, j.id), reverse=True)


def named_same(judgements: Iterable[Judgement], about: Subject) -> frozenset[str]:
    """What persons put together with others as just this kind of thing, whatever the machine takes it for."""
    told = (j for j in standing(judgements, about) if j.about == about and j.verdict == "same")
    return frozenset(i for j in told for side in j.sides for i in side)


def settle(groups: Groups, judgements: Sequence[Judgement]) -> None:
    """Obeys persons' judgements, newest first; an older one holds as far as the newer ones let it."""
    for judgement in standing(judgements):
        lefts, rights = ([i for i in side if i in groups.parent] for side in judgement.sides)
        if judgement.verdict == "different":
            for left in lefts:
                for right in rights:
                    groups.keep_apart(left, right)
        elif lefts and rights:
            _join_all(groups, sorted({*lefts, *rights}))


def _join_all(groups: Groups, members: Sequence[str]) -> None:
    """One group of ``members``, or as few as newer judgements allow."""
    homes: list[str] = []
    for member in members:
        home = next((h for h in homes if groups.may_join(h, member)), None)
        if home is None:
            homes.append(member)
        else:
            groups.join(home, member)


def _within_reach(
    ids: Iterable[str], same: Iterable[Pair], different: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The pairs of ``different`` that some chain of ``same`` connects: no others could ever come together."""
    reach = Groups.of(ids)
    for pair in same:
        reach.join(pair.left, pair.right)
    return ((a, b) for a, b in different if reach.root(a) == reach.root(b))


class Traits(Generic[Trait]):
    """What the members of growing groups are like: each member is looked at once.

    A group of ``cluster`` only ever gains members at its end, and is known by its first one. Of members that
    are alike the last one stands for all.
    """

    def __init__(self, look: Callable[[str], Trait | None]) -> None:
        self._look = look
        self._known: dict[str, tuple[int, dict[Trait, str]]] = {}

    def of(self, members: Sequence[str]) -> dict[Trait, str]:
        """The traits of a group, each with a member that has it."""
        done, traits = self._known.get(members[0], (0, {}))
        for member in members[done:]:
            trait = self._look(member)
            if trait is not None:
                traits[trait] = member
        self._known[members[0]] = len(members), traits
        return traits


def cluster(
    ids: Iterable[str],
    same: Iterable[Pair],
    different: Iterable[tuple[str, str]],
    judgements: Sequence[Judgement] = (),
    may_meet: Callable[[Sequence[str], Sequence[str]], bool] = lambda left, right: True,
) -> list[tuple[str, ...]]:
    """The groups that ``same`` joins, strongest pair first, as far as ``different`` and ``may_meet`` allow.

    Persons' judgements come first, newest first, and outrank both. What they joined is one group of parts:
    the machine goes on looking at each part by itself, so that a new telling finds the part that it is like.
    """
    every = sorted(ids)
    parts = Groups.of(every)
    # Where nobody has judged anything, the parts are the groups.
    groups = Groups.of(every) if judgements else parts
    settle(groups, judgements)
    pairs = sorted(same, key=lambda p: (-p.weight, p.left, p.right))
    for left, right in _within_reach(every, pairs, different):
        parts.keep_apart(left, right)
    for pair in pairs:
        left, right = parts.root(pair.left), parts.root(pair.right)
        if (
            left != right
            and parts.may_join(left, right)
            and groups.may_join(left, right)
            and may_meet(parts.members[left], parts.members[right])
        ):
            parts.join(left, right)
            if groups is not parts:
                groups.join(left, right)
    return groups.listed()
