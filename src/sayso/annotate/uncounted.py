"""Numbers that count nothing in the story: ages, ranks, clock times, labels, scores, years, durations."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sayso.annotate.bounds import Bounded
from sayso.annotate.counted import is_person, singular
from sayso.annotate.measure_words import load_measure_words
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.annotate.units import is_money_before
from sayso.vocabulary import load_vocabulary


@cache
def _labels() -> dict[str, frozenset[str]]:
    table: dict[str, Any] = load_vocabulary("en", "quantities")["labels"]
    return {name: frozenset(words) for name, words in table.items()}


def name_exclusion(line: Line, bounded: Bounded) -> str | None:
    """The name of the rule by which a number is no count, or None if none holds."""
    for rule in RULES:
        if rule(line, bounded):
            return rule.__name__.removeprefix("is_")
    return None


def is_duration(line: Line, bounded: Bounded) -> bool:
    """ "30 years", "a three-day visit", "5 pm", "the past 24 hours", "two more weeks"."""
    at = bounded.stop
    if bounded.number.kind == "times":
        return False
    if line.word(at) == "-" and line.joined(at):
        at += 1
    if bounded.number.vague and line.word(at) == "of":
        at += 1
    for _ in range(3):
        word = line.word(at).split("-")[0]
        if word in _labels()["durations"] and not (word == "second" and line.kind(at + 1) == "N"):
            return True
        if line.word(at) not in word_set("before_duration"):
            return False
        at += 1
    return False


def is_age(line: Line, bounded: Bounded) -> bool:
    """ "34-year-old", "aged 12", "aged between 12 and 15", "children under 12", ", 34,"."""
    ages = _labels()["ages"]
    for back in range(1, 8):
        at = bounded.first - back
        if line.word(at) in ages:
            return True
        if line.kind(at) not in "#,C-TPO" or line.word(at) in ("in", "at", "on", "with", "by", "for"):
            break
    bare = line.kind(bounded.stop) in ",)." and line.word(bounded.stop) != "%"
    if (
        bare
        and line.word(bounded.first - 1) == ","
        and bounded.number.best is not None
        and bounded.number.best < 110
    ):
        return line.tokens[bounded.first - 2].text[:1].isupper() if bounded.first > 1 else False
    young = bounded.quantity.modifier in ("under", "over", "below", "above")
    if not young or line.kind(bounded.first - 1) != "N" or (bounded.number.best or 200) >= 110:
        return False
    before = line.word(bounded.first - 1)
    plural = bounded.stop < len(line) and line.tokens[bounded.stop].tag in ("NNS", "NNPS")
    return bare or (is_person(before, singular(before)) and not plural)


def is_month_day(line: Line, bounded: Bounded) -> bool:
    """A number beside the name of a month: "7 January", "March 3"."""
    months, value = _labels()["months"], bounded.number.best or 0
    if value > 31 and not 1000 <= value <= 2100:
        return False
    near = (bounded.number.first - 1, bounded.stop, bounded.stop + (line.word(bounded.stop) == "of"))
    return any(
        line.word(k) in months and line.tokens[k].text[0].isupper() for k in near if 0 <= k < len(line)
    )


def is_year(line: Line, bounded: Bounded) -> bool:
    """Four bare digits that a time word introduces, or that no noun follows."""
    number = bounded.second or bounded.number
    text = line.tokens[number.first].text
    if number.stop - number.first != 1 or not re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", text):
        return False
    if line.word(bounded.number.first - 1) in _labels()["years"] and bounded.quantity.modifier is None:
        return (
            line.word(bounded.number.first - 1) not in ("of", "for", "to", "from", "by", "after")
            or line.kind(bounded.stop) != "N"
        )
    return bounded.quantity.modifier in (None, "to", "between") and line.kind(bounded.stop) not in "NAVXO"


def is_label(line: Line, bounded: Bounded) -> bool:
    """A number that names: "Article 5", "Flight 370", "Hospital No. 5", "Boeing 737"."""
    first = bounded.number.first
    before = line.word(first - 1)
    if bounded.first != first or first == 0:
        return False
    if before == "." and line.word(first - 2) in word_set("label_shorts"):
        return True
    if before == "number" and is_numbered(line, first - 2):
        return False  # "the dead number 12", "arrests now number 300"
    if before == "numbers" and line.kind(bounded.stop) == "N":
        return False  # "the garrison numbers 800 men"
    if line.word(bounded.stop) in ("are", "were") and before not in ("no", "nos"):
        return False  # "of the first class 132 are women"
    if before in _labels()["before"] and line.kind(first - 2) != "#":
        return not (before in ("no", "number", "numbers") and _is_large(bounded)) or before == "no"
    name = line.tokens[first - 1].text
    proper = (
        name[:1].isupper()
        and name[:1].isalpha()
        and first > 1
        and line.tokens[first - 1].tag.startswith("NNP")
    )
    return (
        proper
        and not is_money_before(line, first)
        and not line.tokens[first].text[0].isalpha()
        and line.kind(bounded.stop) not in "NAVX-"
        and line.word(bounded.stop) not in UNIT_MARKS
    )


def is_numbered(line: Line, at: int) -> bool:
    """Whether those at word ``at`` are many, so that "number" behind them is a verb."""
    at -= line.kind(at) == "R"
    words = load_measure_words()
    return line.word(at) in words.states or singular(line.word(at)) in words.nouns


UNIT_MARKS = frozenset(["%", "€", "£", "$", "₸", "per", "percent"])


def _is_large(bounded: Bounded) -> bool:
    return (bounded.number.best or 0) >= 1000


def is_address(line: Line, bounded: Bounded) -> bool:
    """The number of a house: "25 Harbour Street"."""
    at = bounded.stop
    while at < bounded.stop + 3 and line.tokens[at : at + 1] and line.tokens[at].text[:1].isupper():
        if at > bounded.stop and line.word(at) in _labels()["streets"]:
            return True
        at += 1
    return False


def is_quoted_alone(line: Line, bounded: Bounded) -> bool:
    """A number that has quotation marks of its own, as in mark-up: 'height = "412"'."""
    alone = line.word(bounded.first - 1) in QUOTES and line.word(bounded.stop) in QUOTES
    return alone and bounded.first == bounded.number.first  # "more than 100" is what somebody said


QUOTES = frozenset(('"', "'", "“", "”"))


def is_score(line: Line, bounded: Bounded) -> bool:
    """ "won 3-1", "a vote of 10 to 5": two numbers set against each other."""
    at = bounded.stop
    falling = (
        line.word(at) in ("-", "–") and line.joined(at) and line.kind(at + 1) == "#" and line.joined(at + 1)
    )
    behind = (
        line.word(bounded.first - 1) in ("-", "–")
        and line.joined(bounded.first)
        and line.kind(bounded.first - 2) == "#"
    )
    to = bounded.second is not None and bounded.quantity.modifier == "to"
    near = any(line.word(k) in _labels()["games"] for k in range(max(0, bounded.first - 3), bounded.first))
    pair = line.word(at) == "to" and line.kind(at + 1) == "#" and near
    return falling or behind or (to and near) or pair


def is_pronoun(line: Line, bounded: Bounded) -> bool:
    """ "one" that counts nothing: "no one", "one of the worst", "one day", "one another", "one can see"."""
    if line.word(bounded.number.first) != "one" or bounded.number.kind == "share" or bounded.second:
        return False
    if bounded.number.stop - bounded.number.first > 1:
        return False
    before = line.word(bounded.number.first - 1)
    if before in ("that", "which", "or", "by", "such") and line.kind(bounded.stop) == "N":
        return False
    if before in word_set("before_pronoun") and bounded.first == bounded.number.first:
        return True
    return line.kind(bounded.stop) not in "NAV" or line.word(bounded.stop) in ("another", "such")


def is_compound(line: Line, bounded: Bounded) -> bool:
    """A size that describes one thing: "a 300-member coalition", "a 48-page report"."""
    at = bounded.stop
    last = line.word(at - 1)
    if (
        "-" in last
        and last[0].isalpha()
        and last.split("-")[0] in ("million", "billion", "thousand", "hundred")
    ):
        return not last.endswith("-strong")
    joined = line.word(at) == "-" and line.joined(at) and line.joined(at + 1)
    return joined and line.word(at + 1) not in ("strong", "plus", "fold")


def is_broken(line: Line, bounded: Bounded) -> bool:
    """A number that a space may have cut in two: "1, 650 were hurt" is 1,650 or two numbers."""

    def cut(at: int) -> bool:
        whole = line.word(at - 1).isdecimal() and len(line.word(at - 1)) <= 3
        return (
            whole and line.word(at) == "," and len(line.word(at + 1)) == 3 and line.word(at + 1).isdecimal()
        )

    return cut(bounded.stop) or cut(bounded.number.first - 1)


def is_list_number(line: Line, bounded: Bounded) -> bool:
    """The number of an item in a list: "1. No one yet", "2) The army"."""
    return (
        bounded.first == 0
        and line.word(bounded.stop) in (".", ")")
        and len(line) > bounded.stop + 1
        and line.joined(bounded.stop)
    )


def is_phone(line: Line, bounded: Bounded) -> bool:
    """Groups of digits parted by hyphens or spaces, or led by a plus: "+7 727 250", "555-0134"."""
    first, at = bounded.number.first, bounded.stop
    if line.word(first - 1) == "+" or (
        line.word(first)[0] == "0" and line.word(first).isdecimal() and len(line.word(first)) > 1
    ):
        return True
    return (
        line.kind(at) == "#"
        and line.words[at][0].isdigit()
        and line.word(first)[0].isdigit()
        and bounded.second is None
    )


def is_of_century(line: Line, bounded: Bounded) -> bool:
    """A compass bearing, an angle or a date part: "40 degrees north", "10 o'clock"."""
    if is_heat(line, bounded):
        return False
    if line.word(bounded.stop) == ":":
        return line.joined(bounded.stop) and line.kind(bounded.stop + 1) == "#"
    return line.word(bounded.stop) in word_set("after_degree") and not line.word(bounded.stop + 1).startswith(
        ("c", "f")
    )


def is_heat(line: Line, bounded: Bounded) -> bool:
    """ "it was 47 degrees", "46 degrees in the town": where nothing tells of an angle or of a bearing."""
    if line.word(bounded.stop) != "degrees" or not -90 <= (bounded.number.best or 99) <= 60:
        return False
    near = line.words[max(0, bounded.first - 6) : bounded.stop + 4]
    return word_set("angles").isdisjoint(near)


def is_times(line: Line, bounded: Bounded) -> bool:
    """How often, and not how many: "three times", "twice"."""
    often = bounded.number.kind == "count" and line.word(bounded.stop) in ("times", "occasions")
    return often and not is_multiple(line, bounded)


def is_multiple(line: Line, bounded: Bounded) -> bool:
    """ "four times as many", "three times higher": a ratio, and not how often."""
    return line.word(bounded.stop) == "times" and line.word(bounded.stop + 1) in MULTIPLES


MULTIPLES = frozenset(("as", "more", "higher", "greater", "larger", "bigger", "the"))


RULES = (
    is_duration,
    is_age,
    is_month_day,
    is_label,
    is_year,
    is_address,
    is_quoted_alone,
    is_score,
    is_pronoun,
    is_compound,
    is_broken,
    is_list_number,
    is_phone,
    is_of_century,
    is_times,
)


def is_abstract(head: str) -> bool:
    """Whether the noun ``head`` tells how a thing is put and nothing of the story: "two ways"."""
    return head in _labels()["abstract"]
