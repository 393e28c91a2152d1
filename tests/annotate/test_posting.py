"""The days on which the parts of a text were written."""

from __future__ import annotations

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.model import Doc

POSTS = "\n\n".join(
    f"Harbour Watch, [{day} May 2031, {hour}]\n{words}"
    for day, hour, words in [
        (13, "22:07", "The gate is shut. They came on Monday."),
        (14, "07:15", "Two men died yesterday."),
        (15, "11:32", "Thousands are in the square. A third man died yesterday."),
    ]
)
PAGE = (
    "The mill burnt on Monday.\n\nBy Ann Lee | 13 May 2031\n\nOne man died, the mayor said.\n\n"
    "UPDATE, 15 May: Another died yesterday.\n\nOldhand says:\nMay 16, 2031 at 8:12 am\nI left yesterday."
)


def read(text: str) -> Doc:
    return annotate_article(an_article(text), load_reader("en"))


def days(doc: Doc, words: str) -> list[str]:
    return [m.value for m in doc.times if m.span.exact == words]


def test_posts_are_told_from_their_own_days() -> None:
    doc = read(POSTS)
    assert days(doc, "Monday") == ["2031-05-12"]
    assert days(doc, "yesterday") == ["2031-05-13", "2031-05-14"]
    assert doc.published is not None
    assert (str(doc.published.earliest), str(doc.published.latest)) == ("2031-05-13", "2031-05-15")
    assert doc.published.why == "the text gives its dates: 3 posts"


def test_updates_and_comments_are_told_from_their_own_days() -> None:
    doc = read(PAGE)
    assert days(doc, "yesterday") == ["2031-05-14", "2031-05-15"]
    assert days(doc, "Monday") == ["2031-05-12"]
    assert doc.published is not None
    assert str(doc.published.latest) == "2031-05-13"


def test_days_within_sentences_part_nothing() -> None:
    doc = read("Published 13 May 2031\n\nThe mill burnt on 9 May 2031. They fled yesterday.")
    assert days(doc, "yesterday") == ["2031-05-12"]
    assert len(doc.posted) == 1


def test_the_page_around_an_article_may_tell_its_day() -> None:
    doc = read("A Decade of Warnings\n14 May 2031 · 9 min read\n\nBy Ann Lee\n\nThe mill burnt yesterday.")
    assert days(doc, "yesterday") == ["2031-05-13"]
