"""Whose count a figure is: "the union's toll stands at 83", "the monitor documented 14 deaths"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from sayso.annotate.clause_time import sentence_times
from sayso.claims.clauses import Clause
from sayso.claims.contents import make_attribution
from sayso.claims.noun_contents import can_speak
from sayso.claims.noun_phrases import NOMINAL, VERBAL, base_start, noun_phrase_ending
from sayso.claims.sources import AUTHOR, phrase_after, read_source
from sayso.model import Attribution, Doc, Hop, QuantityMention, Sentence, Token
from sayso.spans import inside_any
from sayso.vocabulary import load_vocabulary

Place = tuple[int, int]
OPENING = frozenset("“\"'‘«`:")
# Words from a count's owner to its number ("the league's own count had by then risen to 83").
WALK = 12
# Words from a verb of counting to its number ("registered the names of at least 12").
OBJECT = 7
# Words from a number to "by its own account".
OWN_REACH = 20
# No sentence that somebody wrote to be read tells more figures; a hostile one may tell thousands.
MOST = 40


@cache
def _words() -> dict[str, Any]:
    table = load_vocabulary("en", "counters")
    return {name: frozenset(words) for name, words in table["words"].items()}


def read_counters(
    doc: Doc, sentence: Sentence, clauses: Sequence[Clause], found: Sequence[Attribution]
) -> list[Attribution]:
    """The figures of a sentence that nobody says as yet, with those whose counts they are."""
    out: list[Attribution] = []
    before: QuantityMention | None = None
    for quantity in _quantities_in(doc, sentence)[:MOST]:
        last, before = before, quantity
        if (quantity.measure or quantity.unit) is None or _teller(quantity, (*found, *out)):
            continue
        at = bisect_right(sentence.tokens, quantity.span.start, key=lambda t: t.end)
        out += (
            _read_owned(doc, sentence, at)
            or _read_label(doc, sentence, at)
            or _read_counting(doc, sentence, clauses, at)
            or _read_counted_by(doc, sentence, clauses, at)
            or _read_own_account(doc, sentence, clauses, at)
            or _read_next(doc, sentence, (last, quantity), (*found, *out))
        )
    return out


def _teller(quantity: QuantityMention, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution that a figure stands in."""
    number = quantity.number
    return next((a for a in found if a.content.start <= number.start and number.end <= a.content.end), None)


def _read_next(
    doc: Doc,
    sentence: Sentence,
    pair: tuple[QuantityMention | None, QuantityMention],
    found: Sequence[Attribution],
) -> list[Attribution]:
    """ "its count stood at 17, went to 60, then to 58": whoever told the first of a series told the next."""
    last, quantity = pair
    told = _teller(last, found) if last else None
    bare = quantity.span == quantity.number
    if (
        last is None
        or told is None
        or not bare
        or (last.measure, last.unit) != (quantity.measure, quantity.unit)
    ):
        return []
    between = [t for t in sentence.tokens if last.span.end <= t.start < quantity.span.start]
    verbs = any(t.tag in VERBAL and t.lemma not in _words()["links"] | _words()["states"] for t in between)
    if verbs or any(t.text == ";" or t.tag in ("PRP", "WDT", "WP") for t in between):
        return []
    at = bisect_right(sentence.tokens, quantity.span.start, key=lambda t: t.end)
    cue = (told.cue.start, told.cue.end)
    return make_attribution(doc, (quantity.span.start, _end_of(sentence.tokens, at)), cue, told.hops)


def _quantities_in(doc: Doc, sentence: Sentence) -> Sequence[QuantityMention]:
    first = bisect_left(doc.quantities, sentence.start, key=lambda q: q.span.start)
    last = bisect_left(doc.quantities, sentence.end, key=lambda q: q.span.start)
    return doc.quantities[first:last]


def _read_owned(doc: Doc, sentence: Sentence, at: int) -> list[Attribution]:
    """ "the committee's claim of “more than 100”", "the union's stands at 83": the owner says it."""
    tokens, words = sentence.tokens, _words()
    times = [t.span for t in sentence_times(doc.times, sentence)]
    j = at - 1
    while j >= 0 and at - j < WALK and tokens[j].tag != "POS":
        token = tokens[j]
        known = token.lemma in words["links"] | words["counts"] or token.text in OPENING
        if tokens[j].tag in NOMINAL and not known:
            break
        if not (known or token.tag in ("RB", "MD", "JJ") or inside_any(token.start, token.end, times)):
            return []
        j -= 1
    owned = j > 0 and tokens[j].tag == "POS"
    phrase = noun_phrase_ending(tokens, 0, j) if owned else _giver(tokens, j + 1)
    hops = read_source(doc, sentence, phrase, "says") if phrase else ()
    if not _is_counter(doc, hops):
        return []
    cue = (tokens[j].start, tokens[max(j, at - 1)].end)
    return make_attribution(doc, (tokens[at].start, _end_of(tokens, at)), cue, hops)


def _giver(tokens: Sequence[Token], end: int) -> Place | None:
    """Who gives a count in "the toll given by the union", where the phrase ends before ``end``."""
    phrase = noun_phrase_ending(tokens, 0, end)
    by = base_start(tokens, 0, end) - 1
    given = by > 1 and tokens[by].lemma == "by" and tokens[by - 1].lemma in _words()["given"]
    counts = given and tokens[by - 2].lemma in _words()["counts"]
    return (by + 1, end) if phrase is not None and counts else None


