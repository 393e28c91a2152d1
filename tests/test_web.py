"""The page's server: who may ask, what may be sent, and what a change does."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.library import Case, open_case
from sayso.show.page import VIEWS, Book
from sayso.store import open_store
from sayso.store.query import compute_stamp
from sayso.web import jobs
from sayso.web.app import make_app
from sayso.web.desk import Desk, make_book
from sayso.web.guard import is_loopback
from sayso.web.jobs import Tray
from sayso.web.keeping import name_key, version_of_page
from sayso.web.serving import name_desks

TOKEN = "a-token-that-nobody-guesses"
TEXTS = {
    "a.txt": "ELLIN, May 6, 2033. The dam above the town burst. The mayor said that 12 people died in Ellin.",
    "b.txt": "ELLIN, May 7, 2033. The Water Board said the dam burst. It said that 15 people died in Ellin.",
}


@pytest.fixture(scope="module")
def read_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    path = folder / "the dam.sayso"
    with open_case(path) as case:
        case.add(*(folder / name for name in TEXTS))
    return path


@pytest.fixture
def path(read_path: Path, tmp_path: Path) -> Path:
    copy = tmp_path / read_path.name
    copy.write_bytes(read_path.read_bytes())
    return copy


def client_of(path: Path, *, changes: bool = True) -> Iterator[TestClient]:
    app = make_app([Desk(path)], changes=changes, token=TOKEN)
    with TestClient(app, base_url="http://127.0.0.1:8750", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    yield from client_of(path)


BASE = "/case/the-dam/"


@pytest.mark.parametrize("view", [name for name, _ in VIEWS])
def test_every_view_answers_as_a_page_and_as_json(client: TestClient, view: str) -> None:
    page = client.get(BASE + view)
    assert page.status_code == 200
    assert f'id="h-{view}"' in page.text
    told = client.get(f"{BASE}{view}.json")
    assert told.headers["content-type"] == "application/json"
    assert set(told.json()) == {view, "as_of", "coverage"}


def test_only_this_machine_is_answered(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8750", "[::1", ""):
        assert client.get(BASE + "overview", headers={"host": host}).status_code == 403
    assert client.get(BASE + "overview", headers={"host": "localhost:1"}).status_code == 200
    assert is_loopback("[::1]:8750")


def test_a_foreign_page_changes_nothing(client: TestClient) -> None:
    good = {"token": TOKEN, "item": "x", "field": "label", "value": "y", "by": "A", "reason": "B"}
    for headers in (
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
    ):
        assert client.post(BASE + "correct", data=good, headers=headers).status_code == 403
    assert client.post(BASE + "correct", data={**good, "token": "guess"}).status_code == 403
    assert client.put(BASE + "upload", content=b"x", headers={"x-name": "a"}).status_code == 403
    assert client.put(BASE + "upload", content=b"x", headers={"x-sayso-token": "no"}).status_code == 403
    assert client.post(BASE + "add").status_code == 403


def test_the_policy_lets_nothing_in_or_out(client: TestClient) -> None:
    headers = client.get(BASE + "overview").headers
    assert headers["content-security-policy"].startswith(
        "default-src 'none'; style-src 'self'; script-src 'self'"
    )
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/nothing").headers["content-security-policy"] == headers["content-security-policy"]
    page = client.get(BASE + "timeline").text
    assert " style=" not in page
    assert "<script>" not in page


def test_what_is_not_there_is_said_in_a_line(client: TestClient) -> None:
    for address in ("/case/other/overview", BASE + "nothing", BASE + "nothing.json", "/static/../cli.py"):
        assert client.get(address).status_code == 404
    assert client.get(BASE + "panel/c000").status_code == 404
    for query in (
        "asof=yesterday",
        "asof=1900-01-01",
        "item=e000",
        "from=-3",
        "from=999999999999",
        "open=c0",
    ):
        assert client.get(f"{BASE}timeline?{query}").status_code == 200
    assert "is no day" in client.get(BASE + "timeline?asof=yesterday").text


def wait(client: TestClient) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        told: dict[str, Any] = client.get(BASE + "progress").json()
        if told["stage"] in ("done", "failed", "cancelled"):
            return told
        time.sleep(0.05)
    raise AssertionError("the job did not end")


SENT = {"x-sayso-token": TOKEN}


def send(client: TestClient, name: str, content: bytes) -> int:
    return client.put(BASE + "upload", content=content, headers={**SENT, "x-name": name}).status_code


def test_files_are_added_and_what_is_refused_is_told(client: TestClient, path: Path) -> None:
    assert send(client, "../../etc/c.txt", b"ELLIN, May 8, 2033. The mayor of Ellin resigned.") == 200
    assert send(client, "empty.txt", b"") == 200
    assert client.post(BASE + "add", headers=SENT).status_code == 202
    told = wait(client)
    assert (told["stage"], told["added"], told["total"]) == ("done", 1, 2)
    assert [problem["where"] for problem in told["refused"]] == ["empty.txt"]
    assert client.get(BASE + "overview.json").json()["overview"]["articles"] == 3
    with open_case(path) as case:
        assert [a.name for a in case.linked().articles if "resigned" in a.text] == ["c.txt"]


def test_nothing_sent_is_nothing_added(client: TestClient) -> None:
    assert client.post(BASE + "add", headers=SENT).status_code == 409


def test_too_much_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.changing.LARGEST_UPLOAD", 1000)
    assert send(client, "a", b"x" * 900) == 200
    assert send(client, "b", b"x" * 200) == 413
    assert (
        client.put(
            BASE + "upload", content=iter([b"x" * 600] * 3), headers={**SENT, "x-name": "c"}
        ).status_code
        == 413
    )  # its size is not declared
    assert client.post(BASE + "correct", content=b"x" * 30_000).status_code == 413


def test_names_of_sent_files_cannot_leave_their_folder() -> None:
    tray = Tray()
    try:
        for wanted in (
            "../../x",
            "..\\..\\x",
            "/etc/passwd",
            "..",
            "\x00a\x1b[31m",
            "",
            ".hidden",
            "x" * 999,
        ):
            name = tray.choose_name(wanted)
            assert (tray.folder / name).resolve().parent == tray.folder.resolve()
            assert name.isprintable()
            tray.names.append(name)
        assert len(set(tray.names)) == len(tray.names)
    finally:
        tray.clear()


def test_adding_can_be_stopped_and_keeps_what_was_read(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    names = tuple(f"{n}.txt" for n in range(30))
    for number, name in enumerate(names):
        (folder / name).write_text(f"ELLIN, May 9, 2033. Report number {number} from the dam above Ellin.")
    job = jobs.Job(path, folder, names)
    before = job._note

    def note(name: str) -> None:
        before(name)
        if job.seen == 5:
            job.stop.set()

    job._note = note  # type: ignore[method-assign]
    job.begin()
    assert job.finished.wait(60)
    assert job.tell().stage == "cancelled"
    with open_case(path) as case:
        assert 2 < len(case.linked().articles) < 32
    assert not folder.exists()


def test_a_fault_leaves_the_case_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*given: object, **named: object) -> None:
        raise RuntimeError("out of paper")

    monkeypatch.setattr("sayso.library.Case.add", break_down)
    job = jobs.Job(path, tmp_path / "none", ("a.txt",))
    job.begin()
    assert job.finished.wait(30)
    assert job.tell().stage == "failed"
    assert "out of paper" in job.tell().message


def find_event(client: TestClient) -> dict[str, Any]:
    events: list[dict[str, Any]] = client.get(BASE + "timeline.json").json()["timeline"]
    return events[0]


def test_a_correction_is_kept_shown_and_taken_back(client: TestClient) -> None:
    event = find_event(client)
    form = {"token": TOKEN, "item": event["id"], "field": "label", "value": "The dam gave way", "by": "Ada"}
    assert "reason" in client.post(BASE + "correct", data={**form, "reason": ""}).text.lower()
    answer = client.post(BASE + "correct", data={**form, "reason": "plainer"})
    assert answer.status_code == 200
    assert "Kept in the record" in answer.text
    page = client.get(BASE + "timeline").text
    assert "The dam gave way" in page
    assert "by hand" in page
    work = client.get(f"{BASE}work?item={event['id']}").text
    assert "plainer" in work
    entry = work.split('name="entry" value="')[1].split('"')[0]
    client.post(BASE + "undo", data={"token": TOKEN, "entry": entry, "by": "Ben"})
    assert "The dam gave way" not in client.get(BASE + "timeline").text
    assert "withdrawn" in client.get(BASE + "work").text


def test_an_item_is_marked_as_checked(client: TestClient) -> None:
    event = find_event(client)
    form = {"token": TOKEN, "item": event["id"], "field": "checked", "value": "yes", "by": "Ada"}
    client.post(BASE + "correct", data=form)
    assert "checked <bdi>Ada" in client.get(BASE + "timeline").text


def test_tellings_are_split_off_and_joined(client: TestClient) -> None:
    figures = client.get(BASE + "figures.json").json()["figures"]
    several = next(figure for figure in figures if len(figure["reports"]) > 1)
    form = {
        "token": TOKEN, "item": several["id"], "left": several["reports"][0]["quote"]["claim_id"],
        "right": several["id"], "verdict": "different", "by": "Ada", "reason": "another burst",
    }  # fmt: skip
    client.post(BASE + "judge", data=form)
    after = client.get(BASE + "figures.json").json()["figures"]
    assert len(after) == len(figures) + 1
    one, other = (row for row in after if row["title"] == several["title"])
    form |= {"left": one["id"], "right": other["id"], "verdict": "same", "reason": "the same burst after all"}
    client.post(BASE + "judge", data=form)
    assert len(client.get(BASE + "figures.json").json()["figures"]) == len(figures)


def test_for_reading_only_nothing_can_be_changed(path: Path) -> None:
    for client in client_of(path, changes=False):
        assert client.get(BASE + "work").status_code == 403
        assert client.post(BASE + "add", headers=SENT).status_code == 403
        assert "Add &amp; correct" not in client.get(BASE + "overview").text
        assert TOKEN not in client.get(BASE + "overview").text


def test_search_finds_words_and_what_was_read(client: TestClient) -> None:
    page = client.get(BASE + "search?q=mayor").text
    assert "a.txt" in page
    assert "12 people died" in client.get(BASE + "search?q=died&voice=mayor").text
    assert "12 people died" not in client.get(BASE + "search?q=died&voice=board").text
    assert "Nothing that was read" in client.get(BASE + "search?q=zebra").text
    assert "&lt;script" in client.get(BASE + "search?q=<script>alert(1)</script>").text


def test_another_program_changes_the_case_and_the_page_follows(client: TestClient, path: Path) -> None:
    assert client.get(BASE + "overview.json").json()["overview"]["articles"] == 2
    with open_case(path) as case:
        case.remove(case.linked().articles[0].id)
    assert client.get(BASE + "overview.json").json()["overview"]["articles"] == 1


def test_cases_of_one_name_have_addresses_of_their_own(tmp_path: Path) -> None:
    desks = name_desks(
        [tmp_path / "one" / "dam.sayso", tmp_path / "two" / "dam.sayso", tmp_path / "Übung.sayso"]
    )
    assert [desk.slug for desk in desks] == ["dam", "dam-2", "übung"]
    for desk in desks:
        desk.close()


def test_hostile_texts_are_words(tmp_path: Path) -> None:
    hostile = (
        "<script>alert(1)</script> \u202egnp.exe\u2066 \u200b\u200d раураl "
        + "w" * 10_000
        + ' "><img src=x onerror=alert(1)> The mayor of Ellin said that 12 people died. {{ 7*7 }}'
    )
    (tmp_path / "<b>x.txt").write_text(hostile)
    path = tmp_path / "<i>case.sayso"
    with open_case(path) as case:
        case.add(tmp_path / "<b>x.txt", outlet="<script>alert(2)</script>", published="2033-05-07")
    slug = Desk(path).slug
    for client in client_of(path):
        for view, _ in VIEWS:
            page = client.get(f"/case/{slug}/{view}").text
            assert "<script>alert" not in page
            assert "<img" not in page
            assert "\u202e" not in page
            assert "49" not in page or "{{ 7*7 }}" in page


def test_every_telling_of_an_item_can_be_leafed_through(client: TestClient) -> None:
    event = find_event(client)
    page = client.get(f"{BASE}item/{event['id']}")
    assert page.status_code == 200
    assert all(quote["claim_id"] in page.text for quote in event["quotes"])
    assert client.get(BASE + "item/e000").status_code == 404


def test_a_big_case_is_rendered_ahead_and_kept_until_it_changes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.desk.BIG", 1)
    monkeypatch.setattr("sayso.web.app.PAUSE", 0.02)

    def count_kept() -> int:
        with sqlite3.connect(path) as connection:
            return int(
                connection.execute("SELECT count(*) FROM answers WHERE view LIKE 'page %'").fetchone()[0]
            )

    for client in client_of(path):
        first = client.get(BASE + "timeline").text
        deadline = time.monotonic() + 30
        while count_kept() < 2 * len(VIEWS) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert count_kept() == 2 * len(VIEWS)
        assert client.get(BASE + "timeline").text == first
    with sqlite3.connect(path) as connection:
        assert TOKEN not in "".join(map(str, connection.iterdump()))
    for client in client_of(path):
        assert client.get(BASE + "timeline").text == first
        with open_case(path) as case:
            case.remove(case.linked().articles[0].id)
        deadline = time.monotonic() + 30
        while client.get(BASE + "overview.json").json()["overview"]["articles"] > 1:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert client.get(BASE + "timeline").text != first


def hold_accounts(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Lets no account be made until the event is set."""
    made = threading.Event()

    def make_slowly(case: Case, title: str) -> Book:
        assert made.wait(30)
        return make_book(case, title)

    monkeypatch.setattr("sayso.web.desk.make_book", make_slowly)
    return made


