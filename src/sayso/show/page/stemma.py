"""The stemma: who knew, who heard it from them, who repeated that, as boxes and lines that cross no box.

Boxes stand in columns. A line runs up and down between the columns alone; where it passes one, it has a lane
of its own there, so that it crosses no box (the layered drawing of Sugiyama, Tagawa and Toda, 1981).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Article, Derivation
from sayso.show.index import Index
from sayso.show.page.labels import measure
from sayso.show.page.shapes import Sign, Signs
from sayso.show.page.track import say_short
from sayso.show.words import count, make_safe

MOST_ARTICLES = 40  # beyond these one box stands for all articles of an outlet
MOST_ORIGINS = 12  # beyond these one box stands for the origins on which least rests
MOST_COLUMNS = 4
BOX, GAP, LANE, TOP = 40, 8, 12, 30  # pixels down
GUTTER = 12.0  # per cent across between two columns
# The least width in pixels of each size of the drawing; below the first the list stands alone.
SIZES = {"middle": 560, "wide": 900}
SWEEPS = 4
CREDITED, SILENT, UNKNOWN = "credited", "silent", "unknown"


@dataclass(frozen=True, slots=True)
class Node:
    """A box before it has its place: an origin, an article, or many of either."""

    key: str
    title: str
    note: str
    column: int
    sign: Sign | None
    target: str


@dataclass(frozen=True, slots=True)
class Edge:
    """That one box rests on another, and how that is known."""

    origin: str
    derived: str
    kind: str
    shape: int


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box in its place: per cent across, pixels down; its title and note are cut to fit each size."""

    node: Node
    x: float
    y: float
    width: float
    words: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line as a path, 100 wide."""

    edge: Edge
    path: str


@dataclass(frozen=True, slots=True)
class Stemma:
    """The whole drawing."""

    height: float
    boxes: tuple[PlacedBox, ...]
    lines: tuple[PlacedLine, ...]
    heads: tuple[tuple[float, str], ...]
    folded: bool


def draw_stemma(index: Index, signs: Signs) -> Stemma | None:
    """The stemma of a case; None where nothing rests on anything."""
    nodes, edges, folded = _build(index, signs)
    if not edges:
        return None
    used = {key for edge in edges for key in (edge.origin, edge.derived)}
    return _lay_out([node for node in nodes if node.key in used], edges, folded)


# --- boxes and lines ----------------------------------------------------------------------------------


def _build(index: Index, signs: Signs) -> tuple[list[Node], list[Edge], bool]:
    rests = _read_origins(index)
    copied = _read_copies(index)
    group = _group_articles(index)
    depth = _find_depths(group, copied)
    names = _choose_origins(index, rests, group, copied)
    nodes = [*_origin_nodes(index, rests, names, signs), *_article_nodes(index, group, depth)]
    edges = [*_origin_edges(rests, names, group, copied, signs, index), *_copy_edges(copied, group, depth)]
    return (
        nodes,
        sorted(set(edges), key=lambda e: (e.origin, e.derived, e.kind)),
        len(group) > len(set(group.values())),
    )


def _read_origins(index: Index) -> dict[str, dict[str, str]]:
    """By article, the origins on which its claims rest in the end, each with its kind."""
    found: dict[str, dict[str, str]] = {article_id: {} for article_id in index.articles}
    for claim in index.claims.values():
        for origin in index.weighed.origins.get(claim.id, ()):
            if origin.kind != "unsourced":
                found[claim.article_id][origin.key] = origin.kind
    return found


def _read_copies(index: Index) -> dict[str, list[Derivation]]:
    """By article, the copies that it is made of."""
    found: dict[str, list[Derivation]] = defaultdict(list)
    for copy in index.copies:
        found[copy.derived_id].append(copy)
    return found


def _group_articles(index: Index) -> dict[str, str]:
    """The box of each article: its own, or its outlet's where there are too many."""
    if len(index.articles) <= MOST_ARTICLES:
        return {article_id: article_id for article_id in index.articles}
    return {article_id: f"outlet {index.outlet(article_id)}" for article_id in index.articles}


