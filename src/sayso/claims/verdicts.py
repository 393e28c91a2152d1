"""Explanations told as a verdict: "it was greed", "the drone is a fable", "that is why"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from sayso.claims.clauses import Clause
from sayso.claims.grave import harms, hazards_of, is_hazard, speaks_of_harm
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.phrases import cut_words
from sayso.model import Because, Doc, ExplanationStance, Sentence, Span, Token
from sayso.spans import cut
from sayso.vocabulary import load_vocabulary

NO = frozenset({"no", "any", "without", "hardly", "little", "not", "n't", "nothing", "never"})


@cache
def _words(part: str, name: str = "words") -> frozenset[str]:
    return frozenset(load_vocabulary("en", "causes")[part][name])


def find_verdict(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance, topics: frozenset[str]
) -> Because | None:
    """The explanation that clause ``number`` gives as a verdict, or None."""
    clause = clauses[number]
    return (
        _pointing(doc, clause, stance)
        or _disbelieved(doc, clause)
        or _untrue(doc, clause)
        or _intent(doc, clause, stance, topics)
        or _being(doc, clause, stance)
        or _underneath(doc, clause, stance)
        or _absent(doc, clause, stance)
        or _indicated(doc, clauses, number, stance)
        or _named_cause(doc, clause, stance)
        or _found_none(doc, clause)
        or _suggested(doc, clause, stance)
        or _to_have(doc, clause, stance)
        or _asked(doc, clause)
    )


def _subject(clause: Clause) -> tuple[Token, ...]:
    return clause.sentence.tokens[slice(*clause.subject)] if clause.subject else ()


def _pointing(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "That is why the wall fell", "That is the whole story": the sentence before is the cause."""
    subject = [t.lemma for t in _subject(clause)]
    if clause.head.lemma != "be" or subject not in (["that"], ["this"], ["which"]):
        return None
    rest = [t.lemma for t in clause.sentence.tokens[clause.verb + 1 : clause.verb + 5]]
    whole = any(a in ("whole", "real", "true", "only") and b in WHOLE for a, b in pairwise(rest))
    if not whole and rest[:1] != ["why"] and rest[:2] not in (["the", "reason"], ["the", "cause"], ["how"]):
        return None
    before = max(
        (s for s in doc.sentences if s.end <= clause.sentence.start), key=lambda s: s.end, default=None
    )
    if before is None or clause.sentence.start - before.end > 3:
        return None
    cause = cut(doc.article, before.start, before.end)
    return Because("why", cause, cut_words(doc, clause, clause.verb + 1, clause.last), stance)


WHOLE = frozenset({"story", "reason", "cause", "explanation", "truth", "answer"})


def _disbelieved(doc: Doc, clause: Clause) -> Because | None:
    """ "I don't believe it", "it is not so", "he may be right", "nobody buys the bomb story"."""
    tokens = clause.sentence.tokens
    rest = tokens[clause.verb + 1 : clause.last]
    pointer = bool(rest) and rest[0].lemma in _words("verdicts", "pointers")
    story = any(t.lemma in _words("theories", "nouns") for t in rest[-1:])
    if clause.head.lemma in ("doubt", "rule", "exclude") and pointer and len(rest) < 4:
        cause = cut_words(doc, clause, clause.verb + 1, clause.verb + 2)
        doubted: ExplanationStance = "hedges" if clause.negated or clause.head.lemma == "doubt" else "denies"
        return Because("why", cause, None, doubted) if cause else None
    believed_in = clause.head.lemma == "believe" and clause.negated and rest[:1] and rest[0].lemma == "in"
    if believed_in:
        cause = cut_words(doc, clause, clause.verb + 2, clause.last)
        return Because("why", cause, None, "denies") if cause else None
    if clause.head.lemma in BELIEVING and clause.negated and rest and (story or (pointer and len(rest) < 6)):
        last = clause.verb + 2 if pointer and not story else clause.last
        cause = cut_words(doc, clause, clause.verb + 1, last)
        return Because("why", cause, None, "denies") if cause else None
    subject = _subject(clause)
    if clause.head.lemma != "be" or clause.subject is None or len(rest) > 2:
        return None
    if (
        rest
        and rest[-1].lemma in RIGHT
        and clause.marker != "if"
        and not any(t.lemma in ("all", "too") for t in rest)
    ):
        cause = cut_words(doc, clause, clause.verb + 1, clause.last)
        held: ExplanationStance = "hedges" if clause.modal else "denies" if clause.negated else "asserts"
        wrong = rest[-1].lemma in ("wrong", "mistaken") and held == "asserts"
        return Because("why", cause, None, "denies" if wrong else held) if cause else None
    so = not rest or [t.lemma for t in rest] in (["not"], ["n't"], ["so"], ["not", "so"])
    if not (so and len(subject) == 1 and subject[0].lemma in ("it", "this", "that")):
        return None
    if not clause.negated and not any(t.lemma in ("not", "n't") for t in rest):
        return None
    cause = cut_words(doc, clause, *clause.subject)
    return Because("why", cause, None, "denies") if cause else None


