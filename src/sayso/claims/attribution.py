"""Attribution: which words are whose. Source, cue and content, by small ordered rules over clauses.

Each rule returns an attribution or abstains; the outcome lists them in the order of their cues.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.claims.clauses import FINITE, NOMINAL, Clause, find_clauses, find_subject
from sayso.claims.factuality import sounds_false
from sayso.claims.quotes import find_quotes, is_speech
from sayso.claims.sources import (
    AUTHOR,
    ReportingWords,
    anonymous_hop,
    phrase_after,
    read_source,
    reporting_words,
    split_parallel,
)
from sayso.ids import make_id
from sayso.model import Attribution, Doc, Hop, Sentence, Span, Stance, Token
from sayso.spans import cut, inside_any

Quote = tuple[int, int]
# Verbs whose content may follow at once ("said the bridge …"), even where no verb was made out in it.
BARE = frozenset({"say", "add", "claim", "state", "insist", "believe", "argue", "maintain"})
OPENS_NOUN = frozenset({"DT", "JJ", "PRP$", "CD", "JJR", "JJS"})


def find_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """Every attribution of the article that the rules find, sorted by place; furniture is passed over."""
    quotes = find_quotes(doc.article.text)
    found: list[Attribution] = []
    for sentence in doc.sentences:
        if inside_any(sentence.start, sentence.end, doc.furniture):
            continue
        clauses = find_clauses(sentence)
        found += _read_sentence(doc, sentence, clauses, quotes)
    found = _carry_speakers(doc, found)
    found += _continue_quotes(doc, quotes, found)
    return _nest(_drop_doubles(found))


def _read_sentence(
    doc: Doc, sentence: Sentence, clauses: Sequence[Clause], quotes: Sequence[Quote]
) -> list[Attribution]:
    out: list[Attribution] = []
    for number, clause in enumerate(clauses):
        out += (
            _passive(doc, clauses, number)
            or _infinitive(doc, clauses, number)
            or _active(doc, clauses, number, quotes)
            or _copular(doc, clauses, number)
            or _rumour(doc, clauses, number)
        )
    out += _according_to(doc, sentence)
    out += _frame(doc, sentence)
    out += _label(doc, sentence, quotes)
    out += _adverbs(doc, sentence, clauses)
    out += _noun_object(doc, clauses, out)
    return out


def _make(
    doc: Doc, content: tuple[int, int], cue: tuple[int, int], hops: tuple[Hop, ...]
) -> list[Attribution]:
    """The attribution over trimmed content, or nothing where the content is empty."""
    start, end = _trim(doc.article.text, *content)
    if start >= end:
        return []
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


# --- rules ----------------------------------------------------------------------------------------


def _passive(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "It was reported that …", "X is believed to …", "Such cases were reported": nobody's say-so."""
    clause, words = clauses[number], reporting_words()
    if not clause.passive or clause.head.lemma not in words.nobody or clause.negated:
        return []
    by_phrase = _agent_phrase(clause)
    stance = words.stance.get(clause.head.lemma, "says")
    cue = (clause.sentence.tokens[clause.verb_first].start, clause.head.end)
    hops = (
        read_source(doc, clause.sentence, by_phrase, stance)
        if by_phrase
        else (anonymous_hop(doc, *cue, stance),)
    )
    subject = _subject_words(clause)
    if subject in ("it", "there"):
        return _make(doc, (clause.head.end, _content_end(clauses, number)), cue, hops)
    following = (
        clause.sentence.tokens[clause.verb + 1] if clause.verb + 1 < len(clause.sentence.tokens) else None
    )
    if following is None or (
        clause.head.lemma not in ("report", "rumour", "rumor") and following.lemma != "to"
    ):
        return []
    return _make(doc, (_subject_start(clause), clause.end), cue, hops)


