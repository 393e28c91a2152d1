"""What a figure measures, from the words around it: killed, injured, detained … else the noun itself."""

from __future__ import annotations

from collections.abc import Callable

from sayso.annotate.counted import is_animal, is_generic, is_likely_person, is_military
from sayso.annotate.figure_subjects import Subject
from sayso.annotate.measure_tolls import (
    read_bare_toll,
    read_buried,
    read_carried_dead,
    read_fallen,
    read_lost,
    read_numbered,
    read_of_state,
    read_taken,
    read_toll,
)
from sayso.annotate.measure_verbs import (
    NOTHING,
    find_mark,
    has_object,
    is_passive,
    read_phrase,
    read_verb,
    skip_to_verb,
    unless_mixed,
)
from sayso.annotate.measure_words import (
    MeasureWords,
    core_measures,
    load_measure_words,
)
from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set

Rule = Callable[[Subject, MeasureWords], str | None]


def find_measure(subject: Subject) -> str | None:
    """The measure of a count: a core one where the words are plain, else the head noun, None if unsure."""
    words = load_measure_words()
    for rule in RULES:
        found = rule(subject, words)
        if found == NOTHING:
            return read_of_state(subject, words) or _own_noun(subject)
        if found and _fits(subject, found, words) and (rule in SURE or _is_plain(subject, found, words)):
            return found
    return read_of_state(subject, words) or _own_noun(subject)


def _own_noun(subject: Subject) -> str | None:
    head = subject.counted.head
    if (head is None or is_generic(head)) and _is_aboard(subject):
        return "aboard"
    # A noun that is itself the name of a core measure ("1,000 shares") would be taken for it.
    return None if head is None or is_generic(head) or head in core_measures() else head


def _is_aboard(subject: Subject) -> bool:
    """ "2,200 people on board", "2,340 were aboard": all that a ship or an aircraft carried."""
    line, at = subject.line, subject.stop
    while line.kind(at) in "XR":
        at += 1
    return line.word(at) == "aboard" or line.is_phrase(at, ("on", "board"))


def _is_plain(subject: Subject, measure: str, words: MeasureWords) -> bool:
    """Whether a verb further off may be taken: what only people suffer needs a noun for people."""
    counted = subject.counted
    if measure not in words.of_people or counted.person or subject.bare or counted.head in words.nouns:
        return True
    return subject.line.kind(subject.stop) in "XV"


def _fits(subject: Subject, measure: str, words: MeasureWords) -> bool:
    """Whether what is counted can be measured so: no vehicles are arrested, and no people destroyed."""
    counted = subject.counted
    if measure in words.things and counted.person:
        return False
    if measure in words.of_people and is_animal(counted.head):
        return False
    if measure == "detained" and counted.head == "hostage" and subject.line.kind(subject.stop) in "XV":
        return False  # that hostages were held is in their name
    if measure in ("detained", "missing", "displaced", "rescued", "injured"):
        return (
            counted.person
            or subject.bare
            or counted.head in words.nouns
            or counted.head in ("family", "household")
            or is_likely_person(counted.plural)
        )
    return True


# --- the rules, in order --------------------------------------------------------------------------


def read_own_noun(subject: Subject, words: MeasureWords) -> str | None:
    """ "12 deaths", "12 arrests", "12 wounded soldiers", "3 million inhabitants"."""
    counted, line = subject.counted, subject.line
    if counted.state:
        return words.states.get(counted.state)
    if counted.head == "life":
        taking = any(
            line.word(k) in word_set("taking_lives") for k in range(max(0, subject.first - 4), subject.first)
        )
        lost = any(line.word(k) in word_set("taking_lives") for k in range(subject.stop, subject.stop + 4))
        return "killed" if taking or lost else None
    if counted.head in words.population:
        return (
            "population"
            if counted.head == "population" or (subject.bounded.number.best or 0) >= 100
            else None
        )
    if counted.head == "death" and line.word(subject.stop) in ("threat", "threats", "sentence", "sentences"):
        return NOTHING
    if counted.head == "body":
        verb = skip_to_verb(line, subject.stop) or subject.stop
        near = (*range(verb, verb + 5), subject.first - 1, subject.first - 2)
        found = any(line.word(k) in word_set("finding") for k in near)
        found = found or not word_set("morgues").isdisjoint(line.words)
        return "killed" if found else None
    return words.nouns.get(counted.head or "")


