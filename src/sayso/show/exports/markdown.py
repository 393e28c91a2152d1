"""The whole account as a report in Markdown, with every quote and whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sayso.show.account import build_account
from sayso.show.exports.losses import Loss
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.measures import NO_BEST
from sayso.show.phrases import say_backing, say_chain, say_coverage
from sayso.show.rows import (
    Account,
    ArticleRow,
    FigureRow,
    Overview,
    QuestionRow,
    Quote,
    RelationRow,
    ReportRow,
    TimelineRow,
)
from sayso.show.words import count, make_safe, say_day
from sayso.version import __version__

# What Markdown, its usual dialects or a template language would take for more than words.
SPECIAL = re.compile(r"[\\`*\[\]|~#$]|(?<![^\W_])_|_(?![^\W_])|^[-+=]")
NUMBERED = re.compile(r"^(\d+)(?=[.)])")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "@": "&#64;"}
AUTOLINK = re.compile(r"(?i)(?<=www)\.|:(?=//)|(?<=mailto):|(?<=xmpp):")
MOST_RELATIONS = 6  # each two reports differ somehow
MOST_NAMED = 12  # an overview is a page; the views below hold all
Row = TypeVar("Row")


def to_markdown(index: Index, generated: str) -> Written:
    """The report, and what it leaves out."""
    account = build_account(index.weighed)
    blocks = (block for block in _write_report(account, generated) if block)
    return Written({"case.md": "\n\n".join(blocks) + "\n"}, tuple(_lose(index, account)))


def escape_markdown(words: str) -> str:
    """``words`` on one line that read as themselves: no markup, no link, no template, no turned writing."""
    safe = NUMBERED.sub(r"\g<0>\\", SPECIAL.sub(r"\\\g<0>", make_safe(words).strip()))
    safe = "".join(ENTITIES.get(letter, letter) for letter in safe)
    return AUTOLINK.sub(r"\\\g<0>", safe)


def _lose(index: Index, account: Account) -> Iterator[Loss]:
    for row in account.figures:
        if len(row.relations) > MOST_RELATIONS:
            lost = f"how its reports differ, beyond {MOST_RELATIONS}"
            yield Loss(row.id, row.title, lost, "each two reports differ; conflicts are told by themselves")
    for claim in index.claims.values():
        if claim.id not in index.holders:
            why = "it stands in no event, figure or explanation"
            yield Loss(claim.id, claim.span.exact, "its words", why)
    for article in index.articles.values():
        yield Loss(article.id, article.name, "its text", "the report quotes; case.json holds the texts")


def _write_report(account: Account, generated: str) -> Iterator[str]:
    yield "# What is said, and on whose say-so"
    yield from _write_head(account, generated)
    yield from _write_overview(account.overview)
    yield from _write_section("Timeline", account.timeline, _write_event, "No events were read.")
    several = [row for row in account.figures if not row.is_told_once]
    yield from _write_section("Figures", several, _write_figure, "No figure was told twice.")
    yield from _write_told_once([row for row in account.figures if row.is_told_once])
    yield from _write_section("Explanations", account.questions, _write_question, "None was read.")
    yield from _write_section("Contested", account.contested, _write_relation, "Nothing was found to clash.")
    yield from _write_sources(account)


def _write_section(
    title: str, rows: Sequence[Row], write: Callable[[Row], Iterator[str]], none: str
) -> Iterator[str]:
    yield f"## {title}"
    if not rows:
        yield none
    for row in rows:
        yield from write(row)


def _write_head(account: Account, generated: str) -> Iterator[str]:
    if account.as_of:
        yield f"As of the end of {say_day(account.as_of)}."
    made = f" on {generated[:10]}" if generated else ""
    yield (
        f"Made by sayso {__version__}{made} from the reports alone. It says who says what; it does not say "
        "what is true."
    )
    yield escape_markdown(say_coverage(account.coverage))


# --- overview -------------------------------------------------------------------------------------


def _write_overview(overview: Overview) -> Iterator[str]:
    yield "## Overview"
    yield (
        f"{count(overview.articles, 'article')} from {count(overview.outlets, 'outlet')}, resting on "
        f"{count(len(overview.origins), 'named origin')}. {count(overview.events, 'event')}, "
        f"{count(overview.figures, 'figure')}, {count(overview.explanations, 'explanation')}."
    )
    lists = (
        ("Told by two or more named origins, contested by nobody", overview.agreed),
        ("Contested", overview.contested),
        ("Resting on one named origin", overview.on_one_origin),
        ("Resting on no named origin", overview.on_none),
    )
    for title, rows in lists:
        if rows:
            yield f"**{title}** ({len(rows)})"
            named = [f"{escape_markdown(words)} `{key}`" for key, words in rows[:MOST_NAMED]]
            more = len(rows) - len(named)
            yield _list([*named, f"and {more} more, below"] if more else named)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


# --- events, figures, explanations ------------------------------------------------------------------


def _write_event(row: TimelineRow) -> Iterator[str]:
    how = f" ({row.how_dated})" if row.how_dated else ""
    yield f"### {row.when}{how}: “{escape_markdown(row.label)}”"
    facts = [
        f"Contested. {_say_places(row)}" if row.contested else _say_places(row),
        f"{escape_markdown(say_backing(row.backing))}.",
        f"Part of `{row.part_of}`." if row.part_of else "",
        f"`{row.id}`",
    ]
    yield " ".join(fact for fact in facts if fact)
    # The one telling's words stand in the heading already.
    alone = len(row.quotes) == 1 and make_safe(row.quotes[0].words) == row.label
    yield _write_source(row.quotes[0]) if alone else _write_quotes(row.quotes)


def _say_places(row: TimelineRow) -> str:
    if row.place:
        return f"{escape_markdown(row.place)}."
    return f"Placed in {escape_markdown(', '.join(row.places))}." if row.places else ""


def _write_quotes(quotes: Iterable[Quote]) -> str:
    return _list(_write_quote(quote) for quote in quotes)


def _write_quote(quote: Quote) -> str:
    return f"“{escape_markdown(quote.words)}” ({_say_source(quote)}) `{quote.claim_id}`"


def _write_source(quote: Quote) -> str:
    return f"{_say_source(quote)} `{quote.claim_id}`"


def _say_source(quote: Quote) -> str:
    stance = f", {quote.polarity}" if quote.polarity != "asserted" else ""
    return f"{escape_markdown(say_chain(quote))}, {quote.published}{stance}"


def _write_figure(row: FigureRow) -> Iterator[str]:
    yield f"### {escape_markdown(row.title)}: {escape_markdown(row.spread)}"
    best = row.best if row.best == NO_BEST else f"best: {row.best}"
    why = f" ({row.why})" if row.why else ""
    when = f"As of {row.as_of}; " if row.as_of else ""
    mark = "Contested. " if row.contested else ""
    facts = f"{when}{escape_markdown(best + why)}. {escape_markdown(say_backing(row.backing))}."
    yield f"{mark}{facts} `{row.id}`"
    head = "| As of | Value | Who says so | Reported | Words |\n|---|---|---|---|---|"
    yield "\n".join((head, *(_write_report_row(report) for report in row.reports)))
    told = [f"{k.kind}: {escape_markdown(k.why)}" for k in row.relations[:MOST_RELATIONS]]
    more = len(row.relations) - len(told)
    yield _list([*told, f"and {more} more"] if more else told)


def _write_told_once(rows: Sequence[FigureRow]) -> Iterator[str]:
    """A table of the figures of which there is nothing to compare."""
    if not rows:
        return
    yield f"### Told once ({len(rows)})"
    head = "| What | Value | Who says so | Reported | Words | Id |\n|---|---|---|---|---|---|"
    yield "\n".join((head, *(_write_once_row(row) for row in rows)))


def _write_once_row(row: FigureRow) -> str:
    (report,) = row.reports
    _, *cells = _read_cells(report)
    return f"| {' | '.join(escape_markdown(cell) for cell in (row.title, *cells))} | `{row.id}` |"


def _write_report_row(report: ReportRow) -> str:
    return f"| {' | '.join(escape_markdown(cell) for cell in _read_cells(report))} |"


def _read_cells(report: ReportRow) -> tuple[str, ...]:
    """As of when, which value, who says so, when that was reported, in which words."""
    quote = report.quote
    notes = (quote.polarity if quote.polarity != "asserted" else "", "earlier" if report.before else "")
    note = ", ".join(filter(None, notes))
    repeats = f" (words of {report.repeats})" if report.repeats else ""
    return (
        report.as_of,
        f"{report.value} ({note})" if note else report.value,
        f"{say_chain(quote)}{repeats}",
        report.reported,
        f"“{quote.words}”",
    )


def _write_question(row: QuestionRow) -> Iterator[str]:
    yield f"### {escape_markdown(row.question)}"
    for explanation in row.explanations:
        yield f"**{escape_markdown(explanation.label)}** `{explanation.id}`"
        cells = (cell for cells in explanation.cells for cell in cells)
        yield _list(f"{cell.stance}: {_write_quote(cell.quote)}" for cell in cells)


def _write_relation(row: RelationRow) -> Iterator[str]:
    about = f"{escape_markdown(row.subject)}: " if row.subject else ""
    yield f"### {about}{escape_markdown(row.why)}"
    yield _write_quotes(row.quotes)


# --- sources ----------------------------------------------------------------------------------------


def _write_sources(account: Account) -> Iterator[str]:
    yield "## Who rests on whom"
    origins = account.sources.origins
    if origins:
        yield _list(
            f"{escape_markdown(row.name)} ({row.kind}): "
            + escape_markdown(", ".join(dict.fromkeys(outlet for _, outlet in row.articles)))
            for row in origins
        )
    if account.sources.copies:
        yield "**Copies**"
        yield _list(
            f"{escape_markdown(row.outlet)} takes words from {escape_markdown(row.origin)}: "
            f"{escape_markdown(row.why)}"
            for row in account.sources.copies
        )
    yield "## The reports"
    yield _list(_write_article(row) for row in account.sources.articles)


def _write_article(row: ArticleRow) -> str:
    title = f"“{escape_markdown(row.title)}”, " if row.title else ""
    unread = f"; not read: {escape_markdown(row.unread)}" if row.unread else ""
    address = f", {escape_markdown(row.address)}" if row.address else ""
    told = f"{count(row.claims, 'claim')}{unread}"
    return (
        f"{escape_markdown(row.outlet)}, {title}{escape_markdown(row.published)}{address}: {told} `{row.id}`"
    )
