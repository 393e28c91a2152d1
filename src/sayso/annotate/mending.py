"""Mistakes of the tagger that hide a clause, put right by what stands around the word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.annotate.lemmas import lemmatise_verb, past_forms
from sayso.model import Token
from sayso.vocabulary import load_vocabulary

NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE_NOUN_PHRASE = NOMINAL | {"DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP$", "PRP"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OPENERS = frozenset({".", "!", "?", ":", "“", "‘", '"', "'", "«", "(", "[", "-", "–", "—", "*", "•"})
AFTER_NOUN = frozenset({"of", "from", "in", "on", "about", "by"})
SENTENCE_ENDS = frozenset({".", "!", "?", "”", '"', "…"})
FOR_PEOPLE = frozenset(
    ["dead", "wounded", "injured", "missing", "displaced", "homeless", "rescued", "detained", "sick"]
)
# Adjectives that are nouns for people or bodies where no noun follows.
PEOPLE = frozenset(
    {"official", "representative", "executive", "military", "opposition", "chief", "native", "relative"}
)
DIRECT_OBJECT = frozenset({"NNS", "NNP", "DT", "PRP", "PRP$", "IN"})


@cache
def reporting_verbs() -> frozenset[str]:
    """Verbs of saying, for nouns that may be they."""
    table = load_vocabulary("en", "reporting")
    return frozenset(v for verbs in table["clause"].values() for v in verbs) | frozenset(
        table["noun"]["verbs"]
    )


def mend_tags(words: Sequence[Token]) -> tuple[Token, ...]:
    """The words of a sentence with the few mistakes of the tagger put right that would hide a clause."""
    tokens = list(words)
    for i in range(1, len(tokens) - 1):
        for rule in RULES:
            mended = rule(tokens, i)
            if mended is not None:
                tokens[i] = mended
                break
    return tuple(tokens)


def _reports(tokens: Sequence[Token], i: int) -> Token | None:
    """ "…, the agency reports", "a friend tells me": a plural noun, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if word.tag != "NNS" or before.tag not in NOMINAL | {"JJ"} or word.lemma not in reporting_verbs():
        return None
    first = max((j + 1 for j in range(i) if tokens[j].text in (";", ":")), default=0)
    if after.tag == "PRP" or (after.lemma == "that" and not any(t.tag in FINITE for t in tokens[first:i])):
        return word._replace(tag="VBZ")
    commas = [j for j in range(i) if tokens[j].text == ","]
    closes = after.tag in ("VBG", ".", ",") or (after.tag == "IN" and after.lemma not in AFTER_NOUN)
    if closes and commas and all(t.tag in INSIDE_NOUN_PHRASE for t in tokens[commas[-1] + 1 : i]):
        return word._replace(tag="VBZ")
    return None


def _only_verb(tokens: Sequence[Token], i: int) -> Token | None:
    """ "the ministry speaks of 160", "analysts expect it to fall": a noun, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if word.tag not in ("NN", "NNS") or before.tag not in NOMINAL or word.lemma not in reporting_verbs():
        return None
    plural = before.lemma in ("police", "people", "staff", "public")
    if not (plural or (word.tag, before.tag) in AGREEING) or after.lemma in ("by", "from"):
        return None
    verb = word._replace(tag="VBZ" if word.tag == "NNS" else "VBP")
    first = max((j + 1 for j in range(i) if tokens[j].text in (";", ":")), default=0)
    last = next((j for j in range(i, len(tokens)) if tokens[j].text in (";", ":")), len(tokens))
    if after.tag == "CD" and word.tag == "NNS" and not any(t.tag in FINITE for t in tokens[first:i]):
        return verb
    if any(t.tag in FINITE for t in tokens[first:last]) or tokens[-1].text not in SENTENCE_ENDS:
        return None
    return verb if after.tag in ("DT", "PRP", "PRP$", "IN", "CD", "JJ", "NNP", "$") else None


def _and_denied(tokens: Sequence[Token], i: int) -> Token | None:
    """ "had not seen it and denied that …": a second participle, it was thought."""
    word = tokens[i]
    saying = word.tag == "VBN" and word.lemma in reporting_verbs() and tokens[i + 1].lemma == "that"
    return word._replace(tag="VBD") if saying and tokens[i - 1].tag == "CC" else None


def _the_dead(tokens: Sequence[Token], i: int) -> Token | None:
    """ "the dead", "the wounded": adjectives that stand for people."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    people = word.tag in ("JJ", "VBN", "VBG", "NN") and word.text.lower() in FOR_PEOPLE
    if people and before.text.lower() in ("the", "its", "their") and after.tag not in NOMINAL | {"JJ", "CC"}:
        return word._replace(tag="NNS", lemma=word.text.lower())
    return None