def read_state(subject: Subject, words: MeasureWords) -> str | None:
    """ "12 dead", "12 people injured", "400 vehicles destroyed", "5,000 arrested in"."""
    at, line = subject.stop, subject.line
    if line.word(at) == "as" and (subject.bare or subject.counted.person):
        return words.states.get(line.word(at + 1))
    while (
        line.word(at) in word_set("before_state")
        and at - subject.stop < 3
        and line.word(at) not in ("were", "was", "are", "is")
    ):
        at += 1
    measure = read_phrase(line, at, words) or words.states.get(line.word(at))
    transitive = line.word(at) in words.participles
    if measure is None and transitive:
        measure = words.participles[line.word(at)]
    if measure is None:
        return None
    if transitive and has_object(line, at + 1):
        return NOTHING
    return unless_mixed(line, at, measure, words)


def read_wounds(subject: Subject, words: MeasureWords) -> str | None:
    """ "46 patients with gunshot wounds", "treated 46 people for burns", "came in with bullet wounds"."""
    line, at = subject.line, subject.stop
    if not (subject.counted.person or subject.bare):
        return None
    verb = at if line.word(at) in ("with", "for") else skip_to_verb(line, at)
    verb = None if verb is None or line.kind(verb) in "X" else verb
    for k in range(at if verb is None else verb, (at if verb is None else verb) + 4):
        if line.word(k) in ("with", "for") and k + 1 < len(line):
            return "injured" if not word_set("wounds").isdisjoint(line.words[k + 1 : k + 4]) else None
        if line.kind(k) in ",;.CW":
            break
    return None


def read_among(subject: Subject, words: MeasureWords) -> str | None:
    """ "the dead include four nurses", "among the dead are four nurses", "four nurses are among the dead"."""
    line, at = subject.line, subject.first - 1
    while line.word(at) in word_set("modifier_words") or line.kind(at) in "R":
        at -= 1
    listed = line.word(at) in ("include", "includes", "included")
    among = line.kind(at) == "X" and line.word(at - 3) in ("among", "amongst")
    if (listed or among) and line.word(at - 2) in word_set("owners"):
        return words.states.get(line.word(at - 1))
    verb = skip_to_verb(line, subject.stop)
    if verb is not None and line.kind(verb) == "X" and line.word(verb + 1) in ("among", "amongst"):
        return words.states.get(line.word(verb + 3)) if line.word(verb + 2) in word_set("owners") else None
    return None


def read_left(subject: Subject, words: MeasureWords) -> str | None:
    """ "killed 12", "killing at least 12", "the deaths of 12", "claimed the lives of 12", "rounded up 12"."""
    line, at = subject.line, subject.first - 1
    while (
        line.kind(at) in "D" or line.word(at) in word_set("between_verb_and_number") or line.kind(at) == "R"
    ):
        at -= 1
    if line.word(at) in words.actives and not is_passive(line, at):
        people = subject.counted.person or (subject.bare and subject.bounded.number.vague is not None)
        sure = line.word(at) not in words.strict or people
        return words.actives[line.word(at)] if sure else None
    for length in (3, 2):
        pair = " ".join(line.words[max(0, subject.first - length) : subject.first])
        if pair in words.left_phrases:
            return words.left_phrases[pair]
    if line.word(at) == "of":
        return _read_of(line, at - 1, words)
    return None


def _read_of(line: Line, at: int, words: MeasureWords) -> str | None:
    noun = line.word(at)
    if noun in words.of_nouns:
        return words.of_nouns[noun]
    return None


