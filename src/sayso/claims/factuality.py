"""Is it said to have happened? Polarity and certainty of a clause from its own words and what governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sayso.claims.clauses import Clause
from sayso.claims.triggers import event_words
from sayso.model import Polarity
from sayso.vocabulary import load_vocabulary

# How sure the wording is, never how sure we are. One value a kind of wording; kept coarse on purpose.
CERTAINTY = {"plain": 1.0, "probable": 0.7, "possible": 0.5, "hypothetical": 0.3, "future": 0.6}


@dataclass(frozen=True, slots=True)
class Factuality:
    """What the words commit the speaker to. ``future`` and ``hypothetical`` are no happenings yet."""

    polarity: Polarity
    certainty: float
    future: bool = False
    hypothetical: bool = False


@cache
def _hedges() -> dict[str, dict[str, frozenset[str]]]:
    table = load_vocabulary("en", "hedges")
    return {part: {k: frozenset(v) for k, v in rows.items()} for part, rows in table.items()}


def judge_clause(clauses: Sequence[Clause], number: int) -> Factuality:
    """The factuality of clause ``number`` of its sentence."""
    clause = clauses[number]
    question = clause.sentence.tokens[-1].text.startswith("?") or any(
        t.text == "?" for t in clause.sentence.tokens[-2:]
    )
    governed = _governing_hedge(clauses, number)
    negative = _is_denied(clause)
    if _in_condition(clauses, number):
        return Factuality("hedged", CERTAINTY["hypothetical"], hypothetical=True)
    if clause.tense == "future" or _expected(clause):
        polarity: Polarity = (
            "hedged" if governed or _own_hedge(clause) else "denied" if negative else "asserted"
        )
        return Factuality(polarity, CERTAINTY["future"], future=True)
    if clause.modal in ("should", "ought") and not clause.perfect:
        # What ought to be is no report of what is, and no doubt of it either.
        return Factuality("denied" if negative else "asserted", CERTAINTY["hypothetical"], hypothetical=True)
    if clause.modal in _hedges()["modals"]["hypothetical"]:
        return Factuality("hedged", CERTAINTY["hypothetical"], hypothetical=True)
    if clause.modal in ("can", "could") and not clause.perfect and not question:
        able = _is_able(clause, negative=negative)
        if able is not None:
            return able
    if clause.modal in _hedges()["modals"]["possible"]:
        return Factuality("hedged", CERTAINTY["possible"], hypothetical=clause.modal in ("could", "can"))
    if question:
        return Factuality("hedged", CERTAINTY["hypothetical"], hypothetical=True)
    if governed or _own_hedge(clause):
        return Factuality("hedged", CERTAINTY["probable"])
    if not clause.finite and clause.marker in ("instead", "without"):
        return Factuality("denied", CERTAINTY["plain"])
    return Factuality("denied" if negative else "asserted", CERTAINTY["plain"])


def _is_able(clause: Clause, *, negative: bool) -> Factuality | None:
    """What is said of a power and no possibility: "could not be stopped", "can be seen"."""
    lemma, open_verbs = clause.head.lemma, _hedges()["verbs"]["excluding"]
    if (negative or clause.negated) and lemma not in open_verbs:
        if clause.modal == "could":
            return Factuality("denied", CERTAINTY["plain"])
        # What cannot be is told of no day, and is no doubt either.
        return Factuality("asserted", CERTAINTY["plain"], hypothetical=True)
    found = lemma in _hedges()["verbs"]["finding"] and not negative
    return Factuality("asserted", CERTAINTY["plain"]) if found else None


def _expected(clause: Clause) -> bool:
    """ "is expected to", "is set to", "is going to", "plans to", "is to travel": not yet."""
    tokens = clause.sentence.tokens
    follows = tokens[clause.verb + 1].lemma if clause.verb + 1 < len(tokens) else ""
    if follows != "to":
        return False
    lemma, present = clause.head.lemma, clause.tense == "present"
    passive = clause.passive and lemma in ("expect", "set", "schedule", "plan", "predict", "forecast", "due")
    going = lemma == "go" and clause.progressive
    plans = present and lemma in ("plan", "intend", "aim", "threaten", "promise", "expect")
    settled = (
        present and lemma == "be" and clause.verb + 2 < len(tokens) and tokens[clause.verb + 2].tag == "VB"
    )
    return passive or going or plans or settled


def _own_hedge(clause: Clause) -> bool:
    """A hedging adverb or phrase in the clause, near its verb or at its head."""
    hedges = _hedges()
    words = [t.text.lower() for t in clause.tokens]
    until = clause.verb - clause.first + 2
    if any(w in hedges["adverbs"]["strong"] for w in words[:until]):
        return True
    text = " ".join(words)
    return any(f"{phrase} " in f"{text} " for phrase in hedges["phrases"]["strong"])


def _governing_hedge(clauses: Sequence[Clause], number: int) -> bool:
    """ "It seems that …", "it is likely that …", "one could say that …" straight before the clause."""
    clause = clauses[number]
    if clause.head.lemma in _hedges()["verbs"]["raising"] and _followed_by_infinitive(clause):
        return True
    if number == 0:
        return False
    before = clauses[number - 1]
    if before.head.lemma in _hedges()["verbs"]["raising"] and _is_expletive(before):
        return True
    linked = clause.marker in ("that", "whether", "if", "") and before.last <= clause.first
    return (
        linked
        and clause.marker == "that"
        and (_own_hedge(before) or before.modal in ("may", "might", "could"))
    )


def _followed_by_infinitive(clause: Clause) -> bool:
    tokens = clause.sentence.tokens
    return clause.verb + 1 < len(tokens) and tokens[clause.verb + 1].lemma in ("to", "like")


def _is_expletive(clause: Clause) -> bool:
    return clause.subject is not None and clause.sentence.tokens[clause.subject[0]].lemma in (
        "it",
        "there",
        "this",
    )


def _in_condition(clauses: Sequence[Clause], number: int) -> bool:
    """Whether the clause is an if-clause or hangs on one ("if … started …, or …")."""
    clause = clauses[number]
    if clause.marker in ("if", "unless", "whether", "lest"):
        return True
    if number and not clause.finite and clauses[number - 1].marker in ("if", "unless"):
        return True
    return (
        number > 0
        and clause.marker in ("or", "and")
        and clauses[number - 1].marker == "if"
        and not clause.subject
    )


def _is_denied(clause: Clause) -> bool:
    """Whether the clause says that it was not so."""
    hedges = _hedges()
    tokens = clause.sentence.tokens
    if clause.head.lemma in event_words().cessation and clause.negated:
        return False  # "has not stopped": it goes on
    if clause.negated:
        return not _contrasts(clause)
    subject = tokens[clause.subject[0] : clause.subject[1]] if clause.subject else ()
    if subject and subject[0].lemma in hedges["denial"]["determiners"] and subject[0].lemma != "nor":
        return True
    opening = [t.lemma for t in clause.tokens[: max(1, clause.verb_first - clause.first)]]
    if _denies_each(opening):
        return True
    if "neither" in opening or "nobody" in opening or "none" in opening:
        return True
    if clause.head.lemma in ("deny", "refute", "rebut", "debunk", "disprove") and not clause.passive:
        return True
    following = tokens[clause.verb + 1 : clause.verb + 3]
    if following and following[0].lemma in ("neither", "nothing", "nobody", "none"):
        return True
    if (
        following
        and following[0].lemma in ("no", "not")
        and not (len(following) > 1 and following[1].lemma in ("only", "longer"))
    ):
        return not _contrasts(clause) or following[0].lemma == "not"
    return _is_dismissed(clause)


def _denies_each(opening: Sequence[str]) -> bool:
    """ "Not a single shot was fired", "not one train left", "no order to shoot was given"."""
    comma = max((i for i, word in enumerate(opening) if word in (",", ";")), default=-1)
    words = [word for word in opening[comma + 1 :] if word not in ('"', "“", "”", "'", "‘")]
    if words[:1] == ["no"]:
        return len(words) > 1 and words[1] not in ("doubt", "wonder", "longer", "matter", "sooner", "less")
    return any(a == "not" and b in ("one", "a", "an", "once", "even") for a, b in pairwise(words))


def _contrasts(clause: Clause) -> bool:
    """ "not only … but", "not until": the negation is not of the happening."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb_first, min(len(tokens) - 1, clause.verb + 3)):
        if tokens[j].lemma in ("not", "n't", "n’t") and tokens[j + 1].lemma in (
            "only",
            "just",
            "until",
            "merely",
        ):
            return True
    return False