def _infinitive(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "This led experts to assume that …": the object of the verb is the source."""
    clause, words = clauses[number], reporting_words()
    tokens = clause.sentence.tokens
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    for j in range(clause.verb + 2, clause.last - 1):
        verb = tokens[j + 1]
        if tokens[j].tag != "TO" or verb.tag != "VB" or verb.lemma not in words.stance:
            continue
        if j + 2 < len(tokens) and tokens[j + 2].lemma != "that" or clause.head.lemma in words.stance:
            continue
        phrase = phrase_after(clause.sentence, clause.verb + 1, j)
        if phrase is None or phrase[1] != j or following is None and j + 3 >= clause.last:
            continue
        hops = read_source(doc, clause.sentence, phrase, words.stance[verb.lemma])
        return (
            _make(doc, (verb.end, _content_end(clauses, number)), (verb.start, verb.end), hops)
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


def _subject_words(clause: Clause) -> str:
    if clause.subject is None:
        return ""
    return " ".join(t.text.lower() for t in clause.sentence.tokens[clause.subject[0] : clause.subject[1]])


def _subject_start(clause: Clause) -> int:
    first = clause.subject[0] if clause.subject else clause.first
    return clause.sentence.tokens[min(first, clause.verb_first)].start


def _active(doc: Doc, clauses: Sequence[Clause], number: int, quotes: Sequence[Quote]) -> list[Attribution]:
    """ "X said that …", "…, X said", "…, said X", "X, saying …": a source with a reporting verb."""
    clause, words = clauses[number], reporting_words()
    stance = words.stance.get(clause.head.lemma)
    if stance is None or clause.passive or clause.modal is not None or clause.tense == "future":
        return []
    if clause.head.tag in ("VBN", "VBD") and clause.verb == clause.verb_first and _is_reduced(clause):
        return []  # "a report cited in …": said of something, by nobody here
    content, inverted = _find_content(doc, clauses, number, quotes)
    if content is None:
        return []
    phrase = inverted or clause.subject
    if phrase is None:
        return []
    cue = (clause.sentence.tokens[clause.verb_first].start, clause.head.end)
    if clause.negated and stance == "says":
        stance = "denies"
    out: list[Attribution] = []
    for side in split_parallel(clause.sentence, phrase):
        first = clause.sentence.tokens[side[0]].text.lower()
        if first in AUTHOR:
            return []
        hops = read_source(doc, clause.sentence, side, stance)
        if hops:
            out += _make(doc, content, cue, (*_listeners(doc, clause), *hops))
    return out


def _find_content(
    doc: Doc, clauses: Sequence[Clause], number: int, quotes: Sequence[Quote]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Where the content of a reporting clause stands, and its subject if that follows the verb."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    after = tokens[clause.verb + 1 : clause.last]
    weak = clause.head.lemma in reporting_words().weak
    quote_after = next((q for q in quotes if clause.head.end <= q[0] < clause.sentence.end), None)
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    direct_quote = quote_after is not None and is_speech(doc.article.text, quote_after)
    opens = following is None or quote_after is None or following.start >= quote_after[0] - 1
    if direct_quote and quote_after is not None and opens and quote_after[0] - clause.head.end <= 60:
        return (quote_after[0], max(quote_after[1], _content_end(clauses, number))), None
    if following is not None and _introduces(clause, following, weak):
        return (following.start, _content_end(clauses, number)), None
    inner = _inner_that(clause, following)
    if inner is not None:
        return (inner, _content_end(clauses, number)), None
    before = _content_before(doc, clauses, number, quotes)
    if before is not None:
        inverted = None
        if clause.subject is None or tokens[clause.subject[1] - 1].end <= before[1]:
            inverted = phrase_after(clause.sentence, clause.verb + 1, len(tokens))
        if inverted is not None or (clause.subject and tokens[clause.subject[0]].start >= before[1]):
            return before, inverted
    if not weak and after and after[0].text == ":" and following is not None:
        return (after[0].end, clause.sentence.end), None
    opens_noun = bool(after) and (after[0].tag in NOMINAL or after[0].tag in OPENS_NOUN)
    if clause.head.lemma in BARE and len(after) >= 3 and opens_noun:
        return (after[0].start, _content_end(clauses, number)), None
    if _is_inserted(clause):
        return (clause.sentence.start, clause.sentence.end), None
    return None, None


def _is_inserted(clause: Clause) -> bool:
    """ "The museum, Mr. Holt said, will close": a reporting clause between commas, within what is said."""
    tokens = clause.sentence.tokens
    if clause.subject is None or clause.subject[0] < 2 or clause.verb + 2 >= len(tokens):
        return False
    before, after = tokens[clause.subject[0] - 1].text, tokens[clause.verb + 1].text
    return before == "," and after == "," and clause.subject[1] <= clause.verb_first


def _is_reduced(clause: Clause) -> bool:
    """ "cited in the Herald": a participle that hangs on the noun right before it."""
    tokens = clause.sentence.tokens
    after = tokens[clause.verb + 1].lemma if clause.verb + 1 < len(tokens) else ""
    hangs = clause.verb > 0 and tokens[clause.verb - 1].tag in NOMINAL and after in ("in", "by", "on")
    return hangs and clause.head.lemma in ("cite", "quote", "publish", "report", "post", "broadcast")


def _introduces(clause: Clause, following: Clause, weak: bool) -> bool:
    """Whether ``following`` is what is said: it opens with "that" or a question word, or with its subject."""
    tokens = clause.sentence.tokens
    between = tokens[clause.verb + 1 : following.first]
    if any(t.text in (";", "–", "—") for t in between):
        return False
    if following.marker in ("that", "whether", "how", "why", "what") and not _is_relative(clause, following):
        return True
    if weak and following.marker == "" and clause.head.tag not in ("VBD", "VBZ", "VBP", "VBG"):
        return False
    opens = following.marker in ("", "if", "there", "neither", "more") and following.finite
    plain = all(
        t.tag in ("RB", "IN", "DT", "JJ", "CD", "PRP$", "PRP", "``", "''") or t.tag in NOMINAL
        for t in between
    )
    touching = len(between) <= 1 or (clause.head.lemma in ("tell", "say") and plain and len(between) <= 7)
    return opens and touching and not any(t.text == "," for t in between)


def _inner_that(clause: Clause, following: Clause | None) -> int | None:
    """Where "that the group, which …, is" opens: its verb stands behind a relative clause."""
    if following is None or following.marker not in ("which", "who", "where", "when", "whose"):
        return None
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, clause.last - 1):
        if tokens[j].lemma == "that" and tokens[j].tag in ("IN", "WDT") and tokens[j + 1].tag not in FINITE:
            return tokens[j].end
    return None


def _is_relative(clause: Clause, following: Clause) -> bool:
    """ "gave the order that they wanted": the clause hangs on the verb's object, and is not what is said."""
    tokens = clause.sentence.tokens
    noun = tokens[following.first - 1].tag in NOMINAL and following.first - 1 > clause.verb
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


def _content_end(clauses: Sequence[Clause], number: int) -> int:
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
    for later in clauses[number + 1 :]:
        comma = (later.first > 0 and tokens[later.first - 1].text in (",", ";", "—", "–")) or _after_comma(
            later
        )
        if not comma:
            continue
        reports = later.head.lemma in words.stance and later.head.lemma not in words.weak
        if reports and (not later.finite or later.marker in ("though", "although", "but", "while", "and")):
            return tokens[later.first].start
        if tokens[later.first - 1].text == ";" or (
            later.marker == "but" and tokens[later.first - 2].text == ";"
        ):
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


def _listeners(doc: Doc, clause: Clause) -> tuple[Hop, ...]:
    """The outlet that was told: "in an interview with X"; "told X" where X is an outlet in the text."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, min(len(tokens) - 1, clause.verb + 9)):
        if tokens[j].lemma in ("interview", "conversation") and tokens[j + 1].lemma in ("with", "to", "by"):
            phrase = phrase_after(clause.sentence, j + 2, len(tokens))
            return read_source(doc, clause.sentence, phrase, "says") if phrase else ()
    if clause.head.lemma == "tell":
        phrase = phrase_after(clause.sentence, clause.verb + 1, len(tokens))
        if phrase and _is_outlet(doc, tokens[phrase[0]].start, tokens[phrase[1] - 1].end):
            return read_source(doc, clause.sentence, phrase, "says")
    return ()


def _is_outlet(doc: Doc, start: int, end: int) -> bool:
    """Whether the words name an organisation that the text or the media list knows as an outlet."""
    words = doc.article.text[start:end].lower()
    marks = (
        "agency",
        "news",
        "times",
        "post",
        "herald",
        "tribune",
        "gazette",
        "journal",
        "radio",
        "tv",
        "television",
        "newspaper",
        "magazine",
        "press",
        "daily",
        "broadcaster",
        "reporters",
        "journalists",
    )
    if any(mark in words.split() for mark in marks):
        return not words.endswith(("reporters", "journalists"))
    return any("media" in n.roles for n in doc.names if n.span.start < end and start < n.span.end)


def _copular(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
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
    end = _content_end(clauses, number)
    if clause.head.lemma != "be" and number + 2 < len(clauses) and clauses[number + 2].marker == "":
        end = min(end, clauses[number + 2].start)
    return _make(doc, (following.start, end), cue, hops) if hops else []


def _owner(tokens: Sequence[Token], first: int, noun: int) -> tuple[int, int] | None:
    """Whose the noun at token ``noun`` is: a possessor before it, or "his"."""
    for j in range(noun - 1, first - 1, -1):
        if tokens[j].tag == "POS":
            return find_subject(tokens, first, j)
        if tokens[j].tag not in ("JJ", "VBN", "NN", "NNP", "RB"):
            break
    return None


def _rumour(doc: Doc, clauses: Sequence[Clause], number: int) -> list[Attribution]:
    """ "There are rumours that …", "it emerged that …", "rumour has it": nobody's say-so."""
    clause, words = clauses[number], reporting_words()
    if number + 1 >= len(clauses):
        return []
    following = clauses[number + 1]
    tokens = clause.sentence.tokens
    noun = next((t for t in tokens[clause.verb + 1 : clause.last] if t.lemma in words.rumour), None)
    there = _subject_words(clause) == "there" and noun is not None
    emerged = _subject_words(clause) == "it" and clause.head.lemma in ("emerge", "transpire")
    start = following.start if following.marker in ("that", "of") else _inner_that(clause, following)
    if start is None or not (there or emerged):
        return []
    cue = (noun.start, noun.end) if there and noun else (clause.head.start, clause.head.end)
    hop = anonymous_hop(doc, *cue)
    return _make(doc, (start, _content_end(clauses, number)), cue, (hop,))


def _according_to(doc: Doc, sentence: Sentence) -> list[Attribution]:
    """ "According to X, …" and "…, according to X", at any place of the sentence; "as reported by X" too."""
    tokens, out = sentence.tokens, []
    for j in range(len(tokens) - 2):
        lower = tokens[j].text.lower()
        according = lower == "according" and tokens[j + 1].lemma == "to"
        reported = (
            lower == "as"
            and tokens[j + 1].lemma in ("report", "quote", "state", "say")
            and tokens[j + 2].lemma == "by"
        )
        citing = lower in ("citing", "quoting") and j > 0 and tokens[j - 1].text == ","
        if not (according or reported or citing):
            continue
        first = j + (3 if reported else 2 if according else 1)
        end = _source_end(tokens, first)
        if end <= first:
            continue
        hops = read_source(doc, sentence, (first, end), "says")
        content = _according_content(sentence, j, end)
        if hops and content:
            out += _make(doc, content, (tokens[j].start, tokens[first - 1].end), hops)
    return out


def _frame(doc: Doc, sentence: Sentence) -> list[Attribution]:
    """ "In the operator's view …", "By the line's count …": whose words the sentence is."""
    tokens, words = sentence.tokens, reporting_words()
    if tokens[0].lemma not in ("in", "by", "on", "for", "to") or len(tokens) < 6:
        return []
    for j in range(2, min(10, len(tokens) - 3)):
        if tokens[j].lemma not in words.frames or tokens[j - 1].tag not in ("POS", "PRP$"):
            continue
        owner = (1, j - 1) if tokens[j - 1].tag == "POS" else (j - 1, j)
        hops = read_source(doc, sentence, owner, "says")
        return (
            _make(doc, (tokens[j].end, sentence.end), (tokens[0].start, tokens[j].end), hops) if hops else []
        )
    return []


def _source_end(tokens: Sequence[Token], first: int) -> int:
    """The end of the source phrase after "according to": up to a comma, a full stop or a dash."""
    j = first
    while j < len(tokens) and tokens[j].text not in (",", ".", ";", "–", "—", "“", '"', "!", "?", ")"):
        j += 1
    return j


def _according_content(sentence: Sentence, cue: int, end: int) -> tuple[int, int] | None:
    """What "according to" is said of: the words after it at the sentence's head, else those before."""
    tokens = sentence.tokens
    if cue <= 1:
        return (tokens[end].end, sentence.end) if end < len(tokens) - 1 else None
    start = sentence.start
    for j in range(cue - 1, 0, -1):
        if tokens[j].text == ";":
            start = tokens[j].end
            break
    return start, tokens[cue].start


def _label(doc: Doc, sentence: Sentence, quotes: Sequence[Quote]) -> list[Attribution]:
    """ "An expert on …: “…”": a headline's or a transcript's way to name the speaker."""
    tokens = sentence.tokens
    for j in range(1, len(tokens) - 1):
        if tokens[j].text != ":" or any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[:j]):
            continue
        quote = next((q for q in quotes if tokens[j].end <= q[0] <= tokens[j].end + 2), None)
        if quote is None:
            return []
        end = next((k for k in range(1, j) if tokens[k].tag == "IN"), j)
        hops = read_source(doc, sentence, (0, end), "says")
        return _make(doc, quote, (tokens[j].start, tokens[j].end), hops) if hops else []
    return []