def _find_depths(group: Mapping[str, str], copied: Mapping[str, Sequence[Derivation]]) -> dict[str, int]:
    """The column of each box: one further than what it copies; a circle ends where it began."""
    depths: dict[str, int] = {}

    def find(box: str, seen: frozenset[str]) -> int:
        if box not in depths:
            ours = [article for article, own in group.items() if own == box]
            behind = {group[c.origin_id] for a in ours for c in copied.get(a, ())} - seen - {box}
            deepest = max((find(other, seen | {box}) for other in sorted(behind)), default=0)
            depths[box] = min(deepest + 1, MOST_COLUMNS - 1)
        return depths[box]

    for box in sorted(set(group.values())):
        find(box, frozenset({box}))
    return depths


def _own_origins(
    article: str, rests: Mapping[str, Mapping[str, str]], copied: Mapping[str, Sequence[Derivation]]
) -> dict[str, str]:
    """The origins that an article does not have through what it copies."""
    through = {key for copy in copied.get(article, ()) for key in rests.get(copy.origin_id, {})}
    return {key: kind for key, kind in rests[article].items() if key not in through}


def _choose_origins(
    index: Index,
    rests: Mapping[str, Mapping[str, str]],
    group: Mapping[str, str],
    copied: Mapping[str, Sequence[Derivation]],
) -> list[str]:
    """The named origins that get a box of their own: those on which most boxes rest."""
    behind: dict[str, set[str]] = defaultdict(set)
    weight: dict[str, int] = defaultdict(int)
    for claim in index.claims.values():
        for origin in index.weighed.origins.get(claim.id, ()):
            weight[origin.key] += origin.kind == "named"
    for article in rests:
        for key, kind in _own_origins(article, rests, copied).items():
            if kind == "named":
                behind[key].add(group[article])
    ordered = sorted(behind, key=lambda key: (-len(behind[key]), -weight[key], key))
    return ordered[:MOST_ORIGINS]


OTHERS, UNNAMED = "other origins", "unnamed sources"


def _origin_nodes(
    index: Index, rests: Mapping[str, Mapping[str, str]], names: Sequence[str], signs: Signs
) -> Iterable[Node]:
    for key in names:
        name = index.name_of(key)
        articles = sum(key in found for found in rests.values())
        yield Node(f"o {key}", name, f"behind {count(articles, 'article')}", 0, signs.of(name), key)
    kinds = {key: kind for found in rests.values() for key, kind in found.items()}
    others = sum(kind == "named" for kind in kinds.values()) - len(names)
    yield Node(OTHERS, count(others, "more named origin"), "listed below", 0, Sign(7), "")
    unnamed = sum(kind == "unnamed" for kind in kinds.values())
    yield Node(UNNAMED, count(unnamed, "unnamed source"), "listed below", 0, Sign(8), "")


def _article_nodes(index: Index, group: Mapping[str, str], depth: Mapping[str, int]) -> Iterable[Node]:
    boxes: dict[str, list[Article]] = defaultdict(list)
    for article_id, box in group.items():
        boxes[box].append(index.articles[article_id])
    for box, articles in boxes.items():
        first = articles[0]
        if len(articles) > 1:
            title, note = index.outlet(first.id), count(len(articles), "article")
        else:
            when = index.published(first.id)
            day = (when.latest or when.earliest) if when else None
            title = f"{index.outlet(first.id)} · {say_short(day)}" if day else index.outlet(first.id)
            note = first.title or first.name
        yield Node(box, title, note, depth[box], None, first.id)


def _origin_edges(
    rests: Mapping[str, Mapping[str, str]],
    names: Sequence[str],
    group: Mapping[str, str],
    copied: Mapping[str, Sequence[Derivation]],
    signs: Signs,
    index: Index,
) -> Iterable[Edge]:
    """Lines to articles; those from what has no box of its own only where an article has no other."""
    for article in rests:
        own, box = _own_origins(article, rests, copied), group[article]
        drawn = [key for key in own if key in names]
        for key in drawn:
            yield Edge(f"o {key}", box, CREDITED, signs.of(index.name_of(key)).shape)
        if not drawn and article not in copied and own:
            named = "named" in own.values()
            yield Edge(OTHERS, box, CREDITED, 7) if named else Edge(UNNAMED, box, UNKNOWN, 8)


def _copy_edges(
    copied: Mapping[str, Sequence[Derivation]], group: Mapping[str, str], depth: Mapping[str, int]
) -> Iterable[Edge]:
    for article, copies in copied.items():
        for copy in copies:
            origin, derived = group[copy.origin_id], group[article]
            told = any(reason.rule == "credit line" for reason in copy.reasons)
            if depth[origin] < depth[derived]:
                yield Edge(origin, derived, CREDITED if told else SILENT, 0)


