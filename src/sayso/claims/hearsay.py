"""Through whom a saying came: "citing the agency", "had it from the ship", "denied through a friend".

Each trace names another source beside the one who speaks: behind it (whom the speaker rests on), or
before it (who passed it on). A trace is joined to the saying that it stands by, in the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.claims.contents import make_attribution
from sayso.claims.noun_phrases import FINITE, NOMINAL, noun_phrase_ending
from sayso.claims.sources import is_hearer, phrase_after, read_source
from sayso.model import Attribution, Doc, Hop, Sentence, Token
from sayso.vocabulary import load_vocabulary


class Trace(NamedTuple):
    """Words [start, end) that say whom a saying came from (``behind``) or through; ``hops`` are theirs.

    ``bare``: the words alone say nothing; without a saying beside them there is none.
    """

    start: int
    end: int
    hops: tuple[Hop, ...]
    behind: bool


def trace_hearsay(doc: Doc, sentence: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
    """``found`` in one sentence, its chains made longer by what the words say of whom each had it from."""
    out = list(found)
    for trace in _find_traces(doc, sentence):
        said = _saying_of(trace, out)
        if said is not None:
            joined = _join(doc, sentence, said, trace)
            rest = [a for a in out if a is not said and not _is_misread(a, trace)]
            out = rest + joined if joined else out
    return out


# --- traces ---------------------------------------------------------------------------------------


def _find_traces(doc: Doc, sentence: Sentence) -> Iterator[Trace]:
    for j in range(1, len(sentence.tokens) - 1):
        yield from _rests_on(doc, sentence, j)
        yield from _had_from(doc, sentence, j)
        yield from _passed_on(doc, sentence, j)
        yield from _made_public(doc, sentence, j)


def _rests_on(doc: Doc, sentence: Sentence, j: int) -> Iterator[Trace]:
    """ ", citing X", ", which cited X", "relying on X", "on the authority of X"."""
    tokens, words = sentence.tokens, load_vocabulary("en", "hearsay")["resting"]
    lemma, tag = tokens[j].lemma, tokens[j].tag
    apart = tokens[j - 1].text in (",", "(") or tokens[j - 1].lemma in ("which", "who", "and", "while")
    if lemma in words["verbs"] and apart and (tag == "VBG" or tag in FINITE):
        first = j + 1
    elif lemma in words["with_on"] and tokens[j + 1].lemma in ("on", "upon") and apart:
        first = j + 2
    elif lemma == "on" and _follow(tokens, j + 1, words["grounds"]):
        first = j + 4
    else:
        return
    opened = tokens[j - 1].lemma in ("which", "who")
    yield from _trace(doc, sentence, (j - opened, first), behind=True)


def _follow(tokens: Sequence[Token], j: int, nouns: Sequence[str]) -> bool:
    """Whether "the authority of" and the like stand at ``j``."""
    lemmas = [t.lemma for t in tokens[j : j + 3]]
    return len(lemmas) == 3 and lemmas[0] == "the" and lemmas[1] in nouns and lemmas[2] == "of"


def _had_from(doc: Doc, sentence: Sentence, j: int) -> Iterator[Trace]:
    """ "a nurse who had it from X", "the line, which had it by wireless from X"."""
    tokens, words = sentence.tokens, load_vocabulary("en", "hearsay")["having"]
    if tokens[j].lemma not in words["verbs"] or tokens[j - 1].lemma not in ("who", "which"):
        return
    if tokens[j + 1].lemma not in words["objects"]:
        return
    near = range(j + 2, min(j + 6, len(tokens) - 1))
    source = next((k for k in near if tokens[k].lemma == "from"), None)
    if source is not None:
        yield from _trace(doc, sentence, (j - 1, source + 1), behind=True)


def _passed_on(doc: Doc, sentence: Sentence, j: int) -> Iterator[Trace]:
    """ "denied through a friend that …", "said via his office"."""
    tokens = sentence.tokens
    if tokens[j].lemma not in ("through", "via"):
        return
    phrase = phrase_after(sentence, j + 1, len(tokens))
    if phrase is not None and is_hearer(tokens, phrase):
        yield from _trace(doc, sentence, (j, j + 1), behind=False)


def _made_public(doc: Doc, sentence: Sentence, j: int) -> Iterator[Trace]:
    """ "a message from X that the line made public", "e-mails of which the Courier has copies"."""
    tokens, words = sentence.tokens, load_vocabulary("en", "hearsay")["publishing"]
    shared = tokens[j].lemma in words["verbs"] and tokens[j].tag in FINITE | {"VBN"}
    if not shared and not (tokens[j].lemma == "make" and tokens[j + 1].lemma == "public"):
        return
    subject = noun_phrase_ending(tokens, 0, j)
    if subject is None or subject[0] < 2 or tokens[subject[0] - 1].lemma not in ("that", "which"):
        return
    if tokens[subject[0] - 2].tag not in NOMINAL | {"IN"}:
        return  # "saying that radar saw nothing"
    hops = read_source(doc, sentence, subject, "says")
    if hops and hops[-1].kind != "place":
        yield Trace(tokens[subject[0] - 1].start, tokens[j].end, hops, behind=False)


def _trace(doc: Doc, sentence: Sentence, place: tuple[int, int], *, behind: bool) -> Iterator[Trace]:
    """The trace of the words from token ``place[0]``, whose source begins at ``place[1]``."""
    phrase = phrase_after(sentence, place[1], len(sentence.tokens))
    hops = read_source(doc, sentence, phrase, "says") if phrase else ()
    if phrase and hops:
        tokens = sentence.tokens
        yield Trace(tokens[place[0]].start, tokens[phrase[1] - 1].end, hops, behind)


# --- joining --------------------------------------------------------------------------------------


def _saying_of(trace: Trace, found: Sequence[Attribution]) -> Attribution | None:
    """The saying that a trace belongs to: the nearest, rather one with a cue of its own."""
    known = {hop.name for hop in trace.hops}
    fit = [a for a in found if not known & {hop.name for hop in a.hops}]
    return min(fit, key=lambda a: (_is_misread(a, trace), _gap(a, trace), len(a.content.exact)), default=None)


def _is_misread(item: Attribution, trace: Trace) -> bool:
    """Whether the attribution was read from the words of the trace."""
    return trace.start <= item.cue.start < trace.end


def _gap(item: Attribution, trace: Trace) -> int:
    """How far the saying's cue or source is from the trace."""
    spans = [item.cue, *(hop.span for hop in item.hops if hop.span is not None)]
    return min(max(trace.start - s.end, s.start - trace.end, 0) for s in spans)


def _join(doc: Doc, sentence: Sentence, said: Attribution, trace: Trace) -> list[Attribution]:
    """The saying with its longer chain; a trace at the edge of its content is no part of it."""
    own = said.hops
    hops = (*own, *trace.hops) if trace.behind else (*trace.hops, *own)
    start, end = said.content.start, min(said.content.end, sentence.end)
    if start < trace.start < end <= trace.end + 2:
        end = trace.start
    elif trace.start <= start < trace.end < end:
        start = trace.end
    return make_attribution(doc, (start, end), (said.cue.start, said.cue.end), hops)
