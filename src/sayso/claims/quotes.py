"""Direct quotations: where quotation marks open and close, paragraph by paragraph."""

from __future__ import annotations

import re

from sayso.annotate.tokens import split_paragraphs

Quote = tuple[int, int]
PAIRS = {"''": "''", "``": "''", "“": "”", "«": "»", "„": "“", '"': '"', "‘": "’", "'": "'"}
# A single mark quotes only with white space or an opening mark before it; else it is an apostrophe.
MARKS = re.compile(r"''|``|[“«„\"]|(?<![\w’'])[‘'](?=\w)")
LONGEST = 6000  # a quotation that has not closed by then was a stray mark


def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Where quotations stand, their marks included, in order and not nested.

    A mark that opens in a paragraph and is not closed there runs to the paragraph's end when the
    next paragraph opens with the same mark (a speech of several paragraphs), else it is left out.
    """
    out: list[tuple[int, int]] = []
    paragraphs = split_paragraphs(text)
    for number, (start, end) in enumerate(paragraphs):
        position = start
        while match := MARKS.search(text, position, end):
            close = _find_close(text, match.start(), end)
            if close is None:
                following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
                if following is not None and text.startswith(match[0], following) and match[0] not in "'‘":
                    out.append((match.start(), end))
                    break
                position = match.end()
            else:
                out.append((match.start(), close))
                position = close
    return tuple(out)


def _find_close(text: str, start: int, end: int) -> int | None:
    """Just past the mark that closes the one at ``start``."""
    opening = text[start : start + 2] if text[start : start + 2] in PAIRS else text[start]
    mark = PAIRS[opening]
    end = min(end, start + LONGEST)
    position = start + len(opening)
    while (found := text.find(mark, position, end)) >= 0:
        inner = mark in "’'" and found + 1 < end and text[found + 1].isalnum()
        if not inner and found > start + len(opening):
            return found + len(mark)
        position = found + 1
    return None


def is_speech(text: str, quote: tuple[int, int]) -> bool:
    """Whether a quotation is somebody's saying rather than a word held at arm's length."""
    words = text[quote[0] + 1 : quote[1] - 1].split()
    return len(words) >= 4 or (len(words) >= 2 and text[quote[1] - 2] in ".,!?…")
