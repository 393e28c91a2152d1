"""The views as tables in a terminal. Words of reports never reach it unmade safe."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from sayso.show.measures import NO_BEST
from sayso.show.notes import mark_by_hand, say_note
from sayso.show.phrases import say_backing, say_chain, say_coverage
from sayso.show.printing import (
    NARROW,
    print_inset,
    print_table,
    print_title,
    write,
    write_parts,
)
from sayso.show.rows import (
    Account,
    ArticleRow,
    Cell,
    Change,
    Coverage,
    FigureRow,
    Item,
    OriginRow,
    Passage,
    QuestionRow,
    Quote,
    RelationRow,
    ReportRow,
    TimelineRow,
)
from sayso.show.words import count, make_safe, say_day
from sayso.store.query import Hit

CONTESTED = "≠ contested"
MOST_DIFFERENCES = 6  # each two reports differ somehow; the words of all are a command away
GLYPHS = {"asserts": "●", "denies": "✕", "hedges": "◐", "reports": "○", "": "·"}


def print_view(console: Console, account: Account, view: str) -> None:
    """One view of the account, then its coverage; raises KeyError if there is no such view."""
    VIEWS[view](console, account)
    print_coverage(console, account.coverage)


# --- coverage -------------------------------------------------------------------------------------


def print_coverage(console: Console, coverage: Coverage) -> None:
    """What was read, what was not and why; every output ends with it."""
    console.print()
    console.print(write(say_coverage(coverage), "dim"))
    for row in coverage.unread:
        console.print(write(f"  not read: {row.name} ({row.why})", "dim"))


# --- overview -------------------------------------------------------------------------------------


def print_overview(console: Console, account: Account) -> None:
    """How big the pile is, on whom it rests, and what is agreed, contested, or on one origin alone."""
    overview = account.overview
    named = count(len(overview.origins), "named origin")
    outlets = f" from {count(overview.outlets, 'outlet')}" if overview.outlets else ""
    title = f"{count(overview.articles, 'article')}{outlets}, resting on {named}"
    print_title(console, title, f"As of the end of {say_day(account.as_of)}." if account.as_of else "")
    sizes = (
        count(overview.events, "event"),
        count(overview.figures, "figure"),
        count(overview.explanations, "explanation"),
        f"{len(account.contested)} contested",
    )
    console.print(write(" · ".join(sizes)))
    if overview.origins:
        console.print(write("Origins: " + ", ".join(overview.origins)))
    if overview.unnamed:
        console.print(write("Unnamed: " + ", ".join(overview.unnamed), "dim"))
    _print_list(console, "Told by two or more named origins", overview.agreed)
    _print_list(console, "Contested", overview.contested, "≠ ")
    _print_list(console, "Resting on one named origin", overview.on_one_origin)
    _print_list(console, "Resting on no named origin", overview.on_none)


MOST = 12  # an overview is a page, not the whole; the views hold all


def _print_list(console: Console, title: str, rows: Sequence[tuple[str, str]], mark: str = "") -> None:
    if not rows:
        return
    console.print()
    console.print(write(f"{title} ({len(rows)})", "bold"))
    for key, words in rows[:MOST]:
        print_inset(console, write_parts((f"{mark}{words}  ", ""), (key, "dim")), 2)
    if len(rows) > MOST:
        console.print(write(f"  and {len(rows) - MOST} more", "dim"))


# --- timeline -------------------------------------------------------------------------------------


def print_timeline(console: Console, account: Account) -> None:
    """The events in order, with the words that tell each most clearly and who stands behind them."""
    print_title(console, "Timeline", "What is said to have happened, in the clearest telling's own words.")
    if not account.timeline:
        console.print(write("No events were read in these articles."))
    headers = ("When", "What", "Where", "Behind it", "Id")
    print_table(console, headers, [_event_cells(row) for row in account.timeline])


def _event_cells(row: TimelineRow) -> tuple[Text, ...]:
    how = f" ({row.how_dated})" if row.how_dated else ""
    mark = f"  {CONTESTED}" if row.contested else ""
    part = f"  part of {row.part_of}" if row.part_of else ""
    part += mark_by_hand(row.notes)
    bold = "bold" if row.backing.articles > 1 else ""
    return (
        write_parts((row.when, ""), (how, "dim")),
        write_parts(
            (row.label if row.is_named_by_hand else f"“{row.label}”", bold), (mark, "bold red"), (part, "dim")
        ),
        write(row.place),
        write(say_backing(row.backing)),
        write(row.id, "dim"),
    )


# --- figures --------------------------------------------------------------------------------------


def print_figures(console: Console, account: Account) -> None:
    """How many, according to whom, as of when."""
    print_title(console, "Figures", "How many, according to whom, as of when.")
    if not account.figures:
        console.print(write("No figures were read in these articles."))
    for row in account.figures:
        if not row.is_told_once:
            _print_figure(console, row)
    once = [row for row in account.figures if row.is_told_once]
    if once:
        console.print(write(f"Told once ({len(once)})", "bold"))
        headers = ("What", "Value", "Who says so", "Reported", "Words", "Id")
        print_table(console, headers, [_told_once_cells(row) for row in once])


def _told_once_cells(row: FigureRow) -> tuple[Text, ...]:
    (report,) = row.reports
    return (write(row.title), *_report_cells(report)[1:], write(row.id, "dim"))


def _print_figure(console: Console, row: FigureRow) -> None:
    mark = f"  {CONTESTED}" if row.contested else ""
    told = f"{mark_by_hand(row.notes)}  {row.id}"
    console.print(write_parts((row.title, "bold"), (mark, "bold red"), (told, "dim")))
    when = f", as of {row.as_of}" if row.as_of else ""
    why = f" ({row.why})" if row.why else ""
    best = row.best if row.best == NO_BEST else f"best: {row.best}"
    console.print(write(f"{row.spread}{when}; {best}{why}"))
    console.print(write(say_backing(row.backing), "dim"))
    headers = ("As of", "Value", "Who says so", "Reported", "Words")
    print_table(console, headers, [_report_cells(report) for report in row.reports])
    for relation in row.relations[:MOST_DIFFERENCES]:
        print_inset(console, _relation_line(relation), 2)
    if len(row.relations) > MOST_DIFFERENCES:
        more = f"and {len(row.relations) - MOST_DIFFERENCES} more: sayso show CASE {row.id}"
        print_inset(console, write(more, "dim"), 2)
    console.print()


def _report_cells(report: ReportRow) -> tuple[Text, ...]:
    notes = [
        report.quote.polarity if report.quote.polarity != "asserted" else "",
        "earlier" if report.before else "",
    ]
    note = ", ".join(filter(None, notes))
    repeats = f" (words of {report.repeats})" if report.repeats else ""
    return (
        write(report.as_of),
        write_parts((report.value, "bold"), (f" ({note})" if note else "", "red")),
        write_parts((say_chain(report.quote), ""), (repeats, "dim")),
        write(report.reported),
        write(f"“{report.quote.words}”", "italic"),
    )


def _relation_line(row: RelationRow) -> Text:
    mark, style = ("≠ ", "bold red") if row.kind == "conflict" else ("≈ ", "dim")
    return write_parts((f"{mark}{row.kind}: ", style), (row.why, ""), (f"  {row.id}", "dim"))


# --- sources --------------------------------------------------------------------------------------


def print_sources(console: Console, account: Account) -> None:
    """Who rests on whom: each origin with the articles that rest on it, then each article's own chains."""
    print_title(
        console, "Sources", "Who rests on whom. An article under an origin tells what that origin said."
    )
    articles = {article.id: article for article in account.sources.articles}
    for origin in account.sources.origins:
        console.print(_grow_origin(origin, articles))
    if account.sources.articles:
        console.print()
        print_title(console, "Articles")
    for article in account.sources.articles:
        console.print(_grow_article(article))