def test_who_asks_while_a_big_account_is_made_is_told_so_and_answered_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.desk.BIG", 1)
    made = hold_accounts(monkeypatch)
    for client in client_of(path):
        page = client.get(BASE + "timeline?contested=1", headers={"accept": "text/html"})
        line = client.get(BASE + "overview.json", headers={"accept": "*/*"})
        assert (page.status_code, line.status_code) == (503, 503)
        assert page.headers["retry-after"] == line.headers["retry-after"]
        assert "the dam" in page.text
        assert "2 articles are being weighed" in page.text
        assert line.text.startswith("2 articles are being weighed")
        made.set()
        deadline = time.monotonic() + 30
        while client.get(BASE + "timeline?contested=1").status_code == 503:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert client.get(BASE + "overview.json").status_code == 200


def test_a_big_case_that_has_changed_is_shown_as_before_until_it_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.desk.BIG", 1)
    store = open_store(path, create=False)
    version = version_of_page()
    kept = {name_key("overview", "", changes=True): b'<main id="main">as it was'}
    store.put_answers(kept, version, compute_stamp(store, version))
    store.close()
    with open_case(path) as case:
        case.correct(case.linked().readings[0].claims[0].id, "checked", "yes", by="Ann", at="2031-01-01")
    made = hold_accounts(monkeypatch)
    for client in client_of(path):
        shown = client.get(BASE + "overview").text
        assert "as it was" in shown
        assert "account from before" in shown
        assert client.get(BASE + "timeline").status_code == 503
        made.set()
        deadline = time.monotonic() + 30
        while "as it was" in client.get(BASE + "overview").text:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_a_change_while_the_account_is_made_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change_meanwhile(case: Case, title: str) -> Book:
        book = make_book(case, title)
        if len(book.linked.articles) > 1:
            with open_case(path) as other:
                other.remove(book.linked.articles[0].id)
        return book

    monkeypatch.setattr("sayso.web.desk.make_book", change_meanwhile)
    for client in client_of(path):
        assert client.get(BASE + "overview.json").json()["overview"]["articles"] == 2
        assert client.get(BASE + "overview.json").json()["overview"]["articles"] == 1


def test_a_taken_port_is_said_in_a_line(path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = str(taken.getsockname()[1])
        answer = CliRunner().invoke(main, ["serve", str(path), "--port", number])
    assert answer.exit_code == 1
    assert f"port {number}" in answer.output
    assert "--port 0" in answer.output
    assert CliRunner().invoke(main, ["serve", str(path.with_name("none.sayso"))]).exit_code == 1
