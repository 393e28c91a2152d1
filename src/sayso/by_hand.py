"""The commands with which a person corrects the machine: judge, correct, undo, and the record of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.commands import case_argument, json_option, now, open_case, who
from sayso.output import print_json, print_rest

if TYPE_CHECKING:
    from sayso.library import Case
    from sayso.show.rows import Entry

by_option = click.option("--by", help="Who says so; your name on this machine if left out.")
reason_option = click.option("--because", "reason", required=True, help="Why.")


@click.command()
@case_argument
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.argument("left")
@click.argument("right")
@click.option(
    "--as",
    "about",
    type=click.Choice(["event", "figure", "explanation"]),
    help="As what two claims are judged; else in all that they stand in.",
)
@reason_option
@by_option
def judge(
    case: str, verdict: str, left: str, right: str, about: str | None, reason: str, by: str | None
) -> None:
    """Say that two things are the same, or different ones: the machine obeys, also when articles are added.

    \b
    sayso judge flood.sayso same e1a2b e3c4d --because "one burst, two days given"
    sayso judge flood.sayso different c12ab e3c4d --because "this is the second dam"
    sayso judge flood.sayso same n12ab n34cd --because "the ministry, by its old name"

    LEFT and RIGHT are events, figures, explanations or names; or a telling (claim) and one of these; or an
    article and a name, which is another's there; or two claims. The newest word holds, and `sayso undo` takes
    it back.
    """
    with open_case(case) as opened:
        told = opened.judge(left, right, verdict, by=by or who(), reason=reason, at=now(), about=about or "")
        print_kept(opened, told)


@click.command()
@case_argument
@click.argument("item")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--because", "reason", default="", help="Why; only checked=yes goes without.")
@by_option
def correct(case: str, item: str, values: tuple[str, ...], reason: str, by: str | None) -> None:
    """Set right what the machine read: it is marked as by hand, and the record says who, when and why.

    \b
    sayso correct flood.sayso c12ab when=2022-01-06 --because "Thursday was the 6th"
    sayso correct flood.sayso c12ab speaker="Water Board" --because "its spokesman"
    sayso correct flood.sayso c12ab misread=yes --because "a film is meant"
    sayso correct flood.sayso e3c4d label="The dam burst" --because "shorter"
    sayso correct flood.sayso e3c4d checked=yes

    Of a claim when, as_of, place, speaker (empty: none, or the article's own voice), misread, and explanation
    (a row of its own, called so); of an event, figure, explanation or name its label; of anything checked.
    """
    pairs = [value.partition("=") for value in values]
    if wrong := [field for field, sign, _ in pairs if not sign]:
        raise click.UsageError(f"{wrong[0]!r} is not of the form FIELD=VALUE")
    with open_case(case) as opened:
        for field, _, value in pairs:
            made = opened.correct(item, field, value, by=by or who(), reason=reason, at=now())
            print_kept(opened, made)


@click.command()
@case_argument
@click.argument("entry")
@by_option
def undo(case: str, entry: str, by: str | None) -> None:
    """Take back a judgement or correction; the record keeps it, with the name and the date of that.

    \b
    sayso undo flood.sayso j12ab

    ENTRY is an id from `sayso record`, or the beginning of one.
    """
    with open_case(case) as opened:
        print_kept(opened, opened.withdraw(entry, by=by or who(), at=now()))


@click.command()
@case_argument
@json_option
def record(case: str, as_json: bool) -> None:
    """What persons judged and set right in CASE: who, when, why, and whether it holds.

    \b
    sayso record flood.sayso
    """
    with open_case(case) as opened:
        entries = opened.record()
        if as_json:
            print_json({"record": entries}, opened, opened.coverage())
            return
        from sayso.show import ledger, printing

        ledger.print_record(printing.make_console(), entries)
        print_rest(opened)


def print_kept(opened: Case, entry: Entry) -> None:
    """An entry that was just made, and whatever keeps it from holding or gives way to it."""
    from sayso.show import ledger, printing

    ledger.print_entry(printing.make_console(), entry)
    gave_way = [old.id for old in opened.record() if old.state == "overruled" and entry.id in old.why]
    if gave_way:
        click.echo(f"  It overrules {', '.join(gave_way)}.")
