"""Whose page a plain text is: the outlet that its head, its dateline or its last lines name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.vocabulary import load_vocabulary

HEAD, FOOT = 10, 4  # lines that are looked at
LONG = 110  # characters from which a line is taken for running text
WORDS = 6  # the most words of an outlet's name
SEPARATOR = re.compile(r"\s*[|·•/>›»]\s*|\s+[-–—]\s+|:\s+(?=\d)|,\s+(?=\d)")
DATED = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b|\b(?:19|20)\d\d\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
DATELINE = re.compile(
    r"^[A-ZÀ-Þ][\w'’. -]{1,40}(?:,[^()\n]{1,60})?\s\(([A-Z][\w&'’. -]{1,40})\)\s?(?:[-–—]|:)", re.MULTILINE
)
BYLINE = re.compile(r"^By [A-ZÀ-Þ][^,|]{2,40}?(?:, | \| | for | of )(?:the )?(.+)$")
FREQUENCY = re.compile(r"\s+\d{2,4}(?:[.,]\d)?(?: ?(?:FM|AM|MHz|kHz))?$")


def find_outlet(text: str) -> str | None:
    """The outlet that a plain text names as its own, in the words of its running text where they name it."""
    page = _Page.of(text)
    found = next((name for rule in RULES if (name := rule(page))), None)
    return _as_told(found, text) if found else None


@dataclass(frozen=True, slots=True)
class _Page:
    """A text as its first and last lines, blocks of the head numbered by the empty lines before them."""

    text: str
    head: tuple[tuple[int, str], ...]
    foot: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Page:
        head: list[tuple[int, str]] = []
        block, listed = 0, text.lstrip().split("\n")
        for line in (one.strip() for one in listed):
            if not line:
                block += 1
            elif len(head) == HEAD or _is_running(line):
                break
            else:
                head.append((block, line))
        last = [line.strip() for line in listed if line.strip()]
        return cls(text, tuple(head), tuple(last[-FOOT:] if len(last) > len(head) else ()))

    def recurs(self, name: str) -> bool:
        """Whether the name stands in the text again."""
        return len(re.findall(rf"(?i)\b{re.escape(name)}\b", self.text)) > 1


def _is_running(line: str) -> bool:
    """Whether a line is of the body: long, opening with a dateline, or a sentence of some length."""
    # A headline may be a question or a quotation, and is then short.
    sentence = len(line.split()) > (6 if line[-1:] == "." else 14) and line[-1:] in '.?!”"'
    return len(line) > LONG or sentence or DATELINE.match(line) is not None


def find_heading(text: str, outlet: str) -> str | None:
    """The headline under the masthead of ``outlet``: the first line of the head that can be one."""
    head = _Page.of(text).head
    below = [line for block, line in head if block > 0]
    if not head or outlet.casefold() not in head[0][1].casefold():
        return None
    return next((line for line in below if _is_heading(line)), None)


def _is_heading(line: str) -> bool:
    parts = _parts(line)
    return len(line.split()) > 2 and not DATED.search(line) and not _is_byline(line) and len(parts) < 3


def _is_byline(line: str) -> bool:
    return re.match(r"(?i)(?:by|from|posted by|written by)\s", line) is not None


def _parts(line: str) -> list[str]:
    return [part for part in SEPARATOR.split(line) if part]


# --- rules, the surest first ----------------------------------------------------------------------


def _from_masthead(page: _Page) -> str | None:
    """The first line, or its first part, over a headline or a line of the page's own."""
    if not page.head:
        return None
    line = page.head[0][1]
    name = _tidy(_parts(line)[0] if _parts(line) else line)
    if not _may_name(name):
        return None
    more = [other for block, other in page.head[1:] if block == 0 and not _is_byline(other)]
    headed = any(block > 0 and _is_heading(other) for block, other in page.head)
    told = [_is_named_so(name), page.recurs(name), name != line.strip(), bool(more)]
    if not any(told[:2]) and (len(name.split()) > 3 or _tells_body(page, name)):
        return None
    return name if sum(told) >= (1 if headed else 2) else None


def _from_head_parts(page: _Page) -> str | None:
    """A part of a line of the head that bears an outlet's name, beside a date or after the headline."""
    for _, line in page.head:
        parts = [_tidy(part) for part in _parts(line)]
        if len(parts) < 2 or (_is_credit(line) and not _is_byline(line)):
            continue
        named = [part for part in parts if _may_name(part) and _is_known(page, part)]
        if len(named) == 1 and (DATED.search(line) or named[0] == parts[-1]):
            return named[0]
        if not named and "|" in line and DATED.search(parts[1]) and _may_name(parts[0]):
            return parts[0]
    return None


def _from_byline(page: _Page) -> str | None:
    """What follows the author's name: "By Jane Roe, Harbour Courier"."""
    for _, line in page.head:
        match = BYLINE.match(line)
        name = _tidy(match[1]) if match else ""
        if _may_name(name) and _is_known(page, name) and name.casefold().split()[-1] not in _media("jobs"):
            return name
    return None


