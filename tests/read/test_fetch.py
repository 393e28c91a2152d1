"""Pages by address, from a server of our own on this machine."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from sayso.model import Article, Problem
from sayso.read import Limits, Listed, RawPage, find_pages, read_page
from sayso.read.addresses import Origin
from sayso.read.fetch import Unfetched, ask

TEXT = "The ferry did not leave the harbour on Monday, the crew said."


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = self.answers().get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answers(self) -> dict[str, tuple[int, dict[str, str], bytes]]:
        plain = {"Content-Type": "text/plain; charset=utf-8"}
        return {
            "/report": (200, plain, TEXT.encode()),
            "/moved": (302, {"Location": "/report"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/ftp": (302, {"Location": "ftp://127.0.0.1/x"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/large": (200, plain, b"a" * 5_000),
            "/packed": (200, {**plain, "Content-Encoding": "gzip"}, gzip.compress(TEXT.encode())),
            "/bomb": (200, {**plain, "Content-Encoding": "gzip"}, gzip.compress(b"a" * 5_000_000)),
            "/rows": (200, {"Content-Type": "application/json"}, b'[{"text": "One."}, {"text": "Two."}]'),
            "/old": (200, {"Content-Type": "text/plain; charset=koi8-r"}, "Паром стоит".encode("koi8-r")),
            "/short": (200, {"Content-Length": "900"}, b"cut"),
            "/wrong": (200, {**plain, "Content-Encoding": "gzip"}, b"not gzip"),
        }

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


SMALL = Limits(document=2_000)


def articles(url: str) -> list[Article | Problem | Listed]:
    return [read_page(p) if isinstance(p, RawPage) else p for p in find_pages(url, limits=SMALL)]


@pytest.mark.parametrize("path", ["/report", "/moved", "/packed"])
def test_page_is_read_under_the_address_that_was_asked_for(site: str, path: str) -> None:
    (article,) = articles(site + path)
    assert isinstance(article, Article)
    assert (article.text, article.url, article.name) == (TEXT, site + path, path[1:])
    assert article.retrieved is not None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "404"),
        ("/file", "not allowed"),
        ("/ftp", "not allowed"),
        ("/round", "302"),
        ("/large", "over the limit of 2,000 bytes"),
        ("/bomb", "over the limit of 2,000 bytes"),
        ("/wrong", "not read"),
    ],
)
def test_page_that_cannot_be_read(site: str, path: str, reason: str) -> None:
    (problem,) = articles(site + path)
    assert isinstance(problem, Problem)
    assert reason in problem.message
    assert site in problem.where
    assert "\n" not in problem.message


def test_rows_by_address(site: str) -> None:
    found = articles(site + "/rows")
    assert [a.text for a in found if isinstance(a, Article)] == ["One.", "Two."]


def test_encoding_of_the_server(site: str) -> None:
    (article,) = articles(site + "/old")
    assert isinstance(article, Article)
    assert article.text == "Паром стоит"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/x", "http:///x", "http://[bad/x"])
def test_only_http_and_https(url: str) -> None:
    (problem,) = articles(url)
    assert isinstance(problem, Problem)


def test_server_that_does_not_answer() -> None:
    with pytest.raises(Unfetched, match="not reached"):
        ask("http://127.0.0.1:9/", SMALL, trusted=frozenset({Origin("127.0.0.1", 9)}), timeout=2)


def test_answer_cut_short(site: str) -> None:
    (problem,) = articles(site + "/short")
    assert isinstance(problem, Problem)
