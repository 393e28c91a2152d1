"""A source with a reporting verb: "X said that …", "…, X said", "X, saying …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.claims.clauses import Clause
from sayso.claims.contents import content_end, inner_that, is_reduced, make_attribution
from sayso.claims.noun_phrases import FINITE, NOMINAL, noun_phrase_ending
from sayso.claims.quotes import Quote, is_speech
from sayso.claims.sources import (
    AUTHOR,
    is_hearer,
    phrase_after,
    read_source,
    reporting_words,
    split_parallel,
)
from sayso.model import Attribution, Doc, Hop, Token
from sayso.vocabulary import load_vocabulary

# Verbs whose content may follow at once ("said the bridge …"), even where no verb was made out in it.
BARE = frozenset({"say", "add", "claim", "state", "insist", "believe", "argue", "maintain"})


# What is not said behind these words is left open.
LEFT_OPEN = frozenset({"how", "why", "when", "where", "whether", "who", "what", "which", "if"})
# Verbs that close a sentence with who says it; of most others the noun behind is the object.
CLOSING_VERBS = frozenset({"report", "write", "assure", "explain", "recall", "warn", "stress", "declare"})
OPENS_NOUN = frozenset({"DT", "JJ", "PRP$", "CD", "JJR", "JJS"})


def read_active(
    doc: Doc, clauses: Sequence[Clause], number: int, quotes: Sequence[Quote]
) -> list[Attribution]:
    """ "X said that …", "…, X said", "…, said X", "X, saying …": a source with a reporting verb."""
    clause, words = clauses[number], reporting_words()
    stance = words.stance.get(clause.head.lemma)
    if clause.head.lemma == "rule" and _particle(clause) == "out":
        stance = "denies"
    if stance is None or clause.passive or clause.modal is not None or clause.tense == "future":
        return []
    if clause.head.tag in ("VBN", "VBD") and clause.verb == clause.verb_first and is_reduced(clause):
        return []  # "a report cited in …": said of something, by nobody here
    content, inverted = _find_content(doc, clauses, number, quotes)
    if content is None:
        return []
    phrase = inverted or clause.subject
    if phrase is None:
        return []
    cue = (clause.sentence.tokens[clause.verb_first].start, clause.head.end)
    if clause.negated and stance == "says":
        following = clauses[number + 1] if number + 1 < len(clauses) else None
        if following is not None and following.marker in LEFT_OPEN and content[0] <= following.start:
            return []  # "did not say how they had died": nothing is said, and nothing denied
        stance = "denies"
    out: list[Attribution] = []
    for side in split_parallel(clause.sentence, phrase):
        first = clause.sentence.tokens[side[0]].text.lower()
        if first in AUTHOR:
            return []
        hops = read_source(doc, clause.sentence, side, stance)
        if hops:
            out += make_attribution(doc, content, cue, (*_listeners(doc, clause), *hops))
    return out


def _find_content(
    doc: Doc, clauses: Sequence[Clause], number: int, quotes: Sequence[Quote]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Where the content of a reporting clause stands, and its subject if that follows the verb."""
    closing = _closing_source(clauses[number])
    if closing is not None:
        clause = clauses[number]
        return (clause.sentence.start, clause.sentence.tokens[clause.verb_first - 1].start), closing
    behind = _quoted_behind(doc, clauses, number, quotes) or _clause_behind(clauses, number)
    if behind is not None:
        return behind, None
    ahead = _ahead(doc, clauses, number, quotes)
    if ahead is not None:
        return ahead
    return _phrase_behind(clauses, number), None


Place = tuple[int, int]


def _quoted_behind(doc: Doc, clauses: Sequence[Clause], number: int, quotes: Sequence[Quote]) -> Place | None:
    """ "said: “…”": a quotation that opens soon behind the verb, with no clause between."""
    clause = clauses[number]
    quote = next((q for q in quotes if clause.head.end <= q[0] < clause.sentence.end), None)
    if quote is None or not is_speech(doc.article.text, quote) or quote[0] - clause.head.end > 60:
        return None
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if following is not None and following.start < quote[0] - 1:
        return None
    return quote[0], max(quote[1], content_end(clauses, number))