def _adverbs(doc: Doc, sentence: Sentence, clauses: Sequence[Clause]) -> list[Attribution]:
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
        out += _make(doc, (start, holder.end), (token.start, token.end), (hop,))
    return out


def _noun_object(doc: Doc, clauses: Sequence[Clause], found: Iterable[Attribution]) -> list[Attribution]:
    """ "dismissed comparisons … as propaganda", "predicted riots": content that is a noun phrase."""
    words, out = reporting_words(), []
    taken = [a.cue for a in found]
    for number, clause in enumerate(clauses):
        if clause.head.lemma not in words.noun or clause.passive or clause.subject is None or clause.modal:
            continue
        if inside_any(clause.head.start, clause.head.end, taken) or clause.verb + 1 >= clause.last:
            continue
        if _is_reduced(clause):
            continue
        first = _object_start(clause, words)
        if first is None or clause.sentence.tokens[clause.subject[0]].text.lower() in AUTHOR:
            continue
        rest = " ".join(t.text.lower() for t in clause.sentence.tokens[first : clause.last])
        stance = words.stance.get(clause.head.lemma, "says")
        if clause.head.lemma in words.naming and sounds_false(rest):
            stance = "denies"
        hops = read_source(doc, clause.sentence, clause.subject, stance)
        if not hops or not _can_speak(doc, hops[-1], numbered=clause.head.lemma in words.with_number):
            continue
        end = min(_content_end(clauses, number), clause.end)
        cue = (clause.sentence.tokens[clause.verb_first].start, clause.head.end)
        out += _make(doc, (clause.sentence.tokens[first].start, end), cue, hops)
    return out


