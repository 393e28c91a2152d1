"""The flat tables as Parquet files, typed."""

from __future__ import annotations

import io
from typing import Any

from sayso.show.exports.tabular import lose_structure
from sayso.show.exports.written import Written
from sayso.show.frames import load_extra, to_arrow
from sayso.show.index import Index
from sayso.show.tables import TABLES


def to_parquet(index: Index, generated: str) -> Written:
    """The tables claims, events and figures, a file each; raises MissingExtra without pyarrow."""
    writer: Any = load_extra("pyarrow.parquet", "arrow")
    files: dict[str, str | bytes] = {}
    for name, (kind, list_records) in TABLES.items():
        out = io.BytesIO()
        writer.write_table(to_arrow(kind, tuple(list_records(index))), out)
        files[f"{name}.parquet"] = out.getvalue()
    return Written(files, tuple(lose_structure(index)))
