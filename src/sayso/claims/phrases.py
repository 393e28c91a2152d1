"""Words of a clause's sentence cut out by the numbers of their tokens."""

from __future__ import annotations

from sayso.claims.clauses import Clause
from sayso.model import Doc, Span, Token
from sayso.spans import cut


def cut_words(doc: Doc, clause: Clause, first: int, last: int) -> Span | None:
    """The words from token ``first`` to ``last`` (not included), trimmed of marks; None if none are left."""
    tokens = clause.sentence.tokens
    while first < last and tokens[first].text in ",;:–—":
        first += 1
    while last > first and tokens[last - 1].text in ',;:–—.!?…”"':
        last -= 1
    return cut(doc.article, tokens[first].start, tokens[last - 1].end) if first < last else None


def subject_of(clause: Clause) -> tuple[Token, ...]:
    """The words of the clause's subject; none where it has none."""
    return clause.sentence.tokens[slice(*clause.subject)] if clause.subject else ()
