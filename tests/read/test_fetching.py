"""Politeness, and what a server may not make us do: tried on sites of our own on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loopback import Asked, Site, serve_site
from made_inputs import GOOD, make_feed, make_item, make_page
from sayso.model import Article, Fetch, Listed, Past, Problem
from sayso.read import Fetcher, Limits, RawPage, fetch, find_pages, read_page
from sayso.read.addresses import Origin, is_public, read_origin
from sayso.read.fetch import Unfetched
from sayso.read.pages import Given

LIMITS = Limits(document=100_000)


class Clock:
    """A clock that moves when somebody sleeps, and a log."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self.log: list[Fetch] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def note(self, made: Fetch, body: bytes) -> None:
        self.log.append(made)

    def recall(self, url: str) -> Past:
        made = [one for one in reversed(self.log) if one.url == url]
        good = next((n for n, one in enumerate(made) if one.status == 200), len(made))
        return Past(made[good] if good < len(made) else None, made[0] if made else None, good)

    def fetcher(self, *, patient: bool = False) -> Fetcher:
        start = datetime(2031, 3, 4, 10, tzinfo=UTC)
        return Fetcher(
            note=self.note,
            recall=self.recall,
            patient=patient,
            now=lambda: start + timedelta(seconds=self.seconds),
            sleep=self.sleep,
            ticks=lambda: self.seconds,
        )


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def read_all(
    source: str | Path, fetcher: Fetcher, *, follow: bool = False
) -> tuple[list[Article], list[Problem]]:
    articles, problems = [], []
    for page in find_pages(source, limits=LIMITS, fetcher=fetcher, follow=follow):
        found = read_page(page, LIMITS) if isinstance(page, RawPage) else page
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, Article):
            articles.append(found)
    return articles, problems


# --- one address ----------------------------------------------------------------------------------


def test_every_request_is_noted(site: Site, clock: Clock) -> None:
    site.page("/story", make_page(), ETag='"1"', Last_Modified="Tue, 04 Mar 2031 08:00:00 GMT")
    url = site.put("/moved", (302, {"Location": "/story"}, b""))
    (article,), _ = read_all(url, clock.fetcher())
    (noted,) = clock.log
    assert (noted.url, noted.final, noted.status) == (url, f"{site.url}/story", 200)
    assert (noted.etag, noted.modified) == ('"1"', "Tue, 04 Mar 2031 08:00:00 GMT")
    assert (noted.digest, noted.at) == (article.digest, "2031-03-04T10:00:00Z")
    assert noted.size == len(make_page())


def test_failure_is_noted_with_its_reason(site: Site, clock: Clock) -> None:
    read_all(site.url + "/none", clock.fetcher())
    read_all("http://127.0.0.1:9/", clock.fetcher())
    assert [(one.status, bool(one.note)) for one in clock.log] == [(404, False), (None, True)]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_busy_server_is_asked_again(site: Site, clock: Clock, status: int) -> None:
    url = site.put("/busy", (status, {}, b""), (status, {"Retry-After": "7"}, b""), (200, {}, GOOD.encode()))
    (article,), problems = read_all(url, clock.fetcher())
    assert (article.text, problems) == (GOOD, [])
    assert clock.slept[0] == 2.0
    assert 7.0 in clock.slept
    assert [one.note for one in clock.log] == ["asked again after 2 s", "asked again after 7 s", ""]


def test_busy_server_is_not_asked_for_ever(site: Site, clock: Clock) -> None:
    url = site.put("/busy", (500, {}, b""))
    _, (problem,) = read_all(url, clock.fetcher())
    assert "500" in problem.message
    assert len(site.asked) == 3


def test_server_that_asks_for_an_hour_gets_it(site: Site, clock: Clock) -> None:
    url = site.put("/busy", (429, {"Retry-After": "3600"}, b""))
    other = site.page("/other", make_page())
    fetcher = clock.fetcher()
    assert "429" in read_all(url, fetcher)[1][0].message
    assert "left alone" in read_all(other, fetcher)[1][0].message
    assert site.paths() == ["/busy"]
    clock.seconds += 3601
    assert read_all(other, fetcher)[1] == []


def test_moment_to_come_back_at(site: Site, clock: Clock) -> None:
    moment = "Tue, 04 Mar 2031 10:00:30 GMT"
    url = site.put("/busy", (503, {"Retry-After": moment}, b""), (200, {}, GOOD.encode()))
    assert len(read_all(url, clock.fetcher())[0]) == 1
    assert clock.slept[0] == 30.0


@pytest.mark.parametrize("target", ["/b", "/a", "http://[broken/", "javascript:alert(1)", "//"])
def test_redirects_that_lead_nowhere(site: Site, clock: Clock, target: str) -> None:
    url = site.put("/a", (302, {"Location": target}, b""))
    site.put("/b", (301, {"Location": "/a"}, b""))
    articles, (problem,) = read_all(url, clock.fetcher())
    assert articles == []
    assert "redirect" in problem.message
    assert len(site.asked) <= 2