def _clause_behind(clauses: Sequence[Clause], number: int) -> Place | None:
    """ "said that …", "said the dam …": what the verb introduces."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    weak = clause.head.lemma in reporting_words().weak
    if following is not None and _introduces(clause, following, weak):
        return _said_from(clause, following), content_end(clauses, number)
    after = clause.sentence.tokens[clause.verb + 1 : clause.last]
    if after and after[0].lemma == "that" and len(after) >= 4:
        return after[0].end, content_end(clauses, number)
    inner = inner_that(clause, following)
    return (inner, content_end(clauses, number)) if inner is not None else None


def _ahead(
    doc: Doc, clauses: Sequence[Clause], number: int, quotes: Sequence[Quote]
) -> tuple[Place | None, Place | None] | None:
    """ "…, the agency reports", "“…,” said Ann Weller": what stands before the verb, and a subject behind."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    before = _content_before(doc, clauses, number, quotes)
    if before is None or _has_object(clause):
        return None
    if clause.head.lemma in ("tell", "inform", "ask", "assure"):
        return (before, None) if clause.subject is not None else (None, None)
    inverted = None
    if clause.subject is None or tokens[clause.subject[1] - 1].end <= before[1]:
        inverted = phrase_after(clause.sentence, clause.verb + 1, len(tokens))
    if inverted is not None or (clause.subject and tokens[clause.subject[0]].start >= before[1]):
        return before, inverted
    return None


def _phrase_behind(clauses: Sequence[Clause], number: int) -> Place | None:
    """ "Union says 20,000", "said: no", and the whole sentence around "…, Mr. Holt said, …"."""
    clause = clauses[number]
    after = clause.sentence.tokens[clause.verb + 1 : clause.last]
    weak = clause.head.lemma in reporting_words().weak
    if not weak and after and after[0].text == ":" and number + 1 < len(clauses):
        return after[0].end, clause.sentence.end
    opens_noun = bool(after) and (after[0].tag in NOMINAL or after[0].tag in OPENS_NOUN)
    numbered = any(t.tag == "CD" for t in after[:3])
    # What is added or claimed may be a thing: "added the wounded", "claimed the lives of 12".
    bare = len(after) >= 3 and opens_noun and clause.head.lemma not in ("add", "claim")
    if clause.head.lemma in BARE and (bare or numbered):
        return after[0].start, content_end(clauses, number)
    return (clause.sentence.start, clause.sentence.end) if _is_inserted(clause) else None


TIME_NOUNS = frozenset(
    {"night", "day", "week", "month", "year", "morning", "evening", "afternoon", "time", "hour"}
)
TIMES = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) | {
    "yesterday",
    "today",
    "last",
    "this",
    "late",
    "early",
}


def _closing_source(clause: Clause) -> tuple[int, int] | None:
    """The noun phrase that closes a sentence behind ", said" ("…, said a police note.")."""
    tokens = clause.sentence.tokens
    if clause.verb != clause.verb_first or clause.verb < 3 or tokens[clause.verb - 1].text != ",":
        return None
    telling = clause.head.lemma in BARE | CLOSING_VERBS
    if clause.head.tag not in FINITE or not telling:
        return None
    phrase = phrase_after(clause.sentence, clause.verb + 1, len(tokens))
    rest = tokens[phrase[1] :] if phrase else tokens
    quoted = any(t.text in '”"»' for t in tokens[: clause.verb])
    relative = bool(rest) and rest[0].tag == "WP" and clause.head.lemma != "tell"
    return phrase if not quoted and (relative or all(t.text in ".!?" for t in rest)) else None