def _shelling(tokens: Sequence[Token], i: int) -> Token | None:
    """ "heavy shelling erupted": a verb, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    noun = word.tag == "VBG" and before.tag in ("JJ", "DT", "NNP") and after.tag in ("VBD", "VBN", "VBZ")
    return word._replace(tag="NN", lemma=word.text.lower()) if noun else None


def _erupted(tokens: Sequence[Token], i: int) -> Token | None:
    """ "dissent peaked, the agency reports", "the guards left and": a participle, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if word.tag != "VBN" or before.tag not in NOMINAL:
        return None
    if any(t.text == "," or t.tag in FINITE or t.tag in ("WDT", "WP", "IN") for t in tokens[: i - 1]):
        return None
    others = [j for j in range(i + 1, len(tokens)) if tokens[j].tag in FINITE]
    if after.tag == "CC" and others and any(t.tag in NOMINAL for t in tokens[i + 2 : others[0]]):
        return word._replace(tag="VBD")
    comma = bool(others) and any(t.text == "," for t in tokens[i : others[0]])
    told = comma and tokens[others[0]].lemma in reporting_verbs()
    return word._replace(tag="VBD") if told and after.tag in ("IN", "RB", "TO", "RP", "DT") else None


def _briefed(tokens: Sequence[Token], i: int) -> Token | None:
    """ "two envoys briefed on the matter said": a verb, it was thought, that hangs on the noun before it."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if word.tag != "VBD" or before.tag not in NOMINAL or after.tag not in ("IN", "TO"):
        return None
    opening = next((j for j in range(i - 1, -1, -1) if tokens[j].tag not in INSIDE_NOUN_PHRASE), None)
    if opening is not None and (tokens[opening].tag in RELATIVES or tokens[opening].lemma == "that"):
        return None  # "whose brother sailed on the ship said"
    verb = next((j for j in range(i + 1, len(tokens)) if tokens[j].tag not in INSIDE_REDUCED), len(tokens))
    told = verb - i > 2 and verb < len(tokens) and tokens[verb].tag in FINITE
    if not told or tokens[verb].lemma not in reporting_verbs() or not word.text.endswith(PARTICIPLES):
        return None
    return word._replace(tag="VBN") if tokens[verb - 1].tag in NOMINAL | {"RB"} else None


RELATIVES = frozenset({"WP", "WP$", "WDT", "WRB"})
INSIDE_REDUCED = INSIDE_NOUN_PHRASE | {"IN", "TO", "RB"}
# Forms that are a past and a participle alike.
PARTICIPLES = (
    "ed",
    "held",
    "told",
    "made",
    "found",
    "sent",
    "caught",
    "hurt",
    "shot",
    "kept",
    "sought",
    "brought",
)


def _they_think(tokens: Sequence[Token], i: int) -> Token | None:
    """ "analysts whom we asked independently think it is real": an infinitive, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if word.tag != "VB" or before.tag not in NOMINAL | {"RB", "VBD"} or word.lemma not in reporting_verbs():
        return None
    told = after.tag in ("PRP", "DT", "PRP$", "EX") or after.lemma == "that"
    helped = any(t.tag in ("TO", "MD") or t.lemma in HELPING for t in tokens[max(0, i - 6) : i])
    return word._replace(tag="VBP") if told and not helped else None


# Verbs with a bare infinitive behind them.
HELPING = frozenset({"do", "let", "make", "help", "have", "see", "hear", "watch", "bid", "dare", "need"})


