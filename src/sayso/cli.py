"""The commands: each reads its words, asks the library, and prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.by_hand import correct, judge, record, undo
from sayso.collecting import log, print_listed, watch
from sayso.commands import case_argument, json_option, now, open_case, who
from sayso.output import (
    check_target,
    count,
    print_coverage,
    print_json,
    print_rest,
    report_losses,
    report_problems,
    say_coverage,
    show_progress,
    write_export,
)
from sayso.showing import serve
from sayso.version import __version__

if TYPE_CHECKING:
    pass

Command = TypeVar("Command", bound=Callable[..., Any])


class Refusal(click.ClickException):
    """Something that cannot be done with the case, in one line; exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(f"sayso: {self.message}", file=file, err=file is None)


class Commands(click.Group):
    """Commands in the order in which they are used, each of whose refusals is one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        from sayso.spans import InexactSpan
        from sayso.store import CaseError

        try:
            return super().invoke(ctx)
        except CaseError as error:
            raise Refusal(str(error)) from error
        except KeyboardInterrupt as error:
            click.echo("sayso: interrupted; what was read so far is kept", err=True)
            raise SystemExit(130) from error
        except click.FileError as error:
            raise Refusal(f"{error.ui_filename}: {error.message}") from error
        except InexactSpan as error:
            raise Refusal(f"{error}; `sayso check` lists every such quote") from error


class Day(click.ParamType[date]):
    """A day in ISO form."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2022-01-06", param, ctx)


FORMS = (
    *("json", "csv", "parquet", "markdown", "html", "ucdp", "acled", "plover", "timelinejs", "geojson"),
    *("webannotation", "claim"),
)
SEVERAL = ("csv", "parquet")
WHOLE = ("json", "html")  # nothing is lost in them, so nothing is to be listed
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
as_of_option = click.option("--as-of", type=Day(), help="Show what was known at the end of this day.")


def asks(command: Command) -> Command:
    """The argument and options of every command that asks a case something."""
    return case_argument(as_of_option(json_option(command)))


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="sayso", message="%(prog)s %(version)s")
def main() -> None:
    """Reads contradictory reports of one crisis and says who says what, and on whose say-so.

    \b
    sayso add flood.sayso reports/         read a folder of reports into a case
    sayso overview flood.sayso             what it makes of them
    sayso export flood.sayso --to html -o flood.html
    """


@main.command()
@case_argument
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL...")
@click.option("--outlet", help="Who published it, where the file does not say.")
@click.option("--published", help="When it was published: 2022-01-06, 2022-01, or 2022-01-06..2022-01-09.")
@click.option("--language", help="Its language, as two letters.")
@click.option("--fetch", is_flag=True, help="Fetch the pages that lists and feeds only name.")
def add(case: str, sources: tuple[str, ...], fetch: bool, **given: str | None) -> None:
    """Read reports into CASE: files, folders, zip archives, addresses, or - for standard input.

    \b
    sayso add flood.sayso reports/ more.zip
    sayso add flood.sayso https://example.org/story --outlet "Example Post"
    sayso add flood.sayso notes.txt --published 2022-01-06
    sayso add flood.sayso addresses.csv --fetch

    \b
    Read are    text, HTML, pages saved by a browser (HTML with its folder, MHTML), PDF, DOCX, mails (EML)
    many in one RSS and Atom feeds, JSON, JSON lines, CSV, WARC, WACZ, zip, exports of Telegram and WhatsApp
    addresses   lists of Media Cloud, GDELT and the like (CSV, JSON); fetched only with --fetch

    Adding again what is there changes nothing; after an interruption it reads the rest.
    """
    with open_case(case, create=True) as opened:
        with show_progress("reading") as progress:
            added = opened.add(*sources, fetch=fetch, progress=progress, **given)
        report_problems(added.problems)
        known = f", {len(added.known)} already there" if added.known else ""
        click.echo(f"{count(len(added.new), 'article')} added{known}, {len(added.problems)} refused.")
        print_listed(added.listed)
        print_coverage(opened)
    if added.problems:
        raise SystemExit(1)


main.add_command(watch)
main.add_command(log)


