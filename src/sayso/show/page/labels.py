"""Labels beside marks that never lie on one another, whatever the width of the drawing.

A drawing's marks stand at per cents of its width and its words keep their size, so where a label fits
depends on the width. Each is placed for a range of widths and tried at the ends and in the middle of it;
one that fits nowhere is left out, since the list beside every drawing holds it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]

# Widths of letters in a common sans serif at size 1; drawn fonts differ, so a margin is added.
NARROW, WIDE = frozenset("iljtfrI.,:;'|!()[] ’“”-·"), frozenset("mwMW%@—…")
MARGIN = 1.1
LINE = 1.35  # the height of a line at size 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that is wanted at a mark: the mark's place in per cent across and pixels down, and its size."""

    key: str
    x: float
    y: float
    words: str
    size: float = 12
    gap: float = 9
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that found its place: its mark's, from which its anchor and base line lie some pixels off."""

    key: str
    x: float
    y: float
    dx: float
    dy: float
    anchor: Anchor
    words: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Box:
    """What a label or a mark covers at one width, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both cover some of the same."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def measure(words: str, size: float = 12, *, bold: bool = False) -> float:
    """How wide words are drawn at most, in pixels; marks that join letters count as letters."""
    ems = sum(0.34 if c in NARROW else 0.92 if c in WIDE else 1.0 if ord(c) > 0x2E80 else 0.6 for c in words)
    return ems * size * MARGIN * (1.06 if bold else 1)


def place_labels(
    wanted: Sequence[Wanted],
    widths: Sequence[float],
    height: float,
    *,
    taken: Iterable[Wanted] = (),
    beside: Iterable[Placed] = (),
    ratio: float | None = None,
    centred: bool = False,
) -> list[Placed]:
    """The labels that fit at all ``widths``, the first ones first.

    ``taken`` are other marks, ``beside`` labels that stand already. With a ``ratio`` the drawing is that much
    as high as it is wide, and places are per cents down too. ``centred`` labels stand on their place.
    """
    pages = [_Page(width, height if ratio is None else width * ratio, ratio is not None) for width in widths]
    for page in pages:
        marks = taken if centred else (*wanted, *taken)
        page.boxes += [page.cover_mark(mark) for mark in marks] + [page.cover(label) for label in beside]
    found = []
    for label in wanted:
        tried = _candidates(label)[:1] if centred else _candidates(label)[1:]
        placed = next((p for p in tried if all(page.fits(p) for page in pages)), None)
        if placed:
            for page in pages:
                page.boxes.append(page.cover(placed))
            found.append(placed)
    return found


class _Page:
    """A drawing at one width, with what is covered on it so far."""

    def __init__(self, width: float, height: float, shares: bool) -> None:
        self.width, self.height, self.shares = width, height, shares
        self.boxes: list[Box] = []

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place in pixels."""
        return x * self.width / 100, y * self.height / 100 if self.shares else y

    def cover_mark(self, mark: Wanted) -> Box:
        """What a mark covers."""
        (x, y), reach = self.at(mark.x, mark.y), mark.gap - 2
        return Box(x - reach, y - reach, x + reach, y + reach)

    def cover(self, placed: Placed) -> Box:
        """What a label covers."""
        long = measure(placed.words, placed.size, bold=placed.bold)
        x, y = self.at(placed.x, placed.y)
        left = x + placed.dx - {"start": 0, "middle": long / 2, "end": long}[placed.anchor]
        top = y + placed.dy - placed.size
        return Box(left, top, left + long, top + placed.size * LINE)

    def fits(self, placed: Placed) -> bool:
        """Whether a label lies on the drawing and on nothing else."""
        box = self.cover(placed)
        inside = box.left >= 0 and box.right <= self.width and box.top >= 0 and box.bottom <= self.height
        return inside and not any(box.meets(other) for other in self.boxes)


def _candidates(label: Wanted) -> list[Placed]:
    """On the mark; then right, left, above and below it, then the corners."""
    middle, up, down = label.size * 0.35, -label.gap - 2, label.gap + label.size
    at: tuple[tuple[float, float, Anchor], ...] = (
        (0, middle, "middle"),
        (label.gap, middle, "start"),
        (-label.gap, middle, "end"),
        (0, up, "middle"),
        (0, down, "middle"),
        (label.gap / 2, up, "start"),
        (-label.gap / 2, up, "end"),
        (label.gap / 2, down, "start"),
        (-label.gap / 2, down, "end"),
    )
    return [
        Placed(
            label.key,
            label.x,
            label.y,
            round(dx, 1),
            round(dy, 1),
            anchor,
            label.words,
            label.size,
            label.bold,
        )
        for dx, dy, anchor in at
    ]


def thin_out(places: Sequence[float], widths: Sequence[float], total: float) -> list[int]:
    """Which of labels on one line, at per cents of ``total`` pixels, can be drawn without touching.

    The last comes first, since it is the newest; ``widths`` are the labels' own in pixels.
    """
    chosen: list[int] = []
    for number in sorted(range(len(places)), key=lambda n: (n != len(places) - 1, n != 0, n)):
        half = widths[number] / 2 + 3
        middle = min(max(places[number] * total / 100, half), total - half)
        spans = ((min(max(places[o] * total / 100, widths[o] / 2), total), widths[o] / 2 + 3) for o in chosen)
        if all(abs(middle - other) >= half + reach for other, reach in spans):
            chosen.append(number)
    return sorted(chosen)