def _bare_adjective(tokens: Sequence[Token], i: int) -> Token | None:
    """ "a blast destroyed it": an adjective, it was thought, with no noun behind it."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    bare = word.tag == "JJ" and before.tag == "DT" and after.tag in ("VBD", "VBZ", "MD")
    person = word.tag == "JJ" and word.lemma in PEOPLE and after.tag not in NOMINAL | {"JJ", "CC"}
    bare = bare or (person and before.tag in ("DT", "JJ", "NN", "NNP", "POS"))
    return tokens[i]._replace(tag="NN") if bare else None


def _that_claim(tokens: Sequence[Token], i: int) -> Token | None:
    """ "that claim does not hold": a verb, it was thought, with the sentence's verb right behind it."""
    word, before = tokens[i], tokens[i - 1]
    pointing = before.lemma in ("this", "that", "these", "those", "such", "the", "its", "their", "his", "her")
    if word.tag in ("VBP", "VBZ", "VB") and pointing and tokens[i + 1].tag in FINITE:
        return word._replace(tag="NNS" if word.text.endswith("s") else "NN", lemma=word.lemma)
    return None


def _this_led(tokens: Sequence[Token], i: int) -> Token | None:
    """ "this prompted experts to …": a participle, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    verb = word.tag == "VBN" and before.lemma in ("this", "that", "which") and after.tag in DIRECT_OBJECT
    return word._replace(tag="VBD") if verb else None


def _had_struck(tokens: Sequence[Token], i: int) -> Token | None:
    """ "had struck ice": an adjective, it was thought."""
    word = tokens[i]
    if word.tag in ("JJ", "NN") and tokens[i - 1].lemma == "have" and word.text.lower() in past_forms():
        return word._replace(tag="VBN", lemma=lemmatise_verb(word.text.lower(), "VBN"))
    return None


def _that_day(tokens: Sequence[Token], i: int) -> Token | None:
    """ "who was on duty that day": what opens a clause, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if word.lemma != "that" or word.tag == "DT" or after.lemma not in DAYTIMES or after.tag != "NN":
        return None
    return word._replace(tag="DT") if before.tag in NOMINAL | {"IN", "RB"} or before.text == "," else None


DAYTIMES = frozenset({"day", "night", "morning", "afternoon", "evening", "week", "month", "year"})


def _a_can(tokens: Sequence[Token], i: int) -> Token | None:
    """ "a 10-litre can of water": an auxiliary, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if word.tag != "MD" or word.text.lower() not in ("can", "may", "will", "might"):
        return None
    measured = before.tag == "NN" and i > 1 and tokens[i - 2].text in ("-", "–")
    held = measured or before.tag in ("DT", "JJ", "CD", "PRP$")
    return word._replace(tag="NN") if held and after.tag == "IN" else None


def _a_shot(tokens: Sequence[Token], i: int) -> Token | None:
    """ "not a single shot was fired": a verb, it was thought."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    described = before.tag == "JJ" or before.lemma == "single"
    noun = word.tag in ("VBD", "VBN") and described and i > 1 and tokens[i - 2].tag == "DT"
    auxiliary = after.lemma in ("be", "have") and after.tag in FINITE
    return word._replace(tag="NN", lemma=word.text.lower()) if noun and auxiliary else None


def _till_then(tokens: Sequence[Token], i: int) -> Token | None:
    """ "stood at 81 till 4 pm": between numbers it is no number."""
    word = tokens[i]
    return word._replace(tag="IN") if word.tag == "CD" and word.text.lower() in ("till", "til") else None


def _name(tokens: Sequence[Token], i: int) -> Token | None:
    """A capital within a sentence is a name's, unless a noun follows an adjective ("Peruvian troops")."""
    word, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if (
        not word.text[:1].isupper()
        or word.text.isupper()
        or before.text in OPENERS
        or before.tag in (":", "``")
    ):
        return None
    lone = word.tag in ("JJ", "NN") and after.tag not in NOMINAL | {"JJ", "CC", ","}
    never = word.tag in ("JJR", "JJS", "RB", "VB", "VBP", "VBN", "VBD", "VBG", "VBZ") and "-" not in word.text
    if not (lone or never) or all(
        t.text[:1].isupper() for t in tokens if t.text.isalpha() and len(t.text) > 3
    ):
        return None  # in a headline every word has one
    return word._replace(tag="NNP", lemma=word.text.lower())


AGREEING = {("NNS", "NN"), ("NNS", "NNP"), ("NN", "NNS"), ("NN", "NNP")}
# In this order: the first that mends a word is the last that looks at it.
RULES = (
    _reports,
    _only_verb,
    _and_denied,
    _the_dead,
    _shelling,
    _erupted,
    _briefed,
    _they_think,
    _bare_adjective,
    _that_claim,
    _this_led,
    _had_struck,
    _that_day,
    _a_can,
    _a_shot,
    _till_then,
    _name,
)
