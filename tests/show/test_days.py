from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from edtf_validate.valid_edtf import is_valid

from sayso.model import Interval
from sayso.show.days import count_days, to_edtf


def when(first: str, last: str, **more: Any) -> Interval:
    """From one ISO day to the other; "" is an open end."""
    earliest, latest = (date.fromisoformat(day) if day else None for day in (first, last))
    return Interval(earliest, latest, "day", **more)


@pytest.mark.parametrize(
    ("interval", "edtf"),
    [
        (when("2022-01-06", "2022-01-06"), "2022-01-06"),
        (when("2022-01-06", "2022-01-06", basis="inherited"), "2022-01-06?"),
        (when("2022-01-06", "2022-01-09"), "[2022-01-06..2022-01-09]"),
        (when("2022-01-06", "2022-01-09", extent="throughout"), "2022-01-06/2022-01-09"),
        (when("2022-02-01", "2022-02-28"), "2022-02"),
        (when("2022-02-01", "2022-02-27"), "[2022-02-01..2022-02-27]"),
        (when("2022-01-01", "2022-12-31"), "2022"),
        (when("2022-02-01", "2022-02-28", basis="case"), "2022-02?"),
        (when("1990-01-01", "1999-12-31"), "199X"),
        (when("1991-01-01", "2000-12-31"), "[1991-01-01..2000-12-31]"),
        (when("1900-01-01", "1999-12-31"), "19XX"),
        (when("0900-01-01", "0999-12-31", basis="case"), "09XX"),
        (when("2022-01-06", "2022-01-06", extent="since"), "2022-01-06/.."),
        (when("2022-01-06", "2022-01-09", extent="until"), "../2022-01-09"),
        (when("", "2022-01-09"), "[..2022-01-09]"),
        (when("2022-01-06", ""), "[2022-01-06..]"),
        (when("", "2022-01-09", extent="throughout"), "../2022-01-09"),
    ],
)
def test_an_interval_is_written_as_edtf(interval: Interval, edtf: str) -> None:
    assert to_edtf(interval) == edtf
    assert is_valid(edtf)


def test_what_is_not_known_is_no_date() -> None:
    assert to_edtf(None) == to_edtf(when("", "")) == ""


def test_days_are_counted_with_both_ends() -> None:
    assert count_days(when("2022-01-06", "2022-01-09")) == 4
    assert count_days(when("2022-01-06", "")) is None