def read_predicate(subject: Subject, words: MeasureWords) -> str | None:
    """The verb of which the figure is the subject: "12 were killed", "12 people in the city died"."""
    line, at = subject.line, subject.stop
    if any(line.is_phrase(k, ("all", "but")) for k in range(max(0, subject.first - 5), subject.first)):
        return NOTHING  # "all but one of the 30 survived" tells of 29
    if line.word(at) == ",":
        at += line.word(at + 1) in RELATIVE
    if line.word(at) in RELATIVE and line.kind(at + 1) in "XVR":
        found = read_verb(line, at + 1, words)
        if found != NOTHING:
            return found
        return _read_main_verb(line, at + 1, words)
    verb = skip_to_verb(line, subject.stop)
    if verb is None:
        return None
    if subject.counted.head in word_set("dwellers") and _leaves_home(line, verb, words):
        return "displaced"
    if line.word(verb) == "fled" and subject.counted.head in word_set("dwellers"):
        return "displaced"
    return read_verb(line, verb, words)


def _leaves_home(line: Line, verb: int, words: MeasureWords) -> bool:
    """ "have left Lima for the villages", "left the valley since": those who live there, and no trip."""
    at = verb
    while line.kind(at) in "XR":
        at += 1
    if line.is_phrase(at, ("crossed", "into")) or line.is_phrase(at, ("crossed", "the", "border")):
        return True
    if line.word(at) not in ("left", "leave", "leaving"):
        return False
    named = line.tokens[at + 1].tag.startswith("NNP") if at + 1 < len(line) else False
    kinds = words.homes | word_set("kinds_of_place")
    place = named or (line.kind(at + 1) == "D" and line.word(at + 2) in kinds)
    rest = line.words[at + 2 : at + 8]
    trip = not word_set("trips").isdisjoint(rest)
    return place and not trip and ("for" in rest or "since" in rest or not named)


RELATIVE = frozenset(("who", "which", "that"))


def _read_main_verb(line: Line, at: int, words: MeasureWords) -> str | None:
    """The verb after a relative clause whose own verb tells nothing: "12 men who lived there were killed"."""
    while line.kind(at) in "XR":
        at += 1
    verb = skip_to_verb(line, at + 1)
    if verb is None or line.kind(verb) != "X":
        return None
    found = read_verb(line, verb, words)
    return None if found == NOTHING else found


def read_joined_left(subject: Subject, words: MeasureWords) -> str | None:
    """The verb before the first of several figures: "killed 12 soldiers and three guards"."""
    line = subject.line
    joint = _find_joint(line, subject.first)
    if joint is None or not (subject.counted.person or subject.bare):
        return None
    start, along = joint
    told = along
    for at in range(start, max(-1, subject.first - 18), -1):
        kind, word = line.kind(at), line.word(at)
        if word in words.actives and (kind == "V" or word in words.participles):
            passive = is_passive(line, at)
            if word in words.strict or not (told or passive):
                return None
            return None if passive and not (subject.bare or along) else words.actives[word]
        if word in words.of_nouns and line.word(at + 1) == "of":
            return words.of_nouns[word]
        if kind in "VXWL;" and word not in words.states:
            return None
        told = told or kind in "#N" or word in ("dozens", "several", "hundreds")
    return None


def _find_joint(line: Line, first: int) -> tuple[int, bool] | None:
    """The last word before what joins a figure to the one before, and whether that is "along with"."""
    at = first - 1
    while line.kind(at) == "D":
        at -= 1
    if line.is_phrase(at - 2, ("as", "well", "as")):
        return at - 3, True
    if line.word(at) == "with" and line.word(at - 1) in ("along", "together"):
        return at - 2, True
    return (at - 1, False) if line.word(at) in (",", "and", "or") else None


