"""Each invariant finds what breaks it, and a sound case breaks none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from build import a_span, an_article
from sayso.check import INVARIANTS, check_case, check_weighed
from sayso.ids import claim_id, make_id, mention_id
from sayso.model import (
    Amount,
    Claim,
    Conflict,
    Correction,
    DateEvidence,
    Derivation,
    Entity,
    Event,
    Figure,
    FigureRange,
    Interval,
    Linked,
    NameMention,
    Quantity,
    Reading,
    Role,
    Span,
    Weighed,
)

TEXT = an_article("Twelve died at Ellin, the Water Board said. Share this page. Nine died at the mill.")
BOARD = a_span(TEXT, "the Water Board")
NAME = NameMention(mention_id("name", BOARD), BOARD, "organisation", "Water Board")


def a_toll(words: str, number: float) -> Claim:
    span = a_span(TEXT, words)
    amount = Amount("killed", Quantity(number, number, number), "people", span)
    return Claim(claim_id("figure", span), TEXT.id, "figure", span, "die", trigger=span, amount=amount)


TWELVE, NINE = a_toll("Twelve died", 12), a_toll("Nine died", 9)
FIGURE = Figure(make_id("f", "1"), "killed", "people", None, None, (TWELVE.id, NINE.id))
OUTER = Event(make_id("e", "1"), "DEATH", (TWELVE.id,))
INNER = Event(make_id("e", "2"), "DEATH", (NINE.id,), part_of=OUTER.id)
BEARER = Entity(make_id("n", "1"), "organisation", "Water Board", ("Water Board",), (NAME.id,))


def a_case(*claims: Claim, **changes: Any) -> Linked:
    """A sound case of one article, but for ``changes`` to the reading and to the case."""
    furniture = (a_span(TEXT, "Share this page."),)
    reading = Reading(TEXT.id, "1", None, DateEvidence(), furniture=furniture, names=(NAME,))
    reading = replace(reading, claims=claims or (TWELVE, NINE), **changes.pop("reading", {}))
    linked = Linked((TEXT,), (reading,), (BEARER,), (OUTER, INNER), (FIGURE,))
    return replace(linked, **changes)


def broken(linked: Linked) -> list[str]:
    return [problem.message for problem in check_case(linked)]


def test_a_sound_case_breaks_nothing() -> None:
    assert broken(a_case()) == []


def change(**changes: Any) -> Claim:
    return replace(TWELVE, **changes)


def amount(**changes: Any) -> Claim:
    return change(amount=replace(AMOUNT, quantity=Quantity(**changes)))


AMOUNT = Amount("killed", Quantity(12, 12, 12), "people", a_span(TEXT, "Twelve died"))
ELSEWHERE = Span("a0000000000", 0, 3, "dam")
BACKWARDS = Interval(date(2031, 5, 2), date(2031, 5, 1), "day")
ORPHAN = Correction("Ann", "2031-05-01", "e0000000001", "label", "x", "so", id="j1")
NAMELESS = replace(ORPHAN, by="", item=TWELVE.id)
CASES: dict[str, tuple[Callable[[], Linked], str]] = {
    "quote": (lambda: a_case(change(trigger=Span(TEXT.id, 0, 6, "Eleven")), NINE), "are not 'Eleven'"),
    "foreign quote": (lambda: a_case(change(cue=ELSEWHERE), NINE), "an article that is not in the case"),
    "home": (lambda: a_case(change(article_id="a1"), NINE), "belongs to a1"),
    "furniture": (lambda: a_case(TWELVE, NINE, a_toll("this page", 1)), "read from page furniture"),
    "amount": (lambda: a_case(change(amount=replace(AMOUNT, span=BOARD)), NINE), "lies outside its words"),
    "twice": (lambda: a_case(TWELVE, TWELVE, NINE), "is the id of 2 records"),
    "form": (lambda: a_case(entities=(replace(BEARER, id="Water"),)), "is no id"),
    "no reading": (lambda: a_case(readings=(), events=(), figures=(), entities=()), "has no reading"),
    "unread": (lambda: a_case(reading={"unread": "language: xx"}), "was not read, and has claims"),
    "about": (lambda: a_case(change(about_id="c1"), NINE), "about c1, which is no claim"),
    "member": (lambda: a_case(TWELVE), f"holds {NINE.id}, which is no claim"),
    "mention": (lambda: a_case(change(actors=(Role("agent", "x", BOARD, "m1"),)), NINE), "the mention m1"),
    "bearers": (
        lambda: a_case(entities=(BEARER, replace(BEARER, id=make_id("n", "2")))),
        "is borne by 2 entities",
    ),
    "container": (lambda: a_case(events=(INNER,)), f"is part of {OUTER.id}, which is not there"),
    "circle": (lambda: a_case(events=(replace(OUTER, part_of=INNER.id), INNER)), "which contains itself"),
    "place": (lambda: a_case(figures=(replace(FIGURE, place_id="n9"),)), "its place n9"),
    "interval": (lambda: a_case(change(when=BACKWARDS), NINE), "before it begins"),
    "order": (lambda: a_case(amount(low=13, best=12, high=12), NINE), "out of order"),
    "vague": (lambda: a_case(amount(low=24, best=30, high=99, vague=True), NINE), "is vague"),
    "kind": (lambda: a_case(change(amount=None), NINE), "is a figure without an amount"),
    "record": (lambda: replace(a_case(), corrections=(NAMELESS,)), "without a name, a date or a reason"),
    "orphan": (lambda: replace(a_case(), corrections=(ORPHAN,)), "speaks of c0000000001, which is no longer"),
    "certainty": (lambda: a_case(change(certainty=1.5), NINE), "has a certainty of 1.5"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_an_invariant_is_found(name: str) -> None:
    make, message = CASES[name]
    assert any(message in found for found in broken(make())), broken(make())


def test_every_invariant_is_broken_by_some_case() -> None:
    linked = [make() for make, _ in CASES.values()]
    silent = [i.__name__ for i in INVARIANTS if not any(list(i(case)) for case in linked)]
    assert silent == []


def weighed(**changes: Any) -> Weighed:
    ids = frozenset((TEXT.id, TWELVE.id, NINE.id))
    ranges = {FIGURE.id: FigureRange(9, None, 12, None, "two values")}
    conflicts = (Conflict(make_id("k", "1"), "conflict", (TWELVE.id, NINE.id), "12 and 9"),)
    return replace(Weighed(None, a_case(), ids, frozenset(), (), conflicts, {}, {}, ranges), **changes)


def test_a_sound_case_is_sound_when_weighed() -> None:
    assert check_weighed(weighed()) == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"visible": frozenset((TWELVE.id,))}, "is not visible on the day"),
        ({"conflicts": (Conflict("k1", "conflict", (TWELVE.id,), "x"),)}, "fewer than two claims"),
        ({"figure_ranges": {"f1": FigureRange(12, None, 9, None, "x")}}, "out of order"),
        ({"derivations": (Derivation("a9", "n9", "cites", None, ()),)}, "no article of the case"),
        (
            {
                "derivations": (
                    Derivation(TEXT.id, TEXT.id, "copies", None, ((Span(TEXT.id, 0, 2, "no"), None),)),
                )
            },
            "does not hold the passage",
        ),
    ],
)
def test_what_is_unsound_when_weighed_is_found(changes: dict[str, Any], message: str) -> None:
    assert any(message in problem.message for problem in check_weighed(weighed(**changes)))
