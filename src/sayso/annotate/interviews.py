"""Interviews: which lines are the answers, by dashes, labels or questions, and who gives them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sayso.annotate.lines import Line, any_of
from sayso.vocabulary import load_vocabulary

DASH = re.compile(r"(?:[–—-]\s+|[–—](?=[^\W\d_]))(?=\S)")
# Words put in a speaker's mouth by the author: "– We saw smoke, – said the porter."
TAGGED = re.compile(r"[,.!?…]\s*[–—-]\s*(?:said|says|told|added|asked|replied|recalled|explained)\b")
LABEL = re.compile(
    r"(?:\[?\(?\d{1,2}:\d{2}(?::\d{2})?\)?\]?\s+)?\*{0,2}[\"“]?"
    r"(?P<name>[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}| (?:de|van|von|bin|al|del|der)(?= )){0,4})"
    r"(?:\s?\([^()\n]{1,40}\))?\s?\*{0,2}(?P<sign>[:.])\*{0,2}\s+(?=\S)"
)
NAME = re.compile(
    r"[^\W\d_a-z][\w'’-]{1,30}(?:\s(?:(?:[a-z]{1,3}|[A-Z]\.|bin|ben|van|von|der|del|al)\s){0,2}[^\W\d_a-z][\w'’-]{1,30}){1,3}"
)
ROLE = re.compile(
    r",\s(?:an?|the|who|former|senior|chief|head|deputy|[a-z]+\s(?:of|at|from)\b|[a-z]+,)|\s\([a-z]"
)
QUESTION = re.compile(r"\?[\"'”’»)\]]*$")
# A question of the outlet is short; an answer that ends in one is mostly not.
LONGEST_QUESTION = 60
# The mean length of what an interviewee says at a time; a list has shorter items.
ANSWER = 12
# Labels in capitals are a transcript's, whose answers may be a word or two.
SHOUTED = 4
# Answers without questions come soon: below so many paragraphs, dashes are points of an argument.
LONGEST_INTRO = 8
# An intro is a few sentences.
LONGEST_LINE = 3_000
# How many of the turns must fit "question, answer, question, answer".
FIT = 0.75


@dataclass(frozen=True, slots=True)
class Answer:
    """Consecutive lines of one speaker: ``skip`` characters of the first are a dash or label."""

    first: int
    last: int
    skip: int = 0
    label: tuple[int, int] | None = None


@cache
def _words(part: str, name: str) -> re.Pattern[str]:
    return any_of(load_vocabulary("en", "voices")[part][name])


@cache
def _set(part: str, name: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "voices")[part][name])


def find_answers(lines: list[Line], body: list[int]) -> list[Answer]:
    """The interviewee's stretches among the lines ``body``, by the first form of interview that fits."""
    for form in FORMS:
        answers = form(lines, body)
        if answers:
            return answers
    return []


# --- by dashes ------------------------------------------------------------------------------------


def by_dashes(lines: list[Line], body: list[int]) -> list[Answer]:
    """Turns that open with a dash: question and answer by turns, or the answers alone."""
    turns = [i for i in body if _is_dash_turn(lines[i])]
    if len(turns) < 2 or not all(lines[i].stops or lines[i].text.endswith(":") for i in turns):
        return []
    answers = _answering_turns(lines, turns)
    length = sum(len(lines[i].words) for i in answers) / max(1, len(answers))
    intro = [i for i in body if i < turns[0]]
    told = len(intro) <= LONGEST_INTRO and _is_introduced(lines, intro[-3:])
    if not answers or length < ANSWER or not (told or 4 <= len(turns) > len(answers)):
        return []
    return _with_continuations(lines, body, (turns, set(answers)))


def _is_dash_turn(line: Line) -> bool:
    return bool(DASH.match(line.text)) and not TAGGED.search(line.text)


