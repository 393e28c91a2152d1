"""The case as one SQLite file: opening it, and writing to it."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.model import Article, Correction, Fetch, Interval, Judgement, Linked, Problem, Reading
from sayso.store import query
from sayso.store.entries import forget_items, write_entry
from sayso.store.errors import CaseError, clear_errors
from sayso.store.migrations import APPLICATION_ID, MIGRATIONS, migrate
from sayso.store.records import (
    check_spans,
    digest_records,
    encode_record,
    facts_row,
    interval_row,
    merge_article,
    reading_rows,
)

BUSY_SECONDS = 60.0  # writes are short, so a longer wait means that the other process hangs
FETCH_COLUMNS = query.FETCH_COLUMNS
LINKED_KINDS = ("entity", "event", "figure", "explanation", "link")
HEADER = b"SQLite format 3\x00"


class Store:
    """An open case. Each writing method is one transaction: it happens whole, or not at all."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool = False) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; what was committed is in it."""
        with clear_errors(self.path):
            self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, undone on any error."""
        if self.read_only:
            raise CaseError(self.path, "is read-only")
        with clear_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several questions to one state of the case, whatever other processes add meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        with clear_errors(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("COMMIT")

    # --- what was read ---

    def add_article(self, article: Article, raw: bytes, reading: Reading, inputs: str) -> bool:
        """Keeps an article with its bytes and first reading; False if another process has by now."""
        check_spans(reading, {article.id: article.text})
        with self.transaction() as connection:
            if connection.execute("SELECT 1 FROM articles WHERE id = ?", (article.id,)).fetchone():
                return False
            write_article(connection, article, raw)
            write_reading(connection, reading, inputs)
        return True

    def merge_article(self, again: Article) -> None:
        """Notes that a known article was met again, perhaps under another name."""
        known = query.read_original(self, again.id)
        merged = merge_article(known, again)
        if merged != known:
            with self.transaction() as connection:
                write_record(connection, merged)
                write_columns(connection, query.read_article(self, again.id))

    def put_readings(self, readings: Iterable[tuple[Reading, str]]) -> None:
        """Replaces readings, each given with the digest of what it was made from."""
        readings = list(readings)
        for reading, _ in readings:
            check_spans(reading, {reading.article_id: query.read_article(self, reading.article_id).text})
        with self.transaction() as connection:
            for reading, inputs in readings:
                if query.has_article(self, reading.article_id):
                    write_reading(connection, reading, inputs)

    def set_by_hand(
        self, article_id: str, field: str, value: str | Interval | None, *, at: str, by: str
    ) -> None:
        """Sets one field of an article by hand; None takes back what was set."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM by_hand WHERE article_id = ? AND field = ?", (article_id, field))
            if value is not None:
                row = (article_id, field, encode_record(value), at, by)
                connection.execute("INSERT INTO by_hand VALUES (?, ?, ?, ?, ?)", row)
            write_columns(connection, query.read_article(self, article_id))

    def remove_article(self, article: Article) -> None:
        """Removes an article and all that was made of it; what rests on several must be made again."""
        gone = query.read_record_ids(self, article.id)
        judgements, corrections = query.read_judgements(self), query.read_corrections(self)
        with self.transaction() as connection:
            connection.execute("DELETE FROM articles WHERE id = ?", (article.id,))
            for table in ("linked_records", "stamps", "answers"):
                connection.execute(f"DELETE FROM {table}")
            forget_items(connection, (*judgements, *corrections), frozenset(gone))
            forget_problems(connection, {article.id, article.name, article.url})
            connection.execute("INSERT INTO article_words (article_words) VALUES ('rebuild')")
        self.sweep()

    def sweep(self) -> None:
        """Writes the file anew, so that nothing removed is left in free pages or in the log."""
        with clear_errors(self.path):
            self.connection.execute("VACUUM")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- what could not be read ---

    def add_problem(self, problem: Problem) -> None:
        """Keeps a refusal, so that the coverage can tell it."""
        with self.transaction() as connection:
            row = (problem.stage, problem.where, problem.message)
            connection.execute("INSERT OR IGNORE INTO problems VALUES (?, ?, ?)", row)

    def clear_problems(self, where: str) -> None:
        """Forgets the refusals of a file or address, which has been read since."""
        if any(problem.where == where for problem in query.read_problems(self)):
            with self.transaction() as connection:
                forget_problems(connection, {where})

    # --- what was fetched ---

    def add_fetch(self, fetch: Fetch, body: bytes) -> None:
        """Notes a request, and keeps what came."""
        with self.transaction() as connection:
            columns = ", ".join(FETCH_COLUMNS)
            marks = ", ".join("?" * len(FETCH_COLUMNS))
            row = tuple(getattr(fetch, column) for column in FETCH_COLUMNS)
            connection.execute(f"INSERT INTO fetches ({columns}) VALUES ({marks})", row)
            if fetch.digest:
                kept = (fetch.digest, zlib.compress(body, 6))
                connection.execute("INSERT OR IGNORE INTO fetched_bytes VALUES (?, ?)", kept)

    def drop_kept_twice(self) -> None:
        """Lets go of fetched bytes that an article keeps by now."""
        kept = "SELECT json_extract(record, '$.digest') FROM articles"
        with self.transaction() as connection:
            connection.execute(f"DELETE FROM fetched_bytes WHERE digest IN ({kept})")

    # --- what was joined ---

    def add_entry(self, entry: Judgement | Correction) -> str:
        """Keeps what a person judged or set right, and gives its id; said again, it is the same entry."""
        with self.transaction() as connection:
            return write_entry(connection, entry)

    def withdraw_entry(self, entry_id: str, *, at: str, by: str) -> bool:
        """Adds to an entry that it was withdrawn; False if it was before."""
        with self.transaction() as connection:
            sql = "INSERT OR IGNORE INTO withdrawals (entry_id, at, by) VALUES (?, ?, ?)"
            return connection.execute(sql, (entry_id, at, by)).rowcount > 0

    def clear_suspects(self, article_ids: Iterable[str]) -> None:
        """Notes that readings were looked at, and still are of what their articles are."""
        rows = [(article_id,) for article_id in article_ids]
        if rows:
            with self.transaction() as connection:
                connection.executemany("UPDATE reading_facts SET suspect = 0 WHERE article_id = ?", rows)

    def put_answers(self, answers: Mapping[str, bytes], version: str, stamp: str) -> None:
        """Keeps the rows of views as long as nothing changes, if nothing has changed by now."""
        rows = [(view, stamp, zlib.compress(record, 1)) for view, record in answers.items()]
        with self.transaction() as connection:
            if query.compute_stamp(self, version) == stamp:
                connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)

    def put_linked(self, linked: Linked, version: str, stamp: str) -> bool:
        """Replaces all that rests on several articles; False if ``stamp`` is no longer that of the case."""
        check_spans(linked.links, {article.id: article.text for article in linked.articles})
        kinds = (linked.entities, linked.events, linked.figures, linked.explanations, linked.links)
        with self.transaction() as connection:
            if query.compute_stamp(self, version) != stamp:
                return False
            connection.execute("DELETE FROM linked_records")
            for kind, records in zip(LINKED_KINDS, kinds, strict=True):
                rows = [(kind, n, getattr(r, "id", None), encode_record(r)) for n, r in enumerate(records)]
                connection.executemany("INSERT INTO linked_records VALUES (?, ?, ?, ?)", rows)
            connection.execute("INSERT OR REPLACE INTO stamps VALUES ('linked', ?)", (stamp,))
        return True