def read_joined_right(subject: Subject, words: MeasureWords) -> str | None:
    """The verb after the last of several figures: "12 soldiers and three guards were killed"."""
    line, at = subject.line, subject.stop
    if line.word(at) not in (",", "and", "(", "["):
        return None
    joined = number = False
    while at < min(len(line), subject.stop + 14):
        kind, word = line.kind(at), line.word(at)
        if kind in "XV":
            break
        if kind == "(":
            at = find_mark(line, at, ")", min(len(line), at + 12)) + 1
            continue
        joined = joined or word == "and"
        number = number or kind == "#" or word in ("a", "an")
        if kind not in "#NADRO,C" and word not in word_set("modifier_words"):
            return None
        at += 1
    return read_verb(line, at, words) if joined and number and line.kind(at) in "XV" else None


def read_force(subject: Subject, words: MeasureWords) -> str | None:
    """Troops on the move: "sent 3,000 troops", "a force of 2,500", "the force totals 2,500 personnel"."""
    line, counted = subject.line, subject.counted
    soldiers = is_military(counted.head) or subject.bare or counted.head in word_set("forces_of_people")
    if not soldiers:
        return None
    before = line.word(subject.first - 1)
    if before in words.send and not subject.bare:
        return "deployed"
    if before == "of" and line.word(subject.first - 2) in words.force:
        return "deployed"
    if not subject.bare and _is_sent(line, subject.stop, words):
        return "deployed"
    if (is_military(counted.head) or counted.head in word_set("police")) and _is_present(subject):
        return "deployed"
    near = [line.word(k) for k in range(max(0, subject.first - 5), subject.first)]
    if any(w in words.force for w in near) and near and near[-1] in word_set("force_totals"):
        return "deployed"
    return None


# A force has at least so many; "two soldiers in the street" are no deployment.
FORCE = 50


def _is_present(subject: Subject) -> bool:
    """ "there are 6,000 soldiers", "its strength amounts to 3,500 men", "6,000 soldiers on the streets"."""
    line = subject.line
    if (subject.bounded.number.best or 0) < FORCE:
        return False
    before = [line.word(k) for k in range(max(0, subject.first - 3), subject.first) if line.word(k) != "to"]
    behind = [line.word(k) for k in range(subject.stop, subject.stop + 4)]
    has = bool(before) and before[-1] in word_set("having_troops")
    there = "there" in before and any(w in word_set("be") for w in before)
    there = there or any(line.is_phrase(k, ("on", "duty")) for k in range(subject.stop, subject.stop + 3))
    return has or there or not word_set("where_troops_are").isdisjoint(behind)


def _is_sent(line: Line, at: int, words: MeasureWords) -> bool:
    """Whether the verb of the subject that ends before ``at`` is "were sent" or the like."""
    found = skip_to_verb(line, at)
    if found is None:
        return False
    passive = False
    while line.kind(found) in "XR" or line.word(found) in words.copulas:
        passive = passive or line.word(found) in words.copulas
        found += 1
    return passive and line.word(found) in words.send


def read_population(subject: Subject, words: MeasureWords) -> str | None:
    """ "a city of 3 million", "home to 3 million people", "a population of 3 million"."""
    line, at = subject.line, subject.first - 1
    if (subject.bounded.number.best or 0) < 500 or not (subject.bare or is_generic(subject.counted.head)):
        return None
    if line.word(at) == "to" and line.word(at - 1) == "home":
        return "population"
    if line.word(at) == "of" and line.word(at - 1) in words.settlement:
        return "population"
    near = [line.word(k) for k in range(max(0, at - 6), at + 1)]
    return "population" if "population" in near and near[-1] in word_set("population_links") else None


SURE: tuple[Rule, ...] = (read_own_noun, read_state, read_left, read_taken, read_lost)
RULES: tuple[Rule, ...] = (
    read_own_noun,
    read_state,
    read_left,
    read_taken,
    read_buried,
    read_fallen,
    read_force,
    read_population,
    read_numbered,
    read_bare_toll,
    read_lost,
    read_carried_dead,
    read_among,
    read_predicate,
    read_wounds,
    read_toll,
    read_joined_right,
    read_joined_left,
)
