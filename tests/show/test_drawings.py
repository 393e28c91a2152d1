from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from invented import weigh_by_hand, weigh_early
from sayso.model import Entity, FigureRange, Interval
from sayso.show import build_account
from sayso.show.page import Book
from sayso.show.page.atlas import frame_places
from sayso.show.page.bars import Axis, _lay
from sayso.show.page.labels import Wanted, _Page, measure, place_labels, thin_out
from sayso.show.page.plots import QUARTERS, plot_figure, plot_line, plot_small
from sayso.show.page.stemma import BOX, Edge, Node, _lay_out, cut_to
from sayso.show.page.world import Frame, cut_countries, cut_ring, load_countries
from sayso.show.sketch import round_up

PLACE = st.floats(0, 100, allow_nan=False)
MARKS = st.lists(
    st.tuples(PLACE, st.floats(0, 300, allow_nan=False), st.text("abc W", min_size=1, max_size=30))
)


@given(MARKS)
def test_no_two_labels_touch_at_any_width(marks: list[tuple[float, float, str]]) -> None:
    wanted = [Wanted(str(n), x, y, words) for n, (x, y, words) in enumerate(marks)]
    for width in (420, 500, 639):
        page = _Page(width, 300, shares=False)
        boxes = [page.cover(placed) for placed in place_labels(wanted, (420, 500, 639), 300)]
        assert not any(a.meets(b) for a, b in combinations(boxes, 2))
        assert all(box.left >= 0 and box.right <= width for box in boxes)


@given(st.lists(st.tuples(PLACE, st.floats(5, 90))))
def test_words_on_an_axis_do_not_touch_and_the_last_stays(ticks: list[tuple[float, float]]) -> None:
    places, widths = [p for p, _ in ticks], [w for _, w in ticks]
    kept = thin_out(places, widths, 500)
    assert not ticks or len(ticks) - 1 in kept


def test_a_longer_label_is_wider() -> None:
    assert measure("ii") < measure("mm") < measure("mmm") < measure("mmm", bold=True)
    assert cut_to("International Mercantile Marine", 80, 12).endswith("…")
    assert cut_to("short", 80, 12) == "short"


AXIS = Axis(date(2031, 3, 1), date(2031, 3, 10), ())


def bar(first: int, last: int, extent: str = "within"):  # type: ignore[no-untyped-def]
    when = Interval(date(2031, 3, first), date(2031, 3, last), "day", extent)  # type: ignore[arg-type]
    return _lay(AXIS, when, when.earliest, when.latest)


def test_a_single_day_is_sure_and_a_stretch_is_not() -> None:
    assert bar(3, 3).certain.left == 20.0
    assert bar(3, 3).possible is None
    assert bar(3, 5).certain is None
    assert bar(3, 5).possible.width == 30.0
    assert bar(3, 5, "throughout").certain.width == 30.0


def test_what_lies_outside_the_axis_is_said_to() -> None:
    when = Interval(date(1894, 1, 1), date(1894, 12, 31), "year")
    assert _lay(AXIS, when, when.earliest, when.latest).off == "before"


def test_an_open_end_runs_to_the_edge() -> None:
    when = Interval(date(2031, 3, 6), None, "day", "since")
    found = _lay(AXIS, when, when.earliest, None)
    assert found.possible is not None
    assert found.possible.left + found.possible.width == 100.0


def test_a_figure_is_drawn_at_the_days_it_speaks_of() -> None:
    book = Book(weigh_by_hand())
    row = next(r for r in book.whole().account.figures if len(r.reports) > 1)
    steps = (FigureRange(12, None, 12, date(2031, 5, 3), ""), FigureRange(12, 47, 47, date(2031, 5, 6), ""))
    plot = plot_figure(row, steps, book.signs)
    assert plot is not None
    assert len(plot.marks) == len([r for r in row.reports if r.day])
    assert [band.best is None for band in plot.bands] == [True, False]
    assert all(0 <= mark.x <= 100 for mark in plot.marks)
    assert plot_line(row, FigureRange(12, None, 47, None, ""), book.signs) is not None
    assert len(plot_small(steps)) == 2


def test_nothing_is_drawn_of_a_figure_told_once() -> None:
    book = Book(weigh_by_hand())
    for row in build_account(weigh_early()).figures:
        if row.is_told_once:
            assert plot_figure(row, (), book.signs) is None


def test_scales_are_round() -> None:
    assert [round_up(v, QUARTERS) for v in (0.3, 1, 37, 47, 868, 9_000)] == [0.4, 1, 40, 80, 1000, 10_000]


def place(lon: float, lat: float) -> Entity:
    return Entity(f"n{lon}", "place", "x", ("x",), (), lat=lat, lon=lon)


def test_a_frame_holds_its_places_also_across_the_date_line() -> None:
    frame = frame_places([place(178, -18), place(-175, -21)])
    assert frame is not None
    assert frame.west < 178 < 185 < frame.east
    assert frame.east - frame.west < 40
    assert frame_places([]) is None


def test_a_single_place_gets_room_around_it() -> None:
    frame = frame_places([place(10, 50)])
    assert frame is not None
    assert frame.north - frame.south >= 2


def test_countries_lie_where_they_are() -> None:
    assert len(load_countries("110m")) > 150
    found = {c.name for c in cut_countries(Frame(5, 45, 12, 49), "50m")}
    assert {"Switzerland", "Germany", "France"} <= found
    assert "Canada" not in found


def test_an_outline_that_crosses_the_date_line_does_not_cross_the_map() -> None:
    assert "Russia" not in {c.name for c in cut_countries(Frame(-60, 40, 0, 66), "50m")}


def test_an_outline_is_cut_at_the_frame() -> None:
    part = cut_ring([(0, 0), (10, 0), (10, 10), (0, 10)], Frame(5, 5, 20, 20))
    assert sorted(set(part)) == [(5, 5), (5, 10), (10, 5), (10, 10)]


def node(key: str, column: int) -> Node:
    return Node(key, key, "", column, None, key)


def test_lines_pass_columns_in_lanes_of_their_own() -> None:
    nodes = [node("o1", 0), node("o2", 0), node("a", 1), node("b", 1), node("c", 2)]
    edges = [Edge("o1", "a", "credited", 1), Edge("o2", "b", "credited", 2), Edge("o2", "c", "credited", 2)]
    edges.append(Edge("a", "c", "silent", 0))
    drawn = _lay_out(nodes, edges, folded=False)
    assert len(drawn.boxes) == 5
    for line in drawn.lines:
        if "H" in line.path:  # the straight run through the middle column lies between its boxes
            height = float(line.path.split("H")[0].split()[-1])
            middle = [box for box in drawn.boxes if box.node.column == 1]
            assert not any(box.y <= height <= box.y + BOX for box in middle)
    assert sum("H" in line.path for line in drawn.lines) == 1


def test_a_value_without_end_is_not_drawn() -> None:
    book = Book(weigh_by_hand())
    row = next(r for r in book.whole().account.figures if len(r.reports) > 1)
    endless = replace(row, reports=(*row.reports, replace(row.reports[0], low=inf, best=inf, high=inf)))
    drawn, before = plot_figure(endless, (), book.signs), plot_figure(row, (), book.signs)
    assert drawn is not None
    assert before is not None
    assert len(drawn.marks) == len(before.marks)
    assert plot_line(endless, FigureRange(12, inf, inf, None, ""), book.signs) is not None
    assert plot_small((FigureRange(inf, inf, inf, date(2031, 5, 3), ""),) * 2) == ()
