"""Calls side by side: in order, few ahead, and nothing finished is lost."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from sayso.side_by_side import MOST, SideBySide


def test_results_are_kept_in_the_order_of_the_calls_on_the_callers_thread() -> None:
    kept = list[tuple[int, int]]()
    threads = set[int]()

    def keep(about: int, result: int) -> None:
        threads.add(threading.get_ident())
        kept.append((about, result))

    def work(number: int) -> int:
        time.sleep(0.002 * (number % 3))
        return number * number

    with SideBySide(keep) as ahead:
        for number in range(30):
            ahead.begin(number, partial(work, number))
    assert kept == [(n, n * n) for n in range(30)]
    assert threads == {threading.get_ident()}


def test_few_are_ahead() -> None:
    with SideBySide[int, int](lambda _about, _result: None) as ahead:
        for number in range(50):
            ahead.begin(number, lambda: 0)
            assert len(list(ahead.pending())) <= 2 * MOST


def test_the_first_call_is_over_before_the_second_begins() -> None:
    seen = list[str]()

    def slow() -> None:
        time.sleep(0.02)
        seen.append("loaded")

    with SideBySide[int, None](lambda _about, _result: None) as ahead:
        ahead.begin(0, slow)
        ahead.begin(1, lambda: seen.append("second"))
    assert seen == ["loaded", "second"]


def stop_after_three(kept: list[int]) -> None:
    with SideBySide[int, int](lambda about, _: kept.append(about)) as ahead:
        for number in range(3):
            ahead.begin(number, lambda: 0)
        time.sleep(0.05)
        raise KeyboardInterrupt


def test_what_was_finished_before_a_stop_is_kept() -> None:
    kept = list[int]()
    with pytest.raises(KeyboardInterrupt):
        stop_after_three(kept)
    assert kept == [0, 1, 2]
