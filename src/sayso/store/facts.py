"""What the case asks of every reading, kept apart from the readings: nothing here decodes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sayso.model import DateEvidence, Interval
from sayso.store.query import ask
from sayso.store.records import decode_record

if TYPE_CHECKING:
    from sayso.store.sqlite import Store


def list_suspects(store: Store, version: str) -> list[str]:
    """The articles whose readings are not there, are older, or may be of another article than now."""
    sql = (
        "SELECT id FROM articles LEFT JOIN reading_facts ON article_id = id"
        " WHERE article_id IS NULL OR suspect OR version != ? ORDER BY id"
    )
    return [str(row[0]) for row in ask(store, sql, version)]


def count_articles(store: Store) -> int:
    """How many articles the case holds."""
    ((number,),) = ask(store, "SELECT count(*) FROM articles")
    return int(str(number))


def list_articles(store: Store) -> list[str]:
    """The ids of all articles."""
    return [str(row[0]) for row in ask(store, "SELECT id FROM articles ORDER BY id")]


def read_hints(store: Store) -> dict[str, Interval]:
    """The dates that the case told of articles when they were read."""
    rows = ask(store, "SELECT article_id, hint FROM reading_facts WHERE hint IS NOT NULL")
    return {str(article_id): decode_record(str(hint), Interval) for article_id, hint in rows}


def tells_every_date(store: Store) -> bool:
    """Whether each article tells its date by itself."""
    sql = "SELECT 1 FROM reading_facts WHERE published IS NULL OR hint IS NOT NULL LIMIT 1"
    return not ask(store, sql)


def read_evidence(store: Store) -> dict[str, tuple[DateEvidence, Interval | None]]:
    """By article, what its words tell of its date, and the date that it tells by itself."""
    rows = ask(store, "SELECT article_id, evidence, published, hint FROM reading_facts")
    found = {}
    for key, evidence, published, hint in rows:
        # A date that came from the case is no evidence, or the second time would differ from the first.
        own = decode_record(str(published), Interval) if published and not hint else None
        found[str(key)] = decode_record(str(evidence), DateEvidence), own
    return found


class Counted(NamedTuple):
    """How much of the case was read, for its coverage; ``unread`` holds id, name and reason."""

    articles: int
    unread: tuple[tuple[str, str, str], ...]
    numbers_not_read: int
    undated: int


def count_read(store: Store) -> Counted:
    """What was read of the case and what was not, without reading it."""
    joined = "FROM articles LEFT JOIN reading_facts ON article_id = articles.id"
    undated = "reading_facts.published IS NULL AND published_earliest IS NULL AND published_latest IS NULL"
    with store.snapshot():
        ((articles, numbers, dateless),) = ask(
            store, f"SELECT count(*), total(numbers_not_read), total({undated}) {joined}"
        )
        unread = ask(
            store,
            f"SELECT articles.id, name, coalesce(unread, 'not read yet') {joined}"
            " WHERE article_id IS NULL OR unread != '' ORDER BY articles.id",
        )
    told = tuple((str(key), str(name), str(why)) for key, name, why in unread)
    return Counted(int(str(articles)), told, int(float(str(numbers))), int(float(str(dateless))))


def count_other_versions(store: Store, version: str) -> int:
    """How many readings another version made."""
    ((number,),) = ask(store, "SELECT count(*) FROM reading_facts WHERE version != ?", version)
    return int(str(number))
