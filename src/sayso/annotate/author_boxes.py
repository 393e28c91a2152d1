"""Boxes at the end of a page that say who its author is."""

from __future__ import annotations

import re
from functools import cache

from sayso.annotate.lines import EDGE, Line, any_of, is_comments_head, is_prose
from sayso.vocabulary import load_vocabulary

BYLINE = re.compile(r"(?:[a-z]{4,10} )?by\s(?P<names>[^\n|·•:]{3,120})", re.IGNORECASE)
# A byline stands in the first lines of a page, above the first paragraph.
HEAD = 15
# A whole biography, but no article.
BIOGRAPHY = 80


@cache
def _words(name: str) -> re.Pattern[str]:
    return any_of(load_vocabulary("en", "furniture")["authors"][name])


def mark_author_boxes(lines: list[Line], marks: list[bool]) -> None:
    """Marks, at the end of the page and above its comments, who the author is."""
    names = _byline_names(lines)
    prose = next((i for i, line in enumerate(lines) if is_prose(line) and not marks[i]), len(lines))
    heads = (i for i in range(prose + 1, len(lines)) if marks[i] and is_comments_head(lines[i]))
    for end in (len(lines), next(heads, 0)):
        for i in range(end - 1, prose, -1):
            if not marks[i] and not (len(lines[i].words) <= BIOGRAPHY and _presents_author(lines[i], names)):
                break
            marks[i] = True


def _byline_names(lines: list[Line]) -> list[str]:
    """The names of the authors above the first paragraph, and their last words."""
    out: list[str] = []
    for i, line in enumerate(lines[:HEAD]):
        if is_prose(line):
            break
        match = BYLINE.match(line.text)
        # A name over all of it is whom the text is about.
        alone = [line.text] if i > 0 and 2 <= len(line.words) <= 4 else []
        for name in re.split(r",| and | & ", match["names"]) if match else alone:
            words = _without_titles(name).split()
            if 1 < len(words) <= 5 and all(word[:1].isupper() for word in words):
                out += [" ".join(words), words[-1]]
    return out


def _without_titles(name: str) -> str:
    words = name.strip(EDGE).split(" ")
    while len(words) > 1 and _words("titles").fullmatch(words[0].strip(".").casefold()):
        words.pop(0)
    return " ".join(words)


def _presents_author(line: Line, names: list[str]) -> bool:
    if line.quoted:
        return False
    bare = _without_titles(line.text)
    told = next((name for name in names if bare.startswith(name)), None)
    presents = told and _words("presents").match(bare[len(told) :].lstrip(" ,").casefold())
    return bool(presents or _words("writers").match(line.key))
