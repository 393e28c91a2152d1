from __future__ import annotations

from dataclasses import replace

from lxml import etree

from invented import C_TWELVE, weigh_by_hand
from sayso.show import build_account
from sayso.show.charts import draw_figure
from sayso.show.rows import FigureRow


def draw(row: FigureRow) -> etree._Element:
    return etree.fromstring(str(draw_figure(row, lambda name, other: 1)))


def the_figure() -> FigureRow:
    return build_account(weigh_by_hand()).figures[0]


def test_each_dated_report_is_a_mark_that_leads_to_its_words() -> None:
    links = draw(the_figure()).findall("a")
    assert len(links) == 3
    assert links[0].get("href") == f"#w-{C_TWELVE.id}"
    assert links[0].findtext("title") == "at least 12, 3 May 2031: Water Board"


def test_marks_stand_at_their_values() -> None:
    heights = [float(use.get("y", "nan")) for use in draw(the_figure()).iter("use")]
    assert heights[0] == heights[1] > heights[2] > 0


def test_an_open_value_has_a_stem_and_an_exact_one_has_none() -> None:
    links = draw(the_figure()).findall("a")
    assert [len(link.findall("line")) for link in links] == [1, 1, 0]


def test_one_report_is_no_course_of_things() -> None:
    row = the_figure()
    assert draw_figure(replace(row, reports=row.reports[:1]), lambda name, other: 1) == ""


def test_hostile_names_and_boundless_values_break_no_drawing() -> None:
    row = the_figure()
    reports = (*row.reports, replace(row.reports[0], low=1e300, value='<"&', as_of="]]>"))
    assert len(draw(replace(row, title='"><script>', reports=reports)).findall("a")) == 4
    zero = tuple(replace(report, low=0, best=0, high=0) for report in row.reports)
    assert draw_figure(replace(row, reports=zero), lambda name, other: 1) == ""