def test_redirects_without_end(site: Site, clock: Clock) -> None:
    for n in range(20):
        site.put(f"/{n}", (307, {"Location": f"/{n + 1}"}, b""))
    _, (problem,) = read_all(site.url + "/0", clock.fetcher())
    assert "lead nowhere" in problem.message
    assert len(site.asked) == 6


def test_address_that_is_no_ascii(site: Site, clock: Clock) -> None:
    site.page("/caf%C3%A9%20x?q=%D0%B0", make_page())
    url = site.put("/a", (302, {"Location": "/café x?q=а".encode().decode("latin-1")}, b""))
    assert len(read_all(f"{site.url}/café x?q=а", clock.fetcher())[0]) == 1
    assert len(read_all(url, clock.fetcher())[0]) == 1


def test_server_that_stalls(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.page("/slow", make_page())
    site.stalls["/slow"] = 1.0
    trusted = frozenset({read_origin(url) or Origin("", 0)})
    with pytest.raises(Unfetched, match="timed out"):
        fetch.ask(url, LIMITS, trusted=trusted, timeout=0.1)


def test_server_that_drips(site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST", 0.2)
    url = site.page("/drip", make_page(), Content_Length=str(len(make_page())))
    site.drips["/drip"] = 0.05
    _, (problem,) = read_all(url, clock.fetcher())
    assert "not done after 0.2 seconds" in problem.message


@pytest.mark.parametrize(
    ("told", "written"),
    [("utf-8", "cp1251"), ("iso-8859-1", "cp1251"), ("koi8-r", "utf-8"), ("nonsense", "cp1251")],
)
def test_server_that_lies_about_its_encoding(site: Site, clock: Clock, told: str, written: str) -> None:
    words = "Паром не вышел из порта в понедельник, потому что в порту не было угля и приказов."
    page = make_page(words).decode().replace("<head>", f'<head><meta charset="{written}">')
    url = site.page("/a", page.encode(written), Content_Type=f"text/html; charset={told}")
    (article,), _ = read_all(url, clock.fetcher())
    assert words in article.text


def test_server_that_lies_about_its_kind(site: Site, clock: Clock) -> None:
    from made_inputs import make_pdf

    url = site.page("/a", make_pdf([[GOOD]]), Content_Type="text/html")
    assert read_all(url, clock.fetcher())[0][0].text == GOOD


# --- what may not be reached ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("localhost", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_redirect_into_this_machine_is_not_followed(site: Site, clock: Clock) -> None:
    with serve_site() as inner:
        inner.page("/secret", make_page())
        url = site.put("/a", (302, {"Location": f"{inner.url}/secret"}, b""))
        _, (problem,) = read_all(url, clock.fetcher())
        assert "no public address" in problem.message
        assert inner.asked == []


def test_address_in_a_list_that_lies_within_this_machine(site: Site, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"url\n{site.page('/secret', make_page())}\nhttp://[::1]:1/x\n")
    articles, problems = read_all(tmp_path / "list.csv", clock.fetcher(), follow=True)
    assert articles == []
    assert ["no public address" in problem.message for problem in problems] == [True, True]
    assert site.asked == []


def test_name_that_means_another_machine_at_the_second_look(
    site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.url.rpartition(":")[2])
    looks = iter(["93.184.216.34"])

    def look_up(host: str, *_: object, **__: object) -> list[object]:
        found = next(looks, "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.page("/secret", make_page())
    fetcher = clock.fetcher()
    monkeypatch.setattr(fetcher, "_refuse_forbidden", lambda *_: None)
    with pytest.raises(Unfetched, match="no public address"):
        fetcher.fetch(f"http://news.example:{port}/secret", Given(), LIMITS, named=True)
    assert site.asked == []


# --- what a source names --------------------------------------------------------------------------


def make_site(site: Site, *pages: str, robots: str = "") -> str:
    """A site with a feed of these pages, and gives the feed's address."""
    if robots:
        site.put("/robots.txt", (200, {"Content-Type": "text/plain"}, robots.encode()))
    for page in pages:
        site.page(page, make_page(f"{GOOD} This is {page}."))
    feed = make_feed(*(make_item(site.url + page, f"Teaser of {page}.") for page in pages))
    return site.page("/feed", feed, Content_Type="application/rss+xml", ETag='"1"')


def test_pages_of_a_feed_are_fetched_one_at_a_time_and_with_pauses(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1", "/2", "/3")
    articles, problems = read_all(url, clock.fetcher(patient=True), follow=True)
    assert [a.url for a in articles] == [f"{site.url}/{n}" for n in (1, 2, 3)]
    assert problems == []
    assert site.paths() == ["/robots.txt", "/feed", "/1", "/2", "/3"]
    assert site.most_at_work == 1
    assert clock.slept == [1.0] * 4


def test_without_asking_for_pages_a_feed_gives_its_own_words(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1")
    (article,), _ = read_all(url, clock.fetcher())
    assert "Teaser of /1." in article.text
    assert site.paths() == ["/feed"]


def test_robots_are_followed(site: Site, clock: Clock) -> None:
    robots = "User-agent: *\nDisallow: /2\nCrawl-delay: 5\n\nUser-agent: other\nDisallow: /\n"
    url = make_site(site, "/1", "/2", robots=robots)
    articles, (problem,) = read_all(url, clock.fetcher(patient=True), follow=True)
    assert "robots.txt" in problem.message
    # The feed's own words stand for the page that we may not ask for.
    assert ["Teaser of /2." in a.text for a in articles] == [False, True]
    assert "/2" not in site.paths()
    assert clock.slept == [5.0] * 2


def test_robots_that_name_us_close_the_feed_too(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1", robots="User-agent: sayso\nDisallow: /\n")
    assert "robots.txt" in read_all(url, clock.fetcher(patient=True), follow=True)[1][0].message
    assert site.paths() == ["/robots.txt"]
    # Who types one address asks for it as any reader does.
    assert len(read_all(url, clock.fetcher())[0]) == 1


def test_robots_that_cannot_be_had_close_the_site_for_now(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1")
    site.put("/robots.txt", (500, {}, b""))
    fetcher = clock.fetcher(patient=True)
    assert "cannot be had" in read_all(url, fetcher, follow=True)[1][0].message
    site.put("/robots.txt", (404, {}, b""))
    clock.seconds += 3_600
    assert len(read_all(url, fetcher, follow=True)[0]) == 1


def test_robots_that_send_each_other_on(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1")
    site.put("/robots.txt", (302, {"Location": "/robots.txt"}, b""))
    assert "cannot be had" in read_all(url, clock.fetcher(patient=True), follow=True)[1][0].message


def unchanged(headers: Asked) -> tuple[int, dict[str, str], bytes]:
    """What a feed answers that has not changed."""
    return (304, {}, b"") if headers.get("If-None-Match") == '"1"' else (200, {}, b"changed?")


def test_what_has_not_changed_is_not_read_again(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1")
    fetcher = clock.fetcher(patient=True)
    read_all(url, fetcher, follow=True)
    site.put("/feed", unchanged)
    assert read_all(url, fetcher, follow=True) == ([], [])
    assert clock.log[-1].status == 304


def test_page_is_fetched_once_though_its_feed_changes(site: Site, clock: Clock) -> None:
    fetcher = clock.fetcher(patient=True)
    url = make_site(site, "/1")
    read_all(url, fetcher, follow=True)
    make_site(site, "/2", "/1")
    articles, _ = read_all(url, fetcher, follow=True)
    assert [a.url for a in articles] == [f"{site.url}/2"]
    assert site.paths().count("/1") == 1


def test_page_that_failed_is_tried_again_later_and_later(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1")
    site.put("/1", (500, {}, b""))
    fetcher = clock.fetcher(patient=True)
    tried = []
    for _ in range(12):
        before = site.paths().count("/1")
        read_all(url, fetcher, follow=True)
        tried.append(site.paths().count("/1") > before)
        clock.seconds += 900
    assert tried[0]
    assert 2 <= sum(tried) < 6


def test_page_that_is_gone_is_left_for_a_day(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1")
    site.put("/1", (410, {}, b""))
    fetcher = clock.fetcher(patient=True)
    assert len(read_all(url, fetcher, follow=True)[1]) == 1
    clock.seconds += 50_000
    assert read_all(url, fetcher, follow=True) == ([], [])
    clock.seconds += 50_000
    assert len(read_all(url, fetcher, follow=True)[1]) == 1


def test_site_that_is_busy_is_left_alone_for_the_rest_of_the_round(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1", "/2", "/3")
    site.put("/1", (429, {"Retry-After": "600"}, b""))
    _, problems = read_all(url, clock.fetcher(patient=True), follow=True)
    assert len(problems) == 1
    assert site.paths() == ["/robots.txt", "/feed", "/1"]


def test_what_a_fetched_page_lists_is_not_followed(site: Site, clock: Clock) -> None:
    url = make_site(site, "/1")
    site.page("/1", make_feed(make_item(f"{site.url}/feed"), make_item(f"{site.url}/2")))
    read_all(url, clock.fetcher(patient=True), follow=True)
    assert site.paths() == ["/robots.txt", "/feed", "/1"]


def test_list_of_addresses_is_fetched_on_request(site: Site, clock: Clock) -> None:
    site.page("/1", make_page())
    url = site.page("/list", f'[{{"url": "{site.url}/1"}}]', Content_Type="application/json")
    found = list(find_pages(url, fetcher=clock.fetcher()))
    assert found == [Listed(f"{url}#1", f"{site.url}/1")]
    (article,), _ = read_all(url, clock.fetcher(), follow=True)
    assert article.url == f"{site.url}/1"
    assert "/robots.txt" in site.paths()