def is_disbelieved(clauses: Sequence[Clause], number: int) -> bool:
    """Whether the clause hangs on somebody's disbelief: "I do not think that it was arson"."""
    before = clauses[number - 1] if number else None
    if before is None or not before.negated or clauses[number].marker not in ("that", ""):
        return False
    straight = clauses[number].first - before.verb <= 2
    return straight and before.head.lemma in (
        "believe",
        "think",
        "suppose",
        "buy",
        "accept",
        "imagine",
        "say",
    )


BELIEVING = frozenset({"believe", "buy", "accept", "credit", "swallow", "trust", "share"})
RIGHT = frozenset({"right", "wrong", "mistaken", "correct"})


def _untrue(doc: Doc, clause: Clause) -> Because | None:
    """ "The drone is a fable", "the bomb theory is nonsense": what is called so was put forward by others."""
    tokens = clause.sentence.tokens
    rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 6)]
    if clause.head.lemma != "be" or not any(t.lemma in _words("verdicts") for t in rest):
        return None
    subject = _subject(clause)
    named = [t for t in subject if t.tag in NOMINAL]
    theory = any(t.lemma in _words("theories", "nouns") for t in named)
    if not named or not (theory or any(map(is_hazard, named))):
        return None
    cause = cut_words(doc, clause, *clause.subject) if clause.subject else None
    held: ExplanationStance = "hedges" if clause.negated else "denies"
    return Because("why", cause, None, held) if cause else None


def _intent(doc: Doc, clause: Clause, stance: ExplanationStance, topics: frozenset[str]) -> Because | None:
    """ "The event was not accidental", "the marches were spontaneous"."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb, min(clause.last, clause.verb + 5)):
        if tokens[j].lemma not in _words("intent") or tokens[j].tag in NOMINAL:
            continue
        predicate = clause.head.lemma == "be" or j == clause.verb
        subject = _subject(clause)
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
        and subject[0].lemma in (*_words("verdicts", "pointers"), "they", "what")
    )


def _being(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "It was greed", "this was no accident", "what killed them was not the weather"."""
    mistaken = clause.passive and is_hazard(clause.head)  # "It was greed", tagged as a participle
    looks = clause.head.lemma in ("look", "seem", "sound", "smell", "appear", "feel")
    if not (mistaken or looks or clause.head.lemma in ("be", "become")) or clause.modal in ("should", "must"):
        return None
    subject = _subject(clause)
    tokens = clause.sentence.tokens
    if mistaken and _is_pointer(subject):
        return Because("why", _span(doc, clause.head), None, stance)
    opening = tokens[: clause.verb_first]
    asked = bool(opening) and opening[0].lemma == "what" and any(t.lemma in _causing() for t in opening)
    told = bool(subject) and any(t.lemma in harms() and t.tag in NOMINAL for t in subject[-1:])
    pointed = _is_pointer(subject) or asked or told
    if not pointed:
        return None
    head = _predicate(clause)
    if looks and (head is None or not any(t.lemma in ("like", "of") for t in tokens[clause.verb + 1 : head])):
        return None
    if head is None or not (is_hazard(tokens[head]) or asked or _is_kind_of_harm(tokens, head)):
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    effect = cut_words(doc, clause, 0, clause.verb_first) if asked else None
    return Because("why", cause, effect, stance) if cause else None


def _is_kind_of_harm(tokens: Sequence[Token], head: int) -> bool:
    """Whether a harm is told with its kind: "a fertiliser fire", "no ordinary collapse"."""
    kind = tokens[head - 1].tag in NOMINAL or tokens[head - 1].lemma in (
        "ordinary",
        "normal",
        "natural",
        "simple",
    )
    return tokens[head].lemma in harms() and kind


@cache
def _causing() -> frozenset[str]:
    """Verbs after which "what" asks for a cause: "what killed them", "what brought it down"."""
    return _words("verbs", "causing") | _words("ruin", "verbs") | {"happen", "start", "go", "call"}


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


