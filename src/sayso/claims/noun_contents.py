"""Speech made a noun, or said of one: "his claim that …", "dismissed comparisons", "put the dead at 12"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.claims.clauses import Clause
from sayso.claims.contents import content_end, is_reduced, make_attribution
from sayso.claims.factuality import sounds_false
from sayso.claims.noun_phrases import NOMINAL, find_subject
from sayso.claims.sources import (
    AUTHOR,
    ReportingWords,
    read_source,
    reporting_words,
)
from sayso.model import Attribution, Doc, Hop, Stance, Token
from sayso.spans import inside_any
from sayso.vocabulary import load_vocabulary


def read_copular(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "The government's official line is that …", "his claim that …": speech made a noun."""
    clause, words = clauses[number], reporting_words()
    if number + 1 >= len(clauses) or clauses[number + 1].marker != "that":
        return []
    following = clauses[number + 1]
    tokens = clause.sentence.tokens
    before = tokens[following.first - 1]
    if clause.head.lemma == "be" and clause.subject is not None:
        noun, owner_end = tokens[clause.subject[1] - 1], clause.subject[1] - 1
        first = clause.subject[0]
    elif before.tag in NOMINAL:
        noun, owner_end = before, following.first - 1
        first = max(clause.first, owner_end - 8)
    else:
        return []
    stance = words.noun_stance.get(noun.lemma)
    owner = _owner(tokens, first, owner_end) if stance else None
    if stance is None or owner is None:
        return []
    hops = read_source(doc, clause.sentence, owner, stance)
    cue_first = owner[1] + (tokens[owner[1]].tag == "POS")
    cue = (tokens[min(cue_first, owner_end)].start, noun.end)
    end = content_end(clauses, number)
    if clause.head.lemma != "be" and number + 2 < len(clauses) and clauses[number + 2].marker == "":
        end = min(end, clauses[number + 2].start)
    return make_attribution(doc, (following.start, end), cue, hops) if hops else []


def _owner(tokens: Sequence[Token], first: int, noun: int) -> tuple[int, int] | None:
    """Whose the noun at token ``noun`` is: a possessor before it, or "his"."""
    for j in range(noun - 1, first - 1, -1):
        if tokens[j].tag == "POS":
            return find_subject(tokens, first, j)
        if tokens[j].tag not in ("JJ", "VBN", "NN", "NNP", "RB"):
            break
    return None


def read_noun_objects(doc: Doc, clauses: Sequence[Clause], found: Iterable[Attribution]) -> list[Attribution]:
    """ "dismissed comparisons … as propaganda", "predicted riots": content that is a noun phrase."""
    words, out = reporting_words(), []
    taken = [a.cue for a in found]
    for number, clause in enumerate(clauses):
        if clause.head.lemma not in words.noun or clause.passive or clause.subject is None or clause.modal:
            continue
        if inside_any(clause.head.start, clause.head.end, taken) or not _has_words_behind(clause):
            continue
        if is_reduced(clause):
            continue
        first = _object_start(clause, words)
        if first is None or clause.sentence.tokens[clause.subject[0]].text.lower() in AUTHOR:
            continue
        rest = " ".join(t.text.lower() for t in clause.sentence.tokens[first : clause.last])
        ruled: Stance = "hedges" if clause.negated else "denies"
        stance = ruled if clause.head.lemma == "rule" else words.stance.get(clause.head.lemma, "says")
        if clause.head.lemma in words.naming and sounds_false(rest):
            stance = "denies"
        hops = read_source(doc, clause.sentence, clause.subject, stance)
        counts = clause.head.lemma in words.with_number | words.with_count
        cardinal = clause.sentence.tokens[first].tag == "CD"
        # Who "stops at 86" speaks; what "stands at 33" is the count itself.
        numbered = (counts or cardinal) and clause.head.lemma not in words.with_at
        # Nothing but a government denies in a capital's name: "Algiers denies it".
        capital = bool(hops) and hops[-1].kind == "place" and not counts
        if not hops or not (capital or can_speak(doc, hops[-1], numbered=numbered)):
            continue
        # What one is accused of stands behind the clause: "of switching off the country".
        whole = clause.head.lemma in words.blaming or first >= clause.last
        end = content_end(clauses, number) if whole else min(content_end(clauses, number), clause.end)
        cue = (clause.sentence.tokens[clause.verb_first].start, clause.head.end)
        out += make_attribution(doc, (clause.sentence.tokens[first].start, end), cue, hops)
    return out


def _has_words_behind(clause: Clause) -> bool:
    """Whether an object follows the verb; so is a participle ("denies having …")."""
    tokens, after = clause.sentence.tokens, clause.verb + 1
    return after < clause.last or (after < len(tokens) and tokens[after].tag == "VBG")