def _answering_turns(lines: list[Line], turns: list[int]) -> list[int]:
    """The turns that answer: every other one where questions alternate, else those that ask nothing."""
    asks = [_asks(lines[i]) for i in turns]
    if not any(asks):
        return turns
    for first in (0, 1):
        fits = sum(asked == (k % 2 == first) for k, asked in enumerate(asks))
        if fits >= FIT * len(turns):
            return [i for k, i in enumerate(turns) if k % 2 != first]
    return [i for i, asked in zip(turns, asks, strict=True) if not asked]


def _asks(line: Line) -> bool:
    return bool(QUESTION.search(line.text)) and len(line.words) <= LONGEST_QUESTION


def _is_introduced(lines: list[Line], intro: list[int]) -> bool:
    """Whether the words before the first turn say that somebody was asked."""
    cues = _words("interview", "cues")
    return any(cues.search(lines[i].key) for i in intro)


def _with_continuations(
    lines: list[Line], body: list[int], found: tuple[list[int], set[int]]
) -> list[Answer]:
    """The answers with the paragraphs that carry them on."""
    turns, answering = found
    known = set(turns)
    inner = [i for i in body if turns[0] < i < turns[-1] and i not in known]
    carried = any(_carries_on(lines, i) for i in inner)
    out = []
    for turn, following in pairwise([*turns, body[-1] + 1]):
        if turn not in answering:
            continue
        last = turn
        for i in _between(body, turn, following):
            # After the last turn, where no answer was carried on before, the author speaks again.
            closing = turn == turns[-1] and (not carried or _is_note(lines[i]))
            if closing or not _carries_on(lines, i):
                break
            last = i
        skip = DASH.match(lines[turn].text)
        out.append(Answer(turn, last, skip.end() if skip else 0))
    return out


def _between(body: list[int], first: int, last: int) -> list[int]:
    return body[bisect_right(body, first) : bisect_left(body, last)]


def _carries_on(lines: list[Line], i: int) -> bool:
    """Whether a line without a dash goes on with the answer before it: no heading and no question."""
    return lines[i].stops and not (_asks(lines[i]) and _is_question_line(lines[i]))


def _is_note(line: Line) -> bool:
    """What the outlet says of the conversation at its end."""
    return len(line.words) <= 40 and bool(_words("interview", "notes").search(line.key))


# --- by labels ------------------------------------------------------------------------------------


def by_labels(lines: list[Line], body: list[int]) -> list[Answer]:
    """Turns that open with "Q:" and "A:" or with the speakers' names."""
    # "Roe: nobody gave the order" over an article is a headline.
    labels = {i: match for i in body[1:] if (match := _label(lines[i]))}
    speakers = _speakers(labels)
    times = Counter(speakers.values())
    spoken = {name for name, n in times.items() if n >= 2 or name in _set("interview", "answerer")}
    spoken |= _questioners(times)
    labels = {i: match for i, match in labels.items() if speakers[i] in spoken}
    speakers = {i: speakers[i] for i in labels}
    if len(labels) < 3 or len(set(speakers.values())) < 2:
        return []
    shortest = SHOUTED if all(m["name"].isupper() for m in labels.values()) else ANSWER * 2 / 3
    if sum(len(lines[i].words) for i in labels) < shortest * len(labels):
        return []
    asking = _asking_label(lines, speakers)
    turns = {i for i, speaker in speakers.items() if speaker not in asking}
    answers = _with_continuations(lines, body, (sorted(labels), turns))
    first = {speaker: i for i, speaker in reversed(speakers.items())}
    return [
        _with_label(answer, (labels[answer.first], _full_label(lines, labels, first[speakers[answer.first]])))
        for answer in answers
    ]


def _speakers(labels: dict[int, re.Match[str]]) -> dict[int, str]:
    """Who speaks at each label: "JANE ROE" of the first turn is the "ROE" of those that follow."""
    names = {i: match["name"].casefold() for i, match in labels.items()}
    short = set(names.values())
    # A title goes with the last name as well: "Dr Roe".
    return {
        i: next((last for last in (name.split()[-1],) if last in short or _titled(name)), name)
        for i, name in names.items()
    }