def _absent(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "There was no bomb", "no drone of ours flew", "there was foreign interference"."""
    tokens, subject = clause.sentence.tokens, _subject(clause)
    there = bool(subject) and subject[0].lemma == "there" and clause.head.lemma == "be"
    rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 5)] if there else subject
    none = any(t.lemma == "no" for t in rest[:1]) or (there and clause.negated)
    acts = hazards_of("act") | hazards_of("failing") | hazards_of("motive")
    named = [t for t in rest if t.lemma in acts and t.tag in NOMINAL]
    if not named or not (there or none) or clause.tense == "future":
        return None
    first = clause.verb + 1 if there else clause.first
    cause = cut_words(doc, clause, first, clause.last)
    return Because("why", cause, None, "denies" if none else stance) if cause else None


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


def _indicated(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "There is no evidence that the owners knew": what evidence is sought for is an explanation."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    if clause.marker != "that" or not number or clause.first < 2:
        return None
    lead = next(
        (j for j in range(clause.first - 1, max(-1, clause.first - 3), -1) if tokens[j].tag in NOMINAL), None
    )
    if lead is None or tokens[lead].lemma not in _words("evidence", "nouns"):
        return None
    governing = clauses[number - 1]
    none = any(t.lemma in NO for t in tokens[max(governing.first, lead - 4) : lead]) or governing.negated
    cause = cut_words(doc, clause, clause.first + (tokens[clause.first].lemma == "that"), clause.last)
    return Because("why", cause, None, "denies" if none else stance) if cause and none else None


def _named_cause(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "The delay had a simple cause: the lorries had no fuel"."""
    tokens = clause.sentence.tokens
    colon = next((j for j in range(clause.verb, len(tokens) - 1) if tokens[j].text == ":"), None)
    if colon is None or tokens[colon - 1].lemma not in (
        "cause",
        "reason",
        "explanation",
        "culprit",
        "motive",
    ):
        return None
    cause = cut_words(doc, clause, colon + 1, len(tokens))
    return Because("why", cause, cut_words(doc, clause, clause.first, colon), stance) if cause else None


def _found_none(doc: Doc, clause: Clause) -> Because | None:
    """ "The autopsy found no poison", "we saw no drone"."""
    tokens = clause.sentence.tokens
    if clause.head.lemma not in ("find", "see", "detect", "discover", "recover", "hear", "show"):
        return None
    rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 5)]
    none = clause.negated or any(t.lemma == "no" for t in rest[:1])
    if not none or not any(t.lemma in hazards_of("act") | hazards_of("failure") for t in rest):
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    return Because("why", cause, None, "denies") if cause else None


def _suggested(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Nothing suggests a bomb", "what the evidence does not support is the drone"."""
    tokens = clause.sentence.tokens
    for j in range(max(0, clause.verb - 1), min(clause.last, clause.verb + 5)):
        if tokens[j].lemma not in SUGGESTING or tokens[j].tag in NOMINAL:
            continue
        rest = tokens[j + 1 : j + 9]
        before = tokens[max(0, j - 5) : j]
        denied = any(t.lemma in NO for t in before)
        if any(map(is_hazard, rest)) and (denied or any(t.lemma in PROOF for t in before)):
            cause = cut_words(doc, clause, j + 1, clause.last)
            return Because("why", cause, None, "denies" if denied else stance) if cause else None
    return None


SUGGESTING = frozenset({"suggest", "indicate", "support", "prove", "hint", "confirm", "show"})
PROOF = frozenset(
    {"evidence", "report", "trace", "image", "sign", "clue", "document", "finding", "intelligence", "footage"}
)


def _to_have(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "The tremor is unlikely to have brought down the wall", "a spark is thought to have lit it"."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, clause.last - 2):
        if tokens[j].lemma != "to" or tokens[j + 1].lemma != "have" or tokens[j + 2].lemma not in _causing():
            continue
        doubted = (
            any(t.lemma in ("unlikely", "impossible") for t in tokens[clause.verb : j]) or stance == "denies"
        )
        cause = cut_words(doc, clause, *clause.subject) if clause.subject else None
        effect = cut_words(doc, clause, j + 2, clause.last)
        return Because("why", cause, effect, "denies" if doubted else "hedges") if cause else None
    return None


def _asked(doc: Doc, clause: Clause) -> Because | None:
    """ "Was it sabotage?", "Who gains from the fire?": a question that puts an answer forward."""
    tokens = clause.sentence.tokens
    if tokens[-1].text != "?":
        return None
    inside = tokens[clause.first : clause.last]
    who = inside[0].lemma in ("who", "whose") and clause.head.lemma in _words("hidden", "asked")
    named = clause.head.lemma in ("be", "do", "stage", "kill", "cause") and any(map(is_hazard, inside))
    blamed = clause.head.lemma == "do" and [t.lemma for t in tokens[clause.verb + 1 : -1]] in (
        ["it"],
        ["this"],
    )
    if not (who or named or blamed):
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
    if not denied and sentence.tokens[-1].text != "?":
        return None
    cause = cut(doc.article, tokens[0].start, tokens[-1].end)
    return Because("why", cause, None, "denies" if denied else "hedges")
