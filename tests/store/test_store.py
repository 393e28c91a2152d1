"""The case file: what goes in comes out, and nothing else can be taken for a case."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from build import a_span, an_article
from invented import ARTICLES, LINKED, POST, RADIO
from sayso.model import (
    Article,
    DateEvidence,
    Interval,
    Judgement,
    Link,
    Linked,
    Problem,
    Reading,
    Reason,
    Span,
)
from sayso.spans import InexactSpan
from sayso.store import CaseError, Store, open_store, query
from sayso.store.migrations import APPLICATION_ID, MIGRATIONS, create_case
from sayso.store.sqlite import digest_inputs


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "a.sayso", create=True)


def keep(store: Store, article: Article, reading: Reading | None = None) -> None:
    raw = article.text.encode()
    reading = reading or Reading(article.id, "1", article.published, DateEvidence())
    store.add_article(article, raw, reading, digest_inputs(article, None))


def keep_world(store: Store) -> Linked:
    for article, reading in zip(LINKED.articles, LINKED.readings, strict=True):
        keep(store, article, reading)
    store.put_linked(LINKED, "1", query.compute_stamp(store, "1"))
    return query.read_linked(store)


def test_all_records_come_back_as_they_went_in(store: Store) -> None:
    linked = keep_world(store)
    assert sorted(linked.articles, key=lambda a: a.id) == sorted(LINKED.articles, key=lambda a: a.id)
    assert {r.article_id: r for r in linked.readings} == {r.article_id: r for r in LINKED.readings}
    assert (linked.entities, linked.events) == (LINKED.entities, LINKED.events)
    assert (linked.figures, linked.explanations) == (LINKED.figures, LINKED.explanations)


def test_raw_bytes_come_back(store: Store) -> None:
    keep(store, POST)
    assert sha256(query.read_raw(store, POST.id)).hexdigest() == POST.digest


def test_links_come_back_with_their_reasons(store: Store) -> None:
    keep(store, POST)
    link = Link(
        "c1", "c2", "event", "same", (Reason("one day", 1.5, "both on Friday", (a_span(POST, "Friday"),)),)
    )
    store.put_linked(Linked((POST,), (), links=(link,)), "1", query.compute_stamp(store, "1"))
    assert query.read_linked(store).links == (link,)


def test_a_reading_whose_quote_is_not_in_the_text_is_not_stored(store: Store) -> None:
    reading = Reading(POST.id, "1", None, DateEvidence(), furniture=(Span(POST.id, 0, 3, "dam"),))
    with pytest.raises(InexactSpan):
        keep(store, POST, reading)
    assert query.read_articles(store) == ()


def test_a_reading_whose_quote_was_changed_in_the_file_is_not_loaded(store: Store) -> None:
    keep_world(store)
    store.connection.execute(
        "UPDATE readings SET record = replace(record, 'Share this page', 'Share that page')"
    )
    with pytest.raises(InexactSpan):
        query.read_linked(store)


def test_adding_the_same_article_twice_keeps_one(store: Store) -> None:
    keep(store, POST)
    keep(store, POST)
    assert len(query.read_articles(store)) == 1


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_bytes_met_under_two_names_bear_the_smaller_name(store: Store, order: tuple[str, str]) -> None:
    keep(store, replace(POST, name=order[0]))
    store.merge_article(replace(POST, name=order[1]))
    assert query.read_article(store, POST.id).name == "a.txt"
    assert query.search_articles(store, "dam")[0].name == "a.txt"


def test_what_was_joined_from_another_state_of_the_case_is_not_kept(store: Store) -> None:
    keep(store, POST)
    stamp = query.compute_stamp(store, "1")
    keep(store, RADIO)
    assert not store.put_linked(LINKED, "1", stamp)
    assert query.read_linked(store).events == ()


# --- by hand --------------------------------------------------------------------------------------


def test_what_is_set_by_hand_outranks_the_file_and_leaves_the_id(store: Store) -> None:
    keep(store, POST)
    store.set_by_hand(POST.id, "outlet", "The Tarn Post", at="2031-06-01", by="ada")
    assert query.read_article(store, POST.id) == replace(POST, outlet="The Tarn Post")
    store.set_by_hand(POST.id, "outlet", None, at="2031-06-02", by="ada")
    assert query.read_article(store, POST.id) == POST


def test_a_date_set_by_hand_is_a_date(store: Store) -> None:
    keep(store, RADIO)
    assert RADIO.published is not None
    when = replace(RADIO.published, why="a reader told us")
    store.set_by_hand(RADIO.id, "published", when, at="2031-06-01", by="ada")
    assert query.read_article(store, RADIO.id).published == when


def test_another_reading_is_wanted_when_the_article_or_the_hint_changes() -> None:
    hint = Interval(None, None, "year")
    digests = {
        digest_inputs(POST, None),
        digest_inputs(POST, hint),
        digest_inputs(replace(POST, outlet="x"), None),
    }
    assert len(digests) == 3
    assert digest_inputs(POST, None) == digest_inputs(replace(POST, supersedes="a1", retrieved="t"), None)


# --- versions -------------------------------------------------------------------------------------


def test_new_bytes_at_an_address_supersede_in_any_order(tmp_path: Path) -> None:
    old = replace(an_article("Two hurt.", published="2031-05-01"), url="https://tarn.example/1")
    new = replace(an_article("Three hurt.", published="2031-05-02"), url="https://tarn.example/1")
    other = replace(an_article("Dry.", published="2031-05-03"), url="https://tarn.example/2")
    for number, order in enumerate([(old, new, other), (other, new, old)]):
        with open_store(tmp_path / f"{number}.sayso", create=True) as store:
            for article in order:
                keep(store, article)
            found = {a.id: a.supersedes for a in query.read_articles(store)}
        assert found == {old.id: None, new.id: old.id, other.id: None}


def test_the_same_bytes_from_two_outlets_are_no_versions(store: Store) -> None:
    for outlet in ("One", "Two"):
        keep(store, replace(an_article("Two hurt.", outlet=outlet), url="https://tarn.example/1"))
    assert [a.supersedes for a in query.read_articles(store)] == [None, None]


# --- removing -------------------------------------------------------------------------------------


def test_a_removed_article_leaves_no_trace(store: Store) -> None:
    article = an_article("The xylophonist Quibbleworth fled.", name="quibbleworth.txt")
    for other in ARTICLES:
        keep(store, other)
    keep(store, article)
    store.add_problem(Problem("annotate", "quibbleworth.txt", "odd"))
    store.set_by_hand(article.id, "title", "Quibbleworth flees", at="t", by="me")
    store.add_entry(Judgement("me", "t", article.id, "c1", "same", "Quibbleworth"))
    store.remove_article(article)
    store.close()
    files = store.path.parent.iterdir()
    assert not any(b"uibbleworth" in file.read_bytes() for file in files)


def test_removing_one_article_keeps_the_others_words_searchable(store: Store) -> None:
    keep_world(store)
    store.remove_article(POST)
    found = query.search_articles(store, "hospital")
    assert [hit.article_id for hit in found] == [RADIO.id]
    assert list(query.find_damage(store)) == []


# --- search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("hospital", ["radio.txt"]),
        ("barrage cede", ["courrier.txt"]),
        ('"', []),
        ("dam AND (", []),
        ("", []),
        ("nowhere", []),
    ],
)
def test_search_takes_any_words(store: Store, words: str, names: list[str]) -> None:
    keep_world(store)
    assert [hit.name for hit in query.search_articles(store, words)] == names


def test_search_finds_words_of_scripts_without_spaces(store: Store) -> None:
    keep(store, an_article("水坝在星期五晚上决口。", name="dam.txt"))
    assert query.search_articles(store, "星期五")[0].excerpt == "水坝在[星期五]晚上决口。"


# --- what the readable views say ------------------------------------------------------------------


def test_the_views_are_readable_without_sayso(store: Store) -> None:
    keep_world(store)
    ask = store.connection.execute
    assert ask("SELECT quote, best FROM claims WHERE best = 47").fetchall() == [("47 dead by Monday", 47.0)]
    assert ask("SELECT count(*) FROM event_tellings WHERE event = 'e-burst'").fetchone() == (3,)
    assert ask("SELECT count(*) FROM figure_reports WHERE figure = 'f-killed'").fetchone() == (4,)
    rows = ask("SELECT claims, articles, outlets FROM origins WHERE origin = 'the Water Board'").fetchall()
    assert rows == [(2, 2, "Tarn Post,Hollow Herald")]


def test_a_claim_is_shown_with_whose_it_is_and_when_that_was_published(store: Store) -> None:
    keep_world(store)
    sql = (
        "SELECT origin, origin_kind, chain, published FROM claims WHERE quote LIKE ? AND outlet = 'Tarn Post'"
    )
    assert store.connection.execute(sql, ["At least 12%"]).fetchall() == [
        ("the Water Board", "organisation", "Tarn Post > the Water Board", "2031-05-03")
    ]
    assert store.connection.execute(sql, ["The Ellin dam%"]).fetchall() == [
        ("Tarn Post", "own words", "Tarn Post", "2031-05-03")
    ]


def test_an_event_and_a_figure_are_a_row_each(store: Store) -> None:
    keep_world(store)
    ask = store.connection.execute
    events = "SELECT event, quote, tellings, articles, earliest, latest, places FROM events"
    burst = ("e-burst", "The Ellin dam burst on Friday evening", 3, 3, "2031-05-01", "2031-05-02", "Ellin")
    assert ask(events).fetchall() == [burst]
    figures = "SELECT figure, measure, reports, articles, lowest, highest FROM figures"
    assert ask(figures).fetchall() == [("f-killed", "killed", 4, 4, 12.0, 99.0)]


def test_the_views_of_an_older_case_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "old.sayso"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        create_case(connection)
        connection.execute("PRAGMA user_version = 1")
        columns = [row[1] for row in connection.execute("PRAGMA table_info(events)")]
    assert "tellings" not in columns
    with open_store(path) as store:
        columns = [row[1] for row in store.connection.execute("PRAGMA table_info(events)")]
        assert "tellings" in columns
        assert store.connection.execute("SELECT * FROM claims").fetchall() == []


# --- what is no case ------------------------------------------------------------------------------


def refusal(path: Path, *, create: bool = False) -> str:
    with pytest.raises(CaseError) as caught:
        open_store(path, create=create)
    return str(caught.value)


@pytest.mark.parametrize("create", [True, False])
def test_a_text_file_is_not_a_case(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Two people died on Friday." * 100)
    assert refusal(path, create=create) == f"{path}: is not a sayso case"
    assert path.read_text() == "Two people died on Friday." * 100


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_database_is_not_a_case(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert refusal(path, create=create) == f"{path}: is not a sayso case"


def test_a_newer_case_says_so(tmp_path: Path) -> None:
    path = tmp_path / "new.sayso"
    with open_store(path, create=True) as store:
        store.connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    assert "was written by a newer sayso" in refusal(path)


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.sayso") == f"{tmp_path / 'no.sayso'}: no such case"
    assert not (tmp_path / "no.sayso").exists()


def test_an_empty_file_is_a_case_only_when_one_is_made(tmp_path: Path) -> None:
    path = tmp_path / "empty.sayso"
    path.touch()
    assert refusal(path) == f"{path}: is empty, no case"
    open_store(path, create=True).close()
    open_store(path).close()


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_is_not_a_case(tmp_path: Path, create: bool) -> None:
    assert refusal(tmp_path, create=create) == f"{tmp_path}: is a folder, not a case"


def test_a_case_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no" / "a.sayso", create=True).endswith("its folder does not exist")


def test_a_damaged_case_says_so(store: Store) -> None:
    keep_world(store)
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(CaseError, match="is damaged"), open_store(store.path) as again:
        query.read_articles(again)


def test_the_file_says_what_it_is(store: Store) -> None:
    assert store.connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_transaction_happens_whole_or_not_at_all(store: Store) -> None:
    with contextlib.suppress(KeyboardInterrupt), store.transaction() as connection:
        connection.execute("INSERT INTO problems VALUES ('read', 'x', 'y')")
        raise KeyboardInterrupt
    assert query.read_problems(store) == ()


def test_half_a_character_is_refused_in_a_line(store: Store) -> None:
    with pytest.raises(CaseError, match="lone surrogate"):
        store.add_problem(Problem("read", "a\ud800.txt", "odd"))


# --- finding damage -------------------------------------------------------------------------------


def test_a_sound_case_has_no_damage(store: Store) -> None:
    keep_world(store)
    assert list(query.find_damage(store)) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (
            "UPDATE articles SET raw = (SELECT raw FROM articles ORDER BY id LIMIT 1)",
            "its bytes are not those",
        ),
        ("UPDATE articles SET raw = x'00'", "cannot be read back"),
        ("UPDATE articles SET record = '{}'", "cannot be read back"),
        ("DROP TRIGGER articles_changed; UPDATE articles SET text = 'gone'", "the word index does not match"),
    ],
)
def test_damage_is_found(store: Store, damage: str, message: str) -> None:
    keep_world(store)
    store.connection.executescript(damage)
    assert any(message in problem.message for problem in query.find_damage(store))
