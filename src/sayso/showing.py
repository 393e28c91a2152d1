"""The command that shows cases as a page."""

from __future__ import annotations

import click

from sayso.commands import open_case


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE...", type=click.Path(path_type=str))
@click.option("--port", default=8750, show_default=True, help="0 takes any that is free.")
@click.option("--read-only", is_flag=True, help="Show, and let nobody add or correct.")
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
def serve(cases: tuple[str, ...], port: int, read_only: bool, browse: bool) -> None:
    """Show cases as a page on this machine, where texts can be added and the machine corrected.

    \b
    sayso serve flood.sayso
    sayso serve flood.sayso --port 0 --open

    It answers to this machine alone. Ctrl-C ends it.
    """
    from pathlib import Path

    from sayso.web import serve as show_page

    def tell(address: str) -> None:
        click.echo(f"{address} (Ctrl-C ends it)")
        if browse:
            click.launch(address)

    for case in cases:
        with open_case(case) as opened:
            opened.problems()
    try:
        show_page([Path(case) for case in cases], port=port, changes=not read_only, tell=tell)
    except OSError as error:
        reason = f"{error.strerror}; --port 0 takes any that is free"
        raise click.FileError(f"port {port}", reason) from error
