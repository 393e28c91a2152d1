"""From an annotated article to claims with their chains of say-so."""

from sayso.annotate.quantities import count_numbers_not_read
from sayso.claims.assemble import extract_claims
from sayso.model import Claim, Doc

__all__ = ["count_unread_numbers", "extract_claims"]


def count_unread_numbers(doc: Doc, claims: tuple[Claim, ...]) -> int:
    """How many sentences of the body hold a number of which no claim was made."""
    told = {c.amount.span.start for c in claims if c.amount is not None}
    quantities = [q for q in doc.quantities if q.span.start in told]
    body = tuple(s for s in doc.sentences if not any(f.start <= s.start < f.end for f in doc.furniture))
    return count_numbers_not_read(body, quantities, [t.span for t in doc.times])