def _grow_origin(origin: OriginRow, articles: dict[str, ArticleRow]) -> Tree:
    tree = Tree(write_parts((origin.name, "bold"), (f"  {origin.kind}", "dim")), guide_style="dim")
    for article_id, outlet, quotes in origin.by_article():
        line = f"{outlet}, {articles[article_id].published}: {count(len(quotes), 'claim')}"
        copies = "".join(f", copies {copy.origin}" for copy in articles[article_id].copies)
        tree.add(write_parts((line, ""), (copies, "dim")))
    return tree


def _grow_article(article: ArticleRow) -> Tree:
    head = f"  {article.name}, {article.published}" + (f": {article.why_dated}" if article.why_dated else "")
    tree = Tree(write_parts((article.outlet, "bold"), (head, "dim")), guide_style="dim")
    if article.unread:
        tree.add(write(f"not read: {article.unread}", "dim"))
    for row in article.chains:
        passed = " → ".join(row.chain) if row.chain else "own words"
        tree.add(write(f"{passed}: {count(len(row.quotes), 'claim')}"))
    for copy in article.copies:
        branch = tree.add(write_parts((f"copies {copy.origin}", "bold"), (f"  {copy.why}", "dim")))
        for words in copy.passages[:3]:
            branch.add(write(f"“{_cut(words)}”", "italic"))
    return tree


def _cut(words: str, most: int = 140) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


# --- explanations ---------------------------------------------------------------------------------


def print_explanations(console: Console, account: Account) -> None:
    """Who asserts, denies, hedges or reports each explanation; a silent voice denies nothing."""
    print_title(console, "Explanations", "● asserts  ✕ denies  ◐ hedges  ○ reports  · silent (no denial)")
    if not account.questions:
        console.print(write("No explanations were read in these articles."))
    for question in account.questions:
        _print_question(console, question)


def _print_question(console: Console, row: QuestionRow) -> None:
    console.print(write(row.question, "bold"))
    if 1 < len(row.voices) <= 8 and console.width >= NARROW + 8 * len(row.voices):
        cells = [[write(x.label), *(_glyph(cell) for cell in x.cells)] for x in row.explanations]
        print_table(console, ("", *(make_safe(voice) for voice in row.voices)), cells)
    for explanation in row.explanations:
        told = f"{mark_by_hand(explanation.notes)}  {explanation.id}"
        console.print(write_parts((f"  {explanation.label}", ""), (told, "dim")))
        for cell in (cell for cells in explanation.cells for cell in cells):
            print_inset(console, _stance_line(cell), 4)
    console.print()


