"""What chats have in common: a message becomes the article of who posted it, in the words of the export."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Listed, Problem
from sayso.read.pages import RawPage, Terms
from sayso.read.rows import make_row

# Below such a line the words are read as those of the channel that it names (annotate/stamps.py).
FORWARDED = "Forwarded from"
DELETED = "Deleted Account"
Made = RawPage | Problem | Listed


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``forwarded`` names whose words it passes on, if it does."""

    outlet: str | None
    published: str | None
    text: str
    forwarded: str | None = None


def make_message(name: str, message: Message, terms: Terms) -> Made:
    """The page of one message; what it passes on stands under a line that says from whom."""
    head = f"{FORWARDED} {tidy_name(message.forwarded)}\n\n" if message.forwarded else ""
    row = {"outlet": message.outlet, "published": message.published, "text": f"{head}{message.text}"}
    return make_row(name, row, terms.given)


def own_words(text: str) -> str:
    """A message without the line that says from whom it is passed on, whose name may be in any language."""
    head, _, rest = text.partition("\n\n")
    return rest if head.startswith(f"{FORWARDED} ") else text


def tidy_name(name: str) -> str:
    """A name on one line, without the stop at its end that would make a sentence of its line."""
    return " ".join(name.split()).rstrip(".!?:… ") or DELETED


def name_member(sender: str, chat: str | None) -> str:
    """Who speaks in a chat of many: each member for himself, since none speaks for the others."""
    return f"{sender} ({chat})" if chat and chat != sender else sender