def _read_label(doc: Doc, sentence: Sentence, at: int) -> list[Attribution]:
    """ "The union's lawyers: 31 dead.": who says it stands before a colon, and nothing else does."""
    tokens = sentence.tokens
    if at < 2 or tokens[at - 1].text != ":":
        return []
    start = next((j + 1 for j in range(at - 2, -1, -1) if tokens[j].text in ";.:!?"), 0)
    phrase = noun_phrase_ending(tokens, start, at - 1)
    if phrase is None or phrase[0] != start:
        return []
    hops = read_source(doc, sentence, phrase, "says")
    if not hops or not can_speak(doc, hops[-1]):
        return []
    cue = (tokens[at - 1].start, tokens[at - 1].end)
    return make_attribution(doc, (tokens[at].start, _end_of(tokens, at)), cue, hops)


def _read_counting(doc: Doc, sentence: Sentence, clauses: Sequence[Clause], at: int) -> list[Attribution]:
    """ "the monitor documented 14 deaths", "knows only of 274", "has 71 names": the subject counts."""
    listed = sentence.tokens[at - 1].text == ":"
    anchor = at - 2 if listed else at
    clause = next((c for c in clauses if c.first <= anchor < c.last), None)
    if clause is None or clause.subject is None or clause.passive or clause.negated or clause.modal:
        return []
    if clause.head.lemma not in _words()["verbs"] or not clause.verb < anchor <= clause.verb + OBJECT * (
        1 + listed
    ):
        return []
    between = tuple(t.lemma for t in sentence.tokens[clause.verb + 1 : at])
    if not _is_counted(clause.head.lemma, between, sentence.tokens[at : at + 4]):
        return []
    if sentence.tokens[clause.subject[0]].text.lower() in AUTHOR:
        return []
    hops = read_source(doc, sentence, clause.subject, "says")
    if not _is_counter(doc, hops):
        return []
    cue = (sentence.tokens[clause.verb_first].start, clause.head.end)
    return make_attribution(doc, (sentence.tokens[at].start, _end_of(sentence.tokens, at)), cue, hops)


def _read_counted_by(doc: Doc, sentence: Sentence, clauses: Sequence[Clause], at: int) -> list[Attribution]:
    """ "31 deaths have been confirmed by the clinic", "the figure of 31 comes from the clinic"."""
    tokens, words = sentence.tokens, _words()
    clause = next((c for c in clauses if c.first <= at < c.verb_first), None)
    if clause is None or clause.negated or clause.modal or clause.verb + 2 >= len(tokens):
        return []
    told = clause.passive and clause.head.lemma in words["verbs"] | words["given"]
    comes = clause.head.lemma in ("come", "stem") and any(t.lemma in words["counts"] for t in tokens[:at])
    if not (told or comes) or tokens[clause.verb + 1].lemma != ("by" if told else "from"):
        return []
    phrase = phrase_after(sentence, clause.verb + 2, len(tokens))
    hops = read_source(doc, sentence, phrase, "says") if phrase else ()
    if not _is_counter(doc, hops):
        return []
    cue = (tokens[clause.verb_first].start, tokens[clause.verb + 1].end)
    return make_attribution(doc, (clause.start, tokens[clause.verb_first - 1].end), cue, hops)


def _read_own_account(doc: Doc, sentence: Sentence, clauses: Sequence[Clause], at: int) -> list[Attribution]:
    """ "the army lost nine men, by its own account": whoever did it says so."""
    tokens, words = sentence.tokens, _words()
    clause = next((c for c in clauses if c.first <= at < c.last), None)
    if clause is None or clause.subject is None or clause.passive:
        return []
    for j in range(at, min(at + OWN_REACH, len(tokens) - 3)):
        opens = (
            tokens[j].lemma in ("by", "on") and tokens[j + 1].tag == "PRP$" and tokens[j + 2].lemma == "own"
        )
        if opens and tokens[j + 3].lemma in words["counts"] | words["accounts"]:
            hops = read_source(doc, sentence, clause.subject, "says")
            cue = (tokens[j].start, tokens[j + 3].end)
            content = (clause.start, tokens[j].start)
            return make_attribution(doc, content, cue, hops) if _is_counter(doc, hops) else []
    return []


def _is_counter(doc: Doc, hops: tuple[Hop, ...]) -> bool:
    return (
        bool(hops) and hops[-1].kind not in ("place", "anonymous") and can_speak(doc, hops[-1], numbered=True)
    )


def _is_counted(verb: str, between: tuple[str, ...], behind: Sequence[Token]) -> bool:
    """Whether what stands between verb and number, and behind it, makes the verb one of counting."""
    words = _words()
    if verb in words["with_of"]:
        return "of" in between
    if verb in words["with_count"]:
        return not words["counts"].isdisjoint(between) or (verb in ("stick", "hold") and between == ("to",))
    if verb in words["with_names"]:
        return any(t.lemma in ("name", "dead") for t in behind) or "name" in between
    if verb in words["with_at"]:
        return "at" in between
    return True


def _end_of(tokens: Sequence[Token], at: int) -> int:
    """Where what a counter tells ends: at a semicolon, a dash, or with the sentence."""
    return next((t.start for t in tokens[at:] if t.text in (";", "—", "–")), tokens[-1].end)
