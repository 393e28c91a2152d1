"""Tables as comma-separated values that open in a spreadsheet and run nothing there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from sayso.model import Weighed
from sayso.show.index import Index
from sayso.show.tables import TABLES, Value, columns_of, values_of

# A spreadsheet takes a cell that begins so for a formula, full-width signs and leading blanks included.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n|]")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
BOM = "\ufeff"  # without it the commonest spreadsheet reads UTF-8 as something else


def to_csv(weighed: Weighed) -> dict[str, str]:
    """The tables "claims", "events" and "figures", each row with its quote, chain, origin and address.

    Each begins with a byte-order mark and has CRLF line ends: write it as UTF-8 with ``newline=""``.
    """
    index = Index(weighed)
    return {
        name: write_sheet(columns_of(kind), map(values_of, list_records(index)))
        for name, (kind, list_records) in TABLES.items()
    }


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[Value]], mark: str = BOM) -> str:
    """Rows under their columns, each cell made safe; ``mark`` comes first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([make_cell(value) for value in row] for row in rows)
    return mark + out.getvalue()


def make_cell(value: Value) -> str | float | int:
    """A cell that is read as what it is; words that look like a formula get an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return int(value) if value == value // 1 else value
    words = UNSEEN.sub("�", str(value).replace("\r\n", "\n"))
    return f"'{words}" if FORMULA.match(words) else words


def list_changed(columns: Sequence[str], row: Sequence[Value]) -> list[str]:
    """The columns whose words a cell does not hold to the letter."""
    cells = zip(columns, row, strict=True)
    return [column for column, value in cells if isinstance(value, str) and make_cell(value) != value]