def _glyph(cells: tuple[Cell, ...]) -> Text:
    return write(" ".join(dict.fromkeys(GLYPHS[cell.stance] for cell in cells)) or GLYPHS[""])


def _stance_line(cell: Cell) -> Text:
    head = f"{GLYPHS[cell.stance]} {cell.stance}  {say_chain(cell.quote)}: "
    return write_parts((head, ""), (f"“{cell.quote.words}”", "italic"))


# --- contested ------------------------------------------------------------------------------------


def print_contested(console: Console, account: Account) -> None:
    """What stands against what, with the reason and the words of both sides."""
    print_title(
        console, "Contested", "Values and tellings that cannot both hold; updates and roundings are not here."
    )
    if not account.contested:
        console.print(write("Nothing in these articles was found to contradict anything else."))
    for subject, rows in groupby(account.contested, key=lambda row: (row.subject_id, row.subject)):
        console.print(write_parts(("≠ ", "bold red"), (subject[1], "bold"), (f"  {subject[0] or ''}", "dim")))
        for row in rows:
            _print_sides(console, row)
        console.print()


def print_relation(console: Console, row: RelationRow) -> None:
    """One conflict or agreement with its quotes."""
    mark = "≠ " if row.kind == "conflict" else f"{row.kind}: "
    style = "bold red" if row.kind == "conflict" else "bold"
    console.print(write_parts((mark, style), (row.subject or row.kind, "bold")))
    _print_sides(console, row)
    console.print()


def _print_sides(console: Console, row: RelationRow) -> None:
    print_inset(console, write_parts((row.why, ""), (f"  {row.id}", "dim")), 2)
    for quote in row.quotes:
        print_inset(console, _quote_line(quote), 4)


def _quote_line(quote: Quote) -> Text:
    note = f" ({quote.polarity})" if quote.polarity != "asserted" else ""
    tail = f"  {say_chain(quote)}, {quote.published}{note}"
    return write_parts((f"“{quote.words}”", "italic"), (tail, ""), (f"  {quote.claim_id}", "dim"))


# --- one item, changes, search --------------------------------------------------------------------


def print_item(console: Console, item: Item, coverage: Coverage) -> None:
    """One thing, opened: what is known of it, its words in their context, and what they stand against."""
    print_title(console, f"{item.kind.capitalize()} {item.id}", item.title)
    for name, value in item.facts:
        console.print(write_parts((f"{name}: ", "dim"), (value, "")))
    for note in item.notes:
        print_inset(console, write(f"✎ {say_note(note)}  {note.entry_id}"), 2)
    for passage in item.passages:
        print_passage(console, passage)
    for relation in item.relations:
        console.print()
        print_relation(console, relation)
    print_coverage(console, coverage)


def print_passage(console: Console, passage: Passage) -> None:
    """A quote in its context, with the chain of say-so and where to find it."""
    quote = passage.quote
    console.print()
    where = f"  {passage.address} [{passage.start}, {passage.end})"
    console.print(write_parts((f"{say_chain(quote)}, {quote.published}", "bold"), (where, "dim")))
    words = ((passage.before, "dim"), (f"“{quote.words}”", "bold"), (passage.after, "dim"))
    print_inset(console, write_parts(*words), 2)
    note = f"{quote.polarity} · " if quote.polarity != "asserted" else ""
    console.print(write(f"  {note}{quote.claim_id}", "dim"))


def print_changes(console: Console, changes: Sequence[Change], coverage: Coverage) -> None:
    """What is new, raised, lowered, moved or newly contested, with the words that did it."""
    print_title(console, "What changed")
    if not changes:
        console.print(write("Nothing changed."))
    for change in changes:
        moved = " → ".join(filter(None, (change.before, change.after)))
        style = "bold red" if "contested" in change.kind else "bold"
        head = (
            (f"{change.kind}: ", style),
            (change.label, ""),
            (f"  {moved}", "bold"),
            (f"  {change.id}", "dim"),
        )
        console.print(write_parts(*head))
        for quote in change.quotes[:4]:
            print_inset(console, _quote_line(quote), 4)
    print_coverage(console, coverage)


def print_hits(console: Console, hits: Sequence[Hit], coverage: Coverage) -> None:
    """The articles that a search found."""
    print_title(console, count(len(hits), "article found", "articles found"))
    for hit in hits:
        name = " · ".join(filter(None, (hit.outlet, hit.title or hit.name, hit.language)))
        console.print(write_parts((name, "bold"), (f"  {hit.article_id}", "dim")))
        print_inset(console, write(hit.excerpt), 2)
    print_coverage(console, coverage)


VIEWS = {
    "overview": print_overview,
    "timeline": print_timeline,
    "figures": print_figures,
    "sources": print_sources,
    "explanations": print_explanations,
    "contested": print_contested,
}
