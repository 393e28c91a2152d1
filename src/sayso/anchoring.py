"""Where persons' words belong after articles were read again: items by their ids, else by their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.model import Anchor, Correction, Judgement, Reading

LETTERS = {"e": "c", "f": "c", "x": "c", "n": "m"}
Places = Mapping[tuple[str, str], Sequence[Anchor]]


def list_anchors(readings: Iterable[Reading]) -> Iterator[Anchor]:
    """Every claim, name and place of readings with where it stands."""
    for reading in readings:
        for claim in reading.claims:
            yield Anchor(claim.id, claim.kind, claim.article_id, claim.span.start, claim.span.end)
        for name in reading.names:
            yield Anchor(name.id, "name", name.span.article_id, name.span.start, name.span.end)
        for place in reading.places:
            yield Anchor(place.id, "place", place.span.article_id, place.span.start, place.span.end)


def anchor_again(
    judgements: Sequence[Judgement], corrections: Sequence[Correction], readings: Sequence[Reading]
) -> tuple[tuple[Judgement, ...], tuple[Correction, ...]]:
    """Both with the ids that their items have now; an item that is found nowhere keeps the id that it had."""
    entries: tuple[Judgement | Correction, ...] = (*judgements, *corrections)
    if not any(entry.anchors for entry in entries):
        return tuple(judgements), tuple(corrections)
    there = list(list_anchors(readings))
    known = {anchor.id for anchor in there}
    lost = {a.id: a for entry in entries for a in entry.anchors if a.id not in known}
    moved = find_again(lost, there) if lost else {}
    if not moved:
        return tuple(judgements), tuple(corrections)
    return tuple(_move_judgement(j, moved) for j in judgements), tuple(
        _move_correction(c, moved) for c in corrections
    )


def find_again(lost: Mapping[str, Anchor], there: Iterable[Anchor]) -> dict[str, str]:
    """The new id of each lost item: of the only one of its kind and article with more than half its words."""
    places: defaultdict[tuple[str, str], list[Anchor]] = defaultdict(list)
    for anchor in there:
        places[anchor.article_id, anchor.kind].append(anchor)
    found = {}
    for key, old in lost.items():
        met = [new.id for new in places[old.article_id, old.kind] if _is_same(old, new)]
        if len(met) == 1:
            found[key] = met[0]
    return found


def _is_same(old: Anchor, new: Anchor) -> bool:
    """Whether two stretches share more than half of the longer one."""
    shared = min(old.end, new.end) - max(old.start, new.start)
    return 2 * shared > max(old.end - old.start, new.end - new.start)


def _move_judgement(judgement: Judgement, moved: Mapping[str, str]) -> Judgement:
    lefts, rights = (tuple(sorted({moved.get(i, i) for i in side})) for side in judgement.sides)
    return replace(judgement, left=lefts[0], right=rights[0], lefts=lefts, rights=rights)


def _move_correction(correction: Correction, moved: Mapping[str, str]) -> Correction:
    return replace(correction, item=_move(correction.item, moved), value=_move(correction.value, moved))


def _move(item: str, moved: Mapping[str, str]) -> str:
    """An id with the digits of the item that stands for it now; any other words as they are."""
    anchor = LETTERS.get(item[:1], item[:1]) + item[1:]
    return item[:1] + moved[anchor][1:] if anchor in moved else item
