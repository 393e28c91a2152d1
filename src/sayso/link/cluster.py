"""Connected components that obey "different": what is judged apart never ends up together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.model import Judgement


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


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that were not withdrawn, newest first; the order of input does not matter."""
    held = [j for j in judgements if j.withdrawn is None]
    return sorted(held, key=lambda j: (j.at, j.by, j.left, j.right, j.verdict, j.reason), reverse=True)


def cluster(
    ids: Iterable[str],
    same: Iterable[Pair],
    different: Iterable[tuple[str, str]],
    judgements: Sequence[Judgement] = (),
    may_meet: Callable[[Sequence[str], Sequence[str]], bool] = lambda left, right: True,
) -> list[tuple[str, ...]]:
    """The groups that ``same`` joins, strongest pair first, as far as ``different`` and ``may_meet`` allow.

    Persons' judgements come first, newest first, and outrank both.
    """
    groups = Groups.of(sorted(ids))
    told = [j for j in standing(judgements) if j.left in groups.parent and j.right in groups.parent]
    for judgement in told:
        if judgement.verdict == "different":
            groups.keep_apart(judgement.left, judgement.right)
        elif groups.may_join(judgement.left, judgement.right):
            groups.join(judgement.left, judgement.right)
    for left, right in different:
        groups.keep_apart(left, right)
    for pair in sorted(same, key=lambda p: (-p.weight, p.left, p.right)):
        left, right = groups.root(pair.left), groups.root(pair.right)
        if (
            left != right
            and groups.may_join(left, right)
            and may_meet(groups.members[left], groups.members[right])
        ):
            groups.join(left, right)
    return groups.listed()
