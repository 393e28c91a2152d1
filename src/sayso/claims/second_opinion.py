"""What the network takes for somebody's words where no rule read any: "the union warns of a long strike".

The rules come first, since they read who stands behind whom; the network has seen many more verbs.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.contents import make_attribution
from sayso.claims.noun_phrases import FINITE
from sayso.claims.sources import read_source, reporting_words
from sayso.model import Attribution, Doc, Hop, Saying, Sentence, Span
from sayso.spans import overlap

QUOTES = frozenset('“”"‘«„')


def add_sayings(doc: Doc, sentence: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
    """``found`` in one sentence, with what the network alone read there."""
    out = list(found)
    for saying in doc.sayings:
        if sentence.start <= saying.cue.start < sentence.end and not _is_silent(sentence, saying):
            for content in saying.contents:
                if not _is_known(saying.cue, content, found) and _is_told(doc, sentence, content):
                    out += _attribute(doc, sentence, saying, content)
    return out


def _is_silent(sentence: Sentence, saying: Saying) -> bool:
    """Whether the source stands elsewhere, or the cue is of a refusal or a state of mind."""
    source = saying.source
    here = source is not None and sentence.start <= source.start < sentence.end
    return not here or bool(_cue_lemmas(sentence, saying) & reporting_words().silent)


def _is_known(cue: Span, content: Span, found: Sequence[Attribution]) -> bool:
    """Whether a rule has read this cue, or part of this content, in its own way."""
    return any(overlap(a.cue, cue) or overlap(a.content, content) for a in found)


def _is_told(doc: Doc, sentence: Sentence, content: Span) -> bool:
    """Whether the content is a clause or a quotation of this sentence."""
    start, end = content.start, content.end
    clause = any(t.tag in FINITE for t in sentence.tokens if start <= t.start < end)
    quoted = any(mark in QUOTES for mark in doc.article.text[max(0, start - 1) : start + 1])
    return sentence.start <= start < sentence.end and (clause or quoted)


def _attribute(doc: Doc, sentence: Sentence, saying: Saying, content: Span) -> list[Attribution]:
    hops = _read_hops(doc, sentence, saying)
    cue = (saying.cue.start, saying.cue.end)
    return make_attribution(doc, (content.start, min(content.end, sentence.end)), cue, hops) if hops else []


def _read_hops(doc: Doc, sentence: Sentence, saying: Saying) -> tuple[Hop, ...]:
    known, source = reporting_words().stance, saying.source
    if source is None:
        return ()
    tokens = enumerate(sentence.tokens)
    numbers = [i for i, t in tokens if source.start <= t.start and t.end <= source.end]
    stance = next((known[lemma] for lemma in sorted(_cue_lemmas(sentence, saying)) if lemma in known), "says")
    return read_source(doc, sentence, (numbers[0], numbers[-1] + 1), stance) if numbers else ()


def _cue_lemmas(sentence: Sentence, saying: Saying) -> set[str]:
    return {t.lemma for t in sentence.tokens if saying.cue.start <= t.start < saying.cue.end}
