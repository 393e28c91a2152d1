"""WhatsApp's exports: plain text, whose dates come in the order of the phone's own country."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BufferedReader
from itertools import pairwise

from sayso.read.chats import Message, make_message, name_member
from sayso.read.dates import make_day
from sayso.read.decode import Undecodable, decode_bytes
from sayso.read.pages import Found, Oversized, Terms, read_whole, refuse

# Marks of direction, which the app strews over its lines.
UNSEEN = str.maketrans("", "", "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff")
HEAD = re.compile(
    r"\[?(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4})\.?,?[ \u00a0\u202f](?:at |à |um |a las )?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?"
    r"(?:[ \u00a0\u202f]?(?P<half>[ap])\.?[ \u00a0\u202f]?m\.?)?"
    r"(?:\]|[ \u00a0\u202f][-–—])[ \u00a0\u202f](?P<rest>.*)",
    re.I,
)
SENDER = re.compile(r"(?P<who>[^:\n]{1,80}?): ?(?P<words>.*)")
# Whose exports they are is told in English and, in other languages, by the marks around it.
EMPTY = re.compile(
    r"<[^<>]{3,40}(?:omitted|omis|ausgeschlossen|weggelassen|omitido|omessi)[^<>]{0,20}>"
    r"|(?:image|video|audio|sticker|GIF|document|Contact card) omitted"
    r"|<attached: [^<>]{1,200}>|[^\n]{1,200} \(file attached\)|null"
    r"|(?:This message was deleted|You deleted this message|Waiting for this message)\.?"
    r"|(?:Missed|Silenced) (?:group )?(?:voice|video) call\.?",
    re.I,
)
EDITED = re.compile(r"<This message was edited>\s*$")
CHAT = re.compile(r"WhatsApp (?:Chat|Group)(?: with| -)? (?P<name>.+?)(?: \(\d+\))?", re.I)
FILES = re.compile(r"_chat\.txt|whatsapp chat.*\.txt", re.I)
ORDERS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class _Line:
    """The head of a message: the numbers of its date as they stand, its clock, and what follows."""

    numbers: tuple[str, str, str]
    clock: str
    words: str


def looks_like_chat(name: str, bare: bytes) -> bool:
    """Whether a text begins as the export of a chat does; by its name alone none is taken for one."""
    lines = bare[:8000].decode("utf-8", "ignore").translate(UNSEEN).splitlines()
    heads = [match for line in lines if (match := HEAD.match(line))]
    first = bool(lines) and HEAD.match(lines[0]) is not None
    named = bool(FILES.fullmatch(os.path.basename(name)))
    spoken = sum(bool(SENDER.match(match["rest"])) for match in heads)
    return first and spoken > 0 and (named or len(heads) > 1)


def read_whatsapp(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """The messages of a chat, each as an article of who sent it."""
    try:
        text = decode_bytes(read_whole(stream, terms.limits.table), terms.given.charset)
    except (Oversized, Undecodable) as error:
        yield refuse(name, str(error))
        return
    heads = list(_heads(text.translate(UNSEEN)))
    order, chat, number = find_order(head.numbers for head in heads), _chat_name(name), 0
    for place, head in enumerate(heads, 1):
        match = SENDER.match(head.words)
        words = EDITED.sub("", _below(match, head)) if match else ""
        # A line without a sender is the app's own: who joined, how it is encrypted.
        if match and words.strip() and not EMPTY.fullmatch(words.strip()):
            number += 1
            told = Message(
                name_member(match["who"].strip(" ~\u00a0\u202f"), chat),
                _published(head, order),
                words.strip(),
            )
            yield make_message(f"{name}#{place}", told, terms)
    if number == 0:
        yield refuse(name, "a WhatsApp export without messages that have words")


def _below(match: re.Match[str], head: _Line) -> str:
    """The words behind the sender's name, to the next message."""
    return match["words"] + head.words[match.end() :]


def _heads(text: str) -> Iterator[_Line]:
    """The messages, each with all lines up to the next."""
    found: re.Match[str] | None = None
    words: list[str] = []
    for line in text.splitlines():
        if match := HEAD.match(line):
            if found:
                yield _line(found, words)
            found, words = match, [match["rest"]]
        else:
            words.append(line)
    if found:
        yield _line(found, words)


def _line(match: re.Match[str], words: list[str]) -> _Line:
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    clock = f"T{hour:02d}:{match['minute']}" if hour < 24 else ""
    return _Line((match["a"], match["b"], match["c"]), clock, "\n".join(words))


def find_order(dates: Iterator[tuple[str, str, str]]) -> tuple[str, ...]:
    """The orders that the dates of a chat allow: a day above twelve, or a chat that would run backwards,
    rules one out. Two remain where nothing tells; none where the dates contradict each other."""
    listed = list(dict.fromkeys(dates))
    valid = [order for order in ORDERS if all(_day(numbers, order) for numbers in listed)]
    forward = [order for order in valid if _runs_forward(listed, order)]
    return tuple(forward or valid)


def _runs_forward(dates: list[tuple[str, str, str]], order: str) -> bool:
    days = [_day(numbers, order) for numbers in dates]
    return all(a <= b for a, b in pairwise(days) if a and b)


def _day(numbers: tuple[str, str, str], order: str) -> date | None:
    """The day that three numbers name in an order: which of them comes first."""
    first, second, third = numbers
    if order == "year":
        return make_day(first, second, third) if len(first) == 4 else None
    if len(first) > 2:
        return None
    day, month = (first, second) if order == "day" else (second, first)
    return make_day(third if len(third) == 4 else f"20{third}", month, day)


def _published(head: _Line, orders: tuple[str, ...]) -> str | None:
    """The moment of a message; where two days are possible, from the one to the other."""
    days = sorted({day for order in orders if (day := _day(head.numbers, order))})
    if len(days) == 1:
        return f"{days[0]}{head.clock}"
    return f"{days[0]}..{days[-1]}" if days else None


def _chat_name(name: str) -> str | None:
    """The chat's name, from that of its file or of the folder or archive that holds it."""
    for part in reversed(name.replace("\\", "/").split("/")):
        if match := CHAT.fullmatch(os.path.splitext(part)[0].strip()):
            return match["name"]
    return None
