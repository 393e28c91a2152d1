"""From the noun phrase that names a source to the hops of its chain, outermost first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.annotate.names import mention_covering, resolve_pronoun
from sayso.claims.clauses import find_clauses
from sayso.claims.noun_phrases import ABBREVIATED, NOMINAL, noun_phrase_ending
from sayso.ids import mention_id
from sayso.model import Doc, Hop, NameKind, NameMention, Sentence, Span, Stance, Token
from sayso.spans import cut
from sayso.vocabulary import load_vocabulary

AUTHOR = frozenset({"i", "we"})
PRONOUNS = frozenset({"he", "she", "they", "it", "who", "himself", "herself", "themselves"}) | {"him", "them"}


# Whom an outlet sends: what they pass on is others'.
OBSERVER = re.compile(
    r"(?i)(?:our|this)\s(?:\w+['’]s\s)?(?:own\s)?(?:correspondent|reporter|special|team|staff)"
)


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The vocabulary of reporting, ready for look-up."""

    stance: dict[str, Stance]
    noun: frozenset[str]
    with_of: frozenset[str]
    with_to: frozenset[str]
    with_at: frozenset[str]
    with_number: frozenset[str]
    with_count: frozenset[str]
    counts: frozenset[str]
    with_infinitive: frozenset[str]
    naming: frozenset[str]
    frames: frozenset[str]
    weak: frozenset[str]
    nobody: frozenset[str]
    open: frozenset[str]
    adverbs: frozenset[str]
    noun_stance: dict[str, Stance]
    rumour: frozenset[str]
    carrier: frozenset[str]
    learning: frozenset[str]
    learnt: frozenset[str]
    raising: frozenset[str]
    raised: frozenset[str]
    chants: frozenset[str]
    silent: frozenset[str]
    hearing: frozenset[str]
    blaming: frozenset[str]
    relayed: frozenset[str]


@cache
def reporting_words() -> ReportingWords:
    """The words of data/en/reporting.toml."""
    table = load_vocabulary("en", "reporting")
    nouns = table["nouns"]
    return ReportingWords(
        stance={verb: stance for stance, verbs in table["clause"].items() for verb in verbs},
        noun=frozenset(table["noun"]["verbs"]),
        with_of=frozenset(table["noun"]["with_of"]),
        with_to=frozenset(table["noun"]["with_to"]),
        with_at=frozenset(table["noun"]["with_at"]),
        with_number=frozenset(table["noun"]["with_number"]),
        with_count=frozenset(table["noun"]["with_count"]),
        counts=frozenset(table["noun"]["counts"]),
        with_infinitive=frozenset(table["noun"]["with_infinitive"]),
        naming=frozenset(table["noun"]["naming"]),
        frames=frozenset(table["frames"]["nouns"]),
        weak=frozenset(table["weak"]["verbs"]),
        nobody=frozenset(table["weak"]["nobody"]),
        open=frozenset(table["weak"]["open"]),
        adverbs=frozenset(table["adverbs"]["anonymous"]),
        noun_stance={n: s for s in ("says", "distances", "denies") for n in nouns[s]},
        rumour=frozenset(nouns["anonymous"]),
        carrier=frozenset(nouns["carrier"]),
        learning=frozenset(table["learning"]["verbs"]),
        learnt=frozenset(table["learning"]["objects"]),
        raising=frozenset(table["raising"]["verbs"]),
        raised=frozenset(table["raising"]["nouns"]),
        chants=frozenset(table["chants"]["nouns"]),
        silent=frozenset(table["silent"]["verbs"]),
        blaming=frozenset(table["noun"]["blaming"]),
        hearing=frozenset(table["hearing"]["verbs"]),
        relayed=frozenset(nouns["relayed"]),
    )


def anonymous_hop(doc: Doc, start: int, end: int, stance: Stance = "says") -> Hop:
    """The hop of a source that the words leave unnamed; its span is the words that say so."""
    span = cut(doc.article, start, end)
    return Hop(span.exact, "anonymous", stance, span, mention_id("source", span))


def read_source(doc: Doc, sentence: Sentence, phrase: tuple[int, int], stance: Stance) -> tuple[Hop, ...]:
    """The hops that the noun phrase (token numbers) names; empty if it is the author or nobody."""
    hops = _read_phrase(doc, sentence, phrase, stance)
    if not hops or hops[-1].kind == "anonymous" or hops[-1].span is None:
        return hops
    proper = any(n.id == hops[-1].mention_id and n.proper for n in doc.names)
    if not proper and WITHHELD.search(doc.article.text, hops[-1].span.end, sentence.end):
        return (*hops[:-1], replace(hops[-1], kind="anonymous"))
    return hops


