"""Writes the pages that are generated: ``python docs/generate.py``; ``--check`` only compares them.

commands.md comes from the commands themselves, library.md from the public names. Nothing here depends
on how a version of a library lays out its help.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

import sayso
from sayso.cli import main as commands

DOCS = Path(__file__).resolve().parent
MADE = "<!-- Made by docs/generate.py (make docs); do not edit. -->"
COMMANDS = """\
Every command reads one case, which is one SQLite file. What a command makes of the case goes to standard
output and ends with the coverage: what was read, what was not and why. Progress and refusals go to
standard error. The exit code is 0, or 1 if anything was refused or wrong, or 2 for wrong usage."""
LIBRARY = """\
`import sayso` takes no longer than its names need: stages are imported when a case first uses them. All that
a case gives back are frozen records; those of the views are in `sayso.show.rows`."""


# --- commands -------------------------------------------------------------------------------------


def write_commands() -> Iterator[str]:
    """commands.md, block by block."""
    yield from ("# Commands", MADE, COMMANDS)
    for name, command in commands.commands.items():
        yield f"## sayso {name}"
        yield fence(f"sayso {name} {' '.join(write_usage(command))}")
        yield from write_help(command.help or "")
        if options := [option for option in command.params if isinstance(option, click.Option)]:
            yield "\n".join(f"- `{write_option(option)}`{say(option.help)}" for option in options)


def write_usage(command: click.Command) -> Iterator[str]:
    """The words of a call, arguments before options."""
    for param in command.params:
        if isinstance(param, click.Argument):
            name = param.metavar or f"{(param.name or '').upper()}{'...' if param.nargs < 0 else ''}"
            yield write_choices(param) or name
    for param in command.params:
        if isinstance(param, click.Option):
            yield param_words(param) if param.required else f"[{param_words(param)}]"


def param_words(option: click.Option) -> str:
    """An option with what it takes."""
    return write_option(option).split(", ")[-1]


def write_option(option: click.Option) -> str:
    """All spellings of an option, the last with what it takes."""
    names = ", ".join(option.opts)
    if option.is_flag:
        return names
    return f"{names} {write_choices(option) or option.metavar or option.type.name.upper()}"


def say(words: str | None) -> str:
    """What an option does, after its name."""
    return f": {words}" if words else ""


def write_choices(param: click.Parameter) -> str:
    """What may stand there, where that is a fixed list."""
    return "|".join(param.type.choices) if isinstance(param.type, click.Choice) else ""


def write_help(text: str) -> Iterator[str]:
    """A help text: paragraphs, and blocks that keep their lines."""
    for block in inspect.cleandoc(text).split("\n\n"):
        lines = block.split("\n")
        yield fence("\n".join(lines[1:])) if lines[0] == "\b" else " ".join(lines)


# --- library --------------------------------------------------------------------------------------


def write_library() -> Iterator[str]:
    """library.md, block by block."""
    yield from ("# Library", MADE, LIBRARY)
    for name in sayso.__all__:
        thing = getattr(sayso, name)
        if inspect.isclass(thing):
            yield f"## sayso.{name}"
            yield describe(thing)
            yield from write_methods(thing)
        else:
            yield f"## sayso.{name}{write_signature(thing) if callable(thing) else ''}"
            yield describe(thing) if callable(thing) else "The version of the package."


def write_methods(thing: type[Any]) -> Iterator[str]:
    """The public methods of a class, in the order of its source."""
    methods = [f for name, f in vars(thing).items() if inspect.isfunction(f) and not name.startswith("_")]
    if methods:
        yield "\n".join(f"- `{f.__name__}{write_signature(f)}`: {describe(f)}" for f in methods)


def write_signature(function: Callable[..., Any]) -> str:
    """The parameters with plain defaults, without their types."""
    shown = []
    for param in inspect.signature(function).parameters.values():
        bare = param.replace(annotation=inspect.Parameter.empty)
        shown.append(f"{param.name}=…" if callable(param.default) and shown_default(param) else str(bare))
    return f"({', '.join(word for word in shown if word != 'self')})"


def shown_default(param: inspect.Parameter) -> bool:
    """Whether a parameter has a default."""
    return param.default is not inspect.Parameter.empty


def describe(thing: object) -> str:
    """The first paragraph of a docstring on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


# --- files ----------------------------------------------------------------------------------------

PAGES = {"commands.md": write_commands, "library.md": write_library}


def fence(words: str) -> str:
    """A block of code."""
    return f"```\n{words}\n```"


def main() -> int:
    """Writes the pages, or with --check says which are out of date."""
    stale = []
    for name, write in PAGES.items():
        path, page = DOCS / name, "\n\n".join(write()) + "\n"
        if path.is_file() and path.read_text(encoding="utf-8") == page:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(page, encoding="utf-8")
    told = "out of date (make docs)" if "--check" in sys.argv else "written"
    print("\n".join(f"docs/{name}: {told}" for name in stale) or "docs: up to date")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
