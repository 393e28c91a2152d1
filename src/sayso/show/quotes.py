"""Quotes and what stands behind them, in the rows of the account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sayso.model import Article, Claim, Conflict, Event, Explanation, Figure, Span, Support
from sayso.show.index import Index
from sayso.show.rows import Backing, Passage, Quote, RelationRow
from sayso.show.tellings import choose_label
from sayso.show.words import say_when
from sayso.spans import check_exact

HOLDERS = (Figure, Explanation, Event)  # what says best what claims are about comes first
CONTEXT = 160  # about two lines of text on either side


def read_quote(index: Index, claim: Claim) -> Quote:
    """The claim's exact words with the chain of say-so."""
    origin = index.origin(claim)
    return Quote(
        claim.id,
        claim.article_id,
        index.outlet(claim.article_id),
        say_when(index.published(claim.article_id)),
        check_exact(claim.span, index.articles[claim.article_id].text).exact,
        tuple(index.hop_name(hop) for hop in claim.attribution),
        claim.polarity,
        claim.voice,
        index.notes(claim.id),
        index.name_of(origin.key) if origin else "",
        origin.kind if origin else "unsourced",
    )


def read_quotes(index: Index, claims: Iterable[Claim]) -> tuple[Quote, ...]:
    """The quotes of ``claims``, in their order."""
    return tuple(read_quote(index, claim) for claim in claims)


def read_backing(index: Index, support: Support | None) -> Backing:
    """On whose say-so something rests, by name; without a support, on nobody's that was counted."""
    if support is None:
        return Backing(0, (), (), ())
    named = (support.origins, support.unnamed, support.unsourced)
    return Backing(support.articles, *(tuple(index.name_of(key) for key in keys) for keys in named))


def read_relation(index: Index, conflict: Conflict) -> RelationRow:
    """How claims differ or agree, and about what."""
    subject_id, subject = name_subject(index, conflict.claim_ids)
    quotes = read_quotes(index, index.told(conflict.claim_ids))
    return RelationRow(conflict.id, conflict.kind, conflict.why, subject, subject_id, quotes)


def name_subject(index: Index, claim_ids: Iterable[str]) -> tuple[str | None, str]:
    """The id and words of what claims are about: what holds most of them."""
    held = [holder for claim_id in set(claim_ids) for holder in index.holders.get(claim_id, ())]
    if not held:
        return None, ""
    votes = Counter(holder.id for holder in held)
    best = max(held, key=lambda holder: (votes[holder.id], -HOLDERS.index(type(holder)), holder.id))
    if isinstance(best, Event):
        return best.id, choose_label(index, index.told(best.claim_ids))
    return best.id, index.figure_title(best) if isinstance(best, Figure) else best.label


def read_passage(index: Index, claim: Claim) -> Passage:
    """A claim's words in their context."""
    article = index.articles[claim.article_id]
    before, after = context_of(article, claim.span)
    address = article.url or article.name
    return Passage(read_quote(index, claim), before, after, claim.span.start, claim.span.end, address)


def context_of(article: Article, span: Span) -> tuple[str, str]:
    """The words before and after ``span``, cut at words."""
    start, end = max(0, span.start - CONTEXT), min(len(article.text), span.end + CONTEXT)
    before, after = article.text[start : span.start], article.text[span.end : end]
    if start > 0 and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if end < len(article.text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return before, after
