"""Rows meet by the rare words they share, in whatever order they come."""

from __future__ import annotations

import random

from sayso.link.alike import Row, Words, join_alike


def words(**claims: str) -> dict[str, Words]:
    """Words of claims, the cause's the same as the whole's."""
    return {name: Words(frozenset(said.split()), frozenset(said.split())) for name, said in claims.items()}


SAID = words(
    a="bolt crack bridge", b="crack wall bridge", c="storm wind bridge", d="wind gale bridge", e="spy bridge"
)
ROWS: list[Row] = [(name,) for name in SAID]


def test_a_rare_word_joins_and_one_that_all_share_does_not() -> None:
    assert join_alike(ROWS, SAID, lambda left, right: True) == [("a", "b"), ("c", "d"), ("e",)]


def test_what_may_not_meet_stays_apart() -> None:
    apart = join_alike(ROWS, SAID, lambda left, right: {"a", "b"} - {*left, *right} != set())
    assert ("a",) in apart
    assert ("c", "d") in apart


def test_rows_that_are_joined_already_stay_joined() -> None:
    rows: list[Row] = [("a", "e"), ("b",), ("c",), ("d",)]
    assert ("a", "b", "e") in join_alike(rows, SAID, lambda left, right: True)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = list(ROWS)
    expected = join_alike(rows, SAID, lambda left, right: True)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert join_alike(rows, SAID, lambda left, right: True) == expected
