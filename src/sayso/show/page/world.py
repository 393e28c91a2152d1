"""The outlines of the countries: Natural Earth's, as world-atlas packs them, decoded and cut to a frame.

TopoJSON (https://github.com/topojson/topojson-specification): a line shared by two countries is stored once,
as whole steps from point to point.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any, Literal

Point = tuple[float, float]
Ring = tuple[Point, ...]
Detail = Literal["50m", "110m"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its outlines, each in degrees east and north."""

    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretch of the world that a map shows; ``east`` may be over 180."""

    west: float
    south: float
    east: float
    north: float


@cache
def load_countries(detail: Detail) -> tuple[Country, ...]:
    """All countries."""
    packed = resources.files("sayso").joinpath("data", "map", f"countries-{detail}.json.gz").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    lines = [_unpack(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = topology["objects"]["countries"]["geometries"]
    return tuple(Country(s["properties"]["name"], tuple(_join_rings(s, lines))) for s in shapes)


def _unpack(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> list[Point]:
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    across, up = (accumulate([step[axis] for step in arc]) for axis in (0, 1))
    return [(west + x * wide, south + y * high) for x, y in zip(across, up, strict=True)]


def _join_rings(shape: dict[str, Any], lines: Sequence[list[Point]]) -> Iterable[Ring]:
    """The rings of a shape; one that is walked backwards is stored as the complement of its number."""
    arcs = shape.get("arcs", [])
    for polygon in [arcs] if shape["type"] == "Polygon" else arcs:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                line = lines[number] if number >= 0 else lines[~number][::-1]
                points += line[1:] if points else line
            yield tuple(_unroll(points))


def _unroll(points: Sequence[Point]) -> Iterable[Point]:
    """An outline that goes on over 180 degrees, and does not jump to the other side of the world."""
    turn, before = 0.0, points[0][0] if points else 0.0
    for x, y in points:
        if abs(x - before) > 180:
            turn += 360.0 if x < before else -360.0
        before = x
        yield x + turn, y


def cut_countries(frame: Frame, detail: Detail) -> list[Country]:
    """The countries that reach into ``frame``, each with the parts of its outlines that do."""
    found = []
    for country in load_countries(detail):
        parts = [part for ring in country.rings for part in _cut_round(ring, frame)]
        if parts:
            found.append(Country(country.name, tuple(parts)))
    return found


def _cut_round(ring: Ring, frame: Frame) -> Iterable[Ring]:
    """A ring as it lies, and once round the world to either side, cut to the frame."""
    for turn in (-360.0, 0.0, 360.0):
        xs, ys = [x + turn for x, _ in ring], [y for _, y in ring]
        if max(xs) < frame.west or min(xs) > frame.east or max(ys) < frame.south or min(ys) > frame.north:
            continue
        if part := cut_ring(list(zip(xs, ys, strict=True)), frame):
            yield tuple(part)


def cut_ring(points: list[Point], frame: Frame) -> list[Point]:
    """The part of an outline inside ``frame``, cut side after side (Sutherland and Hodgman)."""
    sides = ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1))
    for axis, bound, sign in sides:
        points = _cut_side(points, axis, bound, sign)
    return points


def _cut_side(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for number, point in enumerate(points):
        before = points[number - 1]
        inside, was_inside = ((p[axis] - bound) * sign >= 0 for p in (point, before))
        if inside != was_inside:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            kept.append(
                (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
            )
        if inside:
            kept.append(point)
    return kept
