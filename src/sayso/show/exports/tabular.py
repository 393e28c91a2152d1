"""The flat tables as CSV, and what a flat table does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.show.exports.losses import Loss
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.sheets import list_changed, to_csv
from sayso.show.tables import TABLES, columns_of, values_of

CHANGED = "a spreadsheet would run or break at it"


def to_tables(index: Index, generated: str) -> Written:
    """The tables claims, events and figures, and what they do not hold."""
    files = {f"{name}.csv": text for name, text in to_csv(index.weighed).items()}
    return Written(files, (*_lose_cells(index), *lose_structure(index)))


def _lose_cells(index: Index) -> Iterator[Loss]:
    """Words that a spreadsheet gets changed, since it would take them for a formula or break at them."""
    kind, list_records = TABLES["claims"]
    columns = columns_of(kind)
    for record in list_records(index):
        values = values_of(record)
        yield from lose_letters(str(values[0]), "", list_changed(columns, values))


def lose_letters(item: str, words: str, changed: list[str]) -> Iterator[Loss]:
    """That cells of an item's row are not to the letter, if some are."""
    if changed:
        yield Loss(item, words, f"{', '.join(changed)} not to the letter", CHANGED)


def lose_structure(index: Index) -> Iterator[Loss]:
    """What is neither claim, event nor figure."""
    why = "it is no row of claims, events or figures"
    for explanation in index.explanations.values():
        yield Loss(explanation.id, explanation.label, "who asserts and who denies it", why)
    for conflict in index.conflicts.values():
        yield Loss(conflict.id, conflict.why, "how its claims differ or agree", why)
    for article in index.articles.values():
        yield Loss(article.id, article.name, "its text, and from whom it copies", why)
