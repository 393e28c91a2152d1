"""How a count is told: when it held, whether it changed, whether it is of what might have been."""

from __future__ import annotations

from datetime import date

import pytest

from build import an_article
from sayso.ids import claim_id
from sayso.link.tolls import is_counterfactual, is_moved, is_outdated, speaks_for, told_on
from sayso.model import Amount, Claim, Interval, Quantity
from sayso.spans import cut

MONDAY = Interval(date(2031, 3, 3), date(2031, 3, 3), "day", basis="anchored")
WEDNESDAY = Interval(date(2031, 3, 5), date(2031, 3, 5), "day", basis="metadata")


def a_count(words: str, head: str, when: Interval | None = None) -> Claim:
    article = an_article(words)
    span, at = cut(article, 0, len(words)), words.index("12")
    amount = Amount("killed", Quantity(12, 12, 12), "people", cut(article, at, at + 2))
    return Claim(
        claim_id("figure", span), article.id, "figure", span, head,
        when=when, when_span=cut(article, 0, 2) if when else None, amount=amount,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "head", "moved", "outdated", "unreal"),
    [
        ("The toll was raised to 12", "raise", True, False, False),
        ("The toll is now 12", "be", True, False, False),
        ("He is now one of the 12", "be", False, False, False),
        ("The office had put it at 12", "put", False, True, False),
        ("that 12 people had died", "die", False, False, False),
        ("It earlier spoke of 12", "speak", False, True, False),
        ("A siren would have saved 12", "save", False, False, True),
    ],
)
def test_how_it_is_told(words: str, head: str, moved: bool, outdated: bool, unreal: bool) -> None:
    claim = a_count(words, head)
    assert (is_moved(claim), is_outdated(claim), is_counterfactual(claim)) == (moved, outdated, unreal)


def test_the_day_of_a_toll_is_the_day_told_with_it() -> None:
    assert told_on(a_count("On Monday the toll stood at 12", "stand", MONDAY)) == MONDAY
    assert told_on(a_count("On Monday a wall killed 12", "kill", MONDAY)) is None


def test_else_it_speaks_for_the_day_of_its_report() -> None:
    assert speaks_for(a_count("A wall killed 12", "kill", MONDAY), WEDNESDAY) == date(2031, 3, 5)
    guessed = Interval(date(2031, 3, 5), date(2031, 3, 9), "day", basis="inferred")
    assert speaks_for(a_count("A wall killed 12", "kill"), guessed) == date(2031, 3, 5)
