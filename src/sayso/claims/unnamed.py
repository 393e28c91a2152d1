"""Sayings that the words give to nobody, or to an object: "it was reported", "led experts to assume"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.clauses import Clause
from sayso.claims.contents import content_end, inner_that, make_attribution, subject_words
from sayso.claims.sources import (
    anonymous_hop,
    is_hearer,
    phrase_after,
    read_source,
    reporting_words,
)
from sayso.model import Attribution, Doc, Hop, Sentence, Stance


def read_passive(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "It was reported that …", "X is believed to …", "Such cases were reported": nobody's say-so."""
    clause, words = clauses[number], reporting_words()
    if not clause.passive or clause.head.lemma not in words.nobody or clause.negated:
        return []
    tokens = clause.sentence.tokens
    by_phrase = _agent_phrase(clause)
    stance: Stance = "hedges" if clause.head.lemma in words.open and by_phrase is None else "says"
    cue = (tokens[clause.verb_first].start, clause.head.end)
    named = read_source(doc, clause.sentence, by_phrase, stance) if by_phrase else ()
    hops = named or (anonymous_hop(doc, *cue, stance),)
    colon = next((t for t in tokens[clause.verb : clause.last + 1] if t.text == ":"), None)
    if by_phrase and colon is not None:
        return make_attribution(doc, (colon.end, clause.sentence.end), cue, hops)
    passed_on = _told_by(doc, clauses, number, hops if named or clause.head.lemma in words.hearing else ())
    if passed_on:
        return passed_on
    following = tokens[clause.verb + 1] if clause.verb + 1 < len(tokens) else None
    told = subject_words(clause) in ("we", "i", "you") and following is not None and following.lemma == "that"
    if subject_words(clause) in ("it", "we", "i") and _is_inserted(clause):
        return make_attribution(doc, (clause.sentence.start, clause.sentence.end), cue, hops)
    if told or subject_words(clause) in ("it", "there"):
        return make_attribution(doc, (clause.head.end, content_end(clauses, number)), cue, hops)
    reported = clause.head.lemma in ("report", "rumour", "rumor")
    if following is None or not (reported or following.lemma == "to"):
        return []
    return make_attribution(doc, (_subject_start(clause), clause.end), cue, hops)


def _told_by(doc: Doc, clauses: Sequence[Clause], number: int, named: tuple[Hop, ...]) -> list[Attribution]:
    """ "His superiors were told by the agents that …": the hearers, and behind them who told them."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    told = clause.head.lemma in reporting_words().hearing
    if (
        not told
        or following is None
        or following.marker not in ("that", "which", "how", "where")
        or not named
    ):
        return []
    hearers = clause.subject is not None and is_hearer(clause.sentence.tokens, clause.subject)
    outer = read_source(doc, clause.sentence, clause.subject, "says") if hearers and clause.subject else ()
    cue = (clause.sentence.tokens[clause.verb_first].start, clause.head.end)
    return make_attribution(doc, (following.start, content_end(clauses, number)), cue, (*outer, *named))


def read_infinitive(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "This led experts to assume that …": the object of the verb is the source."""
    clause, words = clauses[number], reporting_words()
    tokens = clause.sentence.tokens
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    for j in range(clause.verb + 2, clause.last - 1):
        verb = tokens[j + 1]
        if tokens[j].tag != "TO" or verb.tag != "VB" or verb.lemma not in words.stance:
            continue
        if (j + 2 < len(tokens) and tokens[j + 2].lemma != "that") or clause.head.lemma in words.stance:
            continue
        phrase = phrase_after(clause.sentence, clause.verb + 1, j)
        if phrase is None or phrase[1] != j or (following is None and j + 3 >= clause.last):
            continue
        hops = read_source(doc, clause.sentence, phrase, words.stance[verb.lemma])
        return (
            make_attribution(doc, (verb.end, content_end(clauses, number)), (verb.start, verb.end), hops)
            if hops
            else []
        )
    return []


def _agent_phrase(clause: Clause) -> tuple[int, int] | None:
    """The noun phrase after "by" in a passive clause."""
    for j in range(clause.verb + 1, min(clause.last - 1, clause.verb + 6)):
        if clause.sentence.tokens[j].lemma == "by":
            return phrase_after(clause.sentence, j + 1, clause.last)
    return None


def _is_inserted(clause: Clause) -> bool:
    """ "The doors, it is whispered, stood open": between commas, within what is told."""
    tokens, first, after = clause.sentence.tokens, clause.verb_first - 1, clause.verb + 1
    return first > 1 and tokens[first - 1].text == "," and after < len(tokens) and tokens[after].text == ","


def _subject_start(clause: Clause) -> int:
    first = clause.subject[0] if clause.subject else clause.first
    return clause.sentence.tokens[min(first, clause.verb_first)].start


def read_rumour(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "There are rumours that …", "it emerged that …", "rumour has it": nobody's say-so."""
    clause, words = clauses[number], reporting_words()
    if number + 1 >= len(clauses):
        return []
    following = clauses[number + 1]
    tokens = clause.sentence.tokens
    noun = next((t for t in tokens[clause.verb + 1 : clause.last] if t.lemma in words.rumour), None)
    there = subject_words(clause) == "there" and noun is not None
    emerged = subject_words(clause) == "it" and clause.head.lemma in ("emerge", "transpire")
    start = following.start if following.marker in ("that", "of") else inner_that(clause, following)
    if start is None or not (there or emerged):
        return []
    cue = (noun.start, noun.end) if there and noun else (clause.head.start, clause.head.end)
    hop = anonymous_hop(doc, *cue)
    return make_attribution(doc, (start, content_end(clauses, number)), cue, (hop,))


def read_adverbs(doc: Doc, sentence: Sentence, clauses: Sequence[Clause]) -> list[Attribution]:
    """ "reportedly", "allegedly": the clause they stand in is somebody's, who is not named."""
    words, out = reporting_words(), []
    for j, token in enumerate(sentence.tokens):
        if token.text.lower() not in words.adverbs:
            continue
        holder = next((c for c in clauses if c.first <= j < c.last), None)
        if holder is None:
            continue
        start = holder.start
        if holder.subject and sentence.tokens[holder.subject[0]].start < start:
            start = sentence.tokens[holder.subject[0]].start
        hop = anonymous_hop(doc, token.start, token.end)
        out += make_attribution(doc, (start, holder.end), (token.start, token.end), (hop,))
    return out


def read_quoted_as(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "The paper quotes a diplomat as saying that …": the paper, and behind it the diplomat."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    if clause.head.lemma not in ("quote", "cite") or clause.passive or clause.subject is None:
        return []
    said = next((j for j in range(clause.verb + 2, len(tokens) - 1) if tokens[j].tag == "VBG"), None)
    if said is None or tokens[said - 1].lemma != "as":
        return []
    phrase = phrase_after(clause.sentence, clause.verb + 1, said - 1)
    outer = read_source(doc, clause.sentence, clause.subject, "says")
    inner = read_source(doc, clause.sentence, phrase, "says") if phrase else ()
    cue = (clause.head.start, tokens[said].end)
    content = (tokens[said].end, content_end(clauses, number))
    return make_attribution(doc, content, cue, (*outer, *inner)) if inner else []
