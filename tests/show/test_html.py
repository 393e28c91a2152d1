from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace

import pytest
from lxml import html as parser
from lxml.html import HtmlElement

from build import a_span, an_article
from invented import (
    ARTICLES,
    C_BURST,
    C_TWELVE,
    LINKED,
    POST,
    RADIO,
    weigh_by_hand,
    weigh_early,
    weigh_nothing,
)
from sayso.model import Weighed
from sayso.show import build_account
from sayso.show.marks import show_letters
from sayso.show.page import to_html
from sayso.show.page.whole import to_files

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>'
    "</style><style>*{display:none}</style>{{ 7*7 }} &amp; \u202egnp.exe\u2066 \x00\x1b[31m 🚢 "
    + "w" * 10_000
    + " שלום </article></main> end"
)


def page(weighed: Weighed, title: str = "The dam") -> HtmlElement:
    return parser.fromstring(to_html(weighed, title))


def poisoned() -> Weighed:
    """The invented case with one article, its names and the reasons all hostile."""
    article = replace(
        POST,
        text=HOSTILE,
        outlet=HOSTILE,
        name=HOSTILE,
        title=HOSTILE,
        byline=HOSTILE,
        url="javascript:alert(4)",
    )
    span = a_span(article, HOSTILE[5:-5])
    claim = replace(C_BURST, span=span, trigger=None, when_span=None, place=None)
    hops = tuple(replace(hop, name=HOSTILE, span=None, mention_id=None) for hop in C_TWELVE.attribution)
    figure = replace(
        C_TWELVE,
        span=a_span(article, "alert(1)"),
        cue=None,
        amount=replace(C_TWELVE.amount, span=span) if C_TWELVE.amount else None,
        attribution=hops,
    )
    reading = replace(LINKED.readings[0], claims=(claim, figure), furniture=(), unread=HOSTILE)
    questions = tuple(replace(x, question=HOSTILE, label=HOSTILE) for x in LINKED.explanations)
    linked = replace(
        LINKED,
        articles=(article, *ARTICLES[1:]),
        readings=(reading, *LINKED.readings[1:]),
        explanations=questions,
    )
    conflicts = tuple(replace(conflict, why=HOSTILE) for conflict in weigh_by_hand().conflicts)
    return replace(weigh_by_hand(), linked=linked, derivations=(), conflicts=conflicts)


CASES = {"whole": weigh_by_hand, "early": weigh_early, "hostile": poisoned}


def last_day(found: HtmlElement) -> HtmlElement:
    """The page as it is shown at first: without what is kept for other days."""
    for kept in found.xpath("//template"):
        kept.drop_tree()
    return found


@pytest.mark.parametrize("case", CASES)
def test_every_link_leads_somewhere_on_the_page(case: str) -> None:
    found = last_day(page(CASES[case]()))
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href for href in found.xpath("//@href") if href.startswith("#") and "?" not in href}
    assert {href for href in inner if href[1:] not in ids} == set()


@pytest.mark.parametrize("case", CASES)
def test_every_quote_can_be_opened_at_its_words(case: str) -> None:
    weighed = CASES[case]()
    found = last_day(page(weighed))
    opened = set(found.xpath("//@data-s"))
    assert opened
    claims = {c.id: c for r in weighed.linked.readings for c in r.claims}
    for claim_id in opened:
        marks = found.xpath(f"//mark[contains(concat(' ', @data-w, ' '), ' {claim_id} ')]")
        words = "".join(text for m in marks for text in m.xpath(".//text()[not(ancestor::sup)]"))
        assert words == show_letters(claims[claim_id].span.exact)


@pytest.mark.parametrize("case", CASES)
def test_the_texts_stand_on_the_page_to_the_letter(case: str) -> None:
    weighed = CASES[case]()
    found = last_day(page(weighed))
    for row in build_account(weighed).sources.articles:
        (body,) = found.xpath(f"//article[@id='/reader/{row.id}']//div[@class='body']")
        text = next(article.text for article in weighed.linked.articles if article.id == row.id)
        assert "".join(body.xpath(".//text()[not(ancestor::sup)]")) == show_letters(text)