# Who asked not to be named is an unnamed source, however closely described.
WITHHELD = re.compile(
    r"(?i)\b(?:on|under) (?:the )?condition (?:of anonymity|that (?:he|she|they) (?:not )?be)"
    r"|\banonymous(?:ly)?\b|\b(?:not|declined|refused|asked not) to be (?:named|identified|quoted)"
    r"|\bwhom (?:I|we) (?:can(?:not|'t|’t)|will not|won(?:'t|’t)|shall not|may not|must not) name\b"
    r"|\b(?:can(?:not|'t|’t)|could not|may not) be named\b|\bwithh(?:old|eld)(?:ing)? (?:his|her|their) name"
)


NOBODY = frozenset({"nobody", "noone", "none", "no", "neither"})


def _read_phrase(doc: Doc, sentence: Sentence, phrase: tuple[int, int], stance: Stance) -> tuple[Hop, ...]:
    """The hops of a noun phrase, whoever asked for what."""
    phrase = _after_time(doc, sentence, phrase)
    tokens = sentence.tokens[phrase[0] : phrase[1]]
    if not tokens or (tokens[0].text.lower() in AUTHOR and len(tokens) == 1):
        return ()
    if tokens[0].text.lower() in NOBODY or " ".join(t.text.lower() for t in tokens[:2]) == "no one":
        return ()
    if len(tokens) == 1 and tokens[0].text.lower() in PRONOUNS:
        return _read_pronoun(doc, sentence, tokens[0].start, tokens[0].end, stance)
    relayed = _read_relayed(doc, sentence, phrase, stance)
    if relayed:
        return relayed
    quoted = _quoted_name(doc, sentence, phrase, stance)
    if quoted is not None:
        return (quoted,)
    named = _apposed_name(doc, sentence, phrase)
    if named is not None:
        return (Hop(named.canonical, named.kind, stance, named.span, named.id),)
    return (_plain_hop(doc, tokens[0].start, tokens[-1].end, stance),)


# A name that is not the bearer's own: “Rolf,” 28, a welder, said.
PSEUDONYM = re.compile(
    r"[“\"‘]([^\W\d_a-z][\w'-]{1,20}(?: [^\W\d_a-z][\w.'-]{0,20})?),?[”\"’],?\s(?:\d{1,3},\s?)?$"
)


QUOTED = re.compile(r"[“\"‘][^\W\d_a-z][\w'-]+(?:,[”\"’]|[”\"’],?)")


def _quoted_name(doc: Doc, sentence: Sentence, phrase: tuple[int, int], stance: Stance) -> Hop | None:
    """The hop of a name in quotation marks before what its bearer is: “Rolf,” 28, a welder."""
    first = sentence.tokens[phrase[0]]
    start = first.start if first.text[0] not in '“"‘' else first.end
    match = PSEUDONYM.search(doc.article.text, max(sentence.start, start - 60), start)
    if match is not None and first.tag in ("DT", "CD"):
        span = cut(doc.article, *match.span(1))
    elif phrase[1] - phrase[0] == 1 and QUOTED.fullmatch(doc.article.text[first.start - 1 : first.end + 2]):
        span = cut(doc.article, first.start, first.end)
    else:
        return None
    mention = mention_covering(doc.names, span.start, span.end)
    return Hop(span.exact, "person", stance, span, mention.id if mention else mention_id("source", span))


def _after_time(doc: Doc, sentence: Sentence, phrase: tuple[int, int]) -> tuple[int, int]:
    """The phrase without a time at its head ("last night civil defence")."""
    first, last = phrase
    for time in doc.times:
        if time.span.start == sentence.tokens[first].start:
            while first < last - 1 and sentence.tokens[first].end <= time.span.end:
                first += 1
    return first, last


def _read_pronoun(doc: Doc, sentence: Sentence, start: int, end: int, stance: Stance) -> tuple[Hop, ...]:
    span = cut(doc.article, start, end)
    bearer = fellow_subject(doc, sentence, span) or resolve_pronoun(doc.sentences, doc.names, start)
    if bearer is None or OBSERVER.match(bearer.span.exact):
        # Two could be meant, or nobody: the words stay, unresolved, and say so.
        return (Hop(f"{span.exact.lower()} (not clear who)", "anonymous", stance, span, None),)
    return (Hop(bearer.canonical, bearer.kind, stance, span, bearer.id),)


def fellow_subject(doc: Doc, sentence: Sentence, pronoun: Span) -> NameMention | None:
    """For "he" or "she": the one person who is subject of another clause of the sentence."""
    if pronoun.exact.lower() not in ("he", "she"):
        return None
    tokens, found = sentence.tokens, {}
    for clause in find_clauses(sentence):
        if clause.subject is None or (clause.head.lemma in ("be",) and not clause.passive):
            continue
        start, end = tokens[clause.subject[0]].start, tokens[clause.subject[1] - 1].end
        name = mention_covering(doc.names, start, end)
        if name is not None and name.kind == "person" and name.span.end >= end - 1:
            found[name.canonical] = name
    return next(iter(found.values())) if len(found) == 1 else None


