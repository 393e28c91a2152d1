"""What a form cannot hold: counted in a line for each reason, and listed in a side file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.show.sheets import write_sheet
from sayso.show.words import count, make_safe

COLUMNS = ("item", "words", "lost", "why")
NOUNS = {"a": "article", "c": "claim", "e": "event", "f": "figure", "k": "relation", "n": "name"}
NOUNS["x"] = "explanation"


@dataclass(frozen=True, slots=True)
class Loss:
    """What a form does not hold of one item: ``lost`` is what of it, ``why`` the form's reason.

    ``item`` is an id of the case, or "" for what is lost of all of it; ``words`` say to a reader which
    item it is.
    """

    item: str
    words: str
    lost: str
    why: str


def count_losses(losses: Iterable[Loss]) -> list[str]:
    """A line for each kind of loss with how many there are, the most frequent first."""
    kinds = Counter((_name_kind(loss), loss.lost, loss.why) for loss in losses)
    ordered = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        f"{count(number, noun) if noun else 'the whole case'}: {lost} ({why})"
        for (noun, lost, why), number in ordered
    ]


def _name_kind(loss: Loss) -> str:
    return NOUNS.get(loss.item[:1], "item") if loss.item else ""


def write_losses(losses: Iterable[Loss]) -> str:
    """The losses as a table with a row for each."""
    rows = ((loss.item, make_safe(loss.words), loss.lost, loss.why) for loss in losses)
    return write_sheet(COLUMNS, rows)
