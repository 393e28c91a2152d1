"""What makes a passage new each time that it is read: other names in the place of its own."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from training.reader.passages import Mark, Passage

Pool = dict[str, list[str]]
# The share of a passage's names that are swapped: most stay, so that it still makes sense.
SWAPPED = 0.4


def is_named(mark: Mark) -> bool:
    """Whether a mark is a name."""
    return mark.layer.startswith("names")


def gather_names(passages: Iterable[Passage]) -> Pool:
    """The different names of each kind that are written with a capital: no handles and no slips."""
    found: dict[str, set[str]] = {}
    for passage in passages:
        for mark in filter(is_named, passage.marks):
            name = passage.text[mark.start : mark.end]
            if name[:1].isupper():
                found.setdefault(mark.label, set()).add(name)
    return {kind: sorted(names) for kind, names in found.items()}


def swap_names(passage: Passage, pool: Pool, chance: random.Random) -> Passage:
    """The passage with some of its names swapped for others of their kind, a name wherever it stands."""
    marks = sorted(filter(is_named, passage.marks), key=lambda m: m.start)
    drawn: dict[tuple[str, str], str | None] = {}
    text, last, ends, shifts = "", 0, [0], [0]
    for mark in marks:
        old = passage.text[mark.start : mark.end]
        if (mark.label, old) not in drawn:
            swapped = mark.label in pool and chance.random() < SWAPPED
            drawn[mark.label, old] = chance.choice(pool[mark.label]) if swapped else None
        drawn_name = drawn[mark.label, old]
        new = old if drawn_name is None else write_like(drawn_name, old, find_sentence(passage, mark))
        text += passage.text[last : mark.start] + new
        last = mark.end
        ends.append(mark.end)
        shifts.append(shifts[-1] + len(new) - len(old))
    text += passage.text[last:]

    def move(place: int) -> int:
        return place + shifts[bisect_right(ends, place) - 1]

    return replace(
        passage,
        text=text,
        sentences=tuple((move(start), move(end)) for start, end in passage.sentences),
        marks=tuple(replace(m, start=move(m.start), end=move(m.end)) for m in passage.marks),
    )


def find_sentence(passage: Passage, mark: Mark) -> str:
    """The sentence that a mark begins in."""
    bounds = next((s, e) for s, e in passage.sentences if s <= mark.start < e)
    return passage.text[slice(*bounds)]


def write_like(name: str, old: str, sentence: str) -> str:
    """A name in small letters where the old one was, in capitals where all of its sentence is."""
    if old.islower():
        return name.lower()
    return name.upper() if sentence.isupper() else name