def _plain_hop(doc: Doc, start: int, end: int, stance: Stance) -> Hop:
    """The hop of a phrase that is itself the source: a name in it, or the phrase's own words."""
    mention = _head_mention(doc, start, end)
    if mention is not None and (mention.proper or not _is_unnamed(cut(doc.article, start, end))):
        return Hop(mention.canonical, mention.kind, stance, mention.span, mention.id)
    span = cut(doc.article, start, end)
    kind: NameKind = "anonymous" if _is_unnamed(span) else "group"
    return Hop(re.sub(r"\s+", " ", span.exact), kind, stance, span, mention_id("source", span))


def _apposed_name(doc: Doc, sentence: Sentence, phrase: tuple[int, int]) -> NameMention | None:
    """ "the mayor of Q, Teo Rojas, said", "Jo Whit, manager of M, who said": the person beside the post."""
    tokens = sentence.tokens
    head_end = next((j for j in range(*phrase) if tokens[j].tag == "IN"), phrase[1])
    start, end = tokens[phrase[0]].start, tokens[head_end - 1].end
    near = (n for n in doc.names if sentence.start <= n.span.start < sentence.end)
    people = [n for n in near if n.kind == "person" and n.proper]
    if any(n.span.start < end and start < n.span.end for n in people):
        return None  # the phrase has a name of its own
    if phrase[1] < len(tokens) - 1 and tokens[phrase[1]].text == ",":
        close = next((j for j in range(phrase[1] + 1, len(tokens)) if tokens[j].text == ","), len(tokens) - 1)
        verbs = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[phrase[1] : close])
        inside = [n for n in people if tokens[phrase[1]].start < n.span.start < tokens[close].start]
        if inside and not verbs:
            return inside[0]
    if phrase[0] > 1 and tokens[phrase[0] - 1].text == ",":
        return next((n for n in people if n.span.end == tokens[phrase[0] - 2].end), None)
    return None


def _is_unnamed(span: Span) -> bool:
    """ "a source", "sources close to …": words that withhold a name they have."""
    words = load_vocabulary("en", "sources")["unnamed"]["heads"]
    return any(re.search(rf"\b{word}\b", span.exact.lower()) for word in words)


def _head_mention(doc: Doc, start: int, end: int) -> NameMention | None:
    """The name in [start, end) that heads the phrase: not one that hangs on "of", "for" or "with"."""
    text = doc.article.text
    inside = [n for n in doc.names if n.span.start < end and start < n.span.end]
    # "the Peruvian ministry", "the governor's office": the place or the owner is not the source.
    inside = [n for n in inside if n.kind != "place" or n.span.end >= end - 1]
    inside = [
        n for n in inside if not (n.span.end < end and text[n.span.end : n.span.end + 2] in ("'s", "’s"))
    ]
    if not inside:
        return None
    cutoff = re.search(r"\s(?:of|for|with|from|in|at|to|on|close|near)\s", text[start:end])
    edge = start + cutoff.start() if cutoff else end
    heads = [n for n in inside if n.span.start < edge]
    if heads:
        proper = tuple(n for n in heads if n.proper)
        return mention_covering(proper or tuple(heads), start, end)
    # "a spokesman for the ministry": the post speaks for the body.
    posts = load_vocabulary("en", "sources")["posts"]["heads"]
    if any(re.search(rf"\b{post}\b", text[start:edge].lower()) for post in posts):
        return inside[0] if inside[0].kind == "organisation" else None
    return None


def _read_relayed(doc: Doc, sentence: Sentence, phrase: tuple[int, int], stance: Stance) -> tuple[Hop, ...]:
    """Hops of "a statement by X", "a Radio Q report cited in the Courier": the carrier is no source."""
    words = reporting_words()
    tokens = sentence.tokens
    base = _base_end(tokens, phrase)
    head = tokens[base - 1]
    outer = _relaying_outlet(doc, sentence, base, phrase[1])
    if head.lemma not in words.carrier:
        if not outer:
            return ()
        inner = _plain_hop(doc, tokens[phrase[0]].start, tokens[base - 1].end, stance)
        return (*outer, inner)
    inner_hop = _carried_source(doc, sentence, phrase, base, stance)
    return (*outer, inner_hop) if inner_hop else outer


def _base_end(tokens: Sequence[object], phrase: tuple[int, int]) -> int:
    """The end of the plain noun phrase at the start of a longer one."""
    end = phrase[0]
    for j in range(phrase[0], phrase[1]):
        word = tokens[j]
        if word.tag in NOMINAL:  # type: ignore[attr-defined]
            end = j + 1
        elif word.tag in ("IN", "VBN", "VBD", "VBG", ",", "WDT", "WP", "TO"):  # type: ignore[attr-defined]
            break
    return max(end, phrase[0] + 1)


