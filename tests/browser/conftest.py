"""A real browser, and the same case on the server and in a file: what both must do is tried on both."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.library import open_case
from sayso.model import Weighed
from sayso.show.page import Book, to_html
from shown_forms import Shown

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
EXAMPLE = Path(__file__).parents[2] / "examples" / "titanic"
TITANIC = [*sorted(EXAMPLE.glob("[01]*.txt")), EXAMPLE / "wire.jsonl"]
MISSING = "needs Playwright (pip install playwright) and Chromium (Debian, Ubuntu: apt install chromium)"


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; it does without a network but for this machine."""
    sync_api = pytest.importorskip("playwright.sync_api", reason=MISSING)
    program = find_chromium()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--headless", "--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield browser
        browser.close()


def read_case(folder: Path, name: str) -> Path:
    path = folder / f"{name}.sayso"
    sources = TITANIC if name == "titanic" else sorted(SEEDS.iterdir())
    with open_case(path) as case:
        case.add(*sources)
    return path


@pytest.fixture(scope="session", params=["titanic", "seeds"])
def case_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "seeds" and not SEEDS.is_dir():
        pytest.skip("needs ../shared/seeds")
    return read_case(tmp_path_factory.mktemp("browser"), request.param)


@pytest.fixture(scope="session")
def weighed(case_path: Path) -> Weighed:
    with open_case(case_path) as case:
        return case.weighed()


def serve(path: Path) -> Iterator[str]:
    """The address of a running server."""
    import uvicorn

    from sayso.web.app import make_app
    from sayso.web.desk import Desk

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    desk = Desk(path)
    server = uvicorn.Server(uvicorn.Config(make_app([desk]), log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/case/{desk.slug}/"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session", params=["server", "file"])
def shown(request: pytest.FixtureRequest, case_path: Path, weighed: Weighed) -> Iterator[Shown]:
    book = Book(weighed, case_path.stem)
    if request.param == "file":
        page = case_path.with_suffix(".html")
        page.write_text(to_html(weighed, case_path.stem), encoding="utf-8")
        yield Shown("file", case_path.stem, f"{page.as_uri()}#/", book)
    else:
        for base in serve(case_path):
            yield Shown("server", case_path.stem, base, book)


@pytest.fixture
def messages() -> list[str]:
    """What the browser complains of; empty at the end of every test that asks for it."""
    return []


@pytest.fixture
def window(chromium: Any, messages: list[str]) -> Iterator[Any]:
    """A browser window that notes every complaint."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: messages.append(str(error)))
    yield page
    context.close()
    assert messages == []