@pytest.mark.parametrize("case", CASES)
def test_nothing_on_the_page_runs_or_loads(case: str) -> None:
    found = page(CASES[case](), HOSTILE)
    assert len(found.xpath("//script")) == 1
    assert found.xpath("//img | //iframe | //object | //base | //link[not(@href='data:,')]") == []
    assert [value for value in found.xpath("//@*") if value.startswith("javascript:")] == []
    assert found.xpath("//form[@action]") == []
    attributes = {name for element in found.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset")]


@pytest.mark.parametrize("case", CASES)
def test_the_policy_allows_this_style_and_this_script_and_nothing_else(case: str) -> None:
    words = to_html(CASES[case](), HOSTILE)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', words)
    (style,) = re.findall(r"<style>(.*?)</style>", words.split("</head>")[0], re.DOTALL)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', words, re.DOTALL)
    digests = [b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "://" not in style
    assert "@import" not in style
    assert style.count("url(") == style.count("url(#hatch)")


def test_a_template_in_a_text_is_words() -> None:
    assert "49" not in "".join(page(poisoned()).xpath("//h3//text()"))


def test_quotes_lead_to_their_words_and_back() -> None:
    found = page(weigh_by_hand())
    (words,) = found.xpath(f"//*[@id='/reader/{C_TWELVE.id}']")
    assert words.text_content() == "At least 12 people died"
    (note,) = found.xpath(f"//li[@id='n-{C_TWELVE.id}']")
    assert "#i-f-killed" in note.xpath(".//@href")
    assert f"#/reader/{C_TWELVE.id}" in found.xpath("//article[@id='i-f-killed']//@href")


def test_every_table_has_header_cells_and_a_caption() -> None:
    tables = last_day(page(weigh_by_hand())).xpath("//table")
    assert len(tables) == 3
    for table in tables:
        assert table.xpath("./caption")
        assert table.xpath("./thead//th[@scope='col']")
        assert table.xpath("./tbody//th[@scope='row']")


def test_each_text_says_its_language_and_finds_its_direction() -> None:
    found = last_day(page(weigh_by_hand()))
    languages = [body.get("lang") for body in found.xpath("//div[@class='body']")]
    assert languages == ["en", "en", "fr", "en", "en"]
    assert {body.get("dir") for body in found.xpath("//div[@class='body']")} == {"auto"}


def test_the_landmarks_are_there() -> None:
    found = page(weigh_by_hand())
    for path in (
        "//main",
        "//nav[@aria-label='Views']",
        "//footer",
        "/html[@lang='en']",
        "//a[@class='skip']",
    ):
        assert len(found.xpath(path)) == 1


def test_furniture_is_dimmed() -> None:
    assert last_day(page(weigh_by_hand())).xpath("//span[@class='furniture']/text()") == ["Share this page"]


def test_only_addresses_of_the_web_become_links() -> None:
    weighed = weigh_by_hand()
    with_url = replace(RADIO, url="https://radio.example/a?b=1&c=2")
    articles = tuple(with_url if a is RADIO else a for a in ARTICLES)
    found = last_day(page(replace(weighed, linked=replace(weighed.linked, articles=articles))))
    (link,) = found.xpath("//a[contains(@rel, 'external')]")
    assert link.get("href") == "https://radio.example/a?b=1&c=2"
    assert "noreferrer" in link.get("rel")


def test_a_day_says_that_it_is_one() -> None:
    words = to_html(weigh_early(), "The dam")
    assert "As known at the end of <strong>Sun 4 May 2031</strong>" in words
    assert "47 dead" not in words


def test_an_empty_case_says_how_to_fill_it() -> None:
    words = to_html(weigh_nothing())
    assert "sayso add CASE PATH" in words
    assert "No figures were read" in words


def test_the_same_case_is_the_same_page() -> None:
    assert to_html(weigh_by_hand(), "x", "y") == to_html(weigh_by_hand(), "x", "y")


def test_a_page_of_a_long_text_is_quickly_made() -> None:
    article = an_article("word " * 200_000)
    weighed = replace(weigh_by_hand(), linked=replace(LINKED, articles=(*ARTICLES, article)))
    assert len(to_html(weighed)) > 10**6


def test_very_many_texts_are_files_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.show.page.whole.MOST_TEXTS", 2)
    weighed = weigh_by_hand()
    files = dict(to_files(weighed, "The dam"))
    assert set(files) == {"case.html", *(f"texts/{a.id}.html" for a in weighed.linked.articles)}
    views = last_day(parser.fromstring(files["case.html"]))
    assert views.xpath("//div[@class='body']") == []
    (quote, *_) = views.xpath(f"//a[@data-s='{C_TWELVE.id}']")
    name, _, place = quote.get("href").partition("#")
    text = parser.fromstring(files[name])
    assert text.xpath(f"//*[@id='{place}']")[0].text_content() == "At least 12 people died"
    assert text.xpath("//script") == []
    for href in text.xpath("//a/@href"):
        home, _, where = href.partition("#")
        assert (parser.fromstring(files["case.html"]) if home else text).xpath(f"//*[@id='{where}']"), href
    for row in weighed.linked.articles:
        body = parser.fromstring(files[f"texts/{row.id}.html"]).xpath("//div[@class='body']")[0]
        assert "".join(body.xpath(".//text()[not(ancestor::sup)]")) == show_letters(row.text)
