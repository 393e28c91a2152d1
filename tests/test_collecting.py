"""Inputs on the whole path: whose words they become, what is watched, and what the case keeps of it."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import sayso
from fake_stages import FAKE
from loopback import Site, serve_site
from made_inputs import GOOD, make_chat, make_feed, make_item, make_message, make_page
from sayso import collecting, run
from sayso.cli import main
from sayso.model import Fetch, Past
from sayso.read import fetch, fetching
from sayso.store import open_store, query
from sayso.store.migrations import MIGRATIONS, add_fetches

DEAD = "Twelve people died when the mill burnt on Monday."


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(fetching, "PAUSE", 0.0)
    with serve_site() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with stand-ins for the stages."""
    monkeypatch.setattr(run, "load_stages", lambda: FAKE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="sayso")


# --- whose words they are -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Mill News", "Mill News!", "Осторожно, новости", "Chan №1 | News: daily " + "x" * 90]
)
def test_chain_of_a_forwarded_message_ends_at_its_channel(tmp_path: Path, name: str) -> None:
    chat = make_chat(make_message(1, DEAD, forwarded_from=name), make_message(2, f"{DEAD} Nobody else came."))
    (tmp_path / "result.json").write_text(chat, encoding="utf-8")
    with sayso.open(tmp_path / "a.sayso") as case:
        assert case.add(tmp_path / "result.json").problems == []
        assert case.check().problems == ()
        (text,) = case.export("json").values()
    whole = json.loads(text)
    articles = {article["id"]: article["text"] for article in whole["articles"]}
    chains = {
        (
            articles[claim["article"]].startswith("Forwarded"),
            tuple(hop["name"] for hop in claim["attribution"]),
        )
        for claim in whole["claims"]
        if claim["amount"]
    }
    assert chains == {(True, (name.rstrip("!"),)), (False, ())}


# --- lists ----------------------------------------------------------------------------------------


def test_list_of_addresses_is_told_and_refuses_nothing(folder: Path) -> None:
    (folder / "list.csv").write_text("title,url\nA,https://coast.example/1\nB,https://coast.example/2\n")
    result = call("add", "a.sayso", "list.csv")
    assert result.exit_code == 0
    assert "list.csv holds 2 addresses without their words; --fetch fetches the pages." in result.stdout


def test_list_of_addresses_is_fetched_on_request_and_once(folder: Path, site: Site) -> None:
    site.page("/1", make_page())
    site.page("/list", f"url\n{site.url}/1\n{site.url}/gone\n", Content_Type="text/csv")
    result = call("add", "a.sayso", f"{site.url}/list", "--fetch")
    assert (result.exit_code, "1 article added, 1 refused." in result.stdout) == (1, True)
    call("add", "a.sayso", f"{site.url}/list", "--fetch")
    assert site.paths().count("/1") == 1


# --- watching -------------------------------------------------------------------------------------


def make_watched(site: Site, *pages: str) -> str:
    for page in pages:
        site.page(page, make_page(f"{GOOD} This is {page}."))
    return site.page("/feed", make_feed(*(make_item(site.url + page, "Teaser.") for page in pages)))


def test_watching_adds_what_is_new(folder: Path, site: Site) -> None:
    feed = make_watched(site, "/1", "/2")
    first = call("watch", "a.sayso", feed, "--once")
    assert first.exit_code == 0, first.output
    assert "2 articles added, 0 refused." in first.stdout
    make_watched(site, "/3", "/1", "/2")
    assert "1 article added, 0 refused." in call("watch", "a.sayso", feed, "--once").stdout
    assert "0 articles added, 0 refused." in call("watch", "a.sayso", feed, "--once").stdout


