"""Datelines: where and when a piece was filed, before its first sentence: "LIMA, May 3 (Agency) - ..."."""

from __future__ import annotations

from sayso.model import Sentence

DASHES = frozenset({"-", "–", "—", "--"})
MARKS = frozenset({",", ".", "(", ")", "/", "[", "]", "th", "st", "nd", "rd"})
# Words and marks of the longest: town, country, weekday, day and agency.
LONGEST = 24


def dateline_end(sentence: Sentence) -> int | None:
    """Where a dateline that opens the sentence ends in the text: capitals, days and marks up to a dash."""
    tokens = sentence.tokens
    if not tokens or not tokens[0].text[0].isupper():
        return None
    for index, token in enumerate(tokens[:LONGEST]):
        if token.text in DASHES or (token.text == ":" and tokens[index - 1].text == ")"):
            told = any(t.text in (",", ".", "(") or t.text.isupper() for t in tokens[:index])
            return token.start if index and told else None
        if not (token.text[0].isupper() or token.text[0].isdigit() or token.text in MARKS):
            return None
    return None