def _titled(name: str) -> bool:
    words = name.split()
    return len(words) == 2 and words[0].strip(".") in _set("names", "never")


def _full_label(lines: list[Line], labels: dict[int, re.Match[str]], first: int) -> tuple[int, int]:
    """Where a speaker's first label names them, mostly in full."""
    match = labels[first]
    return lines[first].start + match.start("name"), lines[first].start + match.end("name")


def _label(line: Line) -> re.Match[str] | None:
    match = LABEL.match(line.text)
    if not match:
        return None
    known = match["name"].casefold() in _set("interview", "questioner") | _set("interview", "answerer")
    return match if match["sign"] == ":" or (known and len(match["name"]) == 1) else None


def _questioners(times: Counter[str]) -> set[str]:
    return set(times) & _set("interview", "questioner")


def _asking_label(lines: list[Line], speakers: dict[int, str]) -> set[str]:
    """Who asks: by the label itself, else the one most of whose turns end in a question."""
    named = set(speakers.values())
    known = named & _set("interview", "questioner")
    if known:
        return known
    asked = Counter(speaker for i, speaker in speakers.items() if _asks(lines[i]))
    total = Counter(speakers.values())
    shares = sorted(((asked[name] / total[name], name) for name in named), reverse=True)
    # One asks and the others answer; where all ask alike it is a talk among guests.
    return {shares[0][1]} if shares[0][0] >= 1 / 3 and shares[0][0] >= 2 * shares[1][0] else set()


def _with_label(answer: Answer, found: tuple[re.Match[str], tuple[int, int]]) -> Answer:
    match, place = found
    label = None if match["name"].casefold() in _set("interview", "answerer") else place
    return Answer(answer.first, answer.last, match.end(), label)


# --- by questions ---------------------------------------------------------------------------------


def by_questions(lines: list[Line], body: list[int]) -> list[Answer]:
    """Questions of the outlet as lines of their own, with the answers below them."""
    asked = [i for i in body if _is_question_line(lines[i])]
    intro = [i for i in body if i < asked[0]] if asked else []
    if len(asked) < 2 or not _is_introduced(lines, [*intro[:2], *intro[-4:]]):
        return []
    put = any(_words("interview", "put").search(lines[i].key) for i in intro)
    # An explainer asks too, but not its reader: "What did you see?" is asked of somebody.
    addressed = sum(bool({"you", "your"} & set(lines[i].words)) for i in asked)
    if addressed * 3 < len(asked) and not put:
        return []
    asked = _with_prompts(lines, body, asked)
    out = []
    for question, following in pairwise([*asked, body[-1] + 1]):
        below = [i for i in _between(body, question, following) if lines[i].stops]
        if question == asked[-1]:
            below = _until_note(lines, below)
        if below:
            label = _label(lines[below[0]])
            out.append(Answer(below[0], below[-1], label.end() if label and len(label["name"]) == 1 else 0))
    # Whoever answers says I or we, and not in quotation marks as in a story that is told.
    if put:
        spoken = (_between(body, answer.first - 1, answer.last + 1) for answer in out)
        own = sum(any(_is_own_voice(lines[i]) for i in told) for told in spoken)
        return out if own * 3 >= len(out) else []
    own = sum(_is_own_voice(lines[answer.first]) for answer in out)
    return out if own * 3 >= 2 * len(out) else []


# "The president says hired men were behind it." may stand for a question where each has one answer below.
LONGEST_PROMPT = 30


def _with_prompts(lines: list[Line], body: list[int], asked: list[int]) -> list[int]:
    """The questions with statements put to the one who answers, where question and answer alternate."""
    stretches = [
        [i for i in _between(body, first, following) if lines[i].stops]
        for first, following in pairwise([*asked, body[-1] + 1])
    ]
    alone = sum(len(below) == 1 for below in stretches)
    if alone * 2 < len(stretches):
        return asked
    prompts = [
        i
        for below in stretches
        for before, i, after in zip(below, below[1:], below[2:], strict=False)
        if _is_prompt(lines, (before, i, after))
    ]
    return sorted([*asked, *prompts])


