"""What the case tells of an article's date."""

from __future__ import annotations

import random
from datetime import date

from build import an_article
from sayso.link.dating import date_case
from sayso.model import Article, DateEvidence, Interval

Entry = tuple[Article, DateEvidence, Interval | None]
NAMES = "The gate of Orlen fell, said Mayor Vessel of Orlen to the Harbour Wire. "


def an_entry(
    name: str, evidence: DateEvidence, published: Interval | None = None, text: str = NAMES
) -> Entry:
    return an_article(text + name, name=name), evidence, published


def a_day(text: str) -> Interval:
    day = date.fromisoformat(text)
    return Interval(day, day, "day", basis="metadata")


def hints(*entries: Entry) -> dict[str, tuple[str, str]]:
    """The days that the case gives, by the article's name."""
    found = date_case({entry[0].id: entry for entry in entries})
    names = {entry[0].id: entry[0].name for entry in entries}
    return {names[key]: (str(hint.earliest), str(hint.latest)) for key, hint in found.items()}


KNOWN = an_entry("known.txt", DateEvidence(days=((5, 3, -1),), newest=date(2031, 5, 3)), a_day("2031-05-05"))


def test_the_year_of_a_day_told_without_one() -> None:
    assert hints(KNOWN, an_entry("bare.txt", DateEvidence(years=(1987,), days=((5, 1, -1), (5, 4, -1))))) == {
        "bare.txt": ("2031-05-04", "2031-05-10")
    }


def test_the_hint_says_where_it_comes_from() -> None:
    bare = an_entry("bare.txt", DateEvidence(days=((5, 4, -1),)))
    (hint,) = date_case({entry[0].id: entry for entry in (KNOWN, bare)}).values()
    assert hint.basis == "case"
    assert (
        hint.why == "the newest dated event is of 4 May 2031; it is told as new, within a week; "
        "the year from known.txt"
    )


def test_weekdays_alone_are_the_days_since_the_one_day_told_by_its_date() -> None:
    saturday, tuesday = ((5, 3, -1),), 1
    assert hints(KNOWN, an_entry("bare.txt", DateEvidence(days=saturday, weekdays=(tuesday,)))) == {
        "bare.txt": ("2031-05-06", "2031-05-12")
    }
    two_days = ((5, 3, -1), (5, 4, -1))
    assert hints(KNOWN, an_entry("bare.txt", DateEvidence(days=two_days, weekdays=(tuesday,)))) == {
        "bare.txt": ("2031-05-04", "2031-05-10")
    }


def test_a_day_after_an_article_was_written_dates_no_other() -> None:
    ahead = an_entry("known.txt", DateEvidence(newest=date(2031, 6, 20)), a_day("2031-05-05"))
    assert hints(ahead, an_entry("bare.txt", DateEvidence(days=((5, 4, -1),)))) == {
        "bare.txt": ("2031-05-04", "2031-05-10")
    }


def test_a_weekday_that_does_not_fit_gives_no_year() -> None:
    assert hints(KNOWN, an_entry("bare.txt", DateEvidence(days=((5, 4, 0),)))) == {}


def test_days_far_from_the_others_get_no_year() -> None:
    assert hints(KNOWN, an_entry("bare.txt", DateEvidence(days=((9, 4, -1),)))) == {}


def test_the_turn_of_the_year() -> None:
    known = an_entry("known.txt", DateEvidence(newest=date(2030, 12, 30)), a_day("2030-12-31"))
    bare = an_entry("bare.txt", DateEvidence(days=((12, 29, -1), (1, 2, -1))))
    assert hints(known, bare) == {"bare.txt": ("2031-01-02", "2031-01-08")}


def test_last_week_is_the_week_that_the_others_tell_of() -> None:
    assert hints(KNOWN, an_entry("talk.txt", DateEvidence(relative=("W-1",)))) == {
        "talk.txt": ("2031-05-05", "2031-05-11")
    }


def test_weekdays_alone_lie_in_the_week_that_the_others_tell_of() -> None:
    assert hints(KNOWN, an_entry("talk.txt", DateEvidence(weekdays=(2, 3)))) == {
        "talk.txt": ("2031-05-01", "2031-05-07")
    }


def test_years_and_weekdays_pooled_where_no_article_knows_its_date() -> None:
    weekday = an_entry("weekday.txt", DateEvidence(days=((5, 3, 5),)))
    year = an_entry("year.txt", DateEvidence(years=(1987, 2031), days=((5, 2, -1),)))
    assert hints(weekday, year) == {
        "weekday.txt": ("2031-05-03", "2031-05-09"),
        "year.txt": ("2031-05-02", "2031-05-08"),
    }


def test_articles_on_other_things_tell_nothing() -> None:
    stranger = an_entry(
        "bare.txt", DateEvidence(days=((5, 4, -1),)), text="A recipe for plum cake with cinnamon. "
    )
    assert hints(KNOWN, stranger) == {}


def test_two_years_with_equal_support_give_none() -> None:
    other = an_entry("other.txt", DateEvidence(newest=date(2030, 5, 3)), a_day("2030-05-05"))
    assert hints(KNOWN, other, an_entry("bare.txt", DateEvidence(days=((5, 4, -1),)))) == {}


def test_the_order_does_not_matter() -> None:
    entries = [KNOWN]
    entries += [
        an_entry(f"{n}.txt", DateEvidence(days=((5, n, -1),), relative=("W-1",))) for n in range(1, 9)
    ]
    first = date_case({entry[0].id: entry for entry in entries})
    for seed in range(20):
        random.Random(seed).shuffle(entries)
        assert date_case({entry[0].id: entry for entry in entries}) == first
