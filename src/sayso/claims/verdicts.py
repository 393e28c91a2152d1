"""Explanations told as a verdict: "it was greed", "the drone is a fable", "that is why"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.claims.clauses import Clause
from sayso.claims.disbelief import find_disbelief
from sayso.claims.evidence import find_evidence
from sayso.claims.grave import cause_list, causing_verbs, harms, is_hazard, speaks_of_harm
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.phrases import cut_words, subject_of
from sayso.model import Because, Doc, ExplanationStance, Sentence, Span, Token
from sayso.spans import cut


def find_verdict(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance, topics: frozenset[str]
) -> Because | None:
    """The explanation that clause ``number`` gives as a verdict, or None."""
    clause = clauses[number]
    return (
        _pointing(doc, clause, stance)
        or find_disbelief(doc, clause)
        or _intent(doc, clause, stance, topics)
        or _being(doc, clause, stance)
        or _cut_cleft(doc, clauses, number, stance)
        or _bare_cause(doc, clause, stance)
        or _underneath(doc, clause, stance)
        or _named_cause(doc, clause, stance)
        or find_evidence(doc, clauses, number, stance)
        or _guessed(doc, clauses, number, stance)
        or _foreign(doc, clause, stance)
        or _asked(doc, clause)
    )


def _pointing(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "That is why the wall fell", "That is the whole story": the sentence before is the cause."""
    subject = [t.lemma for t in subject_of(clause)]
    if clause.head.lemma != "be" or subject not in (["that"], ["this"], ["which"]):
        return None
    rest = [t.lemma for t in clause.sentence.tokens[clause.verb + 1 : clause.verb + 5]]
    whole = any(
        a in ("whole", "real", "true", "only") and b in cause_list("verdicts", "whole")
        for a, b in pairwise(rest)
    )
    if not whole and rest[:1] != ["why"] and rest[:2] not in (["the", "reason"], ["the", "cause"], ["how"]):
        return None
    before = max(
        (s for s in doc.sentences if s.end <= clause.sentence.start), key=lambda s: s.end, default=None
    )
    tokens = clause.sentence.tokens
    if clause.first and tokens[clause.first - 1].text == ";":
        cause = cut(doc.article, clause.sentence.start, tokens[clause.first - 2].end)
        return Because("why", cause, cut_words(doc, clause, clause.verb + 1, clause.last), stance)
    if before is None or clause.sentence.start - before.end > 3:
        return None
    cause = cut(doc.article, before.start, before.end)
    return Because("why", cause, cut_words(doc, clause, clause.verb + 1, clause.last), stance)


def _intent(doc: Doc, clause: Clause, stance: ExplanationStance, topics: frozenset[str]) -> Because | None:
    """ "The event was not accidental", "the marches were spontaneous"."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb, min(clause.last, clause.verb + 5)):
        if tokens[j].lemma not in cause_list("intent") or tokens[j].tag in NOMINAL:
            continue
        predicate = clause.head.lemma == "be" or j == clause.verb
        subject = subject_of(clause)
        if predicate and clause.subject and (speaks_of_harm(subject, topics) or _is_pointer(subject)):
            cause = cut_words(doc, clause, clause.verb + 1, clause.last) or _span(doc, tokens[j])
            return Because("what was it", cause, cut_words(doc, clause, *clause.subject), stance)
    return None


def _span(doc: Doc, token: Token) -> Span:
    return cut(doc.article, token.start, token.end)


def _is_pointer(subject: Sequence[Token]) -> bool:
    return (
        bool(subject)
        and len(subject) < 3
        and subject[0].lemma in (*cause_list("verdicts", "pointers"), "they", "what")
    )


def _being(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "It was greed", "this was no accident", "what killed them was not the weather"."""
    mistaken = clause.passive and is_hazard(clause.head)  # "It was greed", tagged as a participle
    looks = clause.head.lemma in ("look", "seem", "sound", "smell", "appear", "feel")
    if not (mistaken or looks or clause.head.lemma in ("be", "become")) or clause.modal in ("should", "must"):
        return None
    subject = subject_of(clause)
    tokens = clause.sentence.tokens
    if mistaken and _is_pointer(subject):
        return Because("why", _span(doc, clause.head), None, stance)
    opening = tokens[: clause.verb_first]
    asked = bool(opening) and opening[0].lemma == "what" and any(t.lemma in causing_verbs() for t in opening)
    told = bool(subject) and any(t.lemma in harms() and t.tag in NOMINAL for t in subject[-1:])
    pointed = _is_pointer(subject) or asked or told or clause.marker == "which"
    if not pointed:
        return None
    head = _predicate(clause)
    if looks and (head is None or not any(t.lemma in ("like", "of") for t in tokens[clause.verb + 1 : head])):
        return None
    if head is None and asked and clause.last - clause.verb == 2:
        head = clause.verb + 1  # "What drove them out was thirst": one word, whatever its tag
    hand = head is not None and tokens[head].lemma == "hand"  # "it was a hand that …"
    if head is None or not (hand or is_hazard(tokens[head]) or asked or _is_kind_of_harm(tokens, head)):
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    effect = cut_words(doc, clause, 0, clause.verb_first) if asked else None
    # A label may be a harm itself ("it was a revolt of the hungry"): it answers what it was.
    question = "what was it" if tokens[head].lemma in harms() else "why"
    return Because(question, cause, effect, stance) if cause else None


