"""Rules that know a line of page furniture by itself; the first that knows decides."""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.annotate.desk_rules import DESK_RULES
from sayso.annotate.lines import EDGE, LONG_PROSE, WORD, Line, Words, is_comments_head, load_words

MARKUP = re.compile(
    r"<\s*/?\s*[a-zA-Z!][^<>]{0,2000}>|!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)"
    r"|\[/?(?:caption|embed|gallery|video|audio)\b[^\[\]]{0,500}\]"
)
ADDRESS = re.compile(
    r"(?:https?://|www\.|t\.me/|pic\.\w{2,20}\.com/)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}|@\w{2,40}",
    re.I,
)
STYLE_SHEET = re.compile(
    r"[.#@]?[\w.,#>:\s()-]{1,120}\{|\}|[a-z-]{3,40}\s*:\s*[^;:]{1,80};|[.#][\w-]{1,40}[^{}]{0,80}\{[^{}]{0,300}\}"
)
SEPARATOR = re.compile(r"\s*[|•·›»▸▶❯]\s*|\s{3,}|\s{2,}(?=[A-Z])|\s+/\s+|\s*\t\s*")
SIGN = re.compile(r"\s*[:|»>–—]\s*|\s+-\s+|\s{2,}")
COUNT = re.compile(
    r"(?:\d[\d.,]{0,12}\s?[km]?|no|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?:comments?|shares?|views?|likes?|reactions?|repl(?:y|ies)|responses?|reads?|retweets?|followers|subscribers|members|captures|votes|ratings|points"
    r"|min(?:ute)?s?(?: read)?)"
    r"|(?:photos?|images?|pages?|slides?)?\s?\d{1,3} (?:of|/) \d{1,3}|page \d{1,3}"
    r"|\d{1,2}:\d{2}(?:\s?/\s?\d{1,2}:\d{2}| - source\b.{0,40})"
    r"|(?:comments?|shares?|views?|likes?|reads?|replies|responses)\s*[:(]?\s*\d[\d.,]{0,12}[km]?\s*\)?"
)
CREDIT_TAIL = re.compile(
    r"\((?:AP Photo|Photo|Photos|Image|Picture|File photo|Credit|Courtesy|via|Screenshot)\b[^()]{0,120}\)\.?$"
    r"|\([^()]{0,60}/(?:AFP|Reuters|REUTERS|AP|EPA|Getty Images|Getty|TASS|dpa)\b[^()]{0,40}\)\.?$"
    r"|\[(?:Photo|Image|Picture|Credit|File)\b[^\[\]]{0,120}\]\.?$"
    r"|\[[A-Z][^\[\]/ ]{1,20} [^\[\]/]{1,30}/[A-Z][^\[\]/]{2,40}\]\.?$"
    r"|\b(?:Photo|Image|Picture|Photograph|Credit|Photo credit)\s*:\s*[^.:]{2,60}$"
    r"|\b(?:REUTERS|AFP|EPA|AP)\s?/\s?[A-Z][^.:]{2,50}$"
    r"|/\s?(?:AFP|Reuters|AP|EPA|Getty Images|Getty|TASS|dpa)\)?$|\b(?:via )?Getty Images\)?$"
)
REPORTED_BY = re.compile(
    r"[(\[–—-]{0,2}\s?(?:with )?(?:additional |original )?"
    r"(?:reporting|writing|editing|compiled|edited|reported|written|translated|produced|graphics?) by "
    r"[^()\[\]]{3,300}[)\]]\.?"
    r"|\(?(?:Additional )?(?:Reporting|Writing|Editing|Compiled) by [^()]{3,300}\)?\.?",
    re.IGNORECASE,
)
DONE_BY = re.compile(
    r"(?:Interview(?:ed)?|Translat(?:ed|ion)|Edit(?:ed|ing)|Report(?:ed|ing)|Writing|Written|Transcri(?:bed|ption)"
    r"|Photos?|Photographs?|Words|Text|Research|Graphics?|Illustrations?) by [A-Z][^\n]{1,60}$"
)
# Longer lines are prose whatever words are in them; only a slogan or a caption can be longer.
SHORT = 30
# "Related notes from our archive": the words of such a label.
RELATED = 5
# A notice of the house may be a long sentence, but what says so comes in no report.
LONGEST_NOTICE = 60


def is_markup(line: Line) -> bool:
    """Nothing but tags, addresses, handles and marks."""
    return not WORD.search(ADDRESS.sub(" ", MARKUP.sub(" ", line.text)))


def is_style_sheet(line: Line) -> bool:
    """A line of a style sheet that a scraper left in."""
    return bool(STYLE_SHEET.fullmatch(line.text.strip()))


