from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from build import an_article
from sayso.ids import claim_id
from sayso.model import Amount, Claim, Interval, Origin, Quantity
from sayso.spans import cut
from sayso.weigh.ranges import find_range
from sayso.weigh.reports import Report, equal_when_rounded
from sayso.weigh.values import find_value_conflicts

MARCH = {1: date(2031, 3, 1), 2: date(2031, 3, 2), 3: date(2031, 3, 3), 30: date(2031, 3, 30)}


def a_quantity(words: str) -> Quantity:
    """ "12", "more than 12", "up to 12", "about 12", "dozens" as a Quantity."""
    if words == "dozens":
        return Quantity(24, None, 99, "dozens", True)
    modifier, _, digits = words.rpartition(" ")
    value = float(digits)
    if modifier in ("more than", "at least"):
        return Quantity(value, None, None, modifier)
    if modifier == "another":
        return Quantity(value, value, value, modifier)
    if modifier == "up to":
        return Quantity(None, None, value, modifier)
    return Quantity(None, value, None, modifier) if modifier else Quantity(value, value, value)


def a_report(
    words: str, origin: str, day: int | None = 1, *, measure: str = "killed", article: str = ""
) -> Report:
    text = an_article(f"{words} people died, {origin} said on day {day}. {article}")
    span = cut(text, 0, len(words))
    when = MARCH[day] if day else None
    amount = Amount(measure, a_quantity(words), "people", span)
    claim = Claim(
        claim_id("figure", span), text.id, "figure", span, "die", amount=amount,
        as_of=Interval(when, when, "day") if when else None,
    )  # fmt: skip
    kind = "named" if origin[0].isupper() else "unsourced"
    window = (when, when) if when else None
    return Report(claim, amount, Origin(kind, origin, origin), when, window)  # type: ignore[arg-type]


def kinds(*reports: Report) -> list[str]:
    return sorted(conflict.kind for conflict in find_value_conflicts(reports))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("40", "Navy", 1), ("62", "Navy", 2), ["update"]),
        (("62", "Navy", 1), ("40", "Navy", 2), ["update"]),
        (("40", "Navy", 1), ("62", "League", 3), ["update"]),
        (("62", "Navy", 1), ("40", "League", 2), ["conflict"]),
        (("62", "Navy", 1), ("40", "League", 1), ["conflict"]),
        (("62", "Navy", 1), ("40", "League", 30), ["update"]),
        (("62", "Navy", None), ("40", "League", None), ["conflict"]),
        (("more than 160", "Navy", 1), ("164", "League", 1), ["agreement"]),
        (("164", "Navy", 1), ("160", "League", 1), ["rounding"]),
        (("about 2500", "Navy", 1), ("2476", "League", 1), ["rounding"]),
        (("2500", "Navy", 1), ("3000", "League", 1), ["conflict"]),
        (("up to 3000", "Navy", 1), ("2500", "League", 1), ["conflict"]),
        (("dozens", "Navy", 1), ("164", "League", 3), ["update"]),
        (("dozens", "Navy", 1), ("40", "League", 1), ["agreement"]),
        (("dozens", "Navy", None), ("164", "League", None), []),
        (("3", "Navy", 1), ("900", "League", 1), []),
        (("0", "Navy", 1), ("900", "League", 1), ["conflict"]),
        (("62", "Navy", 1), ("62", "League", 1), ["agreement"]),
    ],
    ids=lambda value: " ".join(map(str, value)) if value else "none",
)
def test_how_two_values_relate(
    left: tuple[str, str, int | None], right: tuple[str, str, int | None], expected: list[str]
) -> None:
    assert kinds(a_report(*left), a_report(*right)) == expected


def test_updates_link_what_follows_and_leave_out_what_lies_between() -> None:
    reports = [a_report("40", "Navy", 1), a_report("62", "Navy", 2), a_report("80", "Navy", 3)]
    found = [k for k in find_value_conflicts(reports) if k.kind == "update"]
    assert len(found) == 2


def test_the_reason_names_values_origins_and_days() -> None:
    (found,) = find_value_conflicts([a_report("62", "Navy", 1), a_report("40", "League", 2)])
    assert found.why == (
        "62 by Navy on 1 March 2031; 40 by League on 2 March 2031: "
        "different origins, a day apart, for the same thing"
    )


def test_the_order_of_reports_does_not_matter() -> None:
    told = [a_report("40", "Navy", 1), a_report("62", "League", 1), a_report("dozens", "guild", 2)]
    results = {tuple(sorted(k.id for k in find_value_conflicts(order))) for order in permutations(told)}
    assert len(results) == 1


@pytest.mark.parametrize(
    ("reports", "low", "best", "high"),
    [
        ([("62", "Navy", 1), ("62", "League", 2)], 62, 62, 62),
        ([("160", "Navy", 1), ("164", "League", 1)], 160, 164, 164),
        ([("62", "Navy", 1), ("40", "League", 1)], 40, None, 62),
        ([("62", "Navy", 1), ("62", "Navy", 2)], 62, None, 62),
        ([("40", "Navy", 1), ("62", "Navy", 2)], 62, None, 62),
        ([("62", "gazette", 1), ("62", "courier", 1)], 62, None, 62),
        ([("more than 160", "Navy", 1), ("164", "League", 2)], 164, None, 164),
        ([("more than 160", "Navy", 1), ("164", "League", 1)], 160, None, 164),
        ([("dozens", "Navy", 1)], 24, None, None),
        ([("dozens", "Navy", 1), ("164", "League", 3)], 164, None, 164),
        ([("up to 3000", "Navy", 1), ("2500", "League", 1)], 2500, None, 3000),
        ([("9", "Navy", 1), ("62", "League", 2)], 9, None, 62),
        ([("9", "Navy", 1), ("62", "League", 2), ("64", "Guild", 3)], 62, None, 64),
        ([("9", "Navy", 1), ("9", "Guard", 1), ("62", "League", 2), ("64", "Guild", 3)], 62, None, 64),
    ],
    ids=str,
)
def test_low_best_and_high(
    reports: list[tuple[str, str, int]], low: float, best: float | None, high: float | None
) -> None:
    reach = find_range([a_report(*report) for report in reports], None)
    assert (reach.low, reach.best, reach.high) == (low, best, high)


@pytest.mark.parametrize(
    ("a", "b", "blurred", "expected"),
    [
        (160, 164, False, True),
        (160, 166, False, False),
        (3000, 2600, False, False),
        (3000, 2600, True, True),
        (3000, 2980, False, True),
        (12, 13, False, False),
        (2.5, 2.5, False, True),
        (2.5, 3, False, False),
        (0, 5, False, False),
    ],
)
def test_rounding(a: float, b: float, blurred: bool, expected: bool) -> None:
    assert equal_when_rounded(a, b, blurred) is expected
    assert equal_when_rounded(b, a, blurred) is expected
