"""What persons set right, put into readings and rows. The stored readings stay as they were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from sayso.model import (
    Because,
    Claim,
    Correction,
    Entity,
    Event,
    Explanation,
    ExplanationStance,
    Figure,
    Hop,
    Linked,
    NameKind,
    PlaceReference,
    Polarity,
    Reading,
)

# What may be set right in a claim; a label belongs to what holds it, and anything can be marked as checked.
CLAIM_FIELDS = ("when", "as_of", "place", "speaker", "misread", "explanation")
FIELDS = (*CLAIM_FIELDS, "label", "checked")
STANCES: dict[Polarity, ExplanationStance] = {"asserted": "asserts", "denied": "denies", "hedged": "hedges"}
Row = TypeVar("Row", Event, Figure, Explanation)


class Named(NamedTuple):
    """The name and kind of a mention."""

    name: str
    kind: NameKind


def standing_corrections(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections that were not withdrawn, newest first; the order of input does not matter."""
    held = [c for c in corrections if c.withdrawn is None]
    return sorted(held, key=lambda c: (c.at, c.by, c.item, c.field, c.value, c.reason, c.id), reverse=True)


def anchor_of(item: str) -> str:
    """The claim or mention that stands for an item: that of the same digits."""
    return {"e": "c", "f": "c", "x": "c", "n": "m"}.get(item[:1], item[:1]) + item[1:]


# --- readings -------------------------------------------------------------------------------------


def apply_to_readings(readings: Sequence[Reading], corrections: Iterable[Correction]) -> tuple[Reading, ...]:
    """The readings as persons corrected them: the newest word on each field of each claim."""
    changes: defaultdict[str, dict[str, Correction]] = defaultdict(dict)
    for correction in standing_corrections(corrections):
        if correction.field in CLAIM_FIELDS:
            changes[correction.item].setdefault(correction.field, correction)
    touched = {r.article_id for r in readings if any(claim.id in changes for claim in r.claims)}
    if not touched:
        return tuple(readings)
    mentions = _name_mentions(readings, changes)
    return tuple(_correct(r, changes, mentions) if r.article_id in touched else r for r in readings)


def _name_mentions(
    readings: Iterable[Reading], changes: Mapping[str, Mapping[str, Correction]]
) -> dict[str, Named]:
    """Name and kind of the mentions that corrections put in as a place or a speaker."""
    wanted = {anchor_of(c.value) for fields in changes.values() for c in fields.values()}
    found: dict[str, Named] = {}
    for reading in readings:
        found |= {p.id: Named(p.name, "place") for p in reading.places if p.id in wanted}
        found |= {n.id: Named(n.canonical, n.kind) for n in reading.names if n.id in wanted}
    return found


def _correct(
    reading: Reading, changes: Mapping[str, Mapping[str, Correction]], mentions: Mapping[str, Named]
) -> Reading:
    gone = {i for i, fields in changes.items() if "misread" in fields}
    claims = (_correct_claim(c, changes.get(c.id, {}), mentions) for c in reading.claims if c.id not in gone)
    return replace(reading, claims=tuple(_forget(claim, gone) for claim in claims))


def _correct_claim(claim: Claim, fields: Mapping[str, Correction], mentions: Mapping[str, Named]) -> Claim:
    for field in sorted(fields):
        changed = CHANGES[field](claim, fields[field], mentions)
        claim = replace(changed, by_hand=(*claim.by_hand, field))
    return claim


def _forget(claim: Claim, gone: set[str]) -> Claim:
    """``claim`` without references to claims that were misread."""
    if claim.about_id in gone:
        claim = replace(claim, about_id=None)
    if claim.amount and claim.amount.part_of in gone:
        claim = replace(claim, amount=replace(claim.amount, part_of=None))
    return claim


def _set_when(claim: Claim, correction: Correction, mentions: Mapping[str, Named]) -> Claim:
    return replace(claim, when=correction.when, when_span=None)


def _set_as_of(claim: Claim, correction: Correction, mentions: Mapping[str, Named]) -> Claim:
    return replace(claim, as_of=correction.when)


def _set_place(claim: Claim, correction: Correction, mentions: Mapping[str, Named]) -> Claim:
    """The place by hand; its span is the whole claim's, since no words of the article name it."""
    if not correction.value:
        return replace(claim, place=None)
    known = mentions.get(anchor_of(correction.value))
    name = known.name if known else correction.called or correction.value
    mention = anchor_of(correction.value) if known else None
    return replace(claim, place=PlaceReference(name, claim.span, mention))


def _set_speaker(claim: Claim, correction: Correction, mentions: Mapping[str, Named]) -> Claim:
    """Another origin at the end of the chain; an empty value is the article's own voice."""
    if not correction.value:
        return replace(claim, attribution=(), cue=None)
    known = mentions.get(anchor_of(correction.value))
    before = claim.attribution[-1] if claim.attribution else None
    named = before is not None and before.kind in ("person", "organisation", "group")
    kind: NameKind = known.kind if known else before.kind if before and named else "person"
    name = known.name if known else correction.called or correction.value
    mention = anchor_of(correction.value) if known else None
    origin = Hop(name, kind, before.stance if before else "says", None, mention)
    return replace(claim, attribution=(*claim.attribution[:-1], origin))


def _set_explanation(claim: Claim, correction: Correction, mentions: Mapping[str, Named]) -> Claim:
    """A claim that puts forward an explanation which nobody had read in it: a row of its own."""
    if claim.because is not None:
        return claim
    return replace(claim, because=Because("why", claim.span, None, STANCES[claim.polarity]))


CHANGES: dict[str, Callable[[Claim, Correction, Mapping[str, Named]], Claim]] = {
    "when": _set_when,
    "as_of": _set_as_of,
    "place": _set_place,
    "speaker": _set_speaker,
    "explanation": _set_explanation,
}


# --- rows -----------------------------------------------------------------------------------------


def apply_to_linked(linked: Linked, corrections: Iterable[Correction]) -> Linked:
    """The joined case with the names that persons gave to its rows, and all corrections on record."""
    every = tuple(corrections)
    labels: defaultdict[str, dict[str, Correction]] = defaultdict(dict)
    for correction in standing_corrections(every):
        if correction.field in ("label", "explanation"):
            letter = "x" if correction.field == "explanation" else correction.item[:1]
            labels[letter].setdefault(anchor_of(correction.item), correction)
    return replace(
        linked,
        events=_label(linked.events, labels["e"]),
        figures=_label(linked.figures, labels["f"]),
        explanations=_label(linked.explanations, labels["x"]),
        entities=_rename(linked.entities, labels["n"]),
        corrections=tuple(sorted(every, key=lambda c: (c.at, c.id))),
    )


def _label(rows: tuple[Row, ...], labels: Mapping[str, Correction]) -> tuple[Row, ...]:
    if not labels:
        return rows
    named = ((row, newest(labels, row.claim_ids)) for row in rows)
    return tuple(replace(row, label=told.value) if told else row for row, told in named)


def _rename(entities: tuple[Entity, ...], labels: Mapping[str, Correction]) -> tuple[Entity, ...]:
    if not labels:
        return entities
    named = ((entity, newest(labels, entity.mention_ids)) for entity in entities)
    return tuple(replace(entity, name=told.value) if told else entity for entity, told in named)


def newest(told: Mapping[str, Correction], ids: Iterable[str]) -> Correction | None:
    """The newest correction on any of ``ids``."""
    return next(iter(standing_corrections(told[i] for i in ids if i in told)), None)
