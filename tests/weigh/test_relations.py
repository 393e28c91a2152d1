"""Groups of reports: set against one another in one article, superseded, changed, too many to pair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from build import an_article
from sayso.ids import claim_id
from sayso.model import Amount, Claim, Origin, Quantity
from sayso.spans import cut
from sayso.weigh.relations import relate_groups
from sayso.weigh.reports import Report, read_reports
from sayso.weigh.values import find_value_conflicts

ARTICLE = (
    "The navy put the dead at 58. The mayor says that 71 people died. Earlier it spoke of 9. It is now 90."
)


def a_report(
    words: str, origin: str, day: int, *, head: str = "die", text: str = ARTICLE, measure: str = "killed"
) -> Report:
    article = an_article(text)
    number = next(w for w in words.replace(".", "").split() if w.isdigit())
    start = text.index(words)
    at = start + words.index(number)
    span = cut(article, start, start + len(words))
    value = float(number)
    amount = Amount(measure, Quantity(value, value, value), "people", cut(article, at, at + len(number)))
    claim = Claim(claim_id("figure", span, origin), article.id, "figure", span, head, amount=amount)
    when = date(2031, 3, day)
    return Report(claim, amount, Origin("named", origin, origin), when, (when, when), when)


def kind(left: Report, right: Report) -> str | None:
    _, relation = relate_groups([left], [right])
    return relation.kind if relation else None


def test_one_article_that_gives_two_counts_sets_them_against_each_other() -> None:
    navy, mayor = a_report("put the dead at 58", "Navy", 4), a_report("71 people died", "Mayor", 5)
    assert kind(navy, mayor) == "conflict"
    elsewhere = a_report("71 people died", "Mayor", 5, text="Of 71 people died few are known.")
    assert kind(navy, elsewhere) == "update"


@pytest.mark.parametrize(
    ("words", "origin", "head"),
    [
        ("Earlier it spoke of 9", "Office", "speak"),
        ("It is now 90", "Office", "be"),
        ("71 people died", "Navy", "die"),
    ],
)
def test_what_held_before_what_changed_and_one_voice_are_no_conflict(
    words: str, origin: str, head: str
) -> None:
    navy = a_report("put the dead at 58", "Navy", 4, head="put")
    assert kind(navy, a_report(words, origin, 3 if "Earlier" in words else 5, head=head)) == "update"


def test_a_smaller_count_told_as_a_change_is_an_update() -> None:
    before = a_report("868 were saved", "Line", 4, measure="rescued", text="The line says 868 were saved.")
    fallen = a_report(
        "fell to 705", "Coast", 4, measure="rescued", head="fall", text="The number fell to 705."
    )
    level = a_report("705 were saved", "Coast", 4, measure="rescued", text="The coast says 705 were saved.")
    assert (kind(before, fallen), kind(before, level)) == ("update", "conflict")


def test_the_missing_of_a_later_day_are_an_update_whichever_way() -> None:
    first = a_report("128 are missing", "Navy", 4, measure="missing", text="In all 128 are missing.")
    later = a_report("83 are missing", "League", 6, measure="missing", text="Some 83 are missing.")
    assert kind(first, later) == "update"


def test_counts_many_times_one_another_are_no_conflict() -> None:
    small = a_report("4 were held", "Judge", 4, measure="detained", text="He says 4 were held.")
    large = a_report("31 were held", "League", 4, measure="detained", text="It lists 31 were held.")
    assert kind(small, large) is None


def test_some_more_are_not_weighed_against_all() -> None:
    some = a_report("24 were found", "Navy", 4, text="It says 24 were found.")
    more = replace(some, amount=replace(some.amount, span=cut(an_article("24 more"), 0, 7)))
    total = a_report("43 people died", "Mayor", 4, text="He says 43 people died.")
    assert kind(some, total) == "conflict"
    assert kind(more, total) is None


def count_relations(values: int) -> int:
    reports = [
        a_report(f"{n} people died", f"Town {n}", 1 + n % 20, text=f"We heard {n} people died.")
        for n in range(101, 101 + 7 * values, 7)
    ]
    return len(find_value_conflicts(reports))


def test_the_relations_of_many_values_grow_with_them_and_not_with_their_square() -> None:
    assert count_relations(400) <= 3 * count_relations(200)


def test_nobody_is_a_count_that_is_stood_by() -> None:
    article = an_article("The owner says that no lives were lost.")
    span = cut(article, 15, 38)
    amount = Amount("killed", Quantity(0, 0, 0), "people", cut(article, 20, 28))
    claim = Claim(
        claim_id("figure", span), article.id, "figure", span, "lose", polarity="denied", amount=amount
    )

    class Own:
        def origin(self, claim: Claim) -> Origin:
            return Origin("unsourced", "x", "x")

    assert [r.value for r in read_reports([claim], Own(), {})] == [0.0]  # type: ignore[arg-type]