def _has_object(clause: Clause) -> bool:
    """ "…, the crowd demanded the dissolution": what is said stands behind the verb, not before the comma."""
    tokens = clause.sentence.tokens
    if clause.subject is None or clause.subject[1] <= clause.first or clause.verb + 1 >= clause.last:
        return False
    after = tokens[clause.verb + 1]
    told = clause.head.lemma in ("tell", "inform", "remind", "assure", "warn", "ask")
    shown = clause.head.lemma == "show" and after.tag == "PRP"
    noun = shown or after.tag in ("DT", "JJ", "PRP$", "CD", "NN", "NNS", "JJR")
    return noun and not told and after.text.lower() not in TIMES


def _said_from(clause: Clause, following: Clause) -> int:
    """Where the content begins: at the following clause, or at a number before it ("said up to 3 had")."""
    tokens = clause.sentence.tokens
    between = tokens[clause.verb + 1 : following.first]
    bare = clause.head.lemma in BARE and following.marker == "" and following.finite
    if bare and between and any(t.tag == "CD" for t in between) and not any(t.text in ",;:" for t in between):
        return between[0].start
    return following.start


def _is_inserted(clause: Clause) -> bool:
    """ "The museum, Mr. Holt said, will close": a reporting clause between commas, within what is said."""
    tokens = clause.sentence.tokens
    if clause.subject is None or clause.subject[0] < 2 or clause.verb + 2 >= len(tokens):
        return False
    before, after = tokens[clause.subject[0] - 1].text, tokens[clause.verb + 1].text
    timed = _past_time(tokens, clause.verb + 1)
    closed = after == "," or (timed < len(tokens) and tokens[timed].text == ",")
    return before == "," and closed and clause.subject[1] <= clause.verb_first


def _past_time(tokens: Sequence[Token], first: int) -> int:
    """The token behind "last week", "on Tuesday" and the like at ``first``."""
    j = first
    while j < min(len(tokens), first + 4) and (
        tokens[j].lemma in TIMES or tokens[j].lemma in TIME_NOUNS or tokens[j].lemma in ("on", "in", "the")
    ):
        j += 1
    return j


def _introduces(clause: Clause, following: Clause, weak: bool) -> bool:
    """Whether ``following`` is what is said: it opens with "that" or a question word, or with its subject."""
    tokens = clause.sentence.tokens
    between = tokens[clause.verb + 1 : following.first]
    if any(t.text in (";", "–", "—") for t in between):
        return False
    if following.marker in ("that", "whether", "how", "why", "what") and not _is_relative(clause, following):
        return True
    if (
        following.marker == "who"
        and clause.head.lemma in ("tell", "ask")
        and between[-1:]
        and between[-1].tag == "NNP"
    ):
        return True
    if weak and following.marker == "" and clause.head.tag not in ("VBD", "VBZ", "VBP", "VBG"):
        return False
    opens = following.marker in ("", "if", "there", "neither", "more") and following.finite
    plain = all(
        t.tag in ("RB", "IN", "DT", "JJ", "CD", "PRP$", "PRP", "``", "''") or t.tag in NOMINAL
        for t in between
    )
    numbered = clause.head.lemma in BARE and any(t.tag == "CD" for t in between) and len(between) <= 12
    told = clause.head.lemma in ("tell", "say") and plain and len(between) <= 7
    touching = len(between) <= 1 or numbered or told
    return opens and touching and not any(t.text == "," for t in between)


def _is_relative(clause: Clause, following: Clause) -> bool:
    """ "gave the order that they wanted": the clause hangs on the verb's object, and is not what is said."""
    tokens = clause.sentence.tokens
    before = tokens[following.first - 1]
    noun = before.tag in NOMINAL and following.first - 1 > clause.verb and before.lemma not in TIME_NOUNS
    hearer = clause.head.lemma in ("tell", "assure", "inform", "warn", "remind", "promise", "notify", "say")
    direct = tokens[clause.verb + 1].tag not in ("IN", "TO", "RB", "NNP")
    return noun and not hearer and direct and tokens[following.first].tag == "WDT"