def _object_start(clause: Clause, words: ReportingWords) -> int | None:
    """The token with which the noun phrase that is said begins, or None where the verb says nothing."""
    tokens, lemma, first = clause.sentence.tokens, clause.head.lemma, clause.verb + 1
    if lemma in words.with_of:
        of = tokens[first].lemma in ("of", "about") and first + 1 < clause.last
        return first + 1 if of else None
    if lemma in words.with_number and not any(t.tag == "CD" for t in tokens[first : clause.last]):
        return None
    if lemma in words.naming and not sounds_false(
        " ".join(t.text.lower() for t in tokens[first : clause.last])
    ):
        return None
    if lemma in DISMISSING and not _is_said(clause, words):
        return None
    opens = tokens[first].tag in NOMINAL or tokens[first].tag in (
        "DT",
        "JJ",
        "PRP$",
        "CD",
        "VBG",
        "JJR",
        "``",
        "RB",
        "IN",
    )
    return first if opens else None


# One may dismiss a minister or reject a heart: only a saying is denied by it.
DISMISSING = frozenset(
    {"dismiss", "reject", "dispute", "question", "discount", "doubt", "accuse", "blame", "demand"}
)


def _is_said(clause: Clause, words: ReportingWords) -> bool:
    """Whether the object of "dismiss" and the like is something said, or is called something ("as absurd")."""
    rest = clause.sentence.tokens[clause.verb + 1 : clause.last]
    sayings = words.noun_stance.keys() | words.rumour | words.carrier
    said = any(t.lemma in sayings or t.lemma in ("comparison", "criticism", "concern", "fear") for t in rest)
    return said or any(t.lemma == "as" for t in rest)


