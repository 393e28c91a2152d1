"""The tables of a case, made by numbered steps: each is applied once, in order, and never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x53415930  # "SAY0": tells a case from any other SQLite file

ARTICLES = """
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  title TEXT,
  language TEXT,
  published_earliest TEXT,
  published_latest TEXT,
  text TEXT NOT NULL,
  raw BLOB NOT NULL,
  record TEXT NOT NULL
);
CREATE TABLE by_hand (
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (article_id, field)
);
CREATE TABLE readings (
  article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  version TEXT NOT NULL,
  inputs TEXT NOT NULL,
  record TEXT NOT NULL
);
CREATE TABLE problems (
  stage TEXT NOT NULL,
  place TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (stage, place, message)
);
CREATE VIRTUAL TABLE article_words USING fts5 (
  title, text, content = 'articles', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO article_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, title, text)
    VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER articles_changed AFTER UPDATE OF title, text ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, title, text)
    VALUES ('delete', old.number, old.title, old.text);
  INSERT INTO article_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
"""

READABLE = """
CREATE TABLE claim_rows (
  id TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  event_type TEXT,
  subtype TEXT,
  polarity TEXT NOT NULL,
  certainty REAL NOT NULL,
  happened_earliest TEXT,
  happened_latest TEXT,
  place TEXT,
  measure TEXT,
  low REAL,
  best REAL,
  high REAL,
  unit TEXT,
  of_whom TEXT,
  origin TEXT,
  origin_kind TEXT,
  chain TEXT NOT NULL
);
CREATE INDEX claim_rows_by_article ON claim_rows (article_id);
CREATE INDEX claim_rows_by_id ON claim_rows (id);
CREATE TABLE mention_rows (
  id TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL
);
CREATE INDEX mention_rows_by_article ON mention_rows (article_id);
"""

LINKED = """
CREATE TABLE linked_records (
  kind TEXT NOT NULL,
  place INTEGER NOT NULL,
  id TEXT,
  record TEXT NOT NULL,
  PRIMARY KEY (kind, place)
) WITHOUT ROWID;
CREATE INDEX linked_records_by_id ON linked_records (id);
CREATE TABLE judgements (
  number INTEGER PRIMARY KEY,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  record TEXT NOT NULL
);
CREATE TABLE stamps (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
"""

VIEWS = """
CREATE VIEW claims AS
  SELECT claim_rows.id, kind, quote, event_type, subtype, polarity, happened_earliest, happened_latest, place,
         measure, low, best, high, claim_rows.unit, of_whom, origin, origin_kind, chain,
         articles.outlet, articles.title, articles.name AS article, articles.url, article_id, start, "end"
  FROM claim_rows JOIN articles ON articles.id = article_id;
CREATE VIEW events AS
  SELECT linked_records.id AS event, json_extract(linked_records.record, '$.type') AS type, claims.*
  FROM linked_records, json_each(linked_records.record, '$.claim_ids') AS member
  JOIN claims ON claims.id = member.value
  WHERE linked_records.kind = 'event';
CREATE VIEW figures AS
  SELECT linked_records.id AS figure, json_extract(linked_records.record, '$.population') AS population,
         claims.*
  FROM linked_records, json_each(linked_records.record, '$.claim_ids') AS member
  JOIN claims ON claims.id = member.value
  WHERE linked_records.kind = 'figure';
CREATE VIEW origins AS
  SELECT origin, origin_kind AS kind, count(*) AS claims, count(DISTINCT article_id) AS articles
  FROM claim_rows WHERE origin IS NOT NULL GROUP BY origin, origin_kind;
"""


RECORD = """
CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  record TEXT NOT NULL
);
CREATE TABLE withdrawals (
  number INTEGER PRIMARY KEY,
  entry_id TEXT NOT NULL UNIQUE REFERENCES entries (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  by TEXT NOT NULL
);
INSERT INTO entries (id, kind, record)
  SELECT 'j' || printf('%010x', number), 'judgement', record FROM judgements;
DROP TABLE judgements;
"""

# A reading holds the day that was worked out for its article.
DATES = """
ALTER TABLE readings ADD COLUMN earliest TEXT
  GENERATED ALWAYS AS (json_extract(record, '$.published.earliest')) VIRTUAL;
ALTER TABLE readings ADD COLUMN latest TEXT
  GENERATED ALWAYS AS (json_extract(record, '$.published.latest')) VIRTUAL;
"""

READABLE_VIEWS = """
DROP VIEW IF EXISTS claims;
DROP VIEW IF EXISTS events;
DROP VIEW IF EXISTS figures;
DROP VIEW IF EXISTS origins;
CREATE VIEW claims AS
  SELECT quote,
         coalesce(origin, articles.outlet, articles.name) AS origin,
         coalesce(origin_kind, 'own words') AS origin_kind,
         coalesce(articles.outlet, articles.name) || CASE chain WHEN '' THEN '' ELSE ' > ' END
           || replace(chain, ' < ', ' > ') AS chain,
         CASE WHEN readings.earliest = readings.latest THEN readings.earliest
              WHEN readings.earliest IS NULL AND readings.latest IS NULL THEN NULL
              ELSE coalesce(readings.earliest, '..') || '/' || coalesce(readings.latest, '..')
         END AS published,
         kind, event_type, subtype, polarity, happened_earliest, happened_latest, place,
         measure, low, best, high, claim_rows.unit, of_whom,
         articles.outlet, articles.title, articles.name AS article, articles.url,
         claim_rows.id, claim_rows.article_id, start, "end"
  FROM claim_rows
  JOIN articles ON articles.id = claim_rows.article_id
  LEFT JOIN readings ON readings.article_id = claim_rows.article_id;
CREATE VIEW event_tellings AS
  SELECT linked_records.id AS event, json_extract(linked_records.record, '$.type') AS type, claims.*
  FROM linked_records, json_each(linked_records.record, '$.claim_ids') AS member
  JOIN claims ON claims.id = member.value
  WHERE linked_records.kind = 'event';
CREATE VIEW events AS
  SELECT event, min(telling) AS quote, type, count(*) AS tellings, count(DISTINCT article_id) AS articles,
         min(happened_earliest) AS earliest, max(happened_latest) AS latest,
         group_concat(DISTINCT place) AS places, group_concat(DISTINCT origin) AS origins
  FROM (SELECT *, first_value(quote) OVER (PARTITION BY event ORDER BY abs(length(quote) - 80), id) AS telling
        FROM event_tellings)
  GROUP BY event ORDER BY min(happened_earliest) IS NULL, min(happened_earliest), event;
CREATE VIEW figure_reports AS
  SELECT linked_records.id AS figure, json_extract(linked_records.record, '$.population') AS population,
         claims.*
  FROM linked_records, json_each(linked_records.record, '$.claim_ids') AS member
  JOIN claims ON claims.id = member.value
  WHERE linked_records.kind = 'figure';
CREATE VIEW figures AS
  SELECT figure, measure, population, unit, count(*) AS reports, count(DISTINCT article_id) AS articles,
         min(coalesce(low, best, high)) AS lowest, max(coalesce(high, best, low)) AS highest,
         group_concat(DISTINCT origin) AS origins, min(published) AS first_published,
         max(published) AS last_published
  FROM figure_reports GROUP BY figure ORDER BY count(*) DESC, figure;
CREATE VIEW origins AS
  SELECT origin, origin_kind AS kind, count(*) AS claims, count(DISTINCT article_id) AS articles,
         group_concat(DISTINCT coalesce(outlet, article)) AS outlets
  FROM claims WHERE origin_kind != 'own words' GROUP BY origin, origin_kind
  ORDER BY count(DISTINCT article_id) DESC, count(*) DESC, origin;
"""

FETCHES = """
CREATE TABLE fetches (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  url TEXT NOT NULL,
  final TEXT NOT NULL,
  status INTEGER,
  etag TEXT,
  modified TEXT,
  digest TEXT,
  size INTEGER NOT NULL,
  note TEXT NOT NULL
);
CREATE INDEX fetches_by_url ON fetches (url);
CREATE TABLE fetched_bytes (
  digest TEXT PRIMARY KEY,
  raw BLOB NOT NULL
);
"""


def create_case(connection: sqlite3.Connection) -> None:
    """Migration 1: every table and view of the first format."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for script in (ARTICLES, READABLE, LINKED, VIEWS):
        run_script(connection, script)


def add_fetches(connection: sqlite3.Connection) -> None:
    """The log of what was fetched, and the bytes of what came and is no article."""
    run_script(connection, FETCHES)


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Runs statements one by one: ``executescript`` would commit the transaction that we are in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def create_record(connection: sqlite3.Connection) -> None:
    """Migration 2: what persons judged and corrected is one log, to which withdrawals are added."""
    run_script(connection, RECORD)


# What the case asks of every reading is kept apart, so that one more article does not cost decoding all.
FACTS = """
CREATE TABLE reading_facts (
  article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  version TEXT NOT NULL,
  inputs TEXT NOT NULL,
  hint TEXT,
  published TEXT,
  evidence TEXT NOT NULL,
  unread TEXT,
  numbers_not_read INTEGER NOT NULL,
  suspect INTEGER NOT NULL
);
INSERT INTO reading_facts
  SELECT article_id, version, inputs, json_extract(record, '$.hint'), json_extract(record, '$.published'),
         coalesce(json_extract(record, '$.evidence'), '{}'), json_extract(record, '$.unread'),
         coalesce(json_extract(record, '$.numbers_not_read'), 0), 0
  FROM readings;
CREATE TRIGGER by_hand_set AFTER INSERT ON by_hand BEGIN
  UPDATE reading_facts SET suspect = 1 WHERE article_id = new.article_id;
END;
CREATE TRIGGER by_hand_taken_back AFTER DELETE ON by_hand BEGIN
  UPDATE reading_facts SET suspect = 1 WHERE article_id = old.article_id;
END;
CREATE TABLE changes (number INTEGER NOT NULL);
INSERT INTO changes VALUES (1);
CREATE TABLE answers (
  view TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  record BLOB NOT NULL
);
"""
# A change in any of these may change what the case says.
COUNTED = ("articles", "by_hand", "readings", "entries", "withdrawals")


def create_counter(connection: sqlite3.Connection) -> None:
    """Migration 3: a counter of changes, answers that hold until it moves, and the facts of readings."""
    run_script(connection, FACTS)
    for table in COUNTED:
        for change in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_{change.lower()}_counted AFTER {change} ON {table}"
                " BEGIN UPDATE changes SET number = number + 1; END"
            )


def make_views_readable(connection: sqlite3.Connection) -> None:
    """Migration 4: views with a row for each event and figure, and with the dates of the articles."""
    for script in (DATES, READABLE_VIEWS):
        run_script(connection, script)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    create_case,
    create_record,
    create_counter,
    make_views_readable,
    add_fetches,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Applies the migrations that the case has not had; the caller holds the transaction."""
    done = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for number, migration in enumerate(MIGRATIONS[done:], start=done + 1):
        migration(connection)
        connection.execute(f"PRAGMA user_version = {number}")