def _content_before(
    doc: Doc, clauses: Sequence[Clause], number: int, quotes: Sequence[Quote]
) -> tuple[int, int] | None:
    """The words before a reporting clause that closes the sentence: "…, the agency reports"."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    subject_first = clause.subject[0] if clause.subject else clause.verb_first
    opener = min(subject_first, clause.verb_first)
    if clause.subject and clause.subject[1] <= clause.first:
        opener = clause.verb_first
    opener = _before_described(tokens, opener)
    j = opener - 1
    closed = j >= 0 and (tokens[j].text in (",", "”", '"', "»", "’", "'") or tokens[j].tag == "''")
    if not closed or (j < 3 and not (j >= 0 and tokens[j].text in '”"»')):
        return None
    ending = tokens[j].end
    quote = next((q for q in quotes if q[0] < ending <= q[1] + 1 and q[1] <= tokens[opener].start), None)
    if quote is not None:
        return quote
    if tokens[j].text != "," or number == 0 or any(t.text in '“"' for t in tokens[clause.verb + 1 :]):
        return None
    return clause.sentence.start, tokens[j].start


def _before_described(tokens: Sequence[Token], opener: int) -> int:
    """Where "its head nurse, Ana Mora" begins, if a name at ``opener`` is told after what its bearer is."""
    if opener < 3 or tokens[opener - 1].text != "," or not tokens[opener].tag.startswith("NNP"):
        return opener
    phrase = noun_phrase_ending(tokens, 0, opener - 1)
    described = phrase is not None and tokens[phrase[0]].tag in ("DT", "PRP$")
    closed = described and phrase is not None and phrase[0] > 1 and tokens[phrase[0] - 1].text == ","
    return phrase[0] if closed and phrase is not None else opener


def _listeners(doc: Doc, clause: Clause) -> tuple[Hop, ...]:
    """Who was told: "in an interview with X", "told X" where X is an outlet or a hearer who passed it on."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, min(len(tokens) - 1, clause.verb + 9)):
        if tokens[j].lemma in ("interview", "conversation") and tokens[j + 1].lemma in ("with", "to", "by"):
            phrase = phrase_after(clause.sentence, j + 2, len(tokens))
            return read_source(doc, clause.sentence, phrase, "says") if phrase else ()
    to = clause.verb + 1 < len(tokens) and tokens[clause.verb + 1].lemma == "to"
    if clause.head.lemma != "tell" and not to:
        return ()
    phrase = phrase_after(clause.sentence, clause.verb + 1 + to, len(tokens))
    if phrase is None:
        return ()
    outlet = _is_outlet(doc, tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
    return read_source(doc, clause.sentence, phrase, "says") if outlet or is_hearer(tokens, phrase) else ()


def _particle(clause: Clause) -> str:
    """The lemma of the word behind the verb ("ruled out")."""
    tokens = clause.sentence.tokens
    return tokens[clause.verb + 1].lemma if clause.verb + 1 < len(tokens) else ""


def _is_outlet(doc: Doc, start: int, end: int) -> bool:
    """Whether the words name an outlet: one of the media list, or one whose name ends as a paper's does."""
    words = re.sub(r"^(?:the|The)\s+", "", doc.article.text[start:end])
    known, endings = _media()
    named = words in known or (words[:1].isupper() and words.split()[-1] in endings)
    parts = words.split()
    cued = len(parts) > 1 and any(part[:1].isupper() for part in parts)
    return named or (cued and any(part.lower() in load_vocabulary("en", "media")["parts"] for part in parts))


@cache
def _media() -> tuple[frozenset[str], frozenset[str]]:
    """Names of outlets, and the last words of papers' names."""
    media = load_vocabulary("en", "media")
    listed = (n for kind in ("agencies", "broadcasters", "papers", "magazines") for n in media[kind])
    return frozenset(listed), frozenset(media["endings"])
