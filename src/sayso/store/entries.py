"""The record of what persons judged and set right: written to, added to, and cut only with an article."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from sayso.ids import make_id
from sayso.model import Correction, Judgement
from sayso.store.records import encode_record

Entry = Judgement | Correction


def name_entry(entry: Entry) -> str:
    """The id of an entry: who said what of which items, when and why."""
    what: tuple[str, ...]
    if isinstance(entry, Judgement):
        what = (entry.verdict, entry.about, entry.left, entry.right)
    else:
        what = (entry.field, entry.value, entry.item, "")
    return make_id("j", entry.by, entry.at, *what, entry.reason)


def write_entry(connection: sqlite3.Connection, entry: Entry) -> str:
    """A new entry at the end of the record, and its id; one that is there already stays as it is."""
    key = entry.id or name_entry(entry)
    kind = "judgement" if isinstance(entry, Judgement) else "correction"
    row = (key, kind, encode_record(replace(entry, id=key)))
    sql = "INSERT OR IGNORE INTO entries (id, kind, record) VALUES (?, ?, ?)"
    connection.execute(sql, row)
    return key


def forget_items(connection: sqlite3.Connection, entries: Iterable[Entry], gone: frozenset[str]) -> None:
    """Takes items that are gone out of the record; an entry about nothing else goes with them."""
    for entry in entries:
        kept = without(entry, gone)
        if kept is None:
            connection.execute("DELETE FROM entries WHERE id = ?", (entry.id,))
        elif kept != entry:
            row = (encode_record(kept), entry.id)
            connection.execute("UPDATE entries SET record = ? WHERE id = ?", row)


def without(entry: Entry, gone: frozenset[str]) -> Entry | None:
    """``entry`` without items that are gone, with their article or by themselves; None if a side is empty."""
    gone |= {anchor.id for anchor in entry.anchors if anchor.article_id in gone}
    if isinstance(entry, Correction):
        return None if {entry.item, "c" + entry.item[1:], "m" + entry.item[1:]} & gone else entry
    if gone.isdisjoint(entry.sides[0] + entry.sides[1]):
        return entry
    lefts, rights = (tuple(i for i in side if i not in gone) for side in entry.sides)
    if not lefts or not rights:
        return None
    anchors = tuple(anchor for anchor in entry.anchors if anchor.id not in gone)
    # The words may be those of the article that goes.
    return replace(
        entry, left=lefts[0], right=rights[0], lefts=lefts, rights=rights, words=(), anchors=anchors
    )
