from __future__ import annotations

from dataclasses import replace

import pytest

from build import an_article
from invented import ARTICLES, C_BURST, LINKED, a_claim, days, weigh_by_hand
from sayso.model import Article, Interval
from sayso.show.index import Index
from sayso.show.tellings import LABEL_LENGTH, agree_place, agree_when, choose_label, cut_words


def told(*whens: Interval | None) -> Interval | None:
    return agree_when([replace(C_BURST, id=f"c{n}", when=when) for n, when in enumerate(whens)])


def test_the_narrowest_that_all_agree_on() -> None:
    month = days("2031-05-01", "2031-05-31", grain="month")
    assert told(month, days("2031-05-02"), None) == days("2031-05-02")


def test_two_that_overlap_meet_in_the_middle() -> None:
    agreed = told(days("2031-05-01", "2031-05-05"), days("2031-05-04", "2031-05-09"))
    assert agreed == days("2031-05-04", "2031-05-05")


def test_two_that_do_not_meet_are_told_as_their_hull() -> None:
    hull = told(days("2031-05-01"), days("2031-05-04", basis="anchored"))
    assert hull is not None
    assert (hull.earliest, hull.latest) == (days("2031-05-01").earliest, days("2031-05-04").latest)


def test_stated_days_outrank_inherited_ones() -> None:
    assert told(days("2031-05-01", basis="inherited"), days("2031-05-02")) == days("2031-05-02")


def test_a_stretch_and_a_moment_are_not_forced_together() -> None:
    hull = told(days("2031-05-01", "2031-05-09", extent="throughout"), days("2031-05-04"))
    assert hull is not None
    assert (hull.earliest, hull.latest) == (days("2031-05-01").earliest, days("2031-05-09").latest)


def test_nobody_says_when() -> None:
    assert told(None, None) is None


def test_a_place_that_half_of_them_deny_is_none() -> None:
    index = Index(weigh_by_hand())
    elsewhere = replace(C_BURST, id="c9", place=replace(C_BURST.place, name="Tarn", mention_id=None))  # type: ignore[type-var]
    assert agree_place(index, [C_BURST, elsewhere]) is None
    assert agree_place(index, [C_BURST, C_BURST, elsewhere]).name == "Ellin"  # type: ignore[union-attr]


def label(article: Article, words: str, **more: str) -> str:
    linked = replace(LINKED, articles=(*ARTICLES, article))
    return choose_label(Index(replace(weigh_by_hand(), linked=linked)), [a_claim(article, words, **more)])


def test_too_few_words_are_given_with_their_sentence() -> None:
    article = an_article("It was dark. At noon the line to Ellin was cut short by the storm. Nobody knew.")
    assert label(article, "cut short") == "At noon the line to Ellin was cut short by the storm"


def test_too_many_words_are_cut_around_the_trigger() -> None:
    article = an_article("word " * 60 + "the dam burst " + "again " * 60)
    cut = label(article, article.text.strip(), trigger="burst")
    assert cut.startswith("… word")
    assert "the dam burst" in cut
    assert len(cut) <= LABEL_LENGTH + 4


@pytest.mark.parametrize("text", ["w" * 5000, "w" * 50 + " cut " + "w" * 5000])
def test_endless_words_make_a_short_label(text: str) -> None:
    article = an_article(text)
    assert len(label(article, text)) <= LABEL_LENGTH + 4


def test_cutting_says_where_it_cut() -> None:
    assert cut_words("one two three four", 0, 9) == "one two …"
    assert cut_words("one two three four", 5, 18) == "… three four"
    assert cut_words("one two", 0, 99) == "one two"
