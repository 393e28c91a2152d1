"""The flat tables in other libraries: the same rows, typed, and read back as they were."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, fields
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from clash import weigh_clash
from invented import weigh_by_hand
from sayso.show import frames
from sayso.show.exports import MissingExtra, export_case
from sayso.show.frames import KINDS, to_frame
from sayso.show.index import Index
from sayso.show.sheets import make_cell
from sayso.show.tables import TABLES, Record, columns_of


def read(name: str) -> tuple[type[Record], tuple[Record, ...]]:
    kind, list_records = TABLES[name]
    return kind, tuple(list_records(Index(weigh_by_hand())))


@pytest.mark.parametrize("name", TABLES)
def test_parquet_reads_back_as_the_records(name: str) -> None:
    reader: Any = import_module("pyarrow.parquet")
    content = export_case(weigh_by_hand(), "parquet").files[f"{name}.parquet"]
    assert isinstance(content, bytes)
    table = reader.read_table(io.BytesIO(content))
    _, records = read(name)
    assert [tuple(row.values()) for row in table.to_pylist()] == [astuple(record) for record in records]


@pytest.mark.parametrize("name", TABLES)
def test_csv_reads_back_as_the_records(name: str) -> None:
    text = str(export_case(weigh_by_hand(), "csv").files[f"{name}.csv"])
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    kind, records = read(name)
    assert tuple(rows[0]) == columns_of(kind)
    assert rows[1:] == [[str(make_cell(value)) for value in astuple(record)] for record in records]


@pytest.mark.parametrize("name", TABLES)
def test_polars_and_arrow_hold_the_records(name: str) -> None:
    kind, records = read(name)
    plain = [astuple(record) for record in records]
    assert to_frame(kind, records, "polars").rows() == plain
    assert [tuple(row.values()) for row in to_frame(kind, records, "arrow").to_pylist()] == plain


def test_pandas_has_days_numbers_and_words() -> None:
    kind, records = read("claims")
    frame = to_frame(kind, records, "pandas")
    assert list(frame.columns) == list(columns_of(kind))
    assert frame["earliest"].dtype.kind == "M"
    assert frame["low"].dtype == "float64"
    twelve = frame[frame["quote"] == "At least 12 people died"].iloc[0]
    assert (twelve["low"], twelve["as_of"].date()) == (12.0, date(2031, 5, 3))


def test_pandas_holds_days_long_ago() -> None:
    kind, records = read("claims")
    assert to_frame(kind, [_dated(records[0], date(1066, 10, 14))], "pandas")["earliest"][0].year == 1066


def _dated(record: Record, day: date) -> Record:
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    return type(record)(**{**values, "earliest": day})


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_without_rows_has_its_columns(kind: str) -> None:
    record, _ = TABLES["figures"]
    frame = to_frame(record, (), kind)
    columns = frame.column_names if kind == "arrow" else list(frame.columns)
    assert columns == list(columns_of(record))


@pytest.mark.parametrize(("kind", "extra"), [("pandas", "pandas"), ("polars", "polars"), ("arrow", "arrow")])
def test_a_missing_library_is_named_with_its_extra(
    kind: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "import_module", _refuse)
    with pytest.raises(MissingExtra, match=rf"pip install 'sayso\[{extra}\]'"):
        to_frame(*read("claims"), kind)


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "import_module", _refuse)
    with pytest.raises(MissingExtra, match=r"this needs pyarrow: pip install 'sayso\[arrow\]'"):
        export_case(weigh_clash(), "parquet")


def _refuse(module: str) -> Any:
    raise ImportError(module)


def test_another_kind_of_table_is_refused() -> None:
    with pytest.raises(KeyError):
        to_frame(*read("claims"), "excel")
