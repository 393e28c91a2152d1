"""The record: what persons judged and set right, when and why, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.corrections import anchor_of, standing_corrections
from sayso.link.cluster import standing
from sayso.model import Correction, Judgement, Linked
from sayso.show.rows import Entry

STANDS, WITHDRAWN, OVERRULED, IDLE, ORPHAN = "stands", "withdrawn", "overruled", "without effect", "orphaned"
Entries = Judgement | Correction


def list_record(linked: Linked) -> tuple[Entry, ...]:
    """Every entry of the record, oldest first, with what has become of it."""
    states = Standing(linked)
    entries: list[Entries] = [*linked.judgements, *linked.corrections]
    rows = [
        Entry(
            entry.id,
            "judgement" if isinstance(entry, Judgement) else "correction",
            entry.by,
            entry.at,
            say_entry(entry),
            entry.words,
            entry.reason,
            *states.of(entry),
            entry.withdrawn,
            entry.withdrawn_by,
            items_of(entry),
        )
        for entry in entries
    ]
    return tuple(sorted(rows, key=lambda row: (row.at, row.id)))


def say_entry(entry: Entries) -> str:
    """What was judged or set right, in a line."""
    if isinstance(entry, Judgement):
        sides = " and ".join(_say_side(entry, side) for side in entry.sides)
        what = f" {entry.about}" if entry.about else ""
        return f"{sides}: {'the same' if entry.verdict == 'same' else 'not the same'}{what}"
    told = entry.called or entry.value
    shown = f"“{told}”" if told else "none"
    return f"{entry.item}: {entry.field} is {shown}"


def _say_side(entry: Judgement, side: Sequence[str]) -> str:
    return side[0] if len(side) == 1 else f"{side[0]} with {len(side) - 1} more"


def items_of(entry: Entries) -> tuple[str, ...]:
    """The ids that an entry speaks of."""
    return (entry.item,) if isinstance(entry, Correction) else (*entry.sides[0], *entry.sides[1])


class Standing:
    """What has become of the entries of one case."""

    def __init__(self, linked: Linked) -> None:
        self.judgements = standing(linked.judgements)
        self.corrections = standing_corrections(linked.corrections)
        self.known = {c.id for r in linked.readings for c in r.claims}
        self.known |= {m for n in linked.entities for m in n.mention_ids}
        self.known |= {a.id for a in linked.articles}
        self.groups = {
            "event": [e.claim_ids for e in linked.events],
            "figure": [f.claim_ids for f in linked.figures],
            "explanation": [x.claim_ids for x in linked.explanations],
            "entity": [n.mention_ids for n in linked.entities],
        }

    def of(self, entry: Entries) -> tuple[str, str]:
        """The state of an entry, and the entry or the reason that made it so."""
        if entry.withdrawn:
            return WITHDRAWN, ""
        return self._of_judgement(entry) if isinstance(entry, Judgement) else self._of_correction(entry)

    def _of_judgement(self, entry: Judgement) -> tuple[str, str]:
        if any(self.known.isdisjoint(side) for side in entry.sides):
            return ORPHAN, "what it judged is no longer read so"
        newer = self.judgements[: self.judgements.index(entry)]
        against = [other.id for other in newer if contradict(entry, other)]
        if against:
            return OVERRULED, ", ".join(sorted(against))
        return (
            (STANDS, "")
            if self._holds(entry)
            else (IDLE, "the two are not of a kind that can be joined or parted")
        )

    def _holds(self, entry: Judgement) -> bool:
        lefts, rights = map(set, entry.sides)
        kinds = [entry.about] if entry.about else ["event", "figure", "explanation"]
        together = [g for kind in kinds for g in self.groups[kind] if lefts & set(g) and rights & set(g)]
        return bool(together) == (entry.verdict == "same")

    def _of_correction(self, entry: Correction) -> tuple[str, str]:
        rivals = [c for c in self.corrections if (c.item, c.field) == (entry.item, entry.field)]
        if entry.field != "checked" and rivals[0] != entry:
            return OVERRULED, rivals[0].id
        misread = any(c.item == entry.item and c.field == "misread" for c in self.corrections)
        if not misread and entry.item[:1] != "k" and anchor_of(entry.item) not in self.known:
            return ORPHAN, "its item is no longer read so"
        return STANDS, ""


def contradict(old: Judgement, new: Judgement) -> bool:
    """Whether two judgements cannot both hold of some pair."""
    if old.verdict == new.verdict or (old.about and new.about and old.about != new.about):
        return False
    apart, together = (old, new) if old.verdict == "different" else (new, old)
    joined = {i for side in together.sides for i in side}
    return all(joined.intersection(side) for side in apart.sides)