def _from_lone_line(page: _Page) -> str | None:
    """A line of the head that is an outlet's name, with a date perhaps, and no more."""
    names = [
        _tidy(line.split(", ")[0] if DATED.search(line) else line)
        for _, line in page.head
        if not _is_credit(line)
    ]
    return next((name for name in names if _may_name(name) and _is_named_so(name) and _ends_so(name)), None)


def _from_dateline(page: _Page) -> str | None:
    """The agency in the dateline, on a page that bears no other's name."""
    match = DATELINE.search(page.text, 0, 1500)
    return match[1].strip() if match and _may_name(match[1].strip()) else None


def _from_foot(page: _Page) -> str | None:
    """Whose rights the last lines keep, or who signs there."""
    for line in reversed(page.foot):
        owned = _owner(line)
        if owned or (asked := _asked_for(page, line)):
            return owned or asked
        name = _tidy(re.split(r", | [-–—|] ", line.strip("()"), maxsplit=1)[0])
        if _may_name(name) and _is_named_so(name) and len(line) < LONG and not _is_credit(line):
            return name
    return None


RULES = (_from_masthead, _from_head_parts, _from_byline, _from_lone_line, _from_dateline, _from_foot)


# --- words ----------------------------------------------------------------------------------------


@cache
def _media(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in load_vocabulary("en", "media")[name])


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*map(_media, ("agencies", "broadcasters", "papers", "magazines")))


def _is_named_so(name: str) -> bool:
    """Whether a name is a known outlet's, or begins or ends as outlets' names do."""
    words = name.casefold().split()
    bare = " ".join(words[1:] if words[:1] == ["the"] else words)
    begun = len(words) > 1 and bare.split(" ", 1)[0] in _media("beginnings")
    return bare in _known() or begun or _ends_so(name)


def _is_known(page: _Page, name: str) -> bool:
    """Whether a name is an outlet's by its words, or the page names it again."""
    return _is_named_so(name) or page.recurs(name)


def _ends_so(name: str) -> bool:
    words = name.casefold().split()
    return len(words) > 1 and words[-1] in _media("endings") | _media("mastheads")


def _may_name(name: str) -> bool:
    """Whether words can be a name: few, no sentence, written as names are or all in lower case."""
    words = name.split()
    if not 0 < len(words) <= WORDS or len(name) < 2 or DATED.search(name) or name[-1] in ".,;:?!":
        return False
    if name.casefold() in _media("endings") or _is_credit(name) or re.search(r"[\d\"“”:@]", name):
        return False
    capital = all(word[0].isupper() or word.casefold() in _media("small") for word in words)
    return capital or (name == name.lower() and len(words) <= 3)


def _tells_body(page: _Page, name: str) -> bool:
    """Whether a word of the name is a common one of the text: then the line is a headline."""
    body = set(re.findall(r"\b[a-z]+\b", page.text))
    words = [word.casefold() for word in name.split() if word.casefold() not in _media("small")]
    return name != name.lower() and any(word in body for word in words)


def _is_credit(line: str) -> bool:
    first = line.casefold()
    return any(re.match(rf"{re.escape(word)}(?:\b|:)", first) for word in _media("credits"))


def _owner(line: str) -> str | None:
    """The name beside a mark of ownership: "© 2036 Harbour Courier. All rights reserved."."""
    folded = line.casefold()
    if len(line) > 2 * LONG or not any(word in folded for word in _media("owners")):
        return None
    marks = "|".join(re.escape(word) for word in sorted(_media("owners"), key=len, reverse=True))
    bare = re.sub(rf"(?i){marks}", " | ", line)
    bare = re.sub(r"\b(?:19|20)\d\d\b(?:[-–](?:19|20)?\d\d)?", " ", bare)
    parts = [_tidy(part) for part in re.split(r"[|.,;]|\s[-–—]\s", bare)]
    return next((part for part in parts if _may_name(part) and len(part) > 2), None)


def _asked_for(page: _Page, line: str) -> str | None:
    """The outlet that readers are asked to follow or to buy: "Follow the Harbour Courier on Telegram"."""
    asks = "|".join(re.escape(word) for word in _media("requests"))
    match = re.match(rf"(?i)(?:{asks})\s+(?:the\s+)?(.+?)(?:\s+(?:on|for|from|by)\b|['’]s\b|[:,.]|$)", line)
    return match[1] if match and _may_name(match[1]) and _is_known(page, match[1]) else None


def _tidy(part: str) -> str:
    """A name without what tells its edition, its frequency or a bracket after it."""
    name = re.sub(r"\s*\([^()]*\)\s*$", "", " ".join(part.split()))
    name = FREQUENCY.sub("", name).strip(" -–—|:")
    for edition in sorted(load_vocabulary("en", "media")["editions"], key=len, reverse=True):
        if " " in edition:
            name = re.sub(rf"(?i)\s+{re.escape(edition)}$", "", name)
    return name


def _as_told(name: str, text: str) -> str:
    """The name as the running text writes it, where the head has it in capitals or small letters."""
    if name not in (name.upper(), name.lower()) or " " not in name:
        return name
    forms: Iterator[str] = (match[0] for match in re.finditer(rf"(?i)\b{re.escape(name)}\b", text))
    return next((form for form in forms if form not in (form.upper(), form.lower())), name)
