"""Why, by whom, to what end: explanations put forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sayso.claims.clauses import Clause
from sayso.claims.grave import speaks_of_harm
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.phrases import cut_words
from sayso.model import Because, Doc, ExplanationStance, Sentence, Span
from sayso.spans import cut
from sayso.vocabulary import load_vocabulary

STANCE: dict[str, ExplanationStance] = {"asserted": "asserts", "denied": "denies", "hedged": "hedges"}


@dataclass(frozen=True, slots=True)
class CauseWords:
    """data/en/causes.toml, ready for look-up."""

    connectives: tuple[tuple[str, ...], ...]
    causing: frozenset[str]
    causing_with: tuple[tuple[str, str], ...]
    engineering: frozenset[str]
    why: frozenset[str]
    who: frozenset[str]
    purpose: frozenset[str]
    label: frozenset[str]
    places: frozenset[str]
    place_verbs: frozenset[str]
    deliberate: frozenset[str]


@cache
def cause_words() -> CauseWords:
    """The vocabulary of causes."""
    table = load_vocabulary("en", "causes")
    pairs = (entry.split(" ", 1) for entry in table["verbs"]["causing_with"])
    return CauseWords(
        connectives=tuple(tuple(c.split()) for c in table["connectives"]["why"]),
        causing=frozenset(table["verbs"]["causing"]),
        causing_with=tuple((a, b) for a, b in pairs),
        engineering=frozenset(table["verbs"]["engineering"]),
        why=frozenset(table["nouns"]["why"]),
        who=frozenset(table["nouns"]["who"]),
        purpose=frozenset(table["nouns"]["purpose"]),
        label=frozenset(table["nouns"]["label"]),
        places=frozenset(table["places"]["words"]),
        place_verbs=frozenset(table["places"]["verbs"]),
        deliberate=frozenset(table["hands"]["adverbs"]),
    )


def find_reason(
    doc: Doc,
    clauses: Sequence[Clause],
    number: int,
    stance: ExplanationStance,
    topics: frozenset[str] = frozenset(),
) -> Because | None:
    """The explanation that clause ``number`` puts forward, or None."""
    for rule in (
        _connective,
        _causing,
        _purpose,
        _engineering,
        _label,
        _outside,
        _deliberate,
        _cleft,
        _blame,
    ):
        found = rule(doc, clauses, number)
        if rule is _connective and found and not _is_grave(doc, clauses[number].sentence, topics):
            continue  # "late because of the traffic" is no account of a crisis
        if found is not None:
            question, cause, effect = found
            held = _as_because(clauses[number], stance) if rule is _connective else stance
            return Because(question, cause, effect, held)
    return None


def _is_grave(doc: Doc, sentence: Sentence, topics: frozenset[str]) -> bool:
    """Whether a sentence, or the one before it, speaks of a harm, a hazard or what the article is about."""
    if speaks_of_harm(sentence.tokens, topics):
        return True
    before = max((s for s in doc.sentences if s.end <= sentence.start), key=lambda s: s.end, default=None)
    near = before is not None and before.paragraph == sentence.paragraph
    return near and before is not None and speaks_of_harm(before.tokens, topics)


def _as_because(clause: Clause, stance: ExplanationStance) -> ExplanationStance:
    """The stance on a cause told in a clause of its own: "because nobody looked" asserts it."""
    if clause.marker != "because" or not clause.first or stance == "hedges":
        return stance
    return "denies" if clause.sentence.tokens[clause.first - 1].lemma in ("not", "n't") else "asserts"


Found = tuple[str, Span, Span | None]


def _subject(doc: Doc, clause: Clause) -> Span | None:
    return cut_words(doc, clause, *clause.subject) if clause.subject else None


def _connective(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "… because of …", "a response to …": what stands behind explains what stands before."""
    clause = clauses[number]
    lower = [t.text.lower() for t in clause.tokens]
    present = set(lower)
    for words in cause_words().connectives:
        for j in range(len(lower) - len(words)) if words[0] in present else ():
            if tuple(lower[j : j + len(words)]) != words:
                continue
            first = clause.first + j
            cause = cut_words(doc, clause, first + len(words), clause.last)
            if _explains_silence(clauses, number):
                return None
            if j == 0:
                other = (
                    clauses[number - 1]
                    if number
                    else clauses[number + 1]
                    if number + 1 < len(clauses)
                    else None
                )
                effect = cut_words(doc, other, other.first, other.last) if other else None
            else:
                effect = cut_words(doc, clause, clause.first, first)
            return ("why", cause, effect) if cause else None
    return None


def _explains_silence(clauses: Sequence[Clause], number: int) -> bool:
    """ "… spoke on condition of anonymity because …": why a source has no name is no cause of the story."""
    before = clauses[number - 1] if number else None
    return before is not None and any(t.lemma in SILENCE for t in before.tokens)


