"""What can go wrong with a case file, said in one line."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# SQLite's primary names, longest prefix first: extended names such as SQLITE_IOERR_WRITE begin with them.
REASONS = (
    ("SQLITE_FULL", "could not be written: the disk is full; what was committed before is kept"),
    ("SQLITE_IOERR", "could not be written: the disk is full or failing; what was committed before is kept"),
    ("SQLITE_READONLY", "is read-only"),
    ("SQLITE_CANTOPEN", "cannot be opened"),
    ("SQLITE_BUSY", "another process is writing to it; try again when it has finished"),
    ("SQLITE_LOCKED", "another process is writing to it; try again when it has finished"),
    ("SQLITE_NOTADB", "is not a sayso case"),
    ("SQLITE_CORRUPT", "is damaged"),
    ("SQLITE_TOOBIG", "one article is too large for a case"),
)


NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


class CaseError(Exception):
    """A case that cannot be used, or something in it that cannot be found; says which and why in a line."""

    def __init__(self, where: str | Path, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = str(where)
        self.reason = reason


def explain_error(error: sqlite3.Error) -> str:
    """SQLite's error in words that a reader of reports can act on."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for prefix, reason in REASONS:
        if name.startswith(prefix):
            return reason
    return f"cannot be used: {error}"


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk raise inside into a CaseError about ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        raise CaseError(path, explain_error(error)) from error
    except OSError as error:
        reason = "the disk is full" if error.errno in NO_ROOM else error.strerror or str(error)
        raise CaseError(path, f"could not go on: {reason}; what was committed before is kept") from error
    except UnicodeEncodeError as error:
        raise CaseError(
            path, "a text holds half a character (a lone surrogate), which no file can hold"
        ) from error
