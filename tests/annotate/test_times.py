"""Time expressions: found, read and placed, on marked text and on hostile text."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from build import an_article
from marked import put_marks, read_cases, strip_marks
from sayso.annotate.anchoring import anchor_times
from sayso.annotate.tagging import Tagger, load_tagger
from sayso.annotate.times import find_times
from sayso.annotate.tokens import read_sentences
from sayso.model import Article, Interval, TimeMention

CASES = Path(__file__).parents[1] / "cases" / "en"
WRITTEN = "2031-05-14"


@cache
def tagger() -> Tagger:
    return load_tagger("en")


def times_of(article: Article, published: Interval | None) -> tuple[TimeMention, ...]:
    sentences = read_sentences(article.text, tagger())
    return anchor_times(article, sentences, find_times(article, sentences), published)


def label(mention: TimeMention) -> str:
    """The value; then the bounds unless they are the value's day, and the extent unless it is "within"."""
    interval = mention.interval
    if interval is None:
        return f"{mention.value} ?"
    words = [mention.value]
    if interval.earliest != interval.latest or not mention.value.startswith(str(interval.earliest)):
        words.append(f"{interval.earliest}..{interval.latest}")
    if interval.extent != "within":
        words.append(interval.extent)
    return " ".join(words)


def mark(text: str, published: str | None) -> str:
    article = an_article(text, published=published)
    mentions = times_of(article, article.published)
    return put_marks(text, [(m.span.start, m.span.end, label(m)) for m in mentions])


def cases(name: str) -> list[str]:
    return read_cases((CASES / name).read_text("utf-8").splitlines())


@pytest.mark.parametrize("case", cases("times.txt"))
def test_written_on_a_known_day(case: str) -> None:
    assert mark(strip_marks(case)[0], WRITTEN) == case


@pytest.mark.parametrize("case", cases("times_undated.txt"))
def test_written_on_an_unknown_day(case: str) -> None:
    assert mark(strip_marks(case)[0], None) == case


def test_a_publication_interval_widens_what_is_told_from_it() -> None:
    article = an_article("Two men died yesterday. The strike began last week.")
    week = an_article("x", published="2031-05-14").published
    assert week is not None
    days = Interval(week.earliest, an_article("x", published="2031-05-16").published.latest, "day")  # type: ignore[union-attr]
    yesterday, last_week = times_of(article, days)
    assert label(yesterday) == "2031-05-1X 2031-05-13..2031-05-15"
    assert label(last_week) == "2031-W19 2031-05-05..2031-05-11"


def test_a_weekday_takes_the_day_told_before_it_when_the_date_of_writing_is_wide() -> None:
    article = an_article("On Thursday, May 8th, the army came. By Friday it had left.")
    start, end = (an_article("x", published=day).published for day in ("2031-05-11", "2031-05-18"))
    assert start is not None
    assert end is not None
    mentions = times_of(article, Interval(start.earliest, end.latest, "day"))
    assert [m.value for m in mentions] == ["2031-05-08", "2031-05-09"]


def test_weekdays_alone_are_the_days_since_the_one_day_told_by_its_date() -> None:
    article = an_article(
        "On Monday the mayor resigned. The gate fell on 8 May, and two men were held on Sunday."
    )
    start, end = (an_article("x", published=day).published for day in ("2031-05-12", "2031-05-18"))
    assert start is not None
    assert end is not None
    mentions = times_of(article, Interval(start.earliest, end.latest, "day", basis="inferred"))
    assert [m.value for m in mentions] == ["2031-05-12", "2031-05-08", "2031-05-11"]


def test_an_hour_alone_is_of_the_day_told_about_and_not_of_last_night() -> None:
    text = "The wall fell on Friday.\n\nLast night the toll rose at 9:30 p.m.\n\nThe siren went off at 4:41."
    mentions = times_of(an_article(text), an_article("x", published=WRITTEN).published)
    assert [m.value for m in mentions] == [
        "2031-05-09",
        "2031-05-13TNI",
        "2031-05-13T21:30",
        "2031-05-09T04:41",
    ]


def test_stated_dates_say_that_they_are_stated() -> None:
    stated, anchored = times_of(an_article("It fell on 3 May 2030 and rose on 9 May."), None)
    assert stated.interval is not None
    assert anchored.interval is not None
    assert (stated.interval.basis, anchored.interval.basis) == ("stated", "anchored")


def test_a_clock_time_keeps_its_minute_beside_its_day() -> None:
    (mention,) = times_of(an_article("Shots were heard at 3:30 p.m. on 12 May 2031."), None)
    assert mention.interval is not None
    assert (mention.interval.clock, mention.interval.grain) == ("T15:30", "minute")


def test_a_chronicle_goes_on_from_its_own_dates() -> None:
    text = (
        "The war began on 4 March 1911. In June the fleet sailed. In January 1912 the king fled. "
        "Peace came in May 1913. On 3 June the army went home. The next year was quiet."
    )
    mentions = times_of(an_article(text), an_article("x", published="2031-05-14").published)
    assert [m.value for m in mentions] == [
        "1911-03-04",
        "1911-06",
        "1912-01",
        "1913-05",
        "1913-06-03",
        "1914",
    ]


def test_old_years_told_beside_the_news_make_no_chronicle() -> None:
    text = "In 1998, May 2003 and June 2019 it failed. On 3 May the pumps stood still, on 5 May they ran."
    article = an_article(text)
    written = an_article("x", published="2031-05-14").published
    assert [m.value for m in times_of(article, written)][-2:] == ["2031-05-03", "2031-05-05"]


def test_a_weekday_is_of_no_year_that_a_chronicle_has_reached() -> None:
    text = (
        "The dam was built in 1911. It broke in May 1923 and in 1931. It was sold in 1950. It fell on Friday."
    )
    mentions = times_of(an_article(text), an_article("x", published=WRITTEN).published)
    assert mentions[-1].value == "2031-05-09"


@pytest.mark.parametrize(
    "piece", ["last ", "9", "9,", "the ", "May ", "3 ", "ten ", "-3-", "'", "2031-", "12:", "a few "]
)
def test_hostile_text_is_read_in_bounded_steps(piece: str) -> None:
    # Bounded matches leave no room for a long one, so the number of steps grows with the text alone.
    article = an_article(piece * 4_000)
    assert all(len(m.span.exact) < 200 for m in times_of(article, None))


def test_spans_hold_their_words_and_do_not_overlap() -> None:
    text = (
        "On Thursday, May 8th, at 3 p.m. EST, the 1990s ended twenty-five years late, mid-May 2031, 2014–16."
    )
    mentions = times_of(an_article(text), None)
    assert all(text[m.span.start : m.span.end] == m.span.exact for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


@pytest.mark.parametrize("written", ["0001-01-05", "9999-12-31"])
def test_weeks_and_nights_at_the_ends_of_the_calendar(written: str) -> None:
    text = (
        "On the Monday it fell. By Tuesday it burnt. On Friday night men came. At 2 a.m. they left on Monday."
    )
    assert mark(text, written)
