"""Whose words a sentence or a phrase is, told aside: "what court papers call …", "so says the report"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import Any

from sayso.claims.clauses import find_clauses
from sayso.claims.contents import make_attribution
from sayso.claims.noun_phrases import FINITE, NOMINAL, VERBAL, noun_phrase_ending
from sayso.claims.sources import AUTHOR, anonymous_hop, phrase_after, read_source, reporting_words
from sayso.model import Attribution, Doc, Hop, Sentence, Stance, Token
from sayso.vocabulary import load_vocabulary

Place = tuple[int, int]
# No sentence that somebody wrote to be read has more; a hostile one may have thousands.
MOST = 8
NO_WORDS: list[Attribution] = []


@cache
def _words() -> dict[str, dict[str, Any]]:
    return load_vocabulary("en", "asides")


def read_asides(doc: Doc, sentence: Sentence, before: Sentence | None) -> list[Attribution]:
    """The attributions that stand aside in ``sentence``; some are about what ``before`` told."""
    rules: Sequence[Callable[[Doc, Sentence, int], list[Attribution]]] = (
        _read_named_so,
        _read_version,
        _read_if_trusted,
        _read_by_count,
        _read_rumour_has_it,
        _read_document,
        _read_as_told,
        _read_let_known,
        _read_names_of,
        _read_going_back,
        _read_owned_saying,
        _read_heard_from,
        _read_paper_that,
    )
    every = (a for j in range(len(sentence.tokens) - 2) for rule in rules for a in rule(doc, sentence, j))
    return [*islice(every, MOST)] + (_read_look_back(doc, sentence, before) if before is not None else [])


def _hops(doc: Doc, sentence: Sentence, phrase: Place | None, stance: Stance = "says") -> tuple[Hop, ...]:
    return read_source(doc, sentence, phrase, stance) if phrase else ()


def _read_named_so(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "what court papers describe as 1,150 tonnes", "what the mayor called a lie"."""
    tokens, words = sentence.tokens, _words()["naming"]
    if tokens[j].lemma != "what":
        return NO_WORDS
    verb = next((k for k in range(j + 2, min(j + 9, len(tokens) - 1)) if tokens[k].tag in FINITE), None)
    if verb is None or tokens[verb].lemma not in words["verbs"]:
        return NO_WORDS
    joint = tokens[verb + 1].lemma in words["joints"]
    phrase = phrase_after(sentence, verb + 1 + joint, len(tokens))
    if phrase is None or (tokens[verb].lemma in words["with_joint"] and not joint):
        return NO_WORDS
    hops = _hops(doc, sentence, noun_phrase_ending(tokens, j + 1, verb))
    content = (tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
    return make_attribution(doc, content, (tokens[verb].start, tokens[verb].end), hops) if hops else []


def _read_version(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "versions according to which the gate was open"."""
    tokens = sentence.tokens
    if j == 0 or tokens[j + 2].lemma != "which" or tokens[j + 1].lemma != "to":
        return NO_WORDS
    if tokens[j].lemma not in ("accord", "according"):
        return NO_WORDS
    hops = _hops(doc, sentence, noun_phrase_ending(tokens, 0, j))
    content = (tokens[j + 2].end, sentence.end)
    return make_attribution(doc, content, (tokens[j].start, tokens[j + 1].end), hops) if hops else []


def _read_if_trusted(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "…, if the lawyers' lists are to be trusted", "if the gossip is right": what stands beside it."""
    tokens, words = sentence.tokens, _words()["trusting"]
    if tokens[j].lemma != "if":
        return NO_WORDS
    verb = next((k for k in range(j + 2, min(j + 12, len(tokens) - 1)) if tokens[k].lemma == "be"), None)
    if verb is None:
        return NO_WORDS
    passive = [t.lemma for t in tokens[verb + 1 : verb + 3]] == ["to", "be"]
    last = verb + 3 if passive else verb + 1
    if last >= len(tokens) or tokens[last].lemma not in words["participles" if passive else "adjectives"]:
        return NO_WORDS
    # Gossip may be right; of a list or a ship that is counted on, the writer has no doubt.
    gossip = any(t.lemma in reporting_words().rumour for t in tokens[j + 1 : verb])
    stance: Stance = "hedges" if gossip else "says"
    hops = _hops(doc, sentence, phrase_after(sentence, j + 1, verb), stance)
    behind = j == 0 and last + 1 < len(tokens)
    content = (tokens[last + 1].end, sentence.end) if behind else (sentence.start, tokens[j].start)
    return make_attribution(doc, content, (tokens[j].start, tokens[last].end), hops) if hops else []


def _read_by_count(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "by the ministry's count", "on the port's own numbers", "by the count that the ministry released"."""
    tokens, words = sentence.tokens, _words()["counting"]
    if tokens[j].lemma not in ("by", "on"):
        return NO_WORDS
    near = range(j + 1, min(j + 9, len(tokens)))
    noun = next((k for k in near if tokens[k].lemma in words["nouns"]), None)
    if noun is None:
        return NO_WORDS
    owned = next((k for k in range(j + 1, noun) if tokens[k].tag == "POS"), None)
    if owned is not None:
        hops, last = _hops(doc, sentence, (j + 1, owned)), noun
    else:
        hops, last = _released_by(doc, sentence, noun)
    return (
        make_attribution(doc, _around(sentence, j), (tokens[j].start, tokens[last].end), hops) if hops else []
    )


def _around(sentence: Sentence, j: int) -> Place:
    """The clause that token ``j`` stands in; the sentence, where it opens that or stands in none."""
    holder = next((c for c in find_clauses(sentence) if c.first <= j < c.last), None)
    if holder is None or j == 0:
        return sentence.start, sentence.end
    first = min(holder.first, holder.subject[0] if holder.subject else holder.first)
    stop = next((t.start for t in sentence.tokens[j:] if t.text in (";", "–", "—")), sentence.end)
    return sentence.tokens[first].start, stop


def _released_by(doc: Doc, sentence: Sentence, noun: int) -> tuple[tuple[Hop, ...], int]:
    """Who released the count at ``noun`` ("the count that the ministry released"), and its last word."""
    tokens = sentence.tokens
    if noun + 3 >= len(tokens) or tokens[noun + 1].lemma not in ("that", "which"):
        return (), noun
    phrase = phrase_after(sentence, noun + 2, len(tokens))
    if (
        phrase is None
        or phrase[1] >= len(tokens)
        or tokens[phrase[1]].lemma not in _words()["counting"]["verbs"]
    ):
        return (), noun
    return _hops(doc, sentence, phrase), phrase[1]


def _read_rumour_has_it(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "Rumour has it that the captain fled", "a darker version goes round: …": nobody's say-so."""
    tokens, told = sentence.tokens, _words()["circulating"]
    noun, verb = tokens[j], tokens[j + 1]
    if noun.lemma not in reporting_words().rumour and noun.lemma not in told["nouns"]:
        return NO_WORDS
    last = j + 2 if verb.lemma == "have" and tokens[j + 2].lemma == "it" else j + 1
    if last == j + 1 and verb.lemma not in told["verbs"]:
        return NO_WORDS
    that = next((k for k in range(last + 1, len(tokens)) if tokens[k].lemma == "that"), None)
    colon = next((k for k in range(last + 1, len(tokens)) if tokens[k].text == ":"), None)
    opening = (that or last) if last == j + 2 else colon
    if opening is None:
        return NO_WORDS
    hop = anonymous_hop(doc, noun.start, tokens[last].end)
    content = (tokens[opening].end, sentence.end)
    return make_attribution(doc, content, (noun.start, tokens[last].end), (hop,))


def _read_document(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "An audit found sprinklers in 24 sheds", "navigation data show a tanker": what a document holds."""
    tokens, words = sentence.tokens, _words()["documents"]
    if j == 0 or tokens[j].lemma not in words["verbs"] or tokens[j].tag not in FINITE:
        return NO_WORDS
    if tokens[j + 1].tag not in NOMINAL | {"DT", "CD", "JJ", "RB", "IN"} or tokens[j + 1].lemma == "that":
        return NO_WORDS
    subject = _document_before(tokens, j, frozenset(words["nouns"]))
    hops = _hops(doc, sentence, subject)
    stop = next((k for k in range(j + 1, len(tokens)) if tokens[k].text in ",;:–—."), len(tokens))
    if any(t.tag in FINITE for t in tokens[j + 1 : stop]):
        return NO_WORDS
    content = (tokens[j + 1].start, tokens[stop - 1].end)
    return make_attribution(doc, content, (tokens[j].start, tokens[j].end), hops) if hops else []


def _document_before(tokens: Sequence[Token], verb: int, nouns: frozenset[str]) -> Place | None:
    """The noun phrase before the verb that is about a document, with "commissioned by …" left behind."""
    phrase = noun_phrase_ending(tokens, 0, verb)
    if phrase is not None and tokens[phrase[1] - 1].lemma in nouns:
        return phrase
    hung = next((k for k in range(verb - 2, 0, -1) if tokens[k].tag == "VBN"), None)
    phrase = noun_phrase_ending(tokens, 0, hung) if hung else None
    return phrase if phrase is not None and tokens[phrase[1] - 1].lemma in nouns else None


def _read_as_told(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "…, as some bloggers maintain": the words before it."""
    tokens, known = sentence.tokens, reporting_words().stance
    if tokens[j].lemma != "as" or (j and (j < 3 or tokens[j - 1].text != ",")):
        return NO_WORDS
    verb = next((k for k in range(j + 2, min(j + 8, len(tokens) - 1)) if tokens[k].tag in FINITE), None)
    last = verb if verb is None or tokens[verb].tag != "MD" else verb + 1
    if verb is None or last is None or tokens[last].lemma not in known:
        return NO_WORDS
    if last + 1 < len(tokens) and tokens[last + 1].text not in ",.;!?" and tokens[last + 1].tag != "PRP":
        return NO_WORDS
    hops = _hops(doc, sentence, noun_phrase_ending(tokens, j + 1, verb))
    behind = next((k for k in range(last, len(tokens) - 2) if tokens[k].text == ","), None)
    if not hops or (j == 0 and behind is None):
        return NO_WORDS
    content = (
        (sentence.start, tokens[j - 1].start) if j or behind is None else (tokens[behind].end, sentence.end)
    )
    return make_attribution(doc, content, (tokens[j].start, tokens[last].end), hops)


def _read_let_known(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "The ministry let it be known that …", "it made known that …", "made it clear that …"."""
    tokens, words = sentence.tokens, _words()["known"]
    if tokens[j].lemma not in words["verbs"] or j == 0:
        return NO_WORDS
    last = j + 1
    while last < len(tokens) - 1 and tokens[last].lemma in ("it", "be"):
        last += 1
    opened = tokens[last].lemma in words["participles"] and last + 1 < len(tokens)
    if not opened or tokens[last + 1].lemma != "that":
        return NO_WORDS
    first = next((k for k in range(j, 0, -1) if tokens[k - 1].tag not in VERBAL | {"MD", "RB"}), j)
    hops = _hops(doc, sentence, noun_phrase_ending(tokens, 0, first))
    cue = (tokens[j].start, tokens[last].end)
    return make_attribution(doc, (tokens[last + 1].end, sentence.end), cue, hops) if hops else []


def _read_names_of(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "The league had the names of 41 people killed": whoever has a list counts by it."""
    tokens, words = sentence.tokens, _words()["listing"]
    if tokens[j].lemma not in words["verbs"] or tokens[j].tag not in FINITE:
        return NO_WORDS
    noun = next(
        (k for k in range(j + 1, min(j + 4, len(tokens) - 2)) if tokens[k].lemma in words["nouns"]), None
    )
    if noun is None or tokens[noun + 1].lemma != "of" or tokens[noun + 2].tag != "CD":
        return NO_WORDS
    holder = next((c for c in find_clauses(sentence) if c.verb == j), None)
    hops = _hops(doc, sentence, holder.subject if holder else None)
    if not hops or hops[-1].kind in ("place", "anonymous"):
        return NO_WORDS
    return make_attribution(
        doc, (tokens[noun + 2].start, sentence.end), (tokens[j].start, tokens[noun].end), hops
    )


def _read_owned_saying(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "The mayor's objection, that it was late, …": what is between the commas."""
    tokens, noun = sentence.tokens, sentence.tokens[j + 1]
    stance = reporting_words().noun_stance.get(noun.lemma)
    if tokens[j].tag != "POS" or stance is None or j + 4 >= len(tokens):
        return NO_WORDS
    if tokens[j + 2].text != "," or tokens[j + 3].lemma != "that":
        return NO_WORDS
    stop = next((k for k in range(j + 5, len(tokens)) if tokens[k].text in ",;"), len(tokens) - 1)
    hops = _hops(doc, sentence, noun_phrase_ending(tokens, 0, j), stance)
    content = (tokens[j + 3].end, tokens[stop].start)
    return make_attribution(doc, content, (noun.start, noun.end), hops) if hops else []


def _read_heard_from(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "We have heard from a relative that …", "I am told by two clerks that …": from whom one had it."""
    tokens = sentence.tokens
    if j == 0 or (tokens[j - 1].lemma, tokens[j].lemma) not in HEARD:
        return NO_WORDS
    if not any(t.text.lower() in AUTHOR for t in tokens[max(0, j - 5) : j - 1]):
        return NO_WORDS
    that = next((k for k in range(j + 2, min(j + 12, len(tokens) - 2)) if tokens[k].lemma == "that"), None)
    if that is None or any(t.text in ",;:" for t in tokens[j:that]) or tokens[that + 1].tag in FINITE:
        return NO_WORDS
    hops = _hops(doc, sentence, (j + 1, that))
    cue = (tokens[j - 1].start, tokens[j].end)
    return make_attribution(doc, (tokens[that].end, sentence.end), cue, hops) if hops else []


HEARD = frozenset(
    {
        ("hear", "from"),
        ("learn", "from"),
        ("know", "from"),
        ("tell", "by"),
        ("assure", "by"),
        ("inform", "by"),
    }
)


def _read_paper_that(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "declined to comment on a report by the weekly that two aircraft were on alert"."""
    tokens = sentence.tokens
    if tokens[j].lemma not in reporting_words().noun_stance or tokens[j + 1].lemma not in (
        "by",
        "from",
        "in",
    ):
        return NO_WORDS
    phrase = phrase_after(sentence, j + 2, len(tokens))
    if phrase is None or phrase[1] + 2 >= len(tokens) or tokens[phrase[1]].lemma != "that":
        return NO_WORDS
    stance = reporting_words().noun_stance[tokens[j].lemma]
    # "the report by the board that was lost": the clause is about the report.
    if tokens[phrase[1] + 1].tag in FINITE:
        return NO_WORDS
    hops = _hops(doc, sentence, phrase, stance)
    cue = (tokens[j].start, tokens[j + 1].end)
    return make_attribution(doc, (tokens[phrase[1]].end, sentence.end), cue, hops) if hops else []


@cache
def _origins() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in _words()["origin"]["phrases"])


def _stands(tokens: Sequence[Token], j: int, lemmas: tuple[str, ...]) -> bool:
    return tuple(t.lemma for t in tokens[j : j + len(lemmas)]) == lemmas


def _read_going_back(doc: Doc, sentence: Sentence, j: int) -> list[Attribution]:
    """ "The notion that … goes back to a columnist": who first said what many repeat."""
    tokens, words = sentence.tokens, _words()["origin"]
    length = next((len(p) for p in _origins() if p[0] == tokens[j].lemma and _stands(tokens, j, p)), 0)
    phrase = phrase_after(sentence, j + length, len(tokens)) if length else None
    opening = tokens[:j]
    noun = next((k for k, t in enumerate(opening[:4]) if t.lemma in words["nouns"]), None)
    if phrase is None or noun is None or noun + 2 >= j or tokens[noun + 1].lemma != "that":
        return NO_WORDS
    hops = _hops(doc, sentence, phrase)
    cue = (tokens[j].start, tokens[j + length - 1].end)
    return make_attribution(doc, (tokens[noun + 1].end, tokens[j - 1].end), cue, hops) if hops else []


def _read_look_back(doc: Doc, sentence: Sentence, before: Sentence) -> list[Attribution]:
    """ "So says the report.", "That is the finding of Lord Mersey.": the sentence before is theirs."""
    tokens, lemmas = sentence.tokens, [t.lemma for t in sentence.tokens[:5]]
    if len(tokens) < 4 or before.paragraph < sentence.paragraph - 1:
        return NO_WORDS
    last, phrase = None, None
    if lemmas[0] in ("so", "thus") and lemmas[1] in ("say", "run", "read", "report"):
        last = 1
    elif lemmas[:2] in (["that", "be"], ["this", "be"]):
        of = next((k for k in range(3, 6) if k < len(tokens) and tokens[k].lemma == "of"), None)
        last = of if of and tokens[of - 1].lemma in _words()["findings"]["nouns"] else None
    elif (had := _find_had_from(tokens)) is not None:
        last = had
    else:
        last, phrase = _find_says_so(sentence)
    phrase = phrase or (phrase_after(sentence, last + 1, len(tokens)) if last else None)
    hops = _hops(doc, sentence, phrase)
    if not last or not hops:
        return NO_WORDS
    return make_attribution(doc, (before.start, before.end), (tokens[0].start, tokens[last].end), hops)


def _find_had_from(tokens: Sequence[Token]) -> int | None:
    """ "I have this from X", "the Diario has this from X": where "from" stands."""
    for j in range(1, min(7, len(tokens) - 2)):
        if tokens[j].lemma == "have" and tokens[j + 1].lemma == "this" and tokens[j + 2].lemma == "from":
            return j + 2
    return None


def _find_says_so(sentence: Sentence) -> tuple[int | None, Place | None]:
    """For "My barber, who was there, says so too.": the word "so", and the subject."""
    words = enumerate(pairwise(sentence.tokens))
    verbs = {i for i, (verb, so) in words if so.lemma == "so" and verb.lemma in ("say", "think", "believe")}
    # "would sue whoever said so" is about others who say it.
    clauses = (c for c in find_clauses(sentence) if c.verb in verbs and c.marker == "") if verbs else iter(())
    saying = next(clauses, None)
    return (saying.verb + 1, saying.subject) if saying else (None, None)
