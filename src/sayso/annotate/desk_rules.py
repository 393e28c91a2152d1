"""Rules that know by itself a line of those who make the page: desks, transcribers, sponsors, moderators."""

from __future__ import annotations

import re
import unicodedata

from sayso.annotate.lines import Line, load_words
from sayso.annotate.stamps import is_post_head

BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,400})[)\]]\.?")
SQUARE = re.compile(r"\[[^\[\]]{1,400}\]")
NUMBERED_OBJECT = re.compile(
    r"\[?\s*(?:figure|fig\.?|chart|table|graph|exhibit|map|infographic)\s\d{1,3}[a-z]?\s?[.:|–—-]\s", re.I
)
# "XNA/KLM/OPQ/1810 hrs", "bur-abc/de/fg": who wrote and who passed a story, and when.
SIGN_OFF = re.compile(r"(?:[A-Za-z]{1,5}[/-]){1,8}(?:[A-Za-z]{1,5}|\d{4}(?:\s?(?:hrs|h|GMT|IST|UTC))?)")
# The name of a story on a wire: "XNA-14 LEAD MINISTER-QUAY", "QUAY-FIRE/TOLL (UPDATE 2)", "BC-EU--Quay Fire".
SLUG = re.compile(
    r"[A-Z]{2,6}-?\d{1,4}(?:\s[A-Z\d/&]{2,20}){0,5}\s(?=[A-Z\d/ -]{0,40}-)[A-Z\d/&-]{3,40}"
    r"|[A-Z]{3,20}(?:-[A-Z]{2,20})*/[A-Z]{2,20}(?:-[A-Z]{2,20})*\s\([A-Z\d, ]{3,40}\)"
    r"|BC-[A-Z]{2,}-{1,2}\S[^.!?\n]{2,60}"
)
ENDED = re.compile(r"\(?(?:END|ENDS)\)?(?:\s?/\s?[A-Za-z]{2,6}|\s[A-Z]{2,6})|Ends/?")
LINE_TO_CALL = re.compile(
    r"[^:.]{0,60}\b(?:(?:hot|help|tip)[ -]?line|contact|switchboard|newsroom|tel|phone|whatsapp)"
    r"[^:.]{0,40}:\s"
)
PHONE = re.compile(r"\+?\d[\d ()./-]{4,20}\d")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}")
STARS = re.compile(r"[★☆⭐✩✪✭🌟]\ufe0f?(?:\s?[★☆⭐✩✪✭🌟]\ufe0f?){2,}")
NUMBER = re.compile(r"\d[\d.,]*\s?[KkMm]?")
COOKIE = frozenset(("cookie", "cookies"))
CONSENT = frozenset(
    (
        "accept",
        "consent",
        "settings",
        "preferences",
        "policy",
        "website",
        "site",
        "browser",
        "analytics",
        "reject",
        "agree",
    )
)
LONGEST_BRACKET, LONGEST_CAPTION, LONGEST_NOTE = 7, 40, 45


def is_desk_note(line: Line) -> bool:
    """What a desk says of its own text: "(Updates with toll)", "[Translated from Spanish]"."""
    inner = BRACKETED.fullmatch(line.text.strip())
    words = load_words()
    if inner and len(line.words) <= LONGEST_NOTE:
        return bool(words.updates.match(inner[1].strip().casefold()))
    joint = re.match(r"(?:[–—-]{1,2}|\()\s?[Ww]ith (?:files from )?[A-Z]", line.text) and len(line.words) <= 8
    loud = re.match(r"(?:UPDATES|ADDS|RECASTS|CORRECTS|RELEADS|REFILES|EDS)\b:?\s[a-z]", line.text)
    plain = re.match(r"(?:updates|recasts|adds) (?:with|throughout|details|quotes|background)\b", line.key)
    return not line.stops and len(line.words) <= 20 and bool(loud or plain or joint)


def is_agency_code(line: Line) -> bool:
    """Initials, slugs and hours that agencies put around a story."""
    text = line.text.strip().lstrip("–—-")
    if len(text) > 80 or line.stops:
        return False
    sign_off = SIGN_OFF.fullmatch(text) and (text.count("/") >= 2 or text[:3].casefold() == "bur")
    tokens = text.split()
    initials = (
        len(tokens) >= 2
        and tokens[0].casefold() in load_words().wires
        and all(re.fullmatch(r"[A-Z]{2,3}", token) for token in tokens[1:])
        and tokens[0].isupper()
        and len(tokens) != 2
    )
    return bool(sign_off or SLUG.fullmatch(text) or ENDED.fullmatch(text) or initials)


