"""What commands share: opening a case, the moment, and the person at the keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sayso.library import Case

case_argument = click.argument("case", type=click.Path(path_type=str))
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")


@contextmanager
def open_case(path: str, *, create: bool = False) -> Iterator[Case]:
    """The case, closed at the end."""
    from sayso import library

    with library.open_case(path, create=create) as opened:
        yield opened


def now() -> str:
    """This moment in UTC; SOURCE_DATE_EPOCH stands for it where a build must be repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def who() -> str:
    """The name under which something is set by hand."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
