"""What commands print besides their tables: progress, refusals, coverage, JSON, files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sayso.library import Case
    from sayso.model import Problem
    from sayso.show.exports import Written
    from sayso.show.rows import Coverage


@contextmanager
def show_progress(doing: str) -> Iterator[Callable[[str], None]]:
    """A line on standard error for the article at work, or the joining (""); none if that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.text import Text

    names: list[str] = []
    with Console(stderr=True).status(doing) as status:

        def tell(name: str) -> None:
            names.append(name)
            status.update(
                Text(f"{doing} {len(names)}: {printable(name)}" if name else "joining what was read")
            )

        yield tell


def printable(words: str) -> str:
    """Words on one line that do nothing to a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)


def report_problems(problems: Iterable[Problem]) -> None:
    """A line on standard error for each refusal."""
    for problem in problems:
        click.echo(f"sayso: {printable(problem.where)}: {printable(problem.message)}", err=True)


def print_coverage(case: Case) -> None:
    """The coverage, at the end of what a command prints."""
    click.echo(say_coverage(case))


def say_coverage(case: Case, as_of: date | None = None) -> str:
    """The coverage in a sentence, with what was refused."""
    from sayso.show.phrases import say_coverage as say

    return "\n".join(filter(None, (say(case.coverage(as_of)), say_rest(case))))


def say_rest(case: Case) -> str:
    """The rest of the coverage: what was refused when it was added, and what an older version read."""
    lines = [f"Refused: {printable(f'{p.where}: {p.message}')}" for p in case.problems()]
    if outdated := case.count_outdated():
        lines.append(f"Read by another version: {count(outdated, 'article')}; `sayso update` reads again.")
    if not case.is_joined():
        lines.append("Not joined yet: the next question does it first, which takes a while in a large case.")
    return "\n".join(lines)


def print_rest(case: Case) -> None:
    """The rest of the coverage, after what a view prints of it."""
    if refused := say_rest(case):
        click.echo(refused)


def print_json(values: dict[str, Any], case: Case, coverage: Coverage) -> None:
    """Records as JSON, with the coverage."""
    import msgspec

    whole = {**values, "coverage": coverage, "refused": case.problems()}
    click.echo(msgspec.json.format(msgspec.json.encode(whole), indent=1))


def check_target(output: str | None, case: str) -> None:
    """Raises UsageError where an export would write over its case."""
    if output and Path(output).exists() and Path(case).exists() and Path(output).samefile(case):
        raise click.UsageError(f"{output} is the case itself: write somewhere else with -o")


def write_export(written: Written, output: str | None, *, whole: bool) -> None:
    """The files of an export: at ``output``, in it if they are several, or all to the terminal.

    What the form loses goes into a file beside them, but for a form that holds the ``whole`` case.
    """
    from sayso.show.exports import write_losses

    if output is None:
        for content in written.files.values():
            click.echo(content, nl=False)
        return
    path, several = Path(output), len(written.files) > 1
    for name, content in written.files.items():
        write_file(path / name if several else path, content)
    if not whole and (several or path.is_file()):  # there is no place beside a pipe
        beside = path / "losses.csv" if several else path.with_name(f"{path.name}.losses.csv")
        write_file(beside, write_losses(written.losses))


def write_file(path: Path, content: str | bytes) -> None:
    """One file, with the folders that it needs; raises FileError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error


def report_losses(written: Written, to: str) -> None:
    """A line on standard error for each kind of thing that the form does not hold."""
    from sayso.show.exports import count_losses

    for line in count_losses(written.losses):
        click.echo(f"not in {to}: {printable(line)}", err=True)


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
