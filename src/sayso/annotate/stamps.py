"""The moments that pages print over posts and comments, and the heads that they make with a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from sayso.annotate.lines import Line, load_words

_CLOCK = (
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[apAP]\.?[mM]\b\.?)?(?:\s(?:GMT|UTC|BST|CES?T|E[SD]T|IST|[A-Z]{3}))?"
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s[A-Za-z]{3,9}\.?,?\s\d{4}"
    r"|[A-Za-z]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s\d{1,2})"
)
_AGO = (
    r"(?:about\s)?(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[hdmwy])\sago"
    r"|\d{1,3}[hdmw]|just now|yesterday|today"
)
# "14 March 2034, 22:07", "22:07 14 March", "5 hours ago".
MOMENT = (
    rf"(?:{_DAY}(?:,?\s?(?:at\s|[-–—|·]\s)?{_CLOCK})?|{_CLOCK}(?:,?\s?(?:on\s|[-–—|·]\s)?{_DAY})?|{_AGO})"
)
MOMENT_ALONE = re.compile(MOMENT)
NAME_FIRST = re.compile(rf"(?P<name>[^\s\[\]][^\[\]\n]{{0,60}}?),?\s?\[{MOMENT}\]:?")
MOMENT_FIRST = re.compile(rf"\[{MOMENT}\]\s?(?P<name>[^\s\[\]:][^\[\]:\n]{{0,60}}):?")
SIGNED = re.compile(
    rf"(?P<who>\S[^\n]{{0,79}}?)(?:\s*[,|·•–—(]\s*|\s-\s|\s)(?:on\s|at\s)?{MOMENT}\)?(?:\s?\(?edited\)?)?:?"
)
HOUR_ALONE = re.compile(rf"^\D{{1,80}}{_CLOCK}$")
SEVERED = re.compile(r"\s*[,|·•()–—]\s*|\s-\s")
# A name or a nickname with a place; a longer line is a sentence.
LONGEST_NAME, LONGEST_HEAD = 5, 12
# A comment, from its signature to what one can do with it.
COMMENT_LINES = 12
SMALL = frozenset(("of", "the", "in", "from", "and", "a", "de", "van", "von", "der", "la", "el", "al", "bin"))


def is_post_head(line: Line) -> bool:
    """Whether a line is the head of a post: a name, and its moment in brackets."""
    text = line.text.strip()
    return len(line.words) <= LONGEST_HEAD * 2 and bool(
        NAME_FIRST.fullmatch(text) or MOMENT_FIRST.fullmatch(text)
    )


def signature_end(line: Line) -> int:
    """Where the name ends in a line that signs a comment: "Jane Roe, Hull, 5 hours ago"; 0 for any other."""
    if len(line.words) > LONGEST_HEAD or line.quoted:
        return 0
    match = SIGNED.fullmatch(line.text.strip())
    if not match or MOMENT_ALONE.fullmatch(line.text.strip()):
        return 0
    who = _without_verb(match["who"])
    first, *rest = SEVERED.split(who)
    fits = _is_name(first) and all(_is_name(part) or not part for part in rest)
    return line.text.index(first) + len(first) if fits and first else 0


def signs_with_hour(line: Line) -> bool:
    """Whether the moment of a line that signs is an hour without a day."""
    return bool(HOUR_ALONE.search(line.text.strip()))


def _without_verb(who: str) -> str:
    """A signature without the word that says that its bearer wrote."""
    words = who.split(" ")
    while len(words) > 1 and words[-1].casefold() in load_words().said:
        words.pop()
    return " ".join(words)


def _is_name(part: str) -> bool:
    """One word of any kind, or a few that are capitalised."""
    words = part.split()
    if not 1 <= len(words) <= LONGEST_NAME:
        return False
    return len(words) == 1 or all(w[:1].isupper() or w[:1].isdigit() or w.casefold() in SMALL for w in words)


def is_reply_row(line: Line) -> bool:
    """Whether a line is what stands below a comment: "Reply", "Like · Reply · 2h", "Reply · 41 likes"."""
    return "reply" in line.words and len(line.words) <= LONGEST_HEAD and not line.stops


def has_reply(replies: list[int], signature: int) -> bool:
    """Whether one of the rows ``replies``, in order, stands below a comment signed in line ``signature``."""
    place = bisect_right(replies, signature + 1)
    return place < len(replies) and replies[place] <= signature + COMMENT_LINES


@cache
def _forwards() -> re.Pattern[str]:
    heads = "|".join(re.escape(head) for head in load_words().forwards)
    return re.compile(rf"\W{{0,6}}(?:{heads})\s*(?P<name>[^\s\n][^\n]{{0,127}}?)\s*:?", re.IGNORECASE)


def forwarded_name(line: Line) -> tuple[int, int] | None:
    """Where a line that passes on a post names its channel; None for any other line."""
    match = _forwards().fullmatch(line.text)
    if not match or line.stops:
        return None
    return line.start + match.start("name"), line.start + match.end("name")