SILENCE = frozenset({"anonymity", "anonymously", "unnamed", "name", "identify"})


def _causing(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "X triggered Y", "Y was triggered by X", "X led to Y"."""
    clause, words = clauses[number], cause_words()
    tokens = clause.sentence.tokens
    after = tokens[clause.verb + 1].lemma if clause.verb + 1 < len(tokens) else ""
    with_particle = any(
        clause.head.lemma == v and p.split()[0] in (after, _second(tokens, clause))
        for v, p in words.causing_with
    )
    if clause.head.lemma not in words.causing and not with_particle:
        return None
    rest = cut_words(doc, clause, clause.verb + 1, clause.last)
    subject = _subject(doc, clause)
    if clause.passive:
        by = next((j for j in range(clause.verb + 1, clause.last) if tokens[j].lemma == "by"), None)
        cause = cut_words(doc, clause, by + 1, clause.last) if by is not None else None
        return ("why", cause, subject) if cause else None
    if rest is None or subject is None:
        return None
    return "why", subject, rest


def _cleft(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "It was speed that killed them": what stands between is the cause."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if clause.head.lemma != "be" or following is None:
        return None
    bare = clause.verb + 1 < clause.last and clause.sentence.tokens[clause.last - 1].tag == "NNS"
    if following.marker not in ("that", "which") and not (following.marker == "who" and bare):
        return None
    if any(t.tag.startswith("NNP") for t in clause.sentence.tokens[clause.verb + 1 : clause.last]):
        return None  # "it was the turn of Mr. Holt, who …": a person, no cause
    if clause.subject is None or clause.sentence.tokens[clause.subject[0]].lemma != "it":
        return None
    first = clause.sentence.tokens[clause.verb + 1].tag if clause.verb + 1 < clause.last else ""
    if (first not in NOMINAL and first not in ("DT", "PRP$")) or following.tense != "past":
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    effect = cut_words(doc, following, following.first, following.last)
    return ("why", cause, effect) if cause else None


def _blame(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "They blame the owners for the fire": the blamed are the answer to who."""
    clause = clauses[number]
    if clause.head.lemma in ("attribute", "ascribe", "impute"):
        return _attributed(doc, clause)
    if clause.head.lemma not in ("blame", "fault") or clause.passive or clause.verb + 1 >= clause.last:
        return None
    tokens = clause.sentence.tokens
    link = next((j for j in range(clause.verb + 1, clause.last) if tokens[j].lemma in ("for", "on")), None)
    if link is None:
        cause = cut_words(doc, clause, clause.verb + 1, clause.last)
        return ("who", cause, None) if cause else None
    near, far = (
        cut_words(doc, clause, clause.verb + 1, link),
        cut_words(doc, clause, link + 1, clause.last),
    )
    cause, effect = (far, near) if tokens[link].lemma == "on" else (near, far)
    return ("who", cause, effect) if cause else None


def _attributed(doc: Doc, clause: Clause) -> Found | None:
    """ "attributed the flood to the rains", "the flood is attributed to the rains"."""
    tokens = clause.sentence.tokens
    link = next((j for j in range(clause.verb + 1, clause.last - 1) if tokens[j].lemma == "to"), None)
    if link is None or tokens[clause.last - 1].lemma == "source":
        return None  # whose words they are is no cause
    cause = cut_words(doc, clause, link + 1, clause.last)
    effect = _subject(doc, clause) if clause.passive else cut_words(doc, clause, clause.verb + 1, link)
    return ("why", cause, effect) if cause else None


def _second(tokens: Sequence[object], clause: Clause) -> str:
    """The lemma of the second token behind the verb."""
    return tokens[clause.verb + 2].lemma if clause.verb + 2 < len(tokens) else ""  # type: ignore[attr-defined]


def _purpose(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "The purpose of X was to …", "the reason for X is …", "the trigger was …"."""
    clause, words = clauses[number], cause_words()
    if clause.head.lemma not in ("be", "become", "remain") or clause.subject is None:
        return None
    tokens = clause.sentence.tokens
    lemmas = [t.lemma for t in tokens[clause.subject[0] : clause.subject[1]]]
    head = next((w for w in lemmas if w in words.purpose | words.why | words.who), None)
    unknown = tokens[clause.last - 1].lemma in ("unknown", "unclear", "uncertain", "disputed")
    if head is None or unknown:
        return None
    rest = cut_words(doc, clause, clause.verb + 1, clause.last)
    question = "what for" if head in words.purpose else "who" if head in words.who else "why"
    of = next((j for j in range(*clause.subject) if tokens[j].lemma in ("of", "for", "behind")), None)
    effect = cut_words(doc, clause, of + 1, clause.subject[1]) if of is not None else None
    return (question, rest, effect) if rest else None


def _engineering(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "X orchestrated Y", "Y is funded by X", "X is behind Y"."""
    clause, words = clauses[number], cause_words()
    tokens = clause.sentence.tokens
    held = clause.head.lemma in ("stage", "organise", "organize", "coordinate") and not clause.passive
    if held and any(t.lemma in PUBLIC for t in tokens[clause.verb + 1 : clause.verb + 6]):
        return None  # whoever holds a rally in public is no hidden hand
    if clause.head.lemma in words.engineering:
        subject, rest = _subject(doc, clause), cut_words(doc, clause, clause.verb + 1, clause.last)
        if clause.passive:
            by = next(
                (j for j in range(clause.verb + 1, clause.last) if tokens[j].lemma in ("by", "from")), None
            )
            cause = cut_words(doc, clause, by + 1, clause.last) if by is not None else None
            return ("who", cause, subject) if cause else None
        return ("who", subject, rest) if subject and rest else None
    behind = next((j for j in range(clause.verb + 1, clause.last - 1) if tokens[j].lemma == "behind"), None)
    hidden = clause.head.lemma in ("be", "stand", "lie", "lurk", "hide", "remain")
    barred = behind is not None and tokens[behind + 1].lemma in ("bar", "schedule", "time")
    if behind is not None and behind <= clause.verb + 2 and clause.subject and hidden and not barred:
        subject = _subject(doc, clause)
        return ("who", subject, cut_words(doc, clause, behind + 1, clause.last)) if subject else None
    return None


PUBLIC = frozenset(
    {"protest", "rally", "march", "demonstration", "strike", "meeting", "sit-in", "vigil", "fast"}
)


def _label(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "This was a coup", "another colour revolution": calling it so explains it."""
    clause, words = clauses[number], cause_words()
    tokens = clause.sentence.tokens
    question = clause.sentence.tokens[-1].text == "?"
    if clause.head.lemma not in (
        "be",
        "become",
        "represent",
        "constitute",
        "resemble",
        "face",
        "look",
        "begin",
        "start",
        "call",
    ):
        return None
    for j in range(clause.verb + 1 if not question else clause.first, clause.last):
        token = tokens[j]
        head = j + 1 >= clause.last or tokens[j + 1].tag not in NOMINAL
        wants = token.lemma == "demand" and j + 1 < clause.last and tokens[j + 1].lemma == "for"
        if token.tag in ("NN", "NNS", "NNP") and (token.lemma in words.label or wants) and head:
            start = j
            while start > clause.verb + 1 and (
                tokens[start - 1].tag in ("DT", "JJ", "JJS") or tokens[start - 1].tag in NOMINAL
            ):
                start -= 1
            if start == j and token.lemma not in ("coup", "sabotage", "terrorism", "war", "negligence"):
                continue  # a bare noun labels nothing
            cause = cut_words(doc, clause, start, clause.last)
            return ("what was it", cause, _subject(doc, clause)) if cause else None
    return None


def _outside(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "trained abroad", "these are foreign mercenaries", "it was not external": whose hand it was."""
    clause, words = clauses[number], cause_words()
    lower = [t.text.lower() for t in clause.tokens]
    if clause.head.lemma not in words.place_verbs or not any(w in words.places for w in lower):
        return None
    noun = any(t.lemma in words.who for t in clause.tokens)
    about = any(
        w
        in ("reason", "reasons", "cause", "causes", "opposition", "forces", "enemies", "groups", "terrorists")
        for w in lower
    )
    alone = lower[-1] in words.places and clause.head.lemma == "be"
    trained = any(
        t.lemma in ("training", "train", "fund", "funding", "backing", "inspire", "support")
        for t in clause.tokens
    )
    if not (noun or about or alone or trained):
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    return ("who", cause, _subject(doc, clause)) if cause else None


def _deliberate(doc: Doc, clauses: Sequence[Clause], number: int) -> Found | None:
    """ "somebody deliberately created this": a hand is said to be behind it."""
    clause = clauses[number]
    meant = any(t.lemma in cause_words().deliberate for t in clause.tokens)
    subject, rest = _subject(doc, clause), cut_words(doc, clause, clause.verb + 1, clause.last)
    if subject and any(a.lemma == "on" and b.lemma == "purpose" for a, b in pairwise(clause.tokens)):
        return "who", cut_words(doc, clause, clause.first, clause.last) or subject, subject
    return ("who", subject, rest) if meant and subject and rest and not clause.passive else None


def name_label(doc: Doc, sentence: Sentence) -> Span | None:
    """In a line without a verb: what it calls the happening ("Another 'revolution of roses' …")."""
    tokens = sentence.tokens
    for j, token in enumerate(tokens[:8]):
        named = token.tag.startswith("NN") and token.lemma in cause_words().label
        if named and any(t.lemma in ("another", "new", "failed") or t.text in "'‘“\"" for t in tokens[:j]):
            return cut(doc.article, tokens[0].start, tokens[-1].end)
    return None
