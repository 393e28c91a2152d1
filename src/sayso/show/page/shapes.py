"""The sign of each origin: a shape and a colour of its own for those on which most rests."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sayso.show.index import Index

MARKED = 6  # beyond these a shape of its own could not be told from the others
RING = 7  # the sign that other named origins share
NAMELESS = 8
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Sign:
    """How an origin is drawn: the number of its shape, and the letter that tells rings apart."""

    shape: int
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of all named origins of a case, the same on every day."""

    by_name: dict[str, Sign]

    def of(self, name: str) -> Sign:
        """The sign of an origin; one that has no name of its own gets the dashed ring."""
        return self.by_name.get(name, Sign(NAMELESS))

    def marked(self) -> list[str]:
        """The origins with a shape of their own, in the order of the shapes."""
        return [name for name, sign in self.by_name.items() if sign.shape <= MARKED]

    def rank(self, name: str) -> tuple[int, str]:
        """The order in which signs stand side by side."""
        return self.of(name).shape, name


def give_signs(index: Index) -> Signs:
    """Signs for the named origins of the whole case: shapes for those behind most articles, then rings."""
    articles: dict[str, set[str]] = defaultdict(set)
    claims: Counter[str] = Counter()
    for claim in index.claims.values():
        for origin in index.weighed.origins.get(claim.id, ()):
            if origin.kind == "named":
                name = index.name_of(origin.key)
                articles[name].add(claim.article_id)
                claims[name] += 1
    ordered = sorted(articles, key=lambda name: (-len(articles[name]), -claims[name], name))
    signs = {name: Sign(number) for number, name in enumerate(ordered[:MARKED], 1)}
    signs |= {name: Sign(RING, letter) for name, letter in zip(ordered[MARKED:], LETTERS, strict=False)}
    return Signs({**signs, **{name: Sign(RING) for name in ordered if name not in signs}})
