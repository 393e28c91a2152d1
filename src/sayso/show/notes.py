"""What persons set right or judged, beside the rows that it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sayso.model import Correction, Judgement, Linked
from sayso.show.rows import Note

LETTERS = {"": "efx", "event": "e", "figure": "f", "explanation": "x", "entity": "n"}


def list_notes(linked: Linked) -> dict[str, list[Note]]:
    """The standing entries of the record by the ids of their items.

    A row stands under the id that it would have if each of its members were its first one.
    """
    found: defaultdict[str, list[Note]] = defaultdict(list)
    entries: list[Correction | Judgement] = [*linked.corrections, *linked.judgements]
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.id)):
        if entry.withdrawn is None:
            note = make_note(entry)
            for key in keys_of(entry):
                found[key].append(note)
    return found


def keys_of(entry: Correction | Judgement) -> Iterable[str]:
    """The ids under which an entry is looked up."""
    if isinstance(entry, Judgement):
        for letter in LETTERS[entry.about]:
            yield from {letter + member[1:] for side in entry.sides for member in side}
        return
    yield entry.item
    if entry.field == "explanation":
        yield "x" + entry.item[1:]


def make_note(entry: Correction | Judgement) -> Note:
    """An entry as a note."""
    if isinstance(entry, Correction):
        value = entry.called or entry.value
        return Note(entry.id, entry.item, entry.field, value, entry.by, entry.at, entry.reason)
    return Note(entry.id, entry.left, entry.verdict, entry.right, entry.by, entry.at, entry.reason)


def mark_by_hand(notes: Iterable[Note]) -> str:
    """What a row says of the notes on it: that there is something by hand, or that it was checked."""
    fields = {note.field for note in notes}
    marks = ["by hand"] * bool(fields - {"checked"}) + ["checked"] * ("checked" in fields)
    return f"  ✎ {', '.join(marks)}" if marks else ""


def say_note(note: Note) -> str:
    """A note in a line: what was set by whom and when, and why."""
    told = {"same": "joined by hand", "different": "parted by hand", "checked": "checked"}
    what = told.get(note.field) or f"{note.field} by hand: {note.value or 'none'}"
    reason = f": {note.reason}" if note.reason else ""
    return f"{what} ({note.by}, {note.at[:10]}{reason})"