def _carried_source(
    doc: Doc, sentence: Sentence, phrase: tuple[int, int], base: int, stance: Stance
) -> Hop | None:
    """Who made the report or statement: by, from or of somebody, or the name or possessor before it."""
    tokens = sentence.tokens
    for j in range(base, phrase[1] - 1):
        if tokens[j].text.lower() in reporting_words().relayed:
            break  # who quoted the report did not make it
        if tokens[j].lemma in ("by", "from", "of") and tokens[j + 1].tag != "VBG":
            end = _phrase_end(sentence, j + 1, phrase[1])
            if end > j + 1:
                return _plain_hop(doc, tokens[j + 1].start, tokens[end - 1].end, stance)
    before = [n for n in doc.names if tokens[phrase[0]].start <= n.span.start < tokens[base - 1].start]
    named = [n for n in before if n.kind in ("organisation", "person")]
    if named:
        return Hop(named[0].canonical, named[0].kind, stance, named[0].span, named[0].id)
    if base - 1 > phrase[0]:
        proper = [t for t in tokens[phrase[0] : base - 1] if t.tag.startswith("NNP")]
        if proper:
            return _plain_hop(doc, proper[0].start, proper[-1].end, stance)
    return _plain_hop(doc, tokens[phrase[0]].start, tokens[base - 1].end, stance)


def _relaying_outlet(doc: Doc, sentence: Sentence, start: int, end: int) -> tuple[Hop, ...]:
    """The outlet after "cited in", "quoted by", "carried by"; looks a little past the phrase."""
    words, tokens = reporting_words(), sentence.tokens
    for j in range(start, min(end + 4, len(tokens)) - 2):
        if tokens[j].text.lower() in words.relayed and tokens[j + 1].lemma in ("in", "by", "on", "up", "to"):
            first = j + 2 + (tokens[j + 1].lemma == "up")
            last = _phrase_end(sentence, first, len(tokens))
            timed = any(t.span.start <= tokens[first].start < t.span.end for t in doc.times)
            if last > first and not timed:
                return (_plain_hop(doc, tokens[first].start, tokens[last - 1].end, "says"),)
    return ()


def _phrase_end(sentence: Sentence, first: int, limit: int) -> int:
    """The end of the noun phrase that starts at token ``first``, with "of …" on it."""
    tokens = sentence.tokens
    j = first
    while j < limit:
        word = tokens[j]
        joins = word.lemma in ("of", "for", "&") and j + 1 < limit and j > first
        joins = joins or (
            word.text == "." and j > first and ABBREVIATED.fullmatch(tokens[j - 1].text) is not None
        )
        if not (
            word.tag in ("DT", "JJ", "CD", "POS", "PRP$", "PRP", "JJS", "JJR", "PDT")
            or word.tag in NOMINAL
            or joins
        ):
            break
        j += 1
    return j


def phrase_after(sentence: Sentence, first: int, limit: int) -> tuple[int, int] | None:
    """The noun phrase that starts at token ``first``; None if none starts there."""
    end = _phrase_end(sentence, first, limit)
    return (first, end) if end > first and noun_phrase_ending(sentence.tokens, first, end) else None


def split_parallel(sentence: Sentence, phrase: tuple[int, int]) -> list[tuple[int, int]]:
    """ "Both X and Y" as two phrases, where both sides are names; else the phrase alone."""
    tokens = sentence.tokens
    ands = [j for j in range(phrase[0] + 1, phrase[1] - 1) if tokens[j].lemma == "and"]
    if len(ands) != 1:
        return [phrase]
    left, right = (phrase[0], ands[0]), (ands[0] + 1, phrase[1])
    if tokens[left[0]].lemma == "both":
        left = (left[0] + 1, left[1])
    both = all(tokens[side[1] - 1].tag.startswith("NNP") for side in (left, right) if side[0] < side[1])
    # "the Peruvian and Chilean leaders" is one phrase; "Smith and Jones" are two.
    return (
        [left, right]
        if both and left[0] < left[1] and tokens[left[1] - 1].tag.startswith("NNP")
        else [phrase]
    )


def is_hearer(tokens: Sequence[Token], phrase: tuple[int, int]) -> bool:
    """Whether a noun phrase is a private hearer ("a friend of mine"), through whom a saying came."""
    heads = load_vocabulary("en", "sources")["hearers"]["heads"]
    of = next((j for j in range(*phrase) if tokens[j].lemma == "of"), phrase[1])
    return tokens[max(phrase[0], of - 1)].lemma in heads
