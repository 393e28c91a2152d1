"""Questions to a case. Nothing here writes."""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from sayso.anchoring import anchor_again
from sayso.corrections import apply_to_readings
from sayso.model import (
    Article,
    Correction,
    Entity,
    Event,
    Explanation,
    Fetch,
    Figure,
    Judgement,
    Link,
    Linked,
    Past,
    Problem,
    Reading,
)
from sayso.store.errors import CaseError, clear_errors
from sayso.store.records import (
    Record,
    apply_by_hand,
    check_spans,
    decode_record,
    order_versions,
)

if TYPE_CHECKING:
    from sayso.store.sqlite import Store

Entry = TypeVar("Entry", Judgement, Correction)


FETCH_COLUMNS = ("at", "url", "final", "status", "etag", "modified", "digest", "size", "note")


class Hit(NamedTuple):
    """An article that holds the words searched for; ``excerpt`` marks them with square brackets."""

    article_id: str
    name: str
    outlet: str | None
    title: str | None
    language: str | None
    excerpt: str


def ask(store: Store, sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows that answer ``sql``."""
    with clear_errors(store.path):
        return store.connection.execute(sql, values).fetchall()


# --- articles -------------------------------------------------------------------------------------


def read_original(store: Store, article_id: str) -> Article:
    """An article as it was read, without what was set by hand; raises CaseError if there is none."""
    rows = ask(store, "SELECT text, record FROM articles WHERE id = ?", article_id)
    if not rows:
        raise CaseError(store.path, f"no article {article_id}")
    return restore_article(*rows[0])


def restore_article(text: object, record: object) -> Article:
    """The article of a row."""
    return replace(decode_record(str(record), Article), text=str(text))


def read_article(store: Store, article_id: str) -> Article:
    """An article with what was set by hand, but for the version that it supersedes."""
    return apply_by_hand(read_original(store, article_id), read_by_hand(store).get(article_id, {}))


def read_articles(store: Store, *, texts: bool = True) -> tuple[Article, ...]:
    """All articles by id, with what was set by hand, each with the version that it supersedes."""
    by_hand = read_by_hand(store)
    rows = ask(store, f"SELECT {'text' if texts else repr('')}, record FROM articles")
    articles = (restore_article(*row) for row in rows)
    return order_versions(apply_by_hand(article, by_hand.get(article.id, {})) for article in articles)


def read_by_hand(store: Store) -> dict[str, dict[str, str]]:
    """What was set by hand, by article and field, as JSON."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for article_id, field, value in ask(store, "SELECT article_id, field, value FROM by_hand"):
        values[str(article_id)][str(field)] = str(value)
    return values


def read_raw(store: Store, article_id: str) -> bytes:
    """The bytes from which an article was read."""
    rows = ask(store, "SELECT raw FROM articles WHERE id = ?", article_id)
    if not rows:
        raise CaseError(store.path, f"no article {article_id}")
    return zlib.decompress(rows[0][0])  # type: ignore[arg-type]


def has_article(store: Store, article_id: str) -> bool:
    """Whether the case holds the article."""
    return bool(ask(store, "SELECT 1 FROM articles WHERE id = ?", article_id))


def find_article(store: Store, wanted: str) -> Article:
    """The article with this id, beginning of an id, name or address; raises CaseError if not just one."""
    sql = "SELECT id FROM articles WHERE ?1 IN (id, name, url) ORDER BY id"
    found = [str(row[0]) for row in ask(store, sql, wanted)]
    if not found and len(wanted) > 1:
        begun = "SELECT id FROM articles WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id"
        found = [str(row[0]) for row in ask(store, begun, wanted)]
    if len(found) == 1:
        return read_article(store, found[0])
    if not found:
        raise CaseError(store.path, f"no article {wanted}")
    raise CaseError(store.path, f"{wanted} may be any of {', '.join(found)}")


# --- what was made of them ------------------------------------------------------------------------


def read_readings(store: Store) -> tuple[Reading, ...]:
    """All readings by article id, their spans not yet checked."""
    rows = ask(store, "SELECT record FROM readings ORDER BY article_id")
    return tuple(restore(store, record, Reading) for (record,) in rows)


def restore(store: Store, record: object, kind: type[Record]) -> Record:
    """The record of a row; raises CaseError where another version wrote it in another form."""
    try:
        return decode_record(str(record), kind)
    except msgspec.DecodeError as error:
        reason = f"holds what another version read ({error}); `sayso update` reads it again"
        raise CaseError(store.path, reason) from error


def read_usable(store: Store, article_id: str) -> Reading | None:
    """The reading of an article, if this version can take it over."""
    for (record,) in ask(store, "SELECT record FROM readings WHERE article_id = ?", article_id):
        with suppress(msgspec.DecodeError):
            return decode_record(str(record), Reading)
    return None


def read_made_from(store: Store, article_id: str) -> str | None:
    """The digest of what the reading of an article was made from."""
    rows = ask(store, "SELECT inputs FROM reading_facts WHERE article_id = ?", article_id)
    return str(rows[0][0]) if rows else None


def read_records(store: Store, kind: str, record: type[Record]) -> tuple[Record, ...]:
    """All linked records of a kind, in their order."""
    rows = ask(store, "SELECT record FROM linked_records WHERE kind = ? ORDER BY place", kind)
    return tuple(restore(store, text, record) for (text,) in rows)


def read_judgements(store: Store) -> tuple[Judgement, ...]:
    """What people have decided, in an order that does not depend on when."""
    return read_entries(store, "judgement", Judgement)


def read_corrections(store: Store) -> tuple[Correction, ...]:
    """What people have set right, in an order that does not depend on when."""
    return read_entries(store, "correction", Correction)


def read_entries(store: Store, kind: str, record: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a kind, each with the withdrawal that was added to it."""
    sql = (
        "SELECT record, entries.id, withdrawals.at, withdrawals.by FROM entries"
        " LEFT JOIN withdrawals ON entry_id = entries.id WHERE kind = ? ORDER BY entries.id"
    )
    found = []
    for text, key, at, by in ask(store, sql, kind):
        entry = restore(store, text, record)
        when, who = (str(at), str(by)) if at is not None else (entry.withdrawn, entry.withdrawn_by)
        found.append(replace(entry, id=str(key), withdrawn=when, withdrawn_by=who))
    return tuple(found)


def read_inputs(store: Store) -> tuple[tuple[Reading, ...], tuple[Judgement, ...], tuple[Correction, ...]]:
    """All readings as they were read, and what persons said of them, by the ids that things have now."""
    readings = read_readings(store)
    return readings, *anchor_again(read_judgements(store), read_corrections(store), readings)


def read_linked(store: Store, *, checked: bool = True) -> Linked:
    """The whole case as it was last joined; raises InexactSpan where a quote is not in its text."""
    with store.snapshot():
        readings, judgements, corrections = read_inputs(store)
        linked = Linked(
            articles=read_articles(store),
            readings=apply_to_readings(readings, corrections),
            entities=read_records(store, "entity", Entity),
            events=read_records(store, "event", Event),
            figures=read_records(store, "figure", Figure),
            explanations=read_records(store, "explanation", Explanation),
            links=read_records(store, "link", Link),
            judgements=judgements,
            corrections=corrections,
        )
    return check_linked(linked) if checked else linked


def check_linked(linked: Linked) -> Linked:
    """``linked`` itself, if each quote in it is in its text; else raises InexactSpan."""
    texts = {article.id: article.text for article in linked.articles}
    check_spans((linked.readings, linked.links), texts)
    return linked


def read_stamp(store: Store) -> str | None:
    """The stamp of what the linked records were made from; None if they were never made."""
    rows = ask(store, "SELECT value FROM stamps WHERE name = 'linked'")
    return str(rows[0][0]) if rows else None


def compute_stamp(store: Store, version: str) -> str:
    """The stamp that linked records have if they are made now: it moves with every change to the case."""
    ((number,),) = ask(store, "SELECT number FROM changes")
    return f"{version} {number}"


def read_answer(store: Store, view: str, stamp: str) -> bytes | None:
    """The rows of a view as they were kept, if the case has the stamp that it had then."""
    rows = ask(store, "SELECT record FROM answers WHERE view = ? AND stamp = ?", view, stamp)
    return zlib.decompress(rows[0][0]) if rows else None  # type: ignore[arg-type]


def read_old_answer(store: Store, view: str, version: str) -> bytes | None:
    """The rows of a view as this ``version`` kept them last; the case may have changed since."""
    prefix = f"{version} "
    rows = ask(
        store,
        "SELECT record FROM answers WHERE view = ? AND substr(stamp, 1, ?) = ?",
        view,
        len(prefix),
        prefix,
    )
    return zlib.decompress(rows[0][0]) if rows else None  # type: ignore[arg-type]


def read_record_ids(store: Store, article_id: str) -> tuple[str, ...]:
    """The ids of an article and of the claims and mentions in it."""
    rows = ask(
        store,
        "SELECT id FROM claim_rows WHERE article_id = ?1"
        " UNION SELECT id FROM mention_rows WHERE article_id = ?1",
        article_id,
    )
    return (article_id, *(str(row[0]) for row in rows))


def read_problems(store: Store) -> tuple[Problem, ...]:
    """What was refused."""
    rows = ask(store, "SELECT stage, place, message FROM problems ORDER BY place, stage, message")
    return tuple(Problem(str(stage), str(where), str(message)) for stage, where, message in rows)


# --- what was fetched -----------------------------------------------------------------------------


def read_fetches(store: Store) -> tuple[Fetch, ...]:
    """Every request in the order in which they were made."""
    return tuple(
        map(make_fetch, ask(store, f"SELECT {', '.join(FETCH_COLUMNS)} FROM fetches ORDER BY number"))
    )


def make_fetch(row: tuple[object, ...]) -> Fetch:
    """The request of a row."""
    return msgspec.convert(dict(zip(FETCH_COLUMNS, row, strict=True)), Fetch)


def read_past(store: Store, url: str) -> Past:
    """What is known of an address. A request that was repeated at once is no failure by itself."""
    sql = f"SELECT {', '.join(FETCH_COLUMNS)} FROM fetches WHERE url = ? ORDER BY number DESC LIMIT 100"
    made = [make_fetch(row) for row in ask(store, sql, url)]
    good = next((place for place, fetch in enumerate(made) if fetch.status == 200), len(made))
    failed = [
        fetch for fetch in made[:good] if fetch.status != 304 and not fetch.note.startswith("asked again")
    ]
    return Past(made[good] if good < len(made) else None, made[0] if made else None, len(failed))


def read_fetched(store: Store, digest: str) -> bytes | None:
    """The bytes of an answer that became no article, by their digest; None if an article keeps them."""
    rows = ask(store, "SELECT raw FROM fetched_bytes WHERE digest = ?", digest)
    return zlib.decompress(rows[0][0]) if rows else None  # type: ignore[arg-type]


# --- search ---------------------------------------------------------------------------------------


def search_articles(store: Store, words: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """The articles that hold all ``words`` in text or title, best first."""
    terms = words.split()
    if not terms:
        return ()
    if any(is_unspaced(character) for character in words):
        return scan_articles(store, terms, limit)
    quoted = " ".join('"' + term.replace('"', '""') + '"' for term in terms)
    sql = (
        "SELECT a.id, a.name, a.outlet, a.title, a.language, snippet(article_words, 1, '[', ']', '…', 24)"
        " FROM article_words JOIN articles AS a ON a.number = article_words.rowid"
        " WHERE article_words MATCH ? ORDER BY bm25(article_words, 4.0, 1.0), a.id LIMIT ?"
    )
    return tuple(Hit(*row) for row in ask(store, sql, quoted, limit))  # type: ignore[arg-type]


def is_unspaced(character: str) -> bool:
    """Whether a letter is of a script that writes words without spaces, which the word index cannot cut."""
    name = unicodedata.name(character, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))


def scan_articles(store: Store, terms: list[str], limit: int) -> tuple[Hit, ...]:
    """The same without the index."""
    hits = (make_hit(article, terms) for article in read_articles(store))
    return tuple(hit for hit in hits if hit)[:limit]


def make_hit(article: Article, terms: list[str]) -> Hit | None:
    """The article as a hit, if it holds every term."""
    whole = f"{article.title or ''}\n{article.text}"
    if not all(term in whole for term in terms):
        return None
    start = max(article.text.find(terms[0]), 0)
    end = start + len(terms[0])
    excerpt = f"{article.text[max(start - 60, 0) : start]}[{terms[0]}]{article.text[end : end + 60]}"
    return Hit(article.id, article.name, article.outlet, article.title, article.language, excerpt)


# --- soundness ------------------------------------------------------------------------------------


def find_damage(store: Store) -> Iterator[Problem]:
    """What is wrong with the file itself: its pages, its references, its index, the bytes of its articles."""
    for (message,) in ask(store, "PRAGMA integrity_check"):
        if message != "ok":
            yield Problem("store", str(store.path), str(message))
    for table, row, *_ in ask(store, "PRAGMA foreign_key_check"):
        yield Problem("store", str(store.path), f"{table}: row {row} belongs to no article")
    yield from find_index_damage(store)
    for article_id in [str(row[0]) for row in ask(store, "SELECT id FROM articles ORDER BY id")]:
        yield from find_article_damage(store, article_id)
    for digest in [str(row[0]) for row in ask(store, "SELECT digest FROM fetched_bytes ORDER BY digest")]:
        yield from find_fetched_damage(store, digest)


def find_index_damage(store: Store) -> Iterator[Problem]:
    """Whether the word index says what the texts say."""
    if store.read_only:
        return
    try:
        store.connection.execute(
            "INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError as error:
        yield Problem("store", str(store.path), f"the word index does not match the texts: {error}")


def find_fetched_damage(store: Store, digest: str) -> Iterator[Problem]:
    """Whether bytes that became no article are those that were fetched."""
    try:
        raw = read_fetched(store, digest) or b""
    except zlib.error as error:
        yield Problem("store", digest[:12], f"cannot be read back: {error}")
        return
    if hashlib.sha256(raw).hexdigest() != digest:
        yield Problem("store", digest[:12], "its bytes are not those that were fetched")


def find_article_damage(store: Store, article_id: str) -> Iterator[Problem]:
    """Whether an article's bytes are those that were read, and its record can be."""
    try:
        article = read_article(store, article_id)
        raw = read_raw(store, article_id)
    except (msgspec.DecodeError, zlib.error) as error:
        yield Problem("store", article_id, f"cannot be read back: {error}")
        return
    if hashlib.sha256(raw).hexdigest() != article.digest:
        yield Problem("store", article_id, "its bytes are not those that were read")
