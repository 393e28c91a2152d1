"""One spelling for names that differ in case, accents, hyphens and apostrophes alone."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
WHOLE = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ħ": "h",
    }
)
SILENT = dict.fromkeys(map(ord, "'’‘ʻʼʿʾ`´ˈ\u00ad\u200b\u200c\u200d"))
SPACED = str.maketrans({"-": " ", "‑": " ", "–": " ", "/": " ", ".": " ", "\u00a0": " ", ",": " "})


def fold_name(name: str) -> str:
    """``name`` in lower case without accents and apostrophes, its words parted by single spaces."""
    lower = name.casefold().translate(SILENT).translate(SPACED)
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower.translate(WHOLE))
        lower = "".join(c for c in lower if not unicodedata.combining(c)).translate(SPACED)
    return " ".join(lower.split())
