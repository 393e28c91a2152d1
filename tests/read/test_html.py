"""An HTML page gives its title, byline, outlet, date, language and body, and not its menus."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Article
from sayso.read import RawPage, read_page

BODY = """
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Ferry stopped at the quay</h1>
<p>The ferry did not leave the harbour on Monday, the crew said, and nobody could say when it would.</p>
Words outside any paragraph are words of the article all the same, as on many an old page.
<ul><li>The crew has not been paid since the autumn, says its union.</li></ul>
<p>At least 40 people slept in the waiting room, the café’s owner told the Courier on Tuesday morning.</p>
</article>
<footer>Copyright The Meriden Courier</footer>
"""
HEAD = """<title>Ferry stopped at the quay | The Meriden Courier</title>
<meta name="author" content="Lena Ostrow">
<meta property="og:site_name" content="The Meriden Courier">"""


def read(page: str | bytes, **known: str) -> Article:
    raw = page if isinstance(page, bytes) else page.encode("utf-8")
    found = read_page(RawPage("page.html", raw, "html", **known))  # type: ignore[arg-type]
    assert isinstance(found, Article)
    return found


def page(head: str = "", charset: str = "utf-8") -> str:
    top = f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="{charset}">{HEAD}{head}</head>'
    return f"{top}<body>{BODY}</body></html>"


def test_page_says_what_it_is() -> None:
    article = read(page('<meta property="article:published_time" content="2031-03-04T22:10:00-03:00">'))
    assert (article.title, article.byline) == ("Ferry stopped at the quay", "Lena Ostrow")
    assert (article.outlet, article.language) == ("The Meriden Courier", "en")
    assert article.published is not None
    assert (article.published.earliest, article.published.latest) == (date(2031, 3, 4), date(2031, 3, 4))
    assert article.published.basis == "metadata"


def test_body_is_paragraphs_without_the_menu() -> None:
    text = read(page()).text
    assert text.startswith("Ferry stopped at the quay\n\nThe ferry did not leave")
    assert "\n\nWords outside any paragraph" in text
    assert "\n\nThe crew has not been paid" in text
    assert "café’s" in text
    assert "Sport" not in text
    assert "Copyright" not in text


def test_page_without_a_date_has_none() -> None:
    assert read(page()).published is None


@pytest.mark.parametrize(
    "stamp",
    [
        '<script type="application/ld+json">{"datePublished": "2031-03-04T08:00:00Z"}</script>',
        '<meta name="date" content="2031-03-04">',
        '<meta itemprop="datePublished" content="2031-03-04">',
    ],
)
def test_stamps_of_many_kinds(stamp: str) -> None:
    published = read(page(stamp)).published
    assert published is not None
    assert published.earliest == date(2031, 3, 4)


def test_old_pages_have_dates_too() -> None:
    published = read(page('<meta name="date" content="1912-04-19">')).published
    assert published is not None
    assert published.earliest == date(1912, 4, 19)


def test_what_is_given_by_hand_outranks_the_page() -> None:
    raw = page('<meta name="date" content="2031-03-04">').encode()
    found = read_page(
        RawPage("p.html", raw, "html", outlet="Mine", published="2030", language="fr", by_hand=True)
    )
    assert isinstance(found, Article)
    assert (found.outlet, found.language) == ("Mine", "fr")
    assert found.published is not None
    assert (found.published.basis, found.published.latest) == ("by hand", date(2030, 12, 31))


def test_declared_encoding() -> None:
    article = read(page(charset="windows-1252").encode("cp1252"))
    assert "café’s owner" in article.text


def test_encoding_by_the_server() -> None:
    article = read(page().replace('<meta charset="utf-8">', "").encode("cp1251", "replace"), charset="cp1251")
    assert "The ferry did not leave" in article.text


def test_comments_stand_below_the_body() -> None:
    comments = (
        '<div id="comments"><p>I was on the quay and saw no captain there all day long.</p></div></body>'
    )
    text = read(page().replace("</body>", comments)).text
    body, _, below = text.partition("\n\nComments\n\n")
    assert "40 people" in body
    assert "saw no captain" in below


def test_reading_is_the_same_twice() -> None:
    assert read(page()) == read(page())


@pytest.mark.parametrize(
    "raw",
    [
        "<html><body><p>Nine people died in the fire.</p></body></html>",
        "<p>Nine people died in the fire.</p>",
        "<html><body>" + "<div>" * 200 + "<p>Nine people died in the fire.</p></body></html>",
    ],
    ids=["short", "piece", "deep"],
)
def test_short_pages_and_pieces_of_pages(raw: str) -> None:
    assert read(raw).text == "Nine people died in the fire."
