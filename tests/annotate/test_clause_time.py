"""The time that governs a clause."""

from __future__ import annotations

from functools import cache

import pytest

from build import an_article
from sayso.annotate.anchoring import anchor_times
from sayso.annotate.clause_time import time_for
from sayso.annotate.tagging import Tagger, load_tagger
from sayso.annotate.times import find_times
from sayso.annotate.tokens import read_sentences


@cache
def tagger() -> Tagger:
    return load_tagger("en")


def governing(text: str, clause: str) -> str | None:
    """The words of the time that governs ``clause`` in a text of one sentence."""
    article = an_article(text, published="2031-05-14")
    sentences = read_sentences(text, tagger())
    times = anchor_times(article, sentences, find_times(article, sentences), article.published)
    start = text.index(clause)
    mention = time_for(times, sentences[0], start, start + len(clause))
    return mention.span.exact if mention else None


@pytest.mark.parametrize(
    ("text", "clause", "expected"),
    [
        (
            "Police shot two men on Monday, and a third died on Tuesday.",
            "Police shot two men on Monday",
            "Monday",
        ),
        ("Police shot two men on Monday, and a third died on Tuesday.", "a third died on Tuesday", "Tuesday"),
        ("On Monday police shot two men, and fires broke out.", "fires broke out", "Monday"),
        ("Police shot two men on Monday.", "shot two men", "Monday"),
        (
            "The league has not met since its founding in 1999 but met on Friday.",
            "has not met since its founding in 1999 but met on Friday",
            "Friday",
        ),
        (
            "The league met for the first time since its founding in 1999.",
            "met for the first time since its founding in 1999",
            "1999",
        ),
        ("The dock, built in 1987, was shelled on Friday.", "was shelled on Friday", "Friday"),
        ("“They came yesterday,” said the guard, who fled on Sunday.", "fled on Sunday", "Sunday"),
        ("“They burnt it,” said the guard on Sunday.", "They burnt it", None),
        ("They march every Friday and shot a man.", "shot a man", None),
        ("The toll stood at nine when I wrote this on Monday.", "The toll stood at nine", "Monday"),
        ("The toll stood at nine when he, who fled on Monday, came.", "The toll stood at nine", None),
        (
            "Ann Lee, mayor since 2012, fled the town on Monday.",
            "Ann Lee, mayor since 2012, fled the town on Monday",
            "Monday",
        ),
        ("The siege lasted three days.", "The siege lasted three days", None),
        ("The port is now closed.", "The port is now closed", None),
    ],
)
def test_the_time_of_a_clause(text: str, clause: str, expected: str | None) -> None:
    assert governing(text, clause) == expected
