from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from invented import weigh_by_hand
from sayso.show.page import VIEWS, Asked, Book, FileLinks, render_view
from sayso.show.page.merge import merge_days, pick_day, read_days, say_days

WORDS = st.sampled_from(("one", "two", "three", "four"))
ITEM = st.tuples(st.sampled_from("abcdef"), WORDS)
DAY = st.lists(ITEM, max_size=5, unique_by=lambda item: item[0])


def rendering(day: list[tuple[str, str]]) -> str:
    items = "".join(f'<li id="{key}"><b>{words}</b> <i>said</i></li>' for key, words in day)
    return f'<section id="s"><h1>Title</h1><ul>{items}</ul><p>{len(day)} of them</p></section>'


def plain(words: str) -> str:
    """HTML as a parser sees it, without white space between elements."""
    node = html.fragment_fromstring(words, create_parent="div")
    return re.sub(
        r"\s+", " ", re.sub(r">\s+|\s+<", lambda m: m[0].strip(), html.tostring(node, encoding="unicode"))
    )


@given(st.lists(DAY, min_size=1, max_size=6))
def test_each_day_can_be_had_back(days: list[list[tuple[str, str]]]) -> None:
    renderings = [rendering(day) for day in days]
    merged = merge_days(renderings)
    assert [plain(pick_day(merged, number)) for number in range(len(days))] == [plain(r) for r in renderings]


@given(st.lists(DAY, min_size=1, max_size=5))
def test_what_stands_open_is_the_last_day(days: list[list[tuple[str, str]]]) -> None:
    root = html.fragment_fromstring(merge_days([rendering(day) for day in days]))
    for kept in root.xpath(".//template"):
        kept.drop_tree()
    assert [li.get("id") for li in root.iter("li")] == [key for key, _ in days[-1]]


def test_what_is_the_same_on_all_days_stands_there_once() -> None:
    merged = merge_days([rendering([("a", "one"), ("b", "two")]), rendering([("a", "one"), ("b", "four")])])
    assert merged.count("one") == 1
    assert merged.count('id="b"') == 1
    assert "template" in merged


def test_days_are_said_in_short_and_read_back() -> None:
    assert say_days({0, 1, 2, 5, 7, 8}) == "0-2 5 7-8"
    assert read_days("0-2 5 7-8") == {0, 1, 2, 5, 7, 8}


def test_every_view_of_every_day_is_in_the_file() -> None:
    book, links = Book(weigh_by_hand(), "The dam"), FileLinks()
    numbers = range(book.last + 1)
    assert len(numbers) > 2
    for view, _ in VIEWS:
        renderings = [str(render_view(book, links, Asked(number, view))) for number in numbers]
        merged = merge_days(renderings)
        assert [plain(pick_day(merged, n)) for n in numbers] == [plain(r) for r in renderings], view


def test_what_comes_later_and_grows_stands_there_once() -> None:
    days = [[("a", "one")], [("a", "one"), ("b", "two")], [("a", "one"), ("b", "four")]]
    merged = merge_days([rendering(day) for day in days])
    assert merged.count('id="b"') == 1
    assert [plain(pick_day(merged, n)) for n in range(3)] == [plain(rendering(day)) for day in days]
