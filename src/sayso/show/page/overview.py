"""The first view: on how few shoulders the pile rests, what moves most, what is agreed and what is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sayso.show.index import Index
from sayso.show.page.shapes import Sign, Signs
from sayso.show.rows import Account, RelationRow
from sayso.show.words import count

MOST_SHELVES = 8
MOST_BOXES = 14


@dataclass(frozen=True, slots=True)
class BoxedArticle:
    """An article that rests on an origin; ``repeats`` where it took the words from another article."""

    article_id: str
    outlet: str
    repeats: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """An origin with the articles that rest on it; ``more`` are not drawn."""

    name: str
    sign: Sign
    boxes: tuple[BoxedArticle, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """Everything that is contested about one thing."""

    id: str | None
    words: str
    rows: tuple[RelationRow, ...]


def fill_shelves(index: Index, signs: Signs) -> list[Shelf]:
    """The origins on which most articles rest."""
    resting: dict[str, dict[str, bool]] = defaultdict(dict)
    copiers = {copy.derived_id for copy in index.copies}
    told: dict[str, int] = defaultdict(int)
    for claim in index.claims.values():
        for origin in index.weighed.origins.get(claim.id, ()):
            if origin.kind == "named":
                told[origin.key] += 1
                repeats = claim.article_id in copiers and bool(index.repeats(claim))
                before = resting[origin.key].get(claim.article_id, True)
                resting[origin.key][claim.article_id] = before and repeats
    ordered = sorted(resting, key=lambda key: (-len(resting[key]), -told[key], key))[:MOST_SHELVES]
    return [_fill(index, key, resting[key], signs) for key in ordered]


def _fill(index: Index, key: str, resting: dict[str, bool], signs: Signs) -> Shelf:
    boxes = [BoxedArticle(a, index.outlet(a), repeats) for a, repeats in resting.items()]
    boxes.sort(key=lambda box: (box.repeats, box.outlet, box.article_id))
    name = index.name_of(key)
    return Shelf(name, signs.of(name), tuple(boxes[:MOST_BOXES]), max(0, len(boxes) - MOST_BOXES))


def say_lede(account: Account) -> list[tuple[str, bool]]:
    """The case in a sentence or two, in pieces of which some stand out."""
    view = account.overview
    outlets = f" from {count(view.outlets, 'outlet')}" if view.outlets else ""
    verb = "rests" if view.articles == 1 else "rest"
    pieces = [
        (f"{count(view.articles, 'article')}{outlets} {verb} on ", False),
        (count(len(view.origins), "named origin"), True),
        (". ", False),
    ]
    copiers = {copy.article_id for copy in account.sources.copies}
    if copiers:
        has = "repeats" if len(copiers) == 1 else "repeat"
        pieces.append((f"{count(len(copiers), 'article')} {has} the words of another. ", False))
    contested = next((row for row in account.figures if row.contested), None)
    if contested:
        pieces.append((f"{contested.title}: {contested.spread}, contested.", False))
    return pieces


def group_contested(rows: Iterable[RelationRow]) -> list[Group]:
    """What is contested, by what it is about."""
    grouped = groupby(rows, key=lambda row: (row.subject_id, row.subject))
    return [Group(key, words or "claims", tuple(found)) for (key, words), found in grouped]