def _is_prompt(lines: list[Line], three: tuple[int, int, int]) -> bool:
    """Whether one short sentence about others stands between two longer paragraphs."""
    before, line, after = (lines[i] for i in three)
    size = len(line.words)
    one = not re.search(r"[.!?]\s+\S", line.text)
    long = min(len(before.words), len(after.words)) >= size + ANSWER
    return one and long and size <= LONGEST_PROMPT and not _is_own_voice(line) and not line.quoted


def _is_own_voice(line: Line) -> bool:
    return not line.quoted and bool(
        {"i", "i'm", "i've", "i'd", "we", "we're", "we've", "my", "our", "me", "us"} & set(line.words)
    )


def _is_question_line(line: Line) -> bool:
    """A line that does nothing but ask: its last sentence is a question and there is little before it."""
    return _asks(line) and not line.quoted and len(line.words) <= 45


def _until_note(lines: list[Line], below: list[int]) -> list[int]:
    notes = [k for k, i in enumerate(below) if k > 0 and _is_note(lines[i])]
    return below[: notes[0]] if notes else below


FORMS: tuple[Callable[[list[Line], list[int]], list[Answer]], ...] = (by_labels, by_dashes, by_questions)


# --- who answers ----------------------------------------------------------------------------------


def find_interviewee(text: str, lines: list[Line], intro: list[int]) -> tuple[int, int] | None:
    """Where the intro names the one who answers; None where no one name stands out."""
    scores: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for i in [*intro[:5], *intro[5:][-10:]]:
        for match in NAME.finditer(text, lines[i].start, min(lines[i].end, lines[i].start + LONGEST_LINE)):
            place = _without_titles(text, match)
            if place is None:
                continue
            name = text[place[0] : place[1]]
            scores[name] = scores.get(name, 0) + _score_name(text, place, lines[i])
            places.setdefault(name, place)
    best = sorted(scores, key=lambda name: (-scores[name], places[name]))[:5]
    for name in best:
        # Who is questioned is named again: "Mr. Roe, did you see it?"
        scores[name] += len(re.findall(rf"\b{re.escape(name.split()[-1])}\b", text)) > 1
    best.sort(key=lambda name: (-scores[name], places[name]))
    if not best or scores[best[0]] <= 0 or (len(best) > 1 and scores[best[1]] == scores[best[0]]):
        return None
    place = places[best[0]]
    return None if _is_one_of_two(text, place) else place


def _is_one_of_two(text: str, place: tuple[int, int]) -> bool:
    """Whether another name is joined to this one, so that either may be speaking."""
    before, after = text[max(0, place[0] - 12) : place[0]], text[place[1] : place[1] + 8]
    return bool(re.match(r"\s(?:and|&)\s[A-Z]", after) or re.search(r"[A-Z][\w'’-]+\s(?:and|&)\s$", before))


def _without_titles(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """A run of capitalised words without what is no name at its head; None if a name is not what is left."""
    never = _set("names", "never")
    words = list(re.finditer(r"\S+", match[0]))
    titles = [k for k, w in enumerate(words) if w[0].strip(".").casefold() in never]
    words = words[titles[-1] + 1 :] if titles else words
    if len(words) < 2 or words[0][0][:1].islower():
        return None
    return match.start() + words[0].start(), match.start() + words[-1].end()


def _score_name(text: str, place: tuple[int, int], line: Line) -> int:
    """How much the words around a name say that its bearer is the one who was asked."""
    before, after = text[line.start : place[0]].casefold(), text[place[1] : line.end]
    score = 2 if ROLE.match(after) else 0
    if re.search(rf"(?:{_words('interview', 'before_name').pattern})\s[^.!?]{{0,60}}$", before[-100:]):
        score += 3
    if re.match(
        rf"[^.!?]{{0,200}}?\b(?:{_words('interview', 'after_name').pattern})", after[:260].casefold()
    ):
        score += 2
    return score + (1 if place[0] == line.start else 0)
