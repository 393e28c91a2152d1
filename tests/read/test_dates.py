"""Dates are read where they are certain, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.read import read_date
from sayso.read.dates import on_days
from sayso.read.html import join_dates, url_day


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "grain"),
    [
        ("2022-01-06", "2022-01-06", "2022-01-06", "day"),
        ("2022-1-6", "2022-01-06", "2022-01-06", "day"),
        ("20220106", "2022-01-06", "2022-01-06", "day"),
        ("2022/01/06", "2022-01-06", "2022-01-06", "day"),
        ("2022-01-06T23:30:00-05:00", "2022-01-06", "2022-01-06", "minute"),
        ("2022-01-06 09:15Z", "2022-01-06", "2022-01-06", "minute"),
        ("2022-01", "2022-01-01", "2022-01-31", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2022", "2022-01-01", "2022-12-31", "year"),
        ("6 January 2022", "2022-01-06", "2022-01-06", "day"),
        ("Thursday, 6th January 2022", "2022-01-06", "2022-01-06", "day"),
        ("January 6, 2022", "2022-01-06", "2022-01-06", "day"),
        ("Sept. 3, 2021", "2021-09-03", "2021-09-03", "day"),
        ("April 1912", "1912-04-01", "1912-04-30", "month"),
        ("Thu, 06 Jan 2022 10:00:00 +0600", "2022-01-06", "2022-01-06", "minute"),
        ("2022-01-06 to 2022-01-09", "2022-01-06", "2022-01-09", "day"),
    ],
)
def test_certain_dates(words: str, earliest: str, latest: str, grain: str) -> None:
    found = read_date(words)
    assert found is not None
    assert (str(found.earliest), str(found.latest), found.grain) == (earliest, latest, grain)
    assert found.basis == "by hand"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "soon",
            "03/04/2022",
            "3.4.22",
            "6 January",
            "2022-13-01",
            "2022-02-30",
            "31 June 2022",
            "99999",
        ),
        *(
            "0000",
            "12:30",
            "yesterday",
            "January",
            "Ju 6, 2022",
            "2022-01-06T25:00",
            "2022-01-09 to 2022-01-06",
        ),
        *("6 Foo 2022", "5 May 3", "1" * 5_000, "2022-01-06; DROP"),
    ],
)
def test_uncertain_dates(words: str) -> None:
    assert read_date(words) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2022/01/06/fire", date(2022, 1, 6)),
        ("https://a.example/news/2022-01-06-fire", date(2022, 1, 6)),
        ("https://a.example/20220106/fire", date(2022, 1, 6)),
        ("https://a.example/2022/13/06/fire", None),
        ("https://a.example/20220106123/fire", None),
        (None, None),
    ],
)
def test_day_in_an_address(url: str | None, day: date | None) -> None:
    assert url_day(url) == day


def test_gap_between_stamp_and_address_widens_the_interval() -> None:
    stamp = on_days(date(2022, 1, 6), date(2022, 1, 6), "metadata")
    found = join_dates([stamp], date(2022, 1, 6), date(2022, 1, 7))
    assert found is not None
    assert (found.earliest, found.latest) == (date(2022, 1, 6), date(2022, 1, 7))
    assert found.why
    assert join_dates([stamp], date(2022, 1, 6), date(2022, 1, 6)) == stamp
    assert join_dates([stamp], date(2019, 5, 1), None) == stamp
    assert join_dates([], None, None) is None