@main.command("set")
@case_argument
@click.argument("article")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
def set_values(case: str, article: str, values: tuple[str, ...]) -> None:
    """Say by hand what an article's file does not: outlet, published, title, byline, url, language.

    \b
    sayso set flood.sayso a1b2c3 outlet="Example Post" published=2022-01-06
    sayso set flood.sayso a1b2c3 outlet=          take it back

    ARTICLE is an id, the beginning of one, or a file name. The article keeps its id.
    """
    pairs = [value.partition("=") for value in values]
    if wrong := [field for field, sign, _ in pairs if not sign]:
        raise click.UsageError(f"{wrong[0]!r} is not of the form FIELD=VALUE")
    fields = {field: value for field, _, value in pairs}
    with open_case(case) as opened:
        changed = opened.set(article, at=now(), by=who(), **fields)
        click.echo(f"{changed.id} {changed.name}: {', '.join(fields)} set by hand.")
        print_coverage(opened)


@main.command()
@case_argument
@click.argument("article")
def remove(case: str, article: str) -> None:
    """Remove an article and all that was made of it, as if it had never been added.

    \b
    sayso remove flood.sayso a1b2c3
    sayso remove flood.sayso empty.txt     forget that this file was refused
    """
    with open_case(case) as opened:
        if opened.forget(article):
            click.echo(f"{article} is no longer listed as refused.")
        else:
            removed = opened.remove(article)
            click.echo(f"{removed.id} {removed.name} removed.")
        print_coverage(opened)


for command in (serve, judge, correct, undo, record):
    main.add_command(command)


def add_view(name: str, summary: str) -> None:
    """Adds the command of one view of the account."""

    @main.command(name, help=f"{summary}\n\n\b\nsayso {name} flood.sayso --as-of 2022-01-06")
    @asks
    def view(case: str, as_of: date | None, as_json: bool) -> None:
        with open_case(case) as opened:
            kept = "questions" if name == "explanations" else name
            account = opened.account(as_of, only=("overview", "contested") if name == "overview" else (kept,))
            if as_json:
                rows = getattr(account, kept)
                print_json({name: rows, "as_of": as_of}, opened, account.coverage)
                return
            from sayso.show import printing, terminal

            terminal.print_view(printing.make_console(), account, name)
            print_rest(opened)


add_view("overview", "How big the pile is, on how many origins it rests, what is agreed and contested.")
add_view("timeline", "What happened, when, how surely, and behind how many origins.")
add_view("figures", "How many, according to whom, as of when.")
add_view("sources", "Who rests on whom.")
add_view("explanations", "Who puts forward, denies or hedges which explanation.")
add_view("contested", "Where claims contradict one another, with their words.")


@main.command()
@case_argument
@click.option("--since", type=Day(), required=True, help="Compare with what was known before this day.")
@as_of_option
@json_option
def changes(case: str, since: date, as_of: date | None, as_json: bool) -> None:
    """What is new, raised, lowered or newly contested since a day (that day's reports are new).

    \b
    sayso changes flood.sayso --since 2022-01-06
    """
    if as_of and as_of < since:
        raise click.UsageError("--as-of is before --since")
    with open_case(case) as opened:
        found, coverage = opened.changes(since, as_of=as_of), opened.coverage(as_of)
        if as_json:
            print_json({"changes": found, "since": since, "as_of": as_of}, opened, coverage)
            return
        from sayso.show import printing, terminal

        terminal.print_changes(printing.make_console(), found, coverage)
        print_rest(opened)


@main.command()
@case_argument
@click.argument("words", nargs=-1, required=True)
@json_option
def search(case: str, words: tuple[str, ...], as_json: bool) -> None:
    """Find the articles that hold all WORDS, in any language.

    \b
    sayso search flood.sayso dam valves
    """
    with open_case(case) as opened:
        hits, coverage = opened.search(" ".join(words)), opened.coverage()
        if as_json:
            print_json({"articles": [hit._asdict() for hit in hits]}, opened, coverage)
            return
        from sayso.show import printing, terminal

        terminal.print_hits(printing.make_console(), hits, coverage)
        print_rest(opened)


