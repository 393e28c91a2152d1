"""The grammar of time expressions, over the letters of ``time_words``: one compiled alternation.

A rule is written in symbols (lower case) and macros (upper case). Every repetition is bounded, so no
text, however long, makes the matching slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.annotate.time_words import load_lexicon

MACROS = {
    "MONTH": "[month month_or_word]",
    "WEEKDAY": "[weekday weekday_short]",
    "ORDINAL": "[ordinal ordinal_or_unit numeral_ordinal]",
    "DAY": "[small ordinal ordinal_or_unit numeral_ordinal]",
    "INTEGER": "[small year two_digits amount]",
    "YEAR": "(?: INTEGER era | year | quote [two_digits small] | number number)",
    "UNIT": "[unit units ordinal_or_unit]",
    "DECADE": "quote? [decade numeral_decade]",
    # numbers: "12", "3 million", "twenty five", "two hundred and twenty", "a hundred", "a"
    "COUNT": "(?: (?: INTEGER | number number? | a ) magnitude? (?: and number )? )",
    "VAGUE": "(?: a? vague of? )",
    "COUNTS": "(?: (?: COUNT (?: (?: hyphen | to | or ) COUNT )? | VAGUE ) [more full]? )",
    "BLUR": "(?: about | no? more than | on least | up to | no? later than | vague )",
    "HOUR": "(?: clock meridiem? | [small amount] meridiem | [small number] oclock )",
    "CLOCK": "(?: HOUR (?: comma? zone )? )",
    "PHASE": "(?: [early earlier later] hyphen? (?: by the? )? )",
    "EDGE": "(?: the? early? [edge half] of the? )",
    "POINTER": "(?: this? [last previous past next following latest] | this )",
    # "6 January 2022", "January 6th, 2022", "January 2022", "January"
    "MONTHDAY": "(?: MONTH dot? the? DAY | the? DAY of? MONTH dot? )",
    "WITHYEAR": "(?: (?: comma | of )? YEAR | (?: of | comma )? the? (?: POINTER | that ) unit )",
    "DATE": "(?: MONTHDAY WITHYEAR? | MONTH dot? (?: comma | of )? WITHYEAR | POINTER? MONTH )",
    "DAYNAME": "(?: (?: the? POINTER )? WEEKDAY dot? )",
    "FULLDATE": "(?: DAYNAME (?: comma? the? DATE )? | DATE )",
    "DAYPART": "(?: early? hyphen? part )",
    "YEAROF": "(?: comma? (?: (?: of | by )? fiscal? YEAR | (?: of | comma )? the? POINTER unit ) )",
}

# In order of preference among rules that read equally far.
RULES = {
    "figures": "year hyphen small hyphen small | small slash small slash [year two_digits small] | figures",
    "days": "(?: WEEKDAY comma? )? (?: the? DAY (?: hyphen | to | and ) the? DAY of? MONTH dot?"
    " | MONTH dot? DAY (?: hyphen | to | and ) DAY ) (?: comma? YEAR )?",
    "part_of": "the early? (?: last | ORDINAL ) COUNTS? UNIT of the? (?: DATE | YEAR | POINTER unit )",
    "era": "(?: EDGE | the? PHASE )? about? INTEGER era",
    "years": "year (?: hyphen | slash ) [two_digits small]",
    "sets": "BLUR? every (?: [number small ordinal] | vague )?"
    " (?: UNIT | WEEKDAY part? | part | MONTH | season )"
    " | [weekdays] parts? | WEEKDAY parts | periodic",
    "clocked": "about? CLOCK (?: (?: on | comma | of )? the?"
    " (?: FULLDATE DAYPART? | deictic DAYPART? | this part ) )? | part DAYNAME",
    "calendar": "(?: the? DAYPART (?: of | on | comma )? the? )? (?: EDGE | the? PHASE )? about? FULLDATE"
    " (?: comma? DAYPART )? (?: (?: on | comma )? CLOCK )?",
    "ordinal_day": "(?: the? early? part (?: of | to ) )? (?: WEEKDAY comma? )?"
    " the [ordinal numeral_ordinal]",
    "deictic": "PHASE? deictic DAYPART? (?: (?: on | comma )? CLOCK )?",
    "spoken_part": "PHASE? the? (?: POINTER | that ) early? part",
    "lone_part": "the early? part | early hyphen? part | overnight",
    "quarter": "(?: EDGE | the? PHASE )? (?: POINTER unit possessive )?"
    " (?: the? POINTER? fiscal? unit? fiscal? ) ORDINAL hyphen? unit YEAROF?",
    "halves": "the? (?: ORDINAL | last ) half of the? (?: YEAR | DECADE | unit | POINTER unit | MONTH )",
    "centuries": "(?: EDGE | the? PHASE )? the? ORDINAL hyphen? unit",
    "decades": "(?: EDGE | the? PHASE )? the? PHASE? DECADE",
    "season": "(?: EDGE | the? PHASE )? (?: the | the? POINTER )? PHASE? season"
    " (?: (?: of | comma )? (?: YEAR | POINTER unit ) )?",
    "shift": "BLUR? COUNTS BLUR? UNIT (?: or so )? (?: ago | earlier | later | before | after | ahead )"
    " | units (?: ago | earlier | later )",
    "eve": "the unit [before after] deictic | the [part unit] [before after]",
    "year_ago": "[the a]? full? unit hyphen [ago earlier] (?: ORDINAL? [unit period] )?",
    "pair": "(?: the? PHASE | EDGE )? (?: the? POINTER | the? that ) fiscal? [unit period]",
    "unit_told": "(?: EDGE | the? PHASE )? the [fiscal full]? [unit period] | [earlier later] by the unit",
    "year_end": "about? the? unit possessive? hyphen? edge",
    "stretch": "BLUR? the? this? [last past next following latest] COUNTS BLUR? UNIT (?: or so )?",
    "phase_of": "the (?: ORDINAL | latest ) COUNTS units (?: of YEAR )? | the COUNTS units",
    "year": "(?: EDGE | the? PHASE )? about? (?: the unit )? fiscal? YEAR"
    " | the unit number magnitude | the YEAR period",
    "age": "COUNTS hyphen? UNIT hyphen? old",
    "duration": "BLUR? COUNTS hyphen? BLUR? UNIT (?: and a half | or number )?",
    "plural": "units (?: ahead | or units )? | the units ahead",
    "recently": "recent units? | next units | current | the? future | the past | right? reference",
}


def compile_pattern(source: str, letters: dict[str, str]) -> str:
    """A rule in letters: macros expanded, symbols replaced, white space dropped."""

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        if word in MACROS:
            return compile_pattern(MACROS[word], letters)
        return letters[word]

    return re.sub(r"\s+", "", re.sub(r"[A-Za-z_]+", replace, source))


@dataclass(frozen=True, slots=True)
class Grammar:
    """``anywhere`` finds where some rule fits; ``rules`` are tried there one by one."""

    anywhere: re.Pattern[str]
    rules: tuple[tuple[str, re.Pattern[str]], ...]

    def search(self, letters: str, start: int) -> int | None:
        """The first place from ``start`` on where a rule fits."""
        match = self.anywhere.search(letters, start)
        return match.start() if match else None

    def matches(self, letters: str, start: int) -> list[tuple[int, str]]:
        """The end and name of each rule that fits at ``start``, the longest first, then as listed."""
        found = [(m.end(), name) for name, rule in self.rules if (m := rule.match(letters, start))]
        return sorted(found, key=lambda item: -item[0])


@cache
def load_grammar(language: str) -> Grammar:
    """The rules of ``language``, compiled."""
    letters = load_lexicon(language).letters
    sources = {name: compile_pattern(rule, letters) for name, rule in RULES.items()}
    anywhere = re.compile("|".join(f"(?:{source})" for source in sources.values()))
    return Grammar(anywhere, tuple((name, re.compile(source)) for name, source in sources.items()))
