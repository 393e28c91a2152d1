"""The article's own date: told, stated, or inferred with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from build import an_article
from sayso.annotate.dating import collect_evidence, date_article
from sayso.annotate.tagging import Tagger, load_tagger
from sayso.annotate.times import find_times
from sayso.annotate.tokens import read_sentences
from sayso.model import Article, DateEvidence, Interval


@cache
def tagger() -> Tagger:
    return load_tagger("en")


def dated(article: Article, hint: Interval | None = None) -> Interval | None:
    sentences = read_sentences(article.text, tagger())
    return date_article(article, find_times(article, sentences), hint)


def evidence_of(text: str) -> DateEvidence:
    article = an_article(text)
    return collect_evidence(article, find_times(article, read_sentences(text, tagger())))


def days_of(interval: Interval | None) -> tuple[str, str, str] | None:
    return (str(interval.earliest), str(interval.latest), interval.basis) if interval else None


BODY = "The market burnt down in the night. Two stalls were saved, the owner said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Market burns\n\nPosted on 6 June 2031\n\n{BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"Market burns\n\nBy Ann Lee | June 6, 2031\n\n{BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"Friday, 6 June 2031\n\n{BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"ORLEN, June 6, 2031 (Harbour Wire) — {BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"Market burns\n\nORLEN, 6 June 2031. {BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"Port Orlen, N.V., Friday, June 6, 2031 -- {BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"{BODY}\n\nLast updated: 6 June 2031, 10:40", ("2031-06-06", "2031-06-06", "stated")),
        # a cell of its own in a line of furniture
        (
            f"Market burns\n\nHarbour Wire | 06.06.2031 | 21:15\n\n{BODY}",
            ("2031-06-06", "2031-06-06", "stated"),
        ),
        (
            f"THE QUAY\nThe Friday letter · No. 9 · 6 June 2031\n\n{BODY}",
            ("2031-06-06", "2031-06-06", "stated"),
        ),
        (
            f"Market burns\n\nLast modified on Fri 6 Jun 2031 11.22 BST\n\n{BODY}",
            ("2031-06-06", "2031-06-06", "stated"),
        ),
        (f"Market burns\n\n2031-06-06T10:22:00Z\n\n{BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"Market burns\n\n(6 June 2031)\n\n{BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"ORLEN, June 6, 2031 /Harbour Wire/. {BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"ORLEN, 6 June 2031 (HW) {BODY}", ("2031-06-06", "2031-06-06", "stated")),
        # the hour behind the day
        (
            f"Market burns\n\nFrom our office, 6 June 2031 - 10:22\n\n{BODY}",
            ("2031-06-06", "2031-06-06", "stated"),
        ),
        (f"Orlen, Friday, June 6, 2031.- {BODY}", ("2031-06-06", "2031-06-06", "stated")),
        (f"Market burns on 6 June 2031\n\n{BODY}", ("2031-06-06", "2031-06-12", "inferred")),
    ],
)
def test_a_stated_date(text: str, expected: tuple[str, str, str]) -> None:
    assert days_of(dated(an_article(text))) == expected


def test_what_is_told_with_the_file_outranks_the_words() -> None:
    article = an_article(f"Posted on 6 June 2031\n\n{BODY}", published="2031-06-09")
    assert days_of(dated(article)) == ("2031-06-09", "2031-06-09", "by hand")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gate fell on 3 May 2031. It was the second to fall.", ("2031-05-03", "2031-05-09", "inferred")),
        (
            "The gate fell on 3 May 2031. Yesterday men fled, today they came back.",
            ("2031-05-03", "2031-05-05", "inferred"),
        ),
        ("Last week the gate fell. By 3 May 2031 all had fled.", ("2031-05-03", "2031-05-11", "inferred")),
        # the weekday fits one of the stated years
        (
            "On Saturday, May 3rd, the gate fell. It was built in 1987 and 2031 was its last year.",
            ("2031-05-03", "2031-05-09", "inferred"),
        ),
        # a day without a year beside a full date
        (
            "The gate fell on 28 December 2030. On 2 January the tower fell.",
            ("2031-01-02", "2031-01-08", "inferred"),
        ),
        ("The gate fell on 3 May. It was built in 1987.", None),
        ("The gate fell yesterday. No one knows why.", None),
        ("The gate fell long ago.", None),
        # a day ahead in the present tense is no event
        (
            "The gate fell on 3 May 2031. A new one opens on 9 August.",
            ("2031-05-03", "2031-05-09", "inferred"),
        ),
        # a plan is no event
        (
            "The gate fell on 3 May 2031. A new one will be opened on 9 August 2031.",
            ("2031-05-03", "2031-05-09", "inferred"),
        ),
    ],
)
def test_a_date_inferred_from_the_newest_event(text: str, expected: tuple[str, str, str] | None) -> None:
    assert days_of(dated(an_article(text))) == expected


def test_an_inferred_date_gives_its_reason() -> None:
    published = dated(an_article("Last week the gate fell. By 3 May 2031 all had fled."))
    assert published is not None
    assert published.why == "the newest dated event is of 3 May 2031; “last week” says that week or the next"


def test_a_hint_from_the_case_outranks_inference_and_yields_to_a_stated_date() -> None:
    hint = Interval(date(2031, 5, 4), date(2031, 5, 8), "day", basis="case", why="the year from other.txt")
    assert dated(an_article("The gate fell on 3 May."), hint) == hint
    assert days_of(dated(an_article(f"Posted on 6 June 2031\n\n{BODY}"), hint)) == (
        "2031-06-06",
        "2031-06-06",
        "stated",
    )


def test_evidence_holds_what_the_case_needs() -> None:
    evidence = evidence_of(
        "ORLEN, May 4 (Harbour Wire) — On Saturday, May 3rd, the gate fell. "
        "Last week it stood. It was built in 1987."
    )
    assert evidence.years == (1987,)
    assert evidence.days == ((5, 4, -1), (5, 3, 5))
    assert evidence.dateline == (5, 4)
    assert evidence.relative == ("W-1",)
    assert evidence.newest is None


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("Market burns\n\nHarbour Wire | June 6 | 21:15\n\n" + BODY, (6, 6)),
        ("Orlen, Friday, June 6.- " + BODY, (6, 6)),
        ("The market burnt down.\n\nUPDATE, 6 June: One is dead.\n\nUPDATE 2, 7 June: Two are dead.", (6, 7)),
        ("ORLEN, June 6 (Harbour Wire) - " + BODY + "\n\nUPDATE, June 7: One is dead.", (6, 6)),
        ("On June 6 the market burnt down.", None),
    ],
)
def test_a_day_without_a_year_that_the_text_gives_as_its_own(
    text: str, dateline: tuple[int, int] | None
) -> None:
    assert evidence_of(text).dateline == dateline


def test_evidence_holds_weekdays_told_without_a_date() -> None:
    assert evidence_of("The gate fell on Monday and is shut until Thursday.").weekdays == (0,)


def test_the_day_in_the_address() -> None:
    article = replace(an_article(BODY), url="https://harbour.example/news/2031/06/06/market-burns")
    assert days_of(dated(article)) == ("2031-06-06", "2031-06-06", "metadata")
