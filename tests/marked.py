"""Marked text: the words of a test with its answer inside, as ``At least [12 people]{quantity 12}``."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = re.compile(r"\[([^\[\]]*)\]\{([^{}]*)\}")


def strip_marks(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text and its marks as (start, end, label)."""
    text, marks, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return text + marked[last:], marks


def put_marks(text: str, marks: Iterable[tuple[int, int, str]]) -> str:
    """The marked text of ``text`` with ``marks``, which must not overlap."""
    out, last = "", 0
    for start, end, label in sorted(marks):
        if start < last:
            raise ValueError(f"marks overlap at {start}: {text[start:end]!r}")
        out += f"{text[last:start]}[{text[start:end]}]{{{label}}}"
        last = end
    return out + text[last:]


def read_cases(lines: Iterable[str]) -> list[str]:
    """The marked sentences of a case file, a line each; blank lines and those that open with # are not."""
    return [line.rstrip("\n") for line in lines if line.strip() and not line.startswith("#")]