# --- writing rows, inside a transaction of the caller's -------------------------------------------


def write_article(connection: sqlite3.Connection, article: Article, raw: bytes) -> None:
    """A new article with its bytes."""
    connection.execute(
        "INSERT INTO articles (id, name, text, raw, record) VALUES (?, ?, ?, ?, '')",
        (article.id, article.name, article.text, zlib.compress(raw, 6)),
    )
    write_record(connection, article)
    write_columns(connection, article)


def write_record(connection: sqlite3.Connection, article: Article) -> None:
    """The article as it was read. Its text has a column of its own; versions are found anew each time."""
    record = encode_record(replace(article, text="", supersedes=None))
    connection.execute("UPDATE articles SET record = ? WHERE id = ?", (record, article.id))


def write_columns(connection: sqlite3.Connection, article: Article) -> None:
    """The readable columns, with what was set by hand."""
    values = (article.name, article.url, article.outlet, article.title, article.language)
    connection.execute(
        "UPDATE articles SET name = ?, url = ?, outlet = ?, title = ?, language = ?,"
        " published_earliest = ?, published_latest = ? WHERE id = ?",
        (*values, *interval_row(article.published), article.id),
    )


def write_reading(connection: sqlite3.Connection, reading: Reading, inputs: str) -> None:
    """A reading, in place of the one before, with its readable rows."""
    key = (reading.article_id,)
    for table in ("readings", "reading_facts", "claim_rows", "mention_rows"):
        connection.execute(f"DELETE FROM {table} WHERE article_id = ?", key)
    row = (reading.article_id, reading.version, inputs, encode_record(reading))
    connection.execute("INSERT INTO readings VALUES (?, ?, ?, ?)", row)
    facts = (reading.article_id, reading.version, inputs, *facts_row(reading))
    connection.execute("INSERT INTO reading_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", facts)
    claims, mentions = reading_rows(reading)
    connection.executemany(f"INSERT INTO claim_rows VALUES ({', '.join('?' * 22)})", claims)
    connection.executemany("INSERT INTO mention_rows VALUES (?, ?, ?, ?, ?, ?, ?)", mentions)