# Endings of words for people, by what they do; a thing that ends so does not deny or blame.
HUMAN = re.compile(
    r"(?:[^e]er|or|ist|ian|man|men|woman|women|person|people|ant|ent|head|chief|clerk|witness)s?\b"
)


def _can_speak(doc: Doc, hop: Hop, *, numbered: bool = False) -> bool:
    """A person, a body, a group or a pronoun can; "the crash cited" can't. With a number a list can too."""
    if numbered and hop.span is not None and hop.kind != "place":
        return True
    if hop.mention_id is not None and any(n.id == hop.mention_id for n in doc.names):
        return hop.kind != "place"
    if hop.kind == "group" and HUMAN.search(hop.name.lower()):
        return True
    return hop.span is not None and hop.span.exact.lower() in ("he", "she", "they", "who")


# --- over several sentences -------------------------------------------------------------------------

HUMAN_PRONOUNS = frozenset({"he", "she", "him", "her"})


def _carry_speakers(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """ "He added" goes on with who spoke last, where that was one person and not two paragraphs ago."""
    out: list[Attribution] = []
    last: Attribution | None = None
    for item in sorted(found, key=lambda a: (a.cue.start, a.id)):
        hop = item.hops[-1]
        pronoun = hop.span is not None and hop.span.exact.lower() in HUMAN_PRONOUNS
        if pronoun and last is not None and _same_stretch(doc, last, item):
            carried = replace(last.hops[-1], stance=hop.stance, span=hop.span)
            item = replace(item, hops=(*item.hops[:-1], carried))
        if _is_one_person(item.hops[-1]):
            last = item
        out.append(item)
    return out


def _is_one_person(hop: Hop) -> bool:
    """A named person, or one described in the singular ("an officer of the agency")."""
    if hop.kind == "person":
        return hop.name.lower() not in HUMAN_PRONOUNS | {"who"}
    words = hop.name.lower().split()
    return (
        bool(words)
        and words[0] in ("a", "an", "one", "another", "the")
        and not hop.name.split()[-1].endswith("s")
    )


def _same_stretch(doc: Doc, last: Attribution, item: Attribution) -> bool:
    between = doc.article.text[last.cue.start : item.cue.start]
    return between.count("\n\n") <= 1 and len(between) <= 900


def _continue_quotes(doc: Doc, quotes: Sequence[Quote], found: Sequence[Attribution]) -> list[Attribution]:
    """A quotation without a cue of its own goes on with the speaker quoted just before it."""
    out: list[Attribution] = []
    direct = sorted(found, key=lambda a: a.cue.start)
    text = doc.article.text
    for quote in quotes:
        covered = any(a.content.start < quote[1] and quote[0] < a.content.end for a in found)
        if covered or not is_speech(text, quote) or inside_any(*quote, doc.furniture):
            continue
        # It must fill a sentence; a phrase in quotation marks inside other words is no new speech.
        if not any(s.start == quote[0] for s in doc.sentences):
            continue
        before = [a for a in direct if a.cue.start < quote[0] and a.hops and a.hops[-1].kind != "anonymous"]
        gap = text[max(before[-1].content.end, before[-1].cue.end) : quote[0]] if before else ""
        if before and before[-1].mode != "indirect" and gap.count("\n\n") <= 1 and len(gap) <= 120:
            out += _make(doc, quote, (before[-1].cue.start, before[-1].cue.end), before[-1].hops)
    return out


def _drop_doubles(found: Sequence[Attribution]) -> list[Attribution]:
    """One attribution for each content and source; the longer content wins under one cue."""
    best: dict[tuple[int, str], Attribution] = {}
    for item in found:
        key = (item.cue.start, item.hops[-1].name)
        old = best.get(key)
        if old is None or len(item.content.exact) > len(old.content.exact):
            best[key] = item
    return sorted(best.values(), key=lambda a: (a.content.start, -a.content.end, a.id))


def _nest(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Attributions with the one whose content holds them, source and all."""
    out = []
    for item in found:
        outer = [
            o
            for o in found
            if o is not item and _encloses(o.content, item) and o.content.exact != item.content.exact
        ]
        inner_most = min(outer, key=lambda o: len(o.content.exact), default=None)
        out.append(replace(item, within_id=inner_most.id) if inner_most else item)
    return tuple(out)


def _encloses(content: Span, item: Attribution) -> bool:
    """Whether ``content`` holds the cue and the content of ``item``."""
    return (
        content.start <= min(item.cue.start, item.content.start)
        and max(item.cue.end, item.content.end) <= content.end
    )


def chain_of(item: Attribution, every: dict[str, Attribution]) -> tuple[Hop, ...]:
    """The hops from the outermost enclosing attribution to ``item``'s own source."""
    hops, seen = item.hops, {item.id}
    while item.within_id is not None and item.within_id not in seen:
        item = every[item.within_id]
        seen.add(item.id)
        if item.hops[-1].name != hops[0].name:
            hops = (*item.hops, *hops)
    return hops
