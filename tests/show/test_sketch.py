from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import inf

from lxml import etree

from invented import weigh_by_hand
from sayso.show import build_account
from sayso.show.rows import FigureRow
from sayso.show.sketch import RING, SIGNS, sketch_figure


def the_figure() -> FigureRow:
    return build_account(weigh_by_hand()).figures[0]


def draw(row: FigureRow, **places: int) -> etree._Element:
    named = {name.replace("_", " "): place for name, place in places.items()}
    return etree.fromstring(str(sketch_figure(row, named)))


def marks(page: etree._Element) -> list[tuple[str, float, float]]:
    """The words, the place and the height of each mark."""
    found = []
    for mark in page.findall("g"):
        path = mark.find("path")
        assert path is not None
        x, y = str(path.get("transform")).removeprefix("translate(").rstrip(")").split()
        found.append((str(mark.findtext("title")), float(x), float(y)))
    return found


def test_each_dated_report_is_a_mark_with_its_words() -> None:
    found = marks(draw(the_figure()))
    assert [words for words, _, _ in found] == [
        "at least 12, 3 May 2031: Water Board",
        "at least 12, 4 May 2031: Water Board",
        "47, 5 May 2031: the hospital",
    ]


def test_marks_stand_at_their_days_and_values() -> None:
    (_, first, twelve), (_, second, again), (_, third, more) = marks(draw(the_figure()))
    assert first < second < third
    assert twelve == again > more > 0


def test_an_open_value_has_a_stem_and_an_exact_one_has_none() -> None:
    assert [len(mark.findall("line")) for mark in draw(the_figure()).findall("g")] == [1, 1, 0]


def test_origins_have_their_signs_and_the_others_a_ring() -> None:
    paths = [path.get("d") for path in draw(the_figure(), Water_Board=2).iter("path")]
    assert paths == [SIGNS[2], SIGNS[2], RING]


def test_words_that_are_repeated_are_outlined() -> None:
    fills = [path.get("fill") for path in draw(the_figure(), Water_Board=0, the_hospital=1).iter("path")]
    repeats = [bool(report.repeats) for report in the_figure().reports if report.day][:3]
    assert [fill == "none" for fill in fills] == repeats


def test_one_report_is_no_course_of_things() -> None:
    row = the_figure()
    assert sketch_figure(replace(row, reports=row.reports[:1]), {}) == ""


def test_a_number_without_end_is_not_drawn() -> None:
    row = the_figure()
    endless = replace(row.reports[0], low=inf, best=inf, high=inf, day=date(2031, 5, 9))
    assert len(marks(draw(replace(row, reports=(*row.reports, endless))))) == 3