def _cut_cleft(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "What set them off was the law announced in May": what follows "was" is a clause to the rules."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    opening = clause.sentence.tokens[: clause.verb_first]
    asked = bool(opening) and opening[0].lemma == "what" and any(t.lemma in causing_verbs() for t in opening)
    if clause.head.lemma != "be" or not asked or clause.last != clause.verb + 1 or following is None:
        return None
    cause = cut_words(doc, following, clause.verb + 1, following.last)
    return Because("why", cause, cut_words(doc, clause, 0, clause.verb_first), stance) if cause else None


def _bare_cause(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "It was the gas", "they say it was thieves": a cause named in one word."""
    tokens = clause.sentence.tokens
    first = clause.verb + 1 + (tokens[clause.verb + 1 : clause.verb + 2] != () and clause.negated)
    end = next((j for j in range(first, clause.last) if tokens[j].text == ","), clause.last)
    rest = tokens[first:end]
    subject = [t.lemma for t in subject_of(clause)]
    if clause.head.lemma != "be" or clause.tense != "past" or subject != ["it"] or not 0 < len(rest) < 4:
        return None
    definite = rest[0].lemma == "the" or rest[-1].tag == "NNS" or _is_metonym(doc, clause, rest)
    plain = all(t.tag in ("DT", "JJ", "NN", "NNS", "NNPS", "NNP") for t in rest) and rest[-1].tag in NOMINAL
    last = end < clause.last or clause.last >= len(tokens) - 1 or tokens[clause.last].text in ",.;!?"
    if not (definite and plain and last) or rest[-1].lemma in cause_list("bare", "not"):
        return None
    cause = cut_words(doc, clause, first, end)
    return Because("why", cause, None, stance) if cause else None


def _is_metonym(doc: Doc, clause: Clause, rest: Sequence[Token]) -> bool:
    """Whether a capital or a country stands alone for its government, as somebody says: "it was Moscow"."""
    if len(rest) != 1 or rest[0].tag != "NNP" or not clause.first:
        return False
    named = any(p.span.start == rest[0].start and p.span.end == rest[0].end for p in doc.places)
    return named and clause.sentence.tokens[clause.first - 1].lemma in (
        "know",
        "say",
        "think",
        "believe",
        "that",
    )


def _is_kind_of_harm(tokens: Sequence[Token], head: int) -> bool:
    """Whether a harm is told with its kind: "a fertiliser fire", "no ordinary collapse"."""
    kind = tokens[head - 1].tag in NOMINAL or tokens[head - 1].lemma in (
        "ordinary",
        "normal",
        "natural",
        "simple",
    )
    return tokens[head].lemma in harms() and kind


def _predicate(clause: Clause) -> int | None:
    """The head noun of the noun phrase behind "be"."""
    tokens = clause.sentence.tokens
    head = None
    for j in range(clause.verb + 1, min(clause.last, clause.verb + 8)):
        if tokens[j].tag == "POS":
            head = None  # "nobody's fault": whose it is
        elif tokens[j].tag in NOMINAL or is_hazard(tokens[j]):
            head = j
        elif head is not None or not (tokens[j].tag in BEFORE_HEAD or tokens[j].lemma in ("like", "of")):
            break
    return head


BEFORE_HEAD = frozenset(
    {"DT", "JJ", "JJR", "JJS", "RB", "PRP$", "CD", "PDT", "VBN", "VBG", "``", "''", "POS"}
)


def _underneath(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Underneath lies money", "Behind it stands the army"."""
    tokens = clause.sentence.tokens
    first = tokens[clause.first].lemma
    if clause.head.lemma not in ("lie", "stand", "be", "lurk", "hide") or clause.verb - clause.first > 4:
        return None
    if first not in ("underneath", "behind", "beneath") or clause.verb + 1 >= clause.last:
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    return Because("who" if first == "behind" else "why", cause, None, stance) if cause else None


def _named_cause(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "The delay had a simple cause: the lorries had no fuel"."""
    tokens = clause.sentence.tokens
    colon = next((j for j in range(clause.verb, len(tokens) - 1) if tokens[j].text == ":"), None)
    if colon is None or tokens[colon - 1].lemma not in cause_list("verdicts", "whole"):
        return None
    cause = cut_words(doc, clause, colon + 1, len(tokens))
    return Because("why", cause, cut_words(doc, clause, clause.first, colon), stance) if cause else None


def _guessed(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "My suspicion is that the money ran out"."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if clause.head.lemma != "be" or following is None or following.marker != "that":
        return None
    lemmas = {t.lemma for t in subject_of(clause)}
    doubtful = bool(lemmas & cause_list("guesses", "doubtful"))
    if following.first - clause.verb > 2 or not (doubtful or lemmas & cause_list("guesses", "firm")):
        return None
    first = following.first + (following.tokens[0].lemma == "that")
    cause = cut_words(doc, following, first, following.last)
    return Because("why", cause, None, "hedges" if doubtful else stance) if cause else None


def _foreign(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "There are no foreign trainers", "outside agitators came": whose hand it is said to be."""
    tokens = clause.sentence.tokens
    kinds, hands = cause_list("foreign", "kinds"), cause_list("foreign", "hands")
    for j in range(clause.first, clause.last - 1):
        if tokens[j].lemma in kinds and tokens[j + 1].lemma in hands and tokens[j + 1].tag in NOMINAL:
            return Because("who", cut(doc.article, tokens[j].start, tokens[j + 1].end), None, stance)
    return None


def _asked(doc: Doc, clause: Clause) -> Because | None:
    """ "Was it sabotage?", "Who gains from the fire?": a question that puts an answer forward."""
    tokens = clause.sentence.tokens
    if tokens[-1].text != "?":
        return None
    inside = tokens[clause.first : clause.last]
    who = inside[0].lemma in ("who", "whose") and clause.head.lemma in cause_list("hidden", "asked")
    named = clause.head.lemma in ("be", "do", "stage", "kill", "cause") and any(map(is_hazard, inside))
    ordered = clause.head.lemma in cause_list("hidden", "asked") and any(t.lemma in harms() for t in inside)
    somebody = clause.perfect and any(t.lemma in ("somebody", "someone", "anybody", "anyone") for t in inside)
    blamed = clause.head.lemma == "do" and [t.lemma for t in tokens[clause.verb + 1 : -1]] in (
        ["it"],
        ["this"],
    )
    if not (who or named or ordered or blamed or somebody):
        return None
    cause = cut_words(doc, clause, clause.first, clause.last)
    return Because("who" if who else "why", cause, None, "hedges") if cause else None


def find_fragment(doc: Doc, sentence: Sentence) -> Because | None:
    """What a line without a verb puts forward or sets aside: "Sabotage?", "Not an earthquake."."""
    tokens = [t for t in sentence.tokens if t.tag[0].isalpha()]
    if (
        len(tokens) > 2
        and tokens[0].lemma in ("underneath", "behind", "beneath")
        and tokens[1].text == "lies"
    ):
        # "Underneath lies money": the tagger takes the verb for a noun.
        return Because("why", cut(doc.article, tokens[2].start, tokens[-1].end), None, "asserts")
    if not 0 < len(tokens) <= 6 or not is_hazard(tokens[-1]):
        return None
    denied = any(t.lemma in ("no", "not", "hardly", "never") for t in tokens)
    another = tokens[0].lemma == "another"
    if not denied and not another and sentence.tokens[-1].text != "?":
        return None
    cause = cut(doc.article, tokens[0].start, tokens[-1].end)
    return Because("why", cause, None, "denies" if denied else "asserts" if another else "hedges")