# --- layout -------------------------------------------------------------------------------------------


def _lay_out(nodes: Sequence[Node], edges: Sequence[Edge], folded: bool) -> Stemma:
    column_of = {node.key: node.column for node in nodes}
    columns: list[list[str]] = [[] for _ in range(max(column_of.values()) + 1)]
    for node in nodes:
        columns[node.column].append(node.key)
    ways = [_find_way(edge, column_of, columns) for edge in edges]
    _untangle(columns, ways)
    middle = _stack(columns, column_of)
    height = max(y for y in middle.values()) + BOX
    wide = (100 - GUTTER * (len(columns) - 1)) / len(columns)
    left = [round(number * (wide + GUTTER), 2) for number in range(len(columns))]
    boxes = tuple(_place_box(node, left[node.column], middle[node.key], wide) for node in nodes)
    lines = tuple(
        PlacedLine(edge, _draw_line(way, middle, left, wide, column_of))
        for edge, way in zip(edges, ways, strict=True)
    )
    words = ("Origin", "Heard from the origin", "Repeats an article", "Repeats a repeat")
    return Stemma(height, boxes, lines, tuple(zip(left, words, strict=False)), folded)


def _find_way(edge: Edge, column_of: dict[str, int], columns: list[list[str]]) -> list[str]:
    """The boxes and lanes that a line runs through; a lane is made in each column that it passes."""
    first, last = column_of[edge.origin], column_of[edge.derived]
    way = [edge.origin]
    for column in range(first + 1, last):
        lane = f"lane {edge.origin} > {edge.derived} @{column}"
        columns[column].append(lane)
        way.append(lane)
    return [*way, edge.derived]


def _untangle(columns: list[list[str]], ways: Sequence[list[str]]) -> None:
    """Puts every box near the middle of what it is joined to, forwards and backwards in turn."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for way in ways:
        for one, other in pairwise(way):
            before[other].append(one)
            after[one].append(other)
    for sweep in range(SWEEPS):
        forwards = sweep % 2 == 0
        for column in columns[1:] if forwards else columns[-2::-1]:
            rank = {key: place for other in columns for place, key in enumerate(other)}
            beside = before if forwards else after
            column.sort(key=lambda key: (_mean([rank[o] for o in beside[key]], rank[key]), rank[key]))


def _mean(ranks: Sequence[int], own: int) -> float:
    return sum(ranks) / len(ranks) if ranks else own


def _stack(columns: Sequence[Sequence[str]], column_of: Mapping[str, int]) -> dict[str, float]:
    """The middle of each box and lane down its column; short columns stand in the middle of the tallest."""
    sizes = [[BOX if key in column_of else LANE for key in column] for column in columns]
    tall = [sum(size) + GAP * max(len(size) - 1, 0) for size in sizes]
    middle = {}
    for column, size, own in zip(columns, sizes, tall, strict=True):
        y = TOP + (max(tall) - own) / 2
        for key, high in zip(column, size, strict=True):
            middle[key] = round(y + high / 2, 1)
            y += high + GAP
    return middle


def _place_box(node: Node, x: float, middle: float, wide: float) -> PlacedBox:
    words = {}
    for name, least in SIZES.items():
        room = least * wide / 100 - (34 if node.sign else 18)
        words[name] = (cut_to(node.title, room, 12.5, bold=True), cut_to(node.note, room, 11.5))
    return PlacedBox(node, x, middle - BOX / 2, round(wide, 2), words)


def cut_to(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """Words on one line, cut so that they take no more than ``room`` pixels."""
    safe = make_safe(words)
    if measure(safe, size, bold=bold) <= room:
        return safe
    kept = safe
    while kept and measure(kept + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _draw_line(
    way: Sequence[str],
    middle: Mapping[str, float],
    left: Sequence[float],
    wide: float,
    column_of: Mapping[str, int],
) -> str:
    start = column_of[way[0]]
    path, y = f"M{left[start] + wide:.2f} {middle[way[0]]}", middle[way[0]]
    for column, key in enumerate(way[1:], start + 1):
        x, turn, down = left[column], GUTTER / 2, middle[key]
        path += f"C{x - turn:.2f} {y} {x - turn:.2f} {down} {x:.2f} {down}"
        if key not in column_of:
            path += f"H{x + wide:.2f}"
        y = down
    return path