def test_watching_goes_on_until_it_is_stopped(
    folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = make_watched(site, "/1")
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise KeyboardInterrupt
        make_watched(site, "/2", "/1")

    monkeypatch.setattr(collecting, "sleep", sleep)
    result = call("watch", "a.sayso", feed, "--every", "30m")
    assert (result.exit_code, slept) == (0, [1800.0, 1800.0])
    assert [line.partition(" ")[2] for line in result.stdout.splitlines()] == [
        "1 article added, 0 refused."
    ] * 2
    assert "stopped" in result.stderr
    with sayso.open(folder / "a.sayso") as case:
        assert len(case.linked().articles) == 2


def test_interruption_within_a_round_keeps_what_was_read(
    folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = make_watched(site, "/1", "/2")
    ask = fetch.ask

    def interrupt(url: str, *how: Any, **more: Any) -> Any:
        if url.endswith("/2"):
            raise KeyboardInterrupt
        return ask(url, *how, **more)

    monkeypatch.setattr(fetch, "ask", interrupt)
    assert call("watch", "a.sayso", feed).exit_code == 0
    with sayso.open(folder / "a.sayso") as case:
        assert [article.url for article in case.linked().articles] == [f"{site.url}/1"]
        assert [made.url for made in case.fetches()][-1] == f"{site.url}/1"


@pytest.mark.parametrize("every", ["10s", "15", "fast", "0m", "-5m"])
def test_no_server_is_asked_every_moment(folder: Path, every: str) -> None:
    assert call("watch", "a.sayso", "https://coast.example/feed", f"--every={every}").exit_code == 2


# --- the log --------------------------------------------------------------------------------------


def test_log_tells_what_was_fetched_when(folder: Path, site: Site) -> None:
    site.page("/story", make_page(), ETag='"7"')
    call("add", "a.sayso", site.put("/moved", (302, {"Location": "/story"}, b"")))
    call("add", "a.sayso", site.url + "/none")
    result = call("log", "a.sayso")
    first, second, *_ = result.stdout.splitlines()
    assert f"200  {site.url}/moved  -> {site.url}/story  {len(make_page())} bytes, sha256 " in first
    assert f"404  {site.url}/none" in second
    told = json.loads(call("log", "a.sayso", "--json").stdout)["fetches"]
    assert [(one["status"], one["final"], one["etag"]) for one in told] == [
        (200, f"{site.url}/story", '"7"'),
        (404, f"{site.url}/none", None),
    ]


def test_bytes_that_became_no_article_are_kept(folder: Path, site: Site) -> None:
    feed = make_watched(site, "/1")
    call("watch", "a.sayso", feed, "--once")
    with open_store(folder / "a.sayso") as store:
        fetches = {one.url: one for one in query.read_fetches(store)}
        kept = query.read_fetched(store, fetches[feed].digest or "")
        assert kept == site.answers["/feed"][0][2]  # type: ignore[index]
        page = fetches[f"{site.url}/1"]
        assert query.read_fetched(store, page.digest or "") is None
        (article,) = query.read_articles(store)
        assert article.digest == page.digest
        assert query.read_raw(store, article.id) == make_page(f"{GOOD} This is /1.")


def test_damaged_bytes_are_found(folder: Path, site: Site) -> None:
    call("watch", "a.sayso", make_watched(site, "/1"), "--once")
    assert call("check", "a.sayso").exit_code == 0
    with sqlite3.connect(folder / "a.sayso") as connection:
        connection.execute("UPDATE fetched_bytes SET raw = ?", (zlib.compress(b"other"),))
    result = call("check", "a.sayso")
    assert result.exit_code == 1
    assert "not those that were fetched" in result.output


def test_case_of_an_older_format_gets_a_log(folder: Path, site: Site) -> None:
    call("add", "a.sayso", site.page("/story", make_page()))
    with sqlite3.connect(folder / "a.sayso") as connection:
        connection.execute("DROP TABLE fetches")
        connection.execute("DROP TABLE fetched_bytes")
        connection.execute(f"PRAGMA user_version = {MIGRATIONS.index(add_fetches)}")
    assert call("log", "a.sayso").exit_code == 0
    with sayso.open(folder / "a.sayso") as case:
        assert (case.fetches(), len(case.linked().articles)) == ((), 1)


def test_what_a_case_knows_of_an_address(tmp_path: Path) -> None:
    url = "https://coast.example/1"
    made = [
        Fetch("2031-03-04T10:00:00Z", url, url, 200, etag='"1"', digest="d", size=1),
        Fetch("2031-03-04T10:15:00Z", url, url, 304),
        Fetch("2031-03-04T10:30:00Z", url, url, 500, note=f"{fetching.AGAIN} 2 s"),
        Fetch("2031-03-04T10:30:02Z", url, url, 500),
        Fetch("2031-03-04T10:45:00Z", url, url, None, note="not reached"),
    ]
    with open_store(tmp_path / "a.sayso", create=True) as store:
        assert query.read_past(store, url) == Past()
        for one in made:
            store.add_fetch(one, b"x")
        assert query.read_past(store, url) == Past(made[0], made[-1], 2)
        assert query.read_past(store, url + "0") == Past()
