"""What is said: where a content ends, and the attribution made over it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.claims.clauses import Clause
from sayso.claims.noun_phrases import FINITE, NOMINAL
from sayso.claims.sources import (
    reporting_words,
)
from sayso.ids import make_id
from sayso.model import Attribution, Doc, Hop
from sayso.spans import cut


def make_attribution(
    doc: Doc, content: tuple[int, int], cue: tuple[int, int], hops: tuple[Hop, ...]
) -> list[Attribution]:
    """The attribution over trimmed content, or nothing where the content is empty."""
    start, end = _trim(doc.article.text, *content)
    told = doc.article.text[start:end]
    if start >= end or not (re.search(r"\d|[^\W\d_]{4}", told) or len(told.split()) >= 3):
        return []  # "they deny it": nothing is said in these words
    span, cue_span = cut(doc.article, start, end), cut(doc.article, *cue)
    first, last = span.exact[0], span.exact.rstrip(".,!?…")[-1:]
    mode = "direct" if first in '“"«‘' and (last in '”"»’' or "”" not in span.exact) else "indirect"
    if mode == "indirect" and any(q in span.exact for q in '“"«'):
        mode = "mixed"
    key = hops[-1].name if hops else ""
    ident = make_id("t", doc.article.id, start, end, cue_span.start, key)
    return [Attribution(ident, span, cue_span, hops, mode)]  # type: ignore[arg-type]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n\t\xa0,;:–—.…":
        start += 1
    if text[start : start + 5].lower() == "that ":
        start += 5
    while start < end and text[end - 1] in " \n\t\xa0,;:–—":
        end -= 1
    # A full stop belongs to a quotation that it stands in, not to an indirect content.
    while start < end and text[end - 1] in ".!?" and text[start] not in '“"«‘':
        end -= 1
    return start, end


def content_end(clauses: Sequence[Clause], number: int) -> int:
    """Where what a reporting clause introduces ends: the sentence's end, or a new saying before it."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    words = reporting_words()
    subordinate = clause.marker in (
        "in",
        "which",
        "when",
        "who",
        "as",
        "while",
        "although",
        "though",
        "if",
        "where",
    )
    leads = (subordinate and number == 0) or clause.marker in ("in", "who", "which")
    for place, later in enumerate(clauses[number + 1 :], start=number + 1):
        reports = later.head.lemma in words.stance and later.head.lemma not in words.weak
        # "said that … and denied that …": a second saying of the same source, its verb straight behind "and".
        that = place + 1 < len(clauses) and clauses[place + 1].marker == "that"
        saying = reports or (that and later.head.lemma in words.stance)
        again = saying and tokens[later.first - 1].tag == "CC" and later.first == later.verb_first
        if again and later is not clauses[number + 1]:
            return tokens[later.first - 1].start
        before = tokens[later.first - 1].text
        if before not in (",", ";", "—", "–") and not _after_comma(later):
            continue
        if reports and (not later.finite or later.marker in ("though", "although", "but", "while", "and")):
            return tokens[later.first].start
        if before == ";" or (later.marker == "but" and tokens[later.first - 2].text == ";"):
            return tokens[later.first].start
        if leads and later.marker == "" and later.finite and later is not clauses[number + 1]:
            return tokens[later.first].start
    for j in range(clause.verb + 1, len(tokens) - 1):
        if tokens[j].text.lower() == "according" and tokens[j + 1].lemma == "to":
            return tokens[j].start
    return clause.sentence.end


def _after_comma(clause: Clause) -> bool:
    tokens = clause.sentence.tokens
    return (
        clause.first > 1
        and tokens[clause.first - 1].tag == "CC"
        and tokens[clause.first - 2].text in (",", ";")
    )


def subject_words(clause: Clause) -> str:
    if clause.subject is None:
        return ""
    return " ".join(t.text.lower() for t in clause.sentence.tokens[clause.subject[0] : clause.subject[1]])


def inner_that(clause: Clause, following: Clause | None) -> int | None:
    """Where "that the group, which …, is" opens: its verb stands behind a relative clause."""
    tokens = clause.sentence.tokens
    if following is not None and tokens[clause.last - 1].lemma == "that" and clause.last - 1 > clause.verb:
        return tokens[clause.last - 1].end  # "said that, if asked, …"
    if following is None or following.marker not in ("which", "who", "where", "when", "whose"):
        return None
    for j in range(clause.verb + 1, clause.last - 1):
        if tokens[j].lemma == "that" and tokens[j].tag in ("IN", "WDT") and tokens[j + 1].tag not in FINITE:
            return tokens[j].end
    return None


def is_reduced(clause: Clause) -> bool:
    """ "cited in the Herald": a participle that hangs on the noun right before it."""
    tokens = clause.sentence.tokens
    after = tokens[clause.verb + 1].lemma if clause.verb + 1 < len(tokens) else ""
    hangs = clause.verb > 0 and tokens[clause.verb - 1].tag in NOMINAL and after in ("in", "by", "on")
    return hangs and clause.head.lemma in ("cite", "quote", "publish", "report", "post", "broadcast")
