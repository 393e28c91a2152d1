"""Whole invented pages: before each line stands what it is, and the reading must print the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import an_article
from sayso.annotate.voices import find_furniture, find_voices

PAGES = sorted((Path(__file__).parent.parent / "cases" / "en" / "pages").glob("*.txt"))
LETTERS = {"interviewee": "i", "comment": "c", "document": "d", "author": "a"}


def read_page_case(path: Path) -> list[tuple[str, str]]:
    return [(line[0], line[3:]) for line in path.read_text("utf-8").splitlines() if line.strip()]


def kinds_of_lines(lines: list[str]) -> list[str]:
    """For each line the letter of its voice, or f for furniture."""
    article = an_article("\n\n".join(lines))
    furniture = find_furniture(article)
    voices = find_voices(article, furniture)
    out, start = [], 0
    for line in lines:
        end = start + len(line)
        marked = sum(max(0, min(end, s.end) - max(start, s.start)) for s in furniture)
        spoken = {LETTERS[v.kind] for v in voices if v.span.start < end and start < v.span.end}
        out.append("f" if marked > 0.5 * len(line) else "".join(sorted(spoken)) or "a")
        start = end + 2
    return out


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_is_told_apart(path: Path) -> None:
    expected = read_page_case(path)
    found = kinds_of_lines([line for _, line in expected])
    shown = [f"{kind}| {line}" for kind, (_, line) in zip(found, expected, strict=True)]
    assert shown == [f"{kind}| {line}" for kind, line in expected]


def test_there_are_pages() -> None:
    assert len(PAGES) >= 10