def _object_start(clause: Clause, words: ReportingWords) -> int | None:
    """The token with which the noun phrase that is said begins, or None where the verb says nothing."""
    tokens, lemma, first = clause.sentence.tokens, clause.head.lemma, clause.verb + 1
    rest = tokens[first : clause.last]
    if lemma == "rule":
        return first + 1 if tokens[first].lemma == "out" and first + 1 < clause.last else None
    if lemma in words.with_to | words.with_at:
        after = tokens[first].lemma == ("to" if lemma in words.with_to else "at") and first + 1 < clause.last
        numbered = any(t.tag == "CD" for t in rest[:4])
        return first + 1 if after and (numbered or lemma not in words.with_at) else None
    if lemma in words.with_of:
        of = tokens[first].lemma in ("of", "about") and first + 1 < clause.last
        return first + 1 if of else None
    lacking = (
        (lemma in words.with_number and not any(t.tag == "CD" for t in rest))
        or (lemma in words.with_count and not any(t.lemma in words.counts for t in rest))
        or (lemma in words.with_infinitive and not _is_awaited(rest))
        or (lemma == "date" and not any(t.lemma in ("to", "from") for t in rest))
        or (lemma in words.naming and not _is_called(rest))
        or (lemma in DISMISSING and not is_said(clause, words))
    )
    if lemma == "give" and tokens[first].tag not in ("CD", "RB", "IN"):
        return None  # "gave way before 5": only "gives about 2,200" tells a number
    opens = tokens[first].tag in NOMINAL or tokens[first].tag in OBJECT_TAGS
    return first if opens and not lacking else None


def _is_awaited(rest: Sequence[Token]) -> bool:
    """Whether something is expected to happen: "the price to fall", "another shutdown"."""
    return any(t.tag == "TO" for t in rest) or (bool(rest) and rest[0].tag in ("DT", "JJ", "CD"))


OBJECT_TAGS = frozenset({"PRP", "DT", "JJ", "PRP$", "CD", "VBG", "JJR", "``", "RB", "IN", "$"})


def _is_called(rest: Sequence[Token]) -> bool:
    """Whether a thing is called untrue, or something in quotation marks, or "it" is called something."""
    if len(rest) > 2 and rest[0].lemma in ("it", "this", "them") and rest[1].tag in ("DT", "JJ"):
        return True
    return sounds_false(" ".join(t.text.lower() for t in rest)) or any(t.text in '“"«‘``' for t in rest)


# One may dismiss a minister or reject a heart: only a saying is denied by it.
DISMISSING = frozenset({"dismiss", "reject", "dispute", "question", "discount", "doubt", "demand"})


def is_said(clause: Clause, words: ReportingWords) -> bool:
    """Whether the object of "dismiss" and the like is something said, or is called so ("as absurd")."""
    rest = clause.sentence.tokens[clause.verb + 1 : clause.last]
    sayings = words.noun_stance.keys() | words.rumour | words.carrier
    if rest and rest[0].lemma in ("this", "that", "it"):
        return len(rest) == 1 or rest[1].tag not in NOMINAL
    said = any(
        t.lemma in sayings
        or t.lemma
        in ("comparison", "criticism", "concern", "fear", "blame", "responsibility", "charge", "involvement")
        for t in rest
    )
    return said or any(t.lemma == "as" for t in rest)


# Endings of words for people, by what they do; a thing that ends so does not deny or blame.
HUMAN = re.compile(
    r"(?:[^e]er|or|ist|ian|man|men|woman|women|person|people|ant|(?<!m)ent|head|chief|clerk|witness)s?\b"
)


def can_speak(doc: Doc, hop: Hop, *, numbered: bool = False) -> bool:
    """A person, a body, a group or a pronoun can; "the crash cited" can't. With a number a list can too."""
    if numbered and hop.span is not None and hop.kind != "place":
        return True
    if hop.mention_id is not None and any(n.id == hop.mention_id for n in doc.names):
        return hop.kind != "place"
    if hop.kind == "group" and (HUMAN.search(hop.name.lower()) or is_body(hop.name)):
        return True
    return hop.span is not None and hop.span.exact.lower() in ("he", "she", "they", "who")


def is_body(name: str) -> bool:
    """Whether a description is about a body: "their association", "the port authority"."""
    return name.lower().split()[-1] in load_vocabulary("en", "origins")["bodies"]


def read_learnt(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "I gathered this from two clerks", "the line had the news from the ship": whom it was had from."""
    clause, words = clauses[number], reporting_words()
    tokens = clause.sentence.tokens
    if clause.head.lemma not in words.learning or clause.negated:
        return []
    rest = tokens[clause.verb + 1 : clause.last]
    if clause.head.lemma not in ("learn", "hear") and not any(t.lemma in words.learnt for t in rest):
        return []
    for j in range(clause.verb + 1, clause.last - 1):
        if tokens[j].lemma == "from":
            stop = next((k for k in range(j, clause.last) if tokens[k].text in ",;–—:"), clause.last)
            hops = read_source(doc, clause.sentence, (j + 1, stop), "says")
            cue = (clause.head.start, clause.head.end)
            told = number + 1 < len(clauses) and clauses[number + 1].marker == "that"
            content = (clause.start, clause.end)
            if told and clauses[number + 1].first <= stop + 1:
                content = (clauses[number + 1].start, content_end(clauses, number))
            return make_attribution(doc, content, cue, hops) if hops else []
    return []


def read_raised_by(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "a scenario raised by both camps": an idea with the people who put it about."""
    clause, words = clauses[number], reporting_words()
    tokens = clause.sentence.tokens
    for j in range(clause.first, clause.last - 2):
        by = j + (2 if tokens[j + 1].lemma == "forward" else 1)
        if tokens[j].tag != "VBN" or tokens[j].lemma not in words.raising or tokens[by].lemma != "by":
            continue
        if any(t.lemma in words.noun_stance or t.lemma in words.raised for t in tokens[clause.first : j]):
            hops = read_source(doc, clause.sentence, (by + 1, clause.last), "says")
            cue = (tokens[j].start, tokens[by].end)
            return make_attribution(doc, (clause.start, tokens[j].start), cue, hops) if hops else []
    return []
