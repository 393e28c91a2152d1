"""Safe lines, tables and blocks in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.show.words import make_safe

NARROW = 76  # below this a table of five columns leaves fewer than ten letters to each
Part = tuple[str, str]


def make_console(file: IO[str] | None = None, width: int | None = None) -> Console:
    """A console that reads no markup in what it prints; honours NO_COLOR and survives a poor encoding."""
    stream = file or sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def write(words: str, style: str = "") -> Text:
    """Words of any origin as one safe line."""
    return Text(make_safe(words), style=style, overflow="fold")


def write_parts(*parts: Part) -> Text:
    """Words in several styles on one line."""
    return Text.assemble(*((make_safe(words), style) for words, style in parts), overflow="fold")


def print_table(console: Console, headers: Sequence[str], rows: Iterable[Sequence[Text]]) -> None:
    """A table, or on a narrow terminal a block of lines for each row."""
    if console.width < NARROW:
        for row in rows:
            _print_block(console, headers, row)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", expand=False)
    for header in headers:
        table.add_column(header, overflow="fold", no_wrap=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _print_block(console: Console, headers: Sequence[str], row: Sequence[Text]) -> None:
    for number, (header, cell) in enumerate(zip(headers, row, strict=True)):
        if cell.plain:
            label = Text("" if number == 0 else f"  {header}: ", style="dim")
            console.print(Text.assemble(label, cell, overflow="fold"))
    console.print()


def print_title(console: Console, title: str, note: str = "") -> None:
    """A heading, with a line under it that says what is to be seen."""
    console.print(write(title, "bold"))
    if note:
        console.print(write(note, "dim"))
    console.print()


def print_inset(console: Console, words: Text, by: int) -> None:
    """A line set in from the left."""
    console.print(Padding(words, (0, 0, 0, by), expand=False))
