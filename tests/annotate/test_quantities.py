"""Figures: numbers, bounds, what is counted and measured, on marked text and on hostile text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType

import pytest

from build import a_span, an_article
from marked import put_marks, read_cases, strip_marks
from sayso.annotate.measure_words import core_measures
from sayso.annotate.quantities import count_numbers_not_read, find_quantities
from sayso.annotate.quantity_notation import describe_quantity
from sayso.annotate.singles import find_singles
from sayso.annotate.tagging import Tagger, load_tagger
from sayso.annotate.tokens import read_sentences, split_words
from sayso.model import QuantityMention, Sentence, Span, Token
from sayso.spans import check_exact

CASES = Path(__file__).parents[1] / "cases" / "en" / "quantities.txt"


@cache
def tagger() -> Tagger:
    return load_tagger("en")


def read(text: str, taken: tuple[str, ...] = ()) -> tuple[QuantityMention, ...]:
    article = an_article(text)
    spans: list[Span] = [a_span(article, words) for words in taken]
    return find_quantities(article, read_sentences(text, tagger()), taken=spans)


@pytest.mark.parametrize("marked", read_cases(CASES.read_text("utf-8").splitlines()))
def test_cases(marked: str) -> None:
    text, _ = strip_marks(marked)
    found = read(text)
    assert put_marks(text, [(q.span.start, q.span.end, describe_quantity(q)) for q in found]) == marked


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("1,300", "=1300"),
        ("1 300", "=1300"),
        ("1.300", "=1300"),
        ("1.3 million", "=1300000"),
        ("1,3 million", "=1300000"),
        ("1,25,000", "=125000"),
        ("2bn", "=2000000000"),
        ("3-4,000", "3000..4000"),
        ("a hundred", "=100"),
        ("half a million", "=500000"),
        ("two and a half thousand", "=2500"),
        ("a million and a half", "=1500000"),
        ("three hundred and one", "=301"),
        ("a quarter of a million", "=250000"),
        ("at least a dozen", ">=12"),
        ("a dozen", "~12"),
        ("no fewer than 25", ">=25"),
        ("nearly 900", "~<=900"),
        ("200-plus", ">=200"),
        ("200 or more", ">=200"),
        ("between 2 and 3 million", "2000000..3000000"),
        ("several thousand", "?2000..9999"),
        ("tens of thousands of", "?20000..99999"),
        ("up to several hundred", "?<=999"),
    ],
)
def test_how_many(words: str, bounds: str) -> None:
    (found,) = read(f"Here were {words} villagers.")
    assert describe_quantity(found).split()[0] == bounds


@pytest.mark.parametrize(
    "text",
    [
        "A 34-year-old man spoke.",
        "Her brothers, aged 12 and 15, were killed.",
        "People between the ages of 48 and 52 were arrested.",
        "The march began at 14:30.",
        "Call +7 727 250 1234 for news.",
        "Article 5 was invoked.",
        "Hospital No. 4 has no power.",
        "They won 3-1 away.",
        "The Boeing 737 landed.",
        "In 2014 people were calm.",
        "The 2016 election was calm.",
        "It had 30 years of independence.",
        "1. No one was there.",
        "No one was there, and one can only guess.",
        "He lives at 25 Harbour Street.",
        "The law was passed three times.",
        "A 300-member coalition met.",
        "There are two ways to read this.",
        "COVID-19 shut the schools of the 1990s.",
        'The page holds <img height = "412" width = "550"/>.',
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert [describe_quantity(q) for q in read(text)] == []


def test_numbers_in_dates_and_names_are_no_quantities() -> None:
    text = "On 7 January 300 people left; Force 17 stayed."
    assert [q.span.exact for q in read(text, ("7 January", "Force 17"))] == ["300 people"]


def test_parts_name_the_total() -> None:
    total, part = read("A total of 164 people, including two children, were killed.")
    assert part.part_of == total.id
    assert total.part_of is None
    assert total.cumulative
    assert part.of_whom == "children"


def test_spans_hold_their_words() -> None:
    text = "🚒 The fire killed “at least 12 firemen” and cost €2bn in losses."
    article = an_article(text)
    for mention in find_quantities(article, read_sentences(text, tagger())):
        assert check_exact(mention.span, text)
        assert check_exact(mention.number, text)
        assert mention.span.start <= mention.number.start < mention.number.end <= mention.span.end


def test_some_more_are_no_total() -> None:
    more, total = read("Crews pulled out 24 more bodies, taking the death toll to 67.")
    assert (more.cumulative, total.cumulative) == (False, True)


def test_counted_nouns_are_singular() -> None:
    assert [q.counted for q in read("We saw 12 women, 9 thieves and 3 buses.")] == ["woman", "thief", "bus"]


def test_an_unknown_noun_is_no_core_measure() -> None:
    (found,) = read("The firm sold 1,000 shares.")
    assert found.measure is None
    assert "share" in core_measures()


def test_numbers_not_read_are_counted_by_sentence() -> None:
    text = "It was 1.300 metres long. He came in 2014. Twelve people died. One can see. It rained."
    sentences = read_sentences(text, tagger())
    article = an_article(text)
    found = find_quantities(article, sentences)
    assert count_numbers_not_read(sentences, found, []) == 2
    assert count_numbers_not_read(sentences, found, [a_span(article, "2014")]) == 1


@pytest.mark.parametrize(
    ("text", "single"),
    [
        ("A guard was killed.", True),
        ("The murder of the mayor shocked them.", True),
        ("The mayor and his driver were killed.", True),
        ("Gunmen killed General Anton Weiss.", True),
        ("Gunmen killed three guards.", False),
        ("Three guards were killed.", False),
        ("Nobody was killed.", False),
        ("A guard was not killed.", False),
    ],
)
def test_single_people(text: str, single: bool) -> None:
    article = an_article(text)
    assert bool(find_singles(article, read_sentences(text, tagger()), "killed")) is single


def one_sentence(text: str) -> Sentence:
    places = split_words(text, 0, len(text))
    return Sentence(0, len(text), 0, tuple(Token(s, e, text[s:e], "NN", text[s:e]) for s, e in places))


def count_calls(work: Callable[[], object]) -> int:
    calls = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 300 ",
        "two hundred and ",
        "between 10 and ",
        "12 (",
        "killed and 12 ",
        '"12" ',
        "including 12 men, ",
        "of the 3 ",
        "12 men, ",
        "12 men lost. ",
        "how many of 12, ",
        "nobody was ",
        "12 from the first, ",
    ],
)
def test_steps_grow_with_the_text_and_no_faster(piece: str) -> None:
    def steps(times: int) -> int:
        text = piece * times
        article, sentence = an_article(text), one_sentence(text)
        return count_calls(lambda: find_quantities(article, (sentence,)))

    steps(10)  # the word lists are read once, and not counted
    assert steps(1600) <= 3 * steps(800) + 1000


def test_a_million_digits_are_no_number() -> None:
    text = "1" * 1_000_000
    assert find_quantities(an_article(text), (one_sentence(text),)) == ()


def test_a_series_that_nobody_wrote_is_not_followed_to_its_end() -> None:
    text = "Seven dead on Monday, " + "nine on Friday, " * 100 + "they said."
    found = [q for q in read(text) if q.measure == "killed"]
    assert 0 < len(found) < 20
