"""Answers kept in the case are those that would be made now; one more article has no other looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from build import an_article
from fake_stages import FAKE
from sayso import run
from sayso.answers import VIEWS, count_coverage
from sayso.cli import main
from sayso.library import Case
from sayso.model import DateEvidence, Interval, Reading
from sayso.show.account import build_account, read_coverage
from sayso.show.index import Index
from sayso.store import Store, facts, open_store, query
from sayso.store.migrations import APPLICATION_ID, MIGRATIONS, create_case, create_record
from sayso.store.records import encode_record

REPORTS = {
    "post.txt": "Dam bursts\n\nThe Ellin dam burst on Friday. The Water Board said that 12 people died.",
    "herald.txt": "The Ellin dam burst on Friday. At the hospital, nurses counted 47 dead and 3 missing.",
    "courrier.txt": "Le barrage d'Ellin a cédé vendredi soir. Le ministre parle de morts dans la vallée.",
    "fault.txt": "This is an unreadable report of the flood at the mill, where 7 people died.",
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    case = Case(open_store(tmp_path / "a.sayso", create=True), FAKE)
    case.add(*(tmp_path / name for name in REPORTS))
    return case


def never(*anything: Any) -> Any:
    raise AssertionError("was worked out again")


def fresh(case: Case, view: str) -> Any:
    return VIEWS[view].make(Index(case.weighed()))


@pytest.mark.parametrize("view", VIEWS)
def test_a_kept_answer_is_the_one_that_would_be_made(
    case: Case, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = fresh(case, view)
    assert getattr(case.account(only=(view,)), view) == expected
    assert getattr(build_account(case.weighed()), view) == expected
    monkeypatch.setattr(Case, "weighed", never)
    assert getattr(case.account(only=(view,)), view) == expected


@pytest.mark.parametrize("change", ["add", "set", "remove", "correct", "judge", "withdraw"])
def test_any_change_makes_new_answers(case: Case, change: str, tmp_path: Path) -> None:
    figure = case.figures()[0]
    claims = [report.quote.claim_id for report in figure.reports]
    entry = case.correct(claims[0], "checked", "yes", by="Ann", at="2031-01-01")
    case.figures()
    (tmp_path / "late.txt").write_text("By Monday the ministry counted 51 dead in the valley of Ellin.")
    changes: dict[str, Callable[[], object]] = {
        "add": lambda: case.add(tmp_path / "late.txt"),
        "set": lambda: case.set("post.txt", outlet="The Post", at="t", by="me"),
        "remove": lambda: case.remove("post.txt"),
        "correct": lambda: case.correct(
            figure.id, "label", "The dead", by="Ann", at="2031-01-01", reason="so"
        ),
        "judge": lambda: case.judge(claims[0], claims[1], "same", by="Ann", at="2031-01-02", reason="so"),
        "withdraw": lambda: case.withdraw(entry.id, by="Ann", at="2031-01-03"),
    }
    before = case.figures()
    changes[change]()
    after = case.figures()
    assert after != before
    assert after == fresh(case, "figures")


def test_the_coverage_is_counted_as_it_is_read(case: Case) -> None:
    counted = count_coverage(case._store)
    assert counted == read_coverage(Index(case.weighed()))
    assert [why for _, _, why in facts.count_read(case._store).unread] == [row.why for row in counted.unread]
    assert {row.why for row in counted.unread} == {
        "language: fr",
        "could not be read: ValueError: a fault of ours",
    }
    case.set("post.txt", published="2031-05-06", at="t", by="me")
    assert count_coverage(case._store) == read_coverage(Index(case.weighed()))


def test_one_more_article_has_no_other_looked_at(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = query.read_usable

    def look(store: Store, key: str) -> Reading | None:
        looked.append(key)
        return real(store, key)

    monkeypatch.setattr(query, "read_usable", look)
    (tmp_path / "late.txt").write_text("By Monday the ministry counted 51 dead in the valley of Ellin.")
    case.add(tmp_path / "late.txt")
    assert looked == []
    changed = case.set("herald.txt", outlet="The Herald", at="t", by="me")
    assert looked == [changed.id]


def test_a_read_only_case_answers_without_keeping(case: Case) -> None:
    expected = fresh(case, "figures")
    case._store.read_only = True
    assert case.figures() == expected
    assert case._store.connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_another_version_makes_its_own_answers(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.figures()
    monkeypatch.setattr("sayso.answers.VERSION", "9.9+9+9")
    monkeypatch.setattr(case, "weighed", never)
    with pytest.raises(AssertionError, match="worked out again"):
        case.figures()


def test_a_removed_article_is_in_no_answer(case: Case, tmp_path: Path) -> None:
    for view in VIEWS:
        case.account(only=(view,))
    case.remove("post.txt")
    assert case._store.connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_the_facts_of_older_readings_are_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "old.sayso"
    article = an_article("The mill burned.", published="2031-05-06")
    hint = Interval(article.published.earliest, None, "day", basis="case") if article.published else None
    reading = Reading(article.id, run.VERSION, hint, DateEvidence(years=(2031,)), hint=hint, unread="x" * 9)
    connection = sqlite3.connect(path, isolation_level=None)
    create_case(connection)
    create_record(connection)
    connection.execute(
        "INSERT INTO articles (id, name, text, raw, record) VALUES (?, 'mill.txt', ?, x'00', ?)",
        (article.id, article.text, encode_record(article)),
    )
    row = (article.id, reading.version, "digest", encode_record(reading))
    connection.execute("INSERT INTO readings VALUES (?, ?, ?, ?)", row)
    connection.execute("PRAGMA user_version = 2")
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()
    with open_store(path) as store:
        assert store.connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert facts.read_hints(store) == {article.id: hint}
        assert facts.read_evidence(store) == {article.id: (reading.evidence, None)}
        assert query.read_made_from(store, article.id) == "digest"
        assert facts.count_read(store).unread == ((article.id, "mill.txt", "x" * 9),)


def test_a_large_case_is_joined_when_it_is_next_asked(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "late.txt"
    late.write_text("By Monday the ministry counted 51 dead in the valley of Ellin.")
    with Case(open_store(tmp_path / "at-once.sayso", create=True), FAKE) as other:
        other.add(*(tmp_path / name for name in REPORTS), late)
        whole = other.export("json")
    monkeypatch.setattr("sayso.library.AT_ONCE", 4)
    case._stages = FAKE._replace(link_case=never)
    case.add(late)
    assert not case.is_joined()
    assert case.coverage().articles == 5
    case._stages = FAKE
    assert case.export("json") == whole
    assert case.is_joined()


def test_adding_to_a_large_case_says_that_it_is_not_joined(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "load_stages", lambda: FAKE)
    monkeypatch.setattr("sayso.library.AT_ONCE", 4)
    (tmp_path / "late.txt").write_text("By Monday the ministry counted 51 dead in the valley of Ellin.")
    path = str(case._store.path)
    added = CliRunner().invoke(main, ["add", path, str(tmp_path / "late.txt")])
    assert "Not joined yet" in added.output
    assert "51" in CliRunner().invoke(main, ["figures", path]).output
    assert "Not joined yet" not in CliRunner().invoke(main, ["figures", path]).output