def is_sound(line: Line) -> bool:
    """What a transcript says is heard, in brackets: "[JINGLE]", "(applause)"."""
    inner = BRACKETED.fullmatch(line.text.strip())
    if not inner or not line.words or len(line.words) > LONGEST_BRACKET:
        return False
    known = sum(word in load_words().sounds for word in line.words)
    return 2 * known >= len(line.words) and not any(word.isdigit() for word in line.words)


def is_object(line: Line) -> bool:
    """What stands in the place of a picture or chart: "[Figure 2: Fares, 2020-2030]", "[Embedded video]"."""
    if len(line.words) > LONGEST_CAPTION or not line.words:
        return False
    first = line.words[0].removeprefix("embedded")
    square = SQUARE.fullmatch(line.text.strip())
    held = square and (first in load_words().objects or line.words[:1] == ("embedded",))
    return bool(held or NUMBERED_OBJECT.match(line.text))


def is_credit_of_the_house(line: Line) -> bool:
    """Who paid for the piece: "This article is part of a project funded by …"."""
    return len(line.words) <= LONGEST_NOTE and not line.quoted and bool(load_words().funding.search(line.key))


def is_contact(line: Line) -> bool:
    """What asks the reader to write or call: "Saw it? Email tips@…", "Helpline: 0555 010 203"."""
    if line.quoted or len(line.words) > LONGEST_CAPTION:
        return False
    address = MAIL.search(line.text)
    if not (address or PHONE.search(line.text)):
        return False
    contacts = load_words().contacts
    for part in re.split(r"(?<=[.?!:|·])\s+", line.key):
        first = re.match(r"(?:or |please |you can |to )?([\w-]+)", part)
        if first and first[1] in contacts and (address or _calls(part)):
            return True
    label = LINE_TO_CALL.match(line.key)
    helps = line.key.startswith(
        ("if you have", "if you are", "if you need", "if you or", "for help", "for support")
    )
    reached = address and re.search(r"\b(?:be reached|be contacted|reach (?:him|her|them))\b", line.key)
    return bool(reached or helps or (label and not line.stops))


def _calls(part: str) -> bool:
    """Whether a number to call stands near the head of an order: "Call the desk on 0555 010 203"."""
    number = re.match(r"\S+(?: \S+){0,6}? (\+?\(?\d[\d ()./-]{3,20}\d)", part)
    if not number or re.search(r"\b(?:he|she|they|it|said|says)\b", part):
        return False
    years = re.fullmatch(r"\d{4} ?[/-] ?\d{4}", number[1])
    return number[1][0] in "+(0" or (sum(c.isdigit() for c in number[1]) >= 7 and not years)


def is_cookie_notice(line: Line) -> bool:
    """What a page says of its cookies."""
    found = set(line.words)
    return len(line.words) <= 60 and not line.quoted and bool(found & COOKIE and found & CONSENT)


def is_rating(line: Line) -> bool:
    """Stars that readers gave."""
    return len(line.words) <= 12 and bool(STARS.search(line.text))


def is_row_of_counts(line: Line) -> bool:
    """Counters with what one can do: "12.7K views · Report", "Reply · 41 likes", "👎 2.1K 😂 940"."""
    if not 1 <= len(line.words) <= 14 or line.stops:
        return False
    words = load_words()
    plain = [word for word in line.words if not re.fullmatch(r"\d+[kmhdw]?", word)]
    if not plain:
        return _is_reactions(line.text)
    known = words.counts | words.actions | words.buttons
    if not known.issuperset(plain) or not words.counts.intersection(plain):
        return False
    # "Comment" or "view more" are buttons; a row has a number or a mark between its items.
    return "reply" in plain or len(plain) < len(line.words) or bool(re.search(r"[·•|]", line.text))


def _is_reactions(text: str) -> bool:
    """Nothing but pictograms with their numbers."""
    left = NUMBER.sub("", text)
    pictured = any(unicodedata.category(c) == "So" for c in left)
    return pictured and not any(c.isalnum() or c in ":$€£%/" for c in left)


WEATHER = (("weather",), ("today",), ("tonight",), ("tomorrow",), ("now",))


def is_weather(line: Line) -> bool:
    """The weather in the corner of a page: "Weather: 8°C, light rain"."""
    return line.words[:1] in WEATHER and len(line.words) <= 8 and "°" in line.text and not line.stops


DESK_RULES = (
    is_desk_note,
    is_agency_code,
    is_sound,
    is_object,
    is_credit_of_the_house,
    is_contact,
    is_cookie_notice,
    is_rating,
    is_weather,
    is_row_of_counts,
    is_post_head,
)