def forget_problems(connection: sqlite3.Connection, places: Iterable[str | None]) -> None:
    """Removes the refusals of files, addresses or articles."""
    for place in places:
        connection.execute("DELETE FROM problems WHERE place = ?", (place,))


# --- opening --------------------------------------------------------------------------------------


def open_store(path: str | Path, *, create: bool = False) -> Store:
    """The case at ``path``; raises CaseError with the reason where there is none that this sayso can use."""
    path = Path(path)
    with clear_errors(path):
        check_file(path, create=create)
        store = connect(path)
        try:
            prepare(store)
        except BaseException:
            store.connection.close()
            raise
    return store


def check_file(path: Path, *, create: bool) -> None:
    """Raises CaseError unless ``path`` is a SQLite file, or may become one."""
    if path.is_dir():
        raise CaseError(path, "is a folder, not a case")
    if not path.exists():
        if not create:
            raise CaseError(path, "no such case")
        if not path.parent.is_dir():
            raise CaseError(path, "its folder does not exist")
        return
    try:
        with path.open("rb") as file:
            header = file.read(len(HEADER))
    except OSError as error:
        raise CaseError(path, f"cannot be opened: {error.strerror}") from error
    if header != HEADER and (header or not create):
        raise CaseError(path, "is not a sayso case" if header else "is empty, no case")


def connect(path: Path) -> Store:
    """An open connection; read-only where the file or its folder does not let us write."""
    read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    # A log beside the file may hold what is not in the file yet; without one, the file is all there is.
    log = Path(f"{path}-wal")
    mode = "mode=rwc" if not read_only else "mode=ro" if log.exists() else "mode=ro&immutable=1"
    address = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    return Store(path, connection, read_only=read_only)


def prepare(store: Store) -> None:
    """Makes the tables of a new case, or brings an older one up to date; refuses what is no case."""
    if count_migrations(store) == len(MIGRATIONS):
        set_journal(store)
        return
    if store.read_only:
        raise CaseError(
            store.path, "was written by an older sayso and is read-only, so it cannot be brought up to date"
        )
    with store.transaction() as connection:
        count_migrations(store)  # another process may have been faster
        migrate(connection)
    set_journal(store)


def set_journal(store: Store) -> None:
    """Lets readers read while one writes. The mode stays with the file, so whoever can sets it."""
    if store.read_only or store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        return
    try:
        store.connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_BUSY":
            raise


def count_migrations(store: Store) -> int:
    """How many migrations the case has had; raises CaseError if it is no case, or a newer one."""
    connection = store.connection
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        if application or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise CaseError(store.path, "is not a sayso case")
        return 0
    done = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if done > len(MIGRATIONS):
        known = len(MIGRATIONS)
        raise CaseError(store.path, f"was written by a newer sayso (format {done}; this one knows {known})")
    return done


def digest_inputs(article: Article, hint: Interval | None) -> str:
    """The digest of all that a reading is made from."""
    return digest_records(replace(article, name="", retrieved=None, supersedes=None), hint)