def is_slogan(line: Line) -> bool:
    """One phrase, three times or more."""
    words = line.words[:120]
    for period in range(1, len(words) // 3 + 1):
        if len(words) >= 6 and all(words[i] == words[i - period] for i in range(period, len(words))):
            return True
    return False


def is_button(line: Line) -> bool:
    """One of the known lines, alone."""
    words = load_words()
    if line.key in words.whole or line.key in words.lists or line.key in words.credits:
        return True
    return line.key in words.people and len(line.words) > 1


def is_foreign_button(line: Line) -> bool:
    """A known line of another language's sites, with a word or two after it."""
    foreign = load_words().foreign
    keys = line.key.split(" ")
    head, sign, _ = _split_label(line)
    if sign and head in foreign and len(line.words) <= SHORT:
        return True
    return len(keys) <= 8 and any(" ".join(keys[:cut]) in foreign for cut in range(max(1, len(keys) - 2), 9))


def is_label(line: Line) -> bool:
    """A known label with what it points to: "See also: Ten famous fires"."""
    words = load_words()
    head, sign, rest = _split_label(line)
    if not sign or len(line.words) > SHORT:
        return False
    if head in words.people:
        return len(rest.split()) <= 8
    related = head.startswith("related ") and len(head.split()) <= RELATED
    return related or head in words.lists or head in words.credits


def _split_label(line: Line) -> tuple[str, str, str]:
    match = SIGN.search(line.key)
    if not match:
        return line.key, "", ""
    return line.key[: match.start()].strip(EDGE), match[0], line.key[match.end() :]


def is_person_box(line: Line) -> bool:
    """Author, editor or photographer with a name and no sign between: "Editor Jane Roe"."""
    words = load_words()
    tokens = line.text.strip(EDGE).split()
    for cut in range(1, min(4, len(tokens))):
        head = re.sub("[’‘`´]", "'", " ".join(tokens[:cut]).casefold())
        rest = tokens[cut:]
        if head in words.people or (head in words.credits and head.endswith((" by", " of", " from"))):
            names = all(w[:1].isupper() or w in BETWEEN_NAMES for w in rest)
            return names and len(rest) <= LONGEST_BOX and not line.stops
    return False


# "Posted by Jane Roe in Rivers, Kenya": the rubrics of a post stand behind its author.
BETWEEN_NAMES = frozenset(["and", "/", "&", "the", "of", "for", "in", "on", "under"])
LONGEST_BOX = 8


def is_opening(line: Line) -> bool:
    """A line that opens as only furniture does."""
    if line.quoted or len(line.words) > LONG_PROSE:
        return False
    return line.key.startswith(load_words().openings) or line.text.casefold().startswith(("©", "(c) "))


def is_notice(line: Line) -> bool:
    """A line with words that only furniture has."""
    words = load_words()
    if line.quoted or len(line.words) > LONGEST_NOTICE:
        return False
    if len(line.words) > SHORT:
        return bool(words.long.search(line.key))
    if words.long.search(line.key) or words.contains.search(line.key):
        return True
    bracketed = line.text.lstrip()[:1] in "([" and line.text.rstrip(". ")[-1:] in ")]"
    to_reader = not line.stops or bracketed or bool(words.reader.intersection(line.words))
    return to_reader and bool(words.soft.search(line.key))


def is_request(line: Line) -> bool:
    """What the page asks of its reader: "Watch the video on the topic"."""
    if line.quoted or not 2 <= len(line.words) <= SHORT:
        return False
    first, *rest = re.split(r"(?<=[.?!:,])\s+", line.key)
    if _asks(tuple(WORD.findall(first)), tuple(WORD.findall(line.key))):
        # A verb at the head of a long sentence is mostly a noun: "Support for the channel fell."
        return len(line.words) <= 15 or not line.text.endswith(".")
    return any(_asks(tuple(WORD.findall(part)), ()) for part in rest if part[0] in "fs")


def _asks(sentence: tuple[str, ...], all_words: tuple[str, ...]) -> bool:
    """Whether a sentence asks for something that pages ask for; inside a line only to follow or subscribe."""
    words = load_words()
    if not sentence or sentence[0] not in (words.verbs if all_words else ("follow", "subscribe", "sign")):
        return False
    if not words.things.intersection(all_words or sentence):
        return False
    followed = sentence[0] == "follow" and bool({"on", "at"}.intersection(sentence))
    return followed or (len(sentence) > 1 and sentence[1] in words.after)


def is_row_of_buttons(line: Line) -> bool:
    """Names of networks and what one does with them."""
    words = load_words()
    found = set(line.words)
    return len(line.words) <= 20 and not line.stops and found <= words.buttons and not found <= words.weak


def is_menu(line: Line) -> bool:
    """Short items divided by bars, dots or wide gaps."""
    items = [item for item in SEPARATOR.split(line.text.strip()) if item.strip()]
    words = load_words()
    if len(line.words) > 60:
        return False
    known = [_is_item(item, words) for item in items]
    # The name of the site may come first.
    if len(items) >= 2 and (all(known) or (len(items) > 2 and all(known[1:]) and len(items[0].split()) <= 4)):
        return True
    if line.stops:
        return False
    if len(items) == 2 and any(known) and all(len(item.split()) <= 4 for item in items):
        # "Support the Courier | Sign in": what leads to an account stands beside what is offered.
        return bool(ACCOUNT.fullmatch(items[0].strip()) or ACCOUNT.fullmatch(items[1].strip()))
    if _is_home_row(line, words):
        return True
    if len(items) >= 3 and all(len(item.split()) <= 3 and not re.search(r"\d", item) for item in items):
        return not re.search(r"\s/\s", line.text) or bool(words.menu.intersection(line.words))
    return len(line.words) >= 3 and set(line.words) <= words.menu


ACCOUNT = re.compile(r"(?i)(?:sign|log) ?(?:in|up|out)|register|subscribe|donate|my account")
# Of the words of a menu that opens with "Home", so many are sections that every site has.
KNOWN_SECTIONS = 0.5


def _is_home_row(line: Line, words: Words) -> bool:
    """The sections of a site in a row: "Home News Courts Allotments"."""
    tokens = line.text.split()
    if not 3 <= len(tokens) <= SHORT or line.words[:1] not in (("home",), ("homepage",), ("menu",)):
        return False
    known = sum(word in words.menu for word in line.words)
    return all(t[:1].isupper() or not t[:1].isalpha() for t in tokens) and known >= KNOWN_SECTIONS * len(
        line.words
    )


def _is_item(item: str, words: Words) -> bool:
    key = re.sub("[’‘`´]", "'", item.casefold()).strip(EDGE)
    sign = SIGN.search(key)
    labelled = bool(sign and key[: sign.start()].strip(EDGE) in words.lists)
    return key in words.whole or key in words.lists or key in words.menu or labelled


def is_bracketed(line: Line) -> bool:
    """Buttons in brackets: "[Download PDF] [Listen to this story, 11 min]"."""
    items = BRACKETED.findall(line.text)
    alone = not BRACKETED.sub("", line.text).strip()
    return alone and bool(items) and all(PRESSED.match(item) for item in items)


BRACKETED = re.compile(r"\[([^\[\]]{3,60})\]")
PRESSED = re.compile(
    r"(?i)(?:download|listen|print|share|watch|save|subscribe|copy|cite|email|e-mail|pdf|view|open|read|donate)\b"
)


def is_row_of_gifts(line: Line) -> bool:
    """Amounts that a reader may give: "$50 $100 $250 Other"."""
    return GIFTS.fullmatch(line.text.strip()) is not None


GIFTS = re.compile(
    r"(?:(?:[$€£¥]\s?\d[\d,.]*|\d[\d,.]*\s?[$€£¥])[\s|/]+){2,8}"
    r"(?:(?i:other|custom)(?: (?i:amount))?|[$€£¥]\s?\d[\d,.]*)"
)


def is_count(line: Line) -> bool:
    """ "3 comments", "1,204 views", "4 min read"."""
    return bool(COUNT.fullmatch(line.key) or COUNT.fullmatch(line.text.casefold().strip()))


def is_tags(line: Line) -> bool:
    """A row of hash tags, or one that names a part of the site and no event."""
    tokens = line.text.split()
    if all(t[:1] in "#@" and len(t) > 1 for t in tokens):
        return True
    first = re.split(r"\s+[/|–—-]\s+", line.key, maxsplit=1)[0]
    words = load_words()
    return line.text[:1] == "#" and not line.stops and (first in words.whole or first in words.lists)


def is_credit(line: Line) -> bool:
    """An agency that sells pictures, alone or beside a stroke or a mark of copyright."""
    if len(line.words) > 10 or line.quoted:
        return False
    names = load_words().agencies
    if names.fullmatch(line.key) or (line.key.startswith("screenshot") and not line.stops):
        return True
    mark = re.search(r"/|©|\(c\)|\bvia\b|\bcourtesy\b|\bphotos?\b|\bhandout\b", line.key)
    return bool(mark and names.search(line.key)) and not re.search(r"\)\s*[-–—]|[.!?]\s+\S", line.text)


def is_captioned(line: Line) -> bool:
    """A caption that ends in its credit."""
    return len(line.words) <= 60 and not line.quoted and bool(CREDIT_TAIL.search(line.text))


def is_reporters_box(line: Line) -> bool:
    """ "(Reporting by Jane Roe; Editing by John Doe)"."""
    if REPORTED_BY.fullmatch(line.text.strip()):
        return True
    parts = [part for part in re.split(r"(?<=[a-z])[.;]\s*", line.text.strip()) if part]
    return len(line.words) <= SHORT and len(parts) > 1 and all(DONE_BY.match(part) for part in parts)


LINE_RULES: tuple[Callable[[Line], bool], ...] = (
    is_markup,
    is_style_sheet,
    is_slogan,
    is_button,
    is_foreign_button,
    is_person_box,
    is_label,
    is_opening,
    is_notice,
    is_request,
    is_row_of_buttons,
    is_menu,
    is_bracketed,
    is_row_of_gifts,
    is_count,
    is_comments_head,
    is_tags,
    is_credit,
    is_captioned,
    is_reporters_box,
    *DESK_RULES,
)
# These can be the headline of a page: "Watch: crowds storm the depot", "Photos of the flood".
NOT_FIRST = frozenset((is_label, is_request, is_captioned))
