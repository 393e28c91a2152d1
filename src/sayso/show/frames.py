"""The flat tables for pandas, polars and Arrow: each an extra that is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, get_args, get_type_hints

from sayso.model import Weighed
from sayso.show.tables import TABLES, Record, columns_of, read_table, values_of

KINDS = ("pandas", "polars", "arrow")


class MissingExtra(ImportError):
    """A library that comes with an extra is not installed; says which extra brings it."""


def load_extra(module: str, extra: str) -> Any:
    """The module of an extra; raises MissingExtra where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise MissingExtra(f"this needs {name}: pip install 'sayso[{extra}]'") from error


def read_frame(weighed: Weighed, name: str, wanted: str) -> Any:
    """A table of the case in another library; raises KeyError where there is no such table or library."""
    kind, _ = TABLES[name]
    return to_frame(kind, read_table(weighed, name), wanted)


def to_frame(kind: type[Record], records: Sequence[Record], wanted: str) -> Any:
    """Records as a pandas or polars data frame, or an Arrow table; raises KeyError for another word."""
    return {"pandas": to_pandas, "polars": to_polars, "arrow": to_arrow}[wanted](kind, records)


def to_pandas(kind: type[Record], records: Sequence[Record]) -> Any:
    """A pandas data frame; days are datetime64, to the second."""
    pandas = load_extra("pandas", "pandas")
    frame = pandas.DataFrame([values_of(record) for record in records], columns=list(columns_of(kind)))
    types = {"date": "datetime64[s]", "float": "float64"}
    named = {name: types[word] for name, word in _types(kind).items() if word in types}
    counts = {name: "Int64" for name, word in _types(kind).items() if word == "int"}
    return frame.astype(named | counts)


def to_polars(kind: type[Record], records: Sequence[Record]) -> Any:
    """A polars data frame."""
    polars = load_extra("polars", "polars")
    types = {"str": polars.String, "float": polars.Float64, "int": polars.Int64, "bool": polars.Boolean}
    schema = {name: {**types, "date": polars.Date}[word] for name, word in _types(kind).items()}
    return polars.DataFrame([values_of(record) for record in records], schema=schema, orient="row")


def to_arrow(kind: type[Record], records: Sequence[Record]) -> Any:
    """An Arrow table."""
    arrow = load_extra("pyarrow", "arrow")
    types = {"str": arrow.string(), "float": arrow.float64(), "int": arrow.int64(), "bool": arrow.bool_()}
    schema = [(name, {**types, "date": arrow.date32()}[word]) for name, word in _types(kind).items()]
    rows = [dict(zip(columns_of(kind), values_of(record), strict=True)) for record in records]
    return arrow.Table.from_pylist(rows, schema=arrow.schema(schema))


def _types(kind: type[Record]) -> dict[str, str]:
    """Each column's type by name, without the None that it may be; a list of words is a str."""
    hints = get_type_hints(kind)
    return {name: _name_type(hints[name]) for name in columns_of(kind)}


def _name_type(hint: Any) -> str:
    options = [option for option in get_args(hint) if option is not type(None)] or [hint]
    return options[0].__name__ if isinstance(options[0], type) else "str"
