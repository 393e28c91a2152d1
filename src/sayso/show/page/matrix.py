"""Explanations as a table: a row for each, a column for each article that speaks to the question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sayso.model import ExplanationStance
from sayso.show.index import Index
from sayso.show.rows import Cell, ExplanationRow, QuestionRow
from sayso.show.words import count

MOST_COLUMNS = 16  # beyond these, outlets stand for their articles, and one column for the rarer outlets
OTHERS = "other outlets"


@dataclass(frozen=True, slots=True)
class Column:
    """An article, or all of an outlet's."""

    key: str
    outlet: str
    when: str
    target: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One explanation, with what each column has to say of it; an empty cell is silence."""

    row: ExplanationRow
    tally: str
    cells: tuple[tuple[Cell, ...], ...]
    words: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A question with its table, and how many articles say nothing to any of its explanations."""

    question: str
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    silent: int


def lay_matrix(index: Index, question: QuestionRow) -> Matrix:
    """The table of a question."""
    cells = [cell for row in question.explanations for cell in list_cells(row)]
    speaking = [
        article_id for article_id in index.articles if any(c.quote.article_id == article_id for c in cells)
    ]
    speaking.sort(key=lambda a: (str(_day(index, a)), index.outlet(a), a))
    by_article = len(speaking) <= MOST_COLUMNS
    told = Counter(index.outlet(cell.quote.article_id) for cell in cells)
    kept = {name for name, _ in sorted(told.items(), key=lambda each: (-each[1], each[0]))[:MOST_COLUMNS]}
    key_of = {a: a if by_article else _name_column(index.outlet(a), kept) for a in speaking}
    quotes = {cell.quote.article_id: cell.quote for cell in cells}
    columns = {
        key_of[a]: Column(
            key_of[a],
            index.outlet(a) if by_article else key_of[a],
            quotes[a].published if by_article else "",
            a,
        )
        for a in reversed(speaking)
    }
    ordered = [columns[key] for key in dict.fromkeys(key_of[a] for a in speaking)]
    rows = tuple(_lay_row(row, ordered, key_of) for row in question.explanations)
    return Matrix(question.question, tuple(ordered), rows, len(index.articles) - len(speaking))


def _name_column(outlet: str, kept: set[str]) -> str:
    return outlet if outlet in kept else OTHERS


def _day(index: Index, article_id: str) -> object:
    when = index.published(article_id)
    return (when.latest or when.earliest) if when else "9999"


def list_cells(row: ExplanationRow) -> tuple[Cell, ...]:
    """Everything that anybody says of an explanation."""
    return tuple(cell for cells in row.cells for cell in cells)


def _lay_row(row: ExplanationRow, columns: list[Column], key_of: dict[str, str]) -> MatrixRow:
    words = list_cells(row)
    cells = tuple(tuple(c for c in words if key_of[c.quote.article_id] == column.key) for column in columns)
    return MatrixRow(row, say_tally(words), cells, words)


def say_tally(cells: tuple[Cell, ...]) -> str:
    """How many assert, deny and so on, by origin: "2 assert, 1 denies"."""
    held = {(cell.stance, cell.quote.rests_on or cell.quote.origin) for cell in cells}
    tally = Counter(stance for stance, _ in held)
    verbs: tuple[tuple[ExplanationStance, str], ...] = (
        ("asserts", "assert"),
        ("denies", "deny"),
        ("hedges", "hedge"),
        ("reports", "report"),
    )
    return ", ".join(count(tally[one], one, many) for one, many in verbs if tally[one])
