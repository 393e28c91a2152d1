"""Rows that show themselves in a notebook, and are plain tuples to everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar

from markupsafe import Markup

from sayso.show.marks import show_letters
from sayso.show.measures import NO_BEST
from sayso.show.phrases import say_backing, say_chain
from sayso.show.rows import FigureRow, QuestionRow, RelationRow, TimelineRow
from sayso.show.sketch import sketch_figure
from sayso.show.words import make_safe

Row = TypeVar("Row")
MOST_SHOWN = 200  # more rows make a notebook heavy; they are all in the tuple
STYLE = Markup("""<style>
.sayso table { border-collapse: collapse }
.sayso td, .sayso th { text-align: left; vertical-align: top; padding: 4px 8px }
.sayso svg { max-width: 100% }
</style>""")


class Rows(tuple[Row, ...]):
    """Rows of one kind, as a tuple."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The rows as a notebook shows them, with every word of a report escaped."""
        return str(write_html(self))


def write_html(rows: Sequence[object]) -> Markup:
    """Rows as HTML: figures with their plots, anything else as a table."""
    shown = rows[:MOST_SHOWN]
    figures = [row for row in shown if isinstance(row, FigureRow)]
    body = _write_figures(figures) if figures else _write_rows(shown)
    more = len(rows) - len(shown)
    rest = Markup("<p>and {} more</p>").format(more) if more else Markup("")
    return Markup('<div class="sayso">{}{}{}</div>').format(STYLE, body, rest)


def _write_rows(rows: Sequence[object]) -> Markup:
    if not rows:
        return Markup("<p>None.</p>")
    heads, cells = _read_cells(rows)
    return _write_table(heads, cells)


def _write_table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Markup:
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in heads)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(_write_cell(cell) for cell in row)) for row in rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def _write_cell(cell: object) -> Markup:
    words = "" if cell is None else show_letters(str(cell))
    return Markup('<td><bdi dir="auto">{}</bdi></td>').format(words)


def _read_cells(rows: Sequence[object]) -> tuple[Sequence[str], list[tuple[object, ...]]]:
    """Heads and cells: chosen for the views, all fields of anything else."""
    first = rows[0]
    if isinstance(first, TimelineRow):
        return ("When", "What", "Where", "Behind it", "Contested", "Id"), [
            _read_event(row) for row in rows if isinstance(row, TimelineRow)
        ]
    if isinstance(first, RelationRow):
        return ("About", "Why", "Words"), [
            _read_relation(row) for row in rows if isinstance(row, RelationRow)
        ]
    if isinstance(first, QuestionRow):
        return ("Question", "Explanation", "Who", "Stance", "Words"), [
            cell for row in rows if isinstance(row, QuestionRow) for cell in _read_question(row)
        ]
    names = [field.name for field in fields(first)] if is_dataclass(first) else ["value"]
    return names, [tuple(getattr(row, name, row) for name in names) for row in rows]


def _read_event(row: TimelineRow) -> tuple[object, ...]:
    how = f" ({row.how_dated})" if row.how_dated else ""
    contested = "contested" if row.contested else ""
    return (
        f"{row.when}{how}",
        row.label if row.is_named_by_hand else f"“{row.label}”",
        row.place,
        say_backing(row.backing),
        contested,
        row.id,
    )


def _read_relation(row: RelationRow) -> tuple[object, ...]:
    return row.subject, row.why, " / ".join(f"“{q.words}” ({say_chain(q)})" for q in row.quotes)


def _read_question(row: QuestionRow) -> list[tuple[object, ...]]:
    return [
        (row.question, explanation.label, cell.quote.origin, cell.stance, f"“{cell.quote.words}”")
        for explanation in row.explanations
        for cells in explanation.cells
        for cell in cells
    ]


# --- figures ----------------------------------------------------------------------------------------


def _write_figures(rows: Sequence[FigureRow]) -> Markup:
    places = _give_places(rows)
    return Markup("").join(_write_figure(row, places) for row in rows)


def _write_figure(row: FigureRow, places: dict[str, int]) -> Markup:
    best = NO_BEST.capitalize() if row.best == NO_BEST else f"Best: {row.best}"
    head = Markup("<h4>{}: {}</h4><p>{}{}. {}</p>").format(
        make_safe(row.title),
        row.spread,
        "Contested. " if row.contested else "",
        best,
        make_safe(say_backing(row.backing)),
    )
    cells = ((r.as_of, r.value, say_chain(r.quote), r.reported, f"“{r.quote.words}”") for r in row.reports)
    table = _write_table(("As of", "Value", "Who says so", "Reported", "Words"), cells)
    return head + sketch_figure(row, places) + table


def _give_places(rows: Iterable[FigureRow]) -> dict[str, int]:
    """The origins by how many reports they have, the first with most: so they get their signs."""
    reports = Counter(report.quote.origin for row in rows for report in row.reports)
    ordered = sorted(reports, key=lambda name: (-reports[name], name))
    return {name: place for place, name in enumerate(ordered)}
