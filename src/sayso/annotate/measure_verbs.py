"""The verb that governs a figure: over what hangs on its subject, through auxiliaries, passive or active."""

from __future__ import annotations

from sayso.annotate.measure_words import MeasureWords, find_phrase, load_measure_words
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set

NOTHING = "nothing"  # the words around decide, and against every core measure
REACH = 26  # words to the right within which a subject finds its verb


QUOTES = frozenset(('"', "“", "”", "''", "``"))


def skip_to_verb(line: Line, at: int) -> int | None:
    """The first word of the verb group whose subject ends before ``at``, over what hangs on the subject."""
    limit = min(len(line), at + REACH)
    while at < limit:
        kind, word = line.kind(at), line.word(at)
        if kind in "XV" and not _hangs_on(line, at):
            return at
        if kind in "POTRV" or word in QUOTES:
            at = _skip_phrase(line, at + 1) if kind in "POT" else at + 1
        elif kind == "(":
            at = find_mark(line, at, ")", limit) + 1
        elif kind == "," and (close := _find_insertion(line, at, limit)):
            at = close
        else:
            return None
    return None


def _hangs_on(line: Line, at: int) -> bool:
    """Whether the participle at ``at`` only describes the subject: "men accused of", "people living in"."""
    token = line.tokens[at]
    if token.tag == "VBG":
        return line.word(at) not in load_measure_words().any_core
    return (
        token.tag == "VBN"
        and line.word(at) not in load_measure_words().any_core
        and line.kind(at + 1) in "POT"
    )


def _skip_phrase(line: Line, at: int) -> int:
    """The word after the noun phrase that starts at ``at``."""
    while at < len(line):
        if (
            line.kind(at) in "DNA#S-L"
            or line.word(at) in QUOTES
            or at in line.blocked
            or (line.kind(at) == "V" and line.kind(at - 1) == "D" and line.kind(at + 1) in "NA")
            or (line.kind(at) == "C" and line.kind(at + 1) in "DNA" and line.kind(at - 1) == "N")
        ):
            at += 1
        else:
            break
    return at


def find_mark(line: Line, at: int, mark: str, limit: int) -> int:
    """The first word of kind ``mark`` from ``at`` on, or ``limit``."""
    while at < limit and line.kind(at) != mark:
        at += 1
    return at


def _find_insertion(line: Line, at: int, limit: int) -> int | None:
    """The word after an insertion between commas, if the sentence goes on with a verb there."""
    if line.word(at + 1) in ("who", "which"):
        return at + 1
    for close in range(at + 2, limit):
        if line.kind(close) == ";":
            return None
        if line.kind(close) == "," and line.kind(close + 1) in "X":
            return close + 1
        if line.kind(close) == "," and (line.kind(close + 1) == "V" and line.tokens[close + 1].tag != "VBG"):
            return close + 1
    return None


def read_verb(line: Line, at: int, words: MeasureWords) -> str | None:
    """The measure of a figure that is the subject of the verb group at ``at``; NOTHING for another verb."""
    passive = having = False
    start = at
    while (
        (line.word(at) in words.reporting or line.word(at) in QUOTES)
        and at - start < 9
        and not find_phrase(line, at, words)
    ):
        passive = passive or line.word(at) in words.copulas
        having = having or line.word(at) in ("has", "have", "had")
        at += 1
    word = line.word(at)
    phrase = read_phrase(line, at, words)
    if phrase:
        return find_phrase(line, at, words) if passive else phrase
    if word in words.states and (passive or word not in words.participles):
        return unless_mixed(line, at, words.states[word], words)
    if word in words.participles:
        if not passive and (having or has_object(line, at + 1)):
            return NOTHING
        return unless_mixed(line, at, words.participles[word], words)
    if word in ("survive", "survived") and {"not", "n't"} & set(line.words[start:at]):
        return "killed"
    if word in words.intransitives:
        return _read_intransitive(line, at, words)
    return _read_second_verb(line, at, words) if passive else NOTHING


def _read_intransitive(line: Line, at: int, words: MeasureWords) -> str:
    measure = words.intransitives[line.word(at)]
    if measure == "displaced" and not any(line.word(k) in words.homes for k in range(at + 1, at + 7)):
        return NOTHING  # robbers flee too: only who flees a home or a place is displaced
    return unless_mixed(line, at, measure, words)


# First words of phrases that take an object too: "gunmen shot dead a guard".
ACTIVE_TOO = frozenset(
    ("shot", "gunned", "rounded", "beaten", "stabbed", "hacked", "mowed", "burned", "burnt")
)


def read_phrase(line: Line, at: int, words: MeasureWords) -> str | None:
    """The measure of the several words at ``at``; NOTHING where they are active: "shot dead two guards"."""
    phrase = find_phrase(line, at, words)
    return NOTHING if phrase and line.word(at) in ACTIVE_TOO and _has_agent(line, at) else phrase


def _has_agent(line: Line, at: int) -> bool:
    """Whether the phrase at ``at`` is active: its object follows within it or after it."""
    stop = at + 1
    while line.word(stop) in ("dead", "to", "death", "down", "up"):
        stop += 1
    return has_object(line, stop)


def _read_second_verb(line: Line, at: int, words: MeasureWords) -> str:
    """ "were shot and killed", "were beaten and then detained": the second verb of a passive pair."""
    if line.kind(at + 1) == "C":
        at += 2
        while line.kind(at) == "R" or line.word(at) in words.reporting:
            at += 1
        if line.word(at) in words.participles and not has_object(line, at + 1):
            return words.participles[line.word(at)]
    return NOTHING


def has_object(line: Line, at: int) -> bool:
    """Whether a noun phrase follows, so that the verb before is active: "gunmen killed 12"."""
    while line.kind(at) == "R" or (line.kind(at) == "A" and line.kind(at + 1) in "PC.,;"):
        at += 1  # an adjective alone stands for an adverb: "412 arrested citywide since Monday"
    if at in line.blocked or line.kind(at) == ".":
        return False
    if line.word(at) in word_set("before_object"):
        return (
            line.kind(at + 1) in "#"
            or line.word(at + 1) in ("least", "than", "to")
            or line.word(at) in ("dozens", "several", "hundreds")
        )
    if line.word(at) in word_set("time_openers") or (
        line.kind(at) == "L" and line.word(at) in ("it", "he", "she", "they")
    ):
        return False
    return line.kind(at) in "#DAL" or (line.kind(at) == "N" and line.word(at) not in word_set("days"))


def is_passive(line: Line, at: int) -> bool:
    """Whether the participle at ``at`` has a form of "be" before it."""
    if line.tokens[at].text.lower().endswith("ing"):
        return False
    at -= 1
    while line.kind(at) == "R" or line.word(at).endswith("ly"):
        at -= 1
    return line.word(at) in word_set("be")


def unless_mixed(line: Line, at: int, measure: str, words: MeasureWords) -> str:
    """The measure, unless another is told of the same figure: "killed or wounded" is neither."""
    second = at + 2
    if line.word(at + 1) not in ("and", "or", "and/or", "/"):
        return measure
    while line.kind(second) in "XR":
        second += 1
    phrase = find_phrase(line, second, words) or words.intransitives.get(line.word(second))
    other = phrase or words.states.get(line.word(second)) or words.participles.get(line.word(second))
    if other and other != measure and (phrase or not has_object(line, second + 1)):
        return NOTHING if {other, measure} & words.of_people else measure
    return measure
