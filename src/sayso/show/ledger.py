"""The record in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from sayso.show.printing import print_inset, print_title, write, write_parts
from sayso.show.rows import Entry


def print_record(console: Console, entries: Iterable[Entry]) -> None:
    """Every entry, oldest first: what, by whom, when, why, and whether it holds."""
    entries = tuple(entries)
    print_title(console, "Record", "What persons judged and set right; the newest word holds.")
    if not entries:
        console.print(write("Nobody has judged or set right anything in this case."))
    for entry in entries:
        print_entry(console, entry)


def print_entry(console: Console, entry: Entry) -> None:
    """One entry."""
    style = "bold" if entry.state == "stands" else "dim"
    console.print(write_parts((entry.id, "dim"), (f"  {entry.what}", style)))
    reason = f": {entry.reason}" if entry.reason else ""
    print_inset(console, write(f"{entry.by}, {entry.at}{reason}"), 2)
    for words in entry.words:
        print_inset(console, write(f"“{words}”", "italic"), 2)
    if said := say_state(entry):
        print_inset(console, write(said, "bold red"), 2)


def say_state(entry: Entry) -> str:
    """Why an entry does not hold; nothing where it does."""
    if entry.withdrawn:
        return f"withdrawn by {entry.withdrawn_by}, {entry.withdrawn}"
    if entry.state == "overruled":
        return f"overruled, since newer entries say otherwise: {entry.why}"
    return "" if entry.state == "stands" else f"{entry.state}: {entry.why}"