@main.command()
@case_argument
@click.argument("item")
@as_of_option
@json_option
def show(case: str, item: str, as_of: date | None, as_json: bool) -> None:
    """Show an item's quotes in their context, with the chain of say-so.

    \b
    sayso show flood.sayso c12ab          a claim, event, figure, explanation, article, name …

    ITEM is an id or the beginning of one.
    """
    with open_case(case) as opened:
        found, coverage = opened.show(item, as_of=as_of), opened.coverage(as_of)
        if as_json:
            print_json({"item": found}, opened, coverage)
            return
        from sayso.show import printing, terminal

        terminal.print_item(printing.make_console(), found, coverage)
        print_rest(opened)


@main.command()
@case_argument
@click.option("--to", type=click.Choice(FORMS), default="json", show_default=True, help="In which form.")
@click.option("-o", "--output", type=click.Path(path_type=str), help="Write there, not to the terminal.")
@as_of_option
def export(case: str, to: str, output: str | None, as_of: date | None) -> None:
    """Write the case for readers, spreadsheets and other programs, and say what the form does not hold.

    \b
    sayso export flood.sayso --to html -o flood.html              one page to read, and to send
    sayso export flood.sayso --to markdown -o flood.md            a report to edit
    sayso export flood.sayso --to csv -o tables/                  claims, events, figures
    sayso export flood.sayso --to parquet -o tables/              the same, typed; needs sayso[arrow]
    sayso export flood.sayso --to timelinejs -o timeline.json     slides of TimelineJS
    sayso export flood.sayso --to geojson -o flood.geojson        a map
    sayso export flood.sayso --to ucdp -o ucdp.csv                lethal events, as in UCDP GED
    sayso export flood.sayso --to acled -o acled.csv              events, as in ACLED
    sayso export flood.sayso --to plover -o plover.jsonl          events, as in PLOVER
    sayso export flood.sayso --to webannotation -o quotes.jsonld  quotes as W3C Web Annotations
    sayso export flood.sayso --to claim -o claims.jsonld          schema.org Claims
    sayso export flood.sayso -o flood.json                        everything, as JSON

    What a form cannot hold is counted on standard error and listed in a file beside the export, such as
    flood.geojson.losses.csv. Nothing is filled in: what is not known is left blank.
    """
    if to in SEVERAL and output is None:
        raise click.UsageError(f"{to} is several files: say in which folder with -o")
    check_target(output, case)
    from pathlib import Path

    from sayso.library import name_case
    from sayso.show.exports import MissingExtra, export_case

    with open_case(case) as opened:
        try:
            written = export_case(opened.weighed(as_of), to, now(), name_case(Path(case)))
        except MissingExtra as error:
            raise Refusal(str(error)) from error
        if to == "html" and output:
            size = sum(len(content) for content in written.files.values()) / 1_000_000
            click.echo(f"The page has {size:.1f} MB in {count(len(written.files), 'file')}.", err=True)
        write_export(written, output, whole=to in WHOLE)
        report_losses(written, to)
        click.echo(say_coverage(opened, as_of), err=True)


@main.command()
@case_argument
def update(case: str) -> None:
    """Read again what an older version had read, or failed on.

    \b
    sayso update flood.sayso
    """
    with open_case(case) as opened:
        with show_progress("reading again") as progress:
            again = opened.update(progress=progress)
        click.echo(f"{count(len(again), 'article')} read again.")
        print_coverage(opened)


@main.command()
@case_argument
def check(case: str) -> None:
    """Test every invariant of the case, and every quote against its text.

    \b
    sayso check flood.sayso
    """
    with open_case(case) as opened:
        checked = opened.check()
    report_problems(checked.problems)
    found = f"{count(checked.articles, 'article')}, {count(checked.claims, 'claim')} and"
    faults = count(len(checked.problems), "problem") if checked.problems else "nothing wrong"
    click.echo(f"{found} {count(checked.quotes, 'quote')} checked: {faults}.")
    if checked.problems:
        raise SystemExit(1)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete sayso's commands and options.

    \b
    sayso completion bash >> ~/.bashrc
    sayso completion fish > ~/.config/fish/completions/sayso.fish
    """
    from click.shell_completion import get_completion_class

    if complete := get_completion_class(shell):
        click.echo(complete(main, {}, "sayso", "_SAYSO_COMPLETE").source())
