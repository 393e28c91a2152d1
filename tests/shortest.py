"""The claim that a test is about, read from a short report of one day."""

from __future__ import annotations

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims import extract_claims
from sayso.model import Claim

WRITTEN = "2031-05-15"  # a Thursday


def closest(text: str, words: str) -> Claim:
    """The shortest claim of a happening or a figure that holds ``words``."""
    doc = annotate_article(an_article(text, published=WRITTEN), load_reader("en"))
    held = [c for c in extract_claims(doc) if words in c.span.exact and c.kind in ("event", "figure")]
    assert held, f"no claim holds {words!r}"
    return min(held, key=lambda c: (len(c.span.exact), c.kind))