def _is_dismissed(clause: Clause) -> bool:
    """ "is nonsense", "is false", "proved untrue"."""
    if clause.head.lemma not in ("be", "prove", "remain", "sound", "seem", "turn"):
        return False
    rest = " ".join(t.text.lower() for t in clause.sentence.tokens[clause.verb + 1 : clause.last][:5])
    return any(
        rest.startswith(word) or f" {word}" in f" {rest}"[:24] for word in _hedges()["denial"]["adjectives"]
    )


def sounds_false(words: str) -> bool:
    """Whether lower-case words call something untrue ("an infamous lie")."""
    listed = words.split()
    single = [a.removeprefix("an ").removeprefix("a ") for a in _hedges()["denial"]["adjectives"]]
    told = any(w in listed for w in single if " " not in w) or any(w in words for w in single if " " in w)
    return told or "guesswork" in listed


def doubts_words(clause: Clause) -> bool:
    """Whether the clause doubts or dismisses what somebody says ("that does not withstand scrutiny")."""
    denial = _hedges()["denial"]
    text = " ".join(t.lemma for t in clause.tokens)
    if any(word in text.split() for word in denial["doubting"]) or _is_dismissed(clause):
        return True
    return clause.negated and any(phrase in text for phrase in denial["scrutiny"])
