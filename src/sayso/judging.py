"""A person's word on a case, made a record: which items it means, and whether it can be held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sayso.anchoring import list_anchors
from sayso.corrections import CLAIM_FIELDS, FIELDS, anchor_of
from sayso.model import (
    Anchor,
    Claim,
    Correction,
    Event,
    Explanation,
    Figure,
    Interval,
    Judgement,
    Linked,
    Subject,
)
from sayso.read import read_date
from sayso.store import CaseError

LONGEST = 2000  # characters of a reason; a name or a label is shorter
SHORT = 300
SUBJECTS: dict[str, Subject] = {"e": "event", "f": "figure", "x": "explanation", "n": "entity", "m": "entity"}
YES = ("misread", "checked")
Verdict = Literal["same", "different"]


class NotHeld(ValueError):
    """A judgement or correction that means nothing in this case; says why in a line."""


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Turns what cannot be held of the case at ``path`` into a CaseError."""
    try:
        yield
    except NotHeld as error:
        raise CaseError(path, str(error)) from error


# --- items ----------------------------------------------------------------------------------------


def list_ids(linked: Linked, letter: str) -> Iterable[str]:
    """The ids of all items of a kind."""
    lists: dict[str, Callable[[], Iterable[str]]] = {
        "a": lambda: (a.id for a in linked.articles),
        "c": lambda: (c.id for r in linked.readings for c in r.claims),
        "m": lambda: (m for n in linked.entities for m in n.mention_ids),
        "e": lambda: (e.id for e in linked.events),
        "f": lambda: (f.id for f in linked.figures),
        "x": lambda: (x.id for x in linked.explanations),
        "n": lambda: (n.id for n in linked.entities),
    }
    return lists[letter]() if letter in lists else ()


def find_item(linked: Linked, wanted: str, conflicts: Iterable[str] = ()) -> str:
    """The item whose id is ``wanted``, or alone begins with it, or once was it; raises NotHeld."""
    ids = list(conflicts) if wanted.startswith("k") else list(list_ids(linked, wanted[:1]))
    found = (
        [wanted] if wanted in ids else sorted({i for i in ids if len(wanted) > 1 and i.startswith(wanted)})
    )
    if len(found) == 1:
        return found[0]
    if found:
        some = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
        raise NotHeld(f"{wanted} could be {some}")
    anchor = anchor_of(wanted)
    if wanted[:1] in SUBJECTS and anchor != wanted and anchor in list_ids(linked, anchor[:1]):
        held = [i for i in ids if anchor in members_of(linked, i)]
        if len(held) == 1:
            return held[0]
    raise NotHeld(f"{wanted or 'nothing'}: nothing that can be judged has this id")


def find_entry(ids: Iterable[str], wanted: str) -> str:
    """The entry whose id is ``wanted``, or alone begins with it; raises NotHeld."""
    found = sorted({i for i in ids if i == wanted or (len(wanted) > 1 and i.startswith(wanted))})
    if wanted in found or len(found) == 1:
        return wanted if wanted in found else found[0]
    raise NotHeld(f"{wanted} could be {', '.join(found[:5])}" if found else f"{wanted}: no entry has this id")


def members_of(linked: Linked, item: str) -> tuple[str, ...]:
    """The claims or mentions of which an item is made; a claim or mention is itself."""
    if item[:1] == "n":
        return next((n.mention_ids for n in linked.entities if n.id == item), ())
    if item[:1] not in SUBJECTS or item[:1] == "m":
        return (item,)
    rows: tuple[Event | Figure | Explanation, ...] = (*linked.events, *linked.figures, *linked.explanations)
    return next((row.claim_ids for row in rows if row.id == item), ())


def find_claim(linked: Linked, claim_id: str) -> Claim | None:
    """The claim of that id."""
    return next((c for r in linked.readings for c in r.claims if c.id == claim_id), None)


def find_anchors(linked: Linked, ids: set[str]) -> tuple[Anchor, ...]:
    """Where the claims and mentions of these ids stand."""
    found = {anchor.id: anchor for anchor in list_anchors(linked.readings) if anchor.id in ids}
    return tuple(found[i] for i in sorted(found))


def words_of(linked: Linked, item: str) -> str:
    """What an item says: the words of a claim, of the first one of a row, or the name of a bearer."""
    anchor = anchor_of(item)
    if anchor[:1] == "c":
        claim = find_claim(linked, anchor)
        return claim.span.exact if claim else ""
    if anchor[:1] == "m":
        return next((n.name for n in linked.entities if anchor in n.mention_ids), "")
    return next((a.title or a.name for a in linked.articles if a.id == item), "")


# --- what every entry needs -----------------------------------------------------------------------


def check_person(by: str) -> str:
    """The name of who judges."""
    return check_words(by, "a name: who judges?", SHORT)


def check_words(words: str, what: str, longest: int) -> str:
    """Words that are there and of a length that can be read."""
    tidy = words.strip()
    if not tidy:
        raise NotHeld(f"it needs {what}")
    if len(tidy) > longest:
        raise NotHeld(f"{tidy[:30]!r} … is longer than {longest} characters")
    return tidy


def check_moment(at: str) -> str:
    """A moment in UTC, to the second, whatever zone it was given in; one without a zone is UTC."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise NotHeld(f"{at!r} is no moment; write it as 2022-01-06T14:30:00Z") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- same and different ---------------------------------------------------------------------------


def make_judgement(
    linked: Linked, pair: tuple[str, str], verdict: str, *, about: str, by: str, reason: str, at: str
) -> Judgement:
    """The judgement that two items are the same or different, in terms of the claims or mentions of both."""
    if verdict not in ("same", "different"):
        raise NotHeld(f"{verdict!r} is no verdict; there are same and different")
    left, right = (find_item(linked, item) for item in pair)
    if {left[0], right[0]} in ({"a", "n"}, {"c", "n"}):
        (bearer,) = (item for item in (left, right) if item[0] == "n")
        where = right if bearer == left else left
        subject: Subject = "entity"
        lefts, rights = find_named(linked, where, bearer, verdict), set(members_of(linked, bearer))
    else:
        subject = choose_subject(left, right, about)
        lefts, rights = (set(members_of(linked, item)) for item in (left, right))
    if lefts == rights:
        raise NotHeld(f"{left} and {right} are one and the same")
    if verdict == "different":
        # Of "this telling" and "that event" the telling is meant to leave, and the rest to stay.
        lefts, rights = (lefts - rights or lefts), (rights - lefts or rights)
    return Judgement(
        check_person(by),
        check_moment(at),
        min(lefts),
        min(rights),
        "same" if verdict == "same" else "different",
        check_words(reason, "a reason", LONGEST),
        about=subject,
        lefts=tuple(sorted(lefts)),
        rights=tuple(sorted(rights)),
        words=(words_of(linked, left), words_of(linked, right)),
        anchors=find_anchors(linked, lefts | rights),
    )


def find_named(linked: Linked, where: str, bearer: str, verdict: str) -> set[str]:
    """The mentions in a claim or an article that a person says are, or are not, of a bearer."""
    ours = set(members_of(linked, bearer))
    anchors = {a.id: a for a in list_anchors(linked.readings)}
    if where[0] == "a":
        there = {i for i in ours if i in anchors and anchors[i].article_id == where}
        if verdict == "same" or not there:
            raise NotHeld(f"{where} names {bearer} already" if there else f"{where} does not name {bearer}")
        return there
    claim = find_claim(linked, where)
    named = set(list_named(claim)) if claim else set()
    if verdict == "different":
        if not named & ours:
            raise NotHeld(f"{where} does not name {bearer}")
        return named & ours
    # Nobody takes a place for a person: those of the same sort alone come into question.
    places = {n.id for n in linked.entities if n.kind == "place"}
    others = [n.id for n in linked.entities if named & set(n.mention_ids) and n.id != bearer]
    others = [i for i in others if (i in places) == (bearer in places)]
    if len(others) != 1:
        raise NotHeld(f"{where} names {', '.join(others) or 'nobody else'}; judge one of these and {bearer}")
    return named & set(members_of(linked, others[0]))


def list_named(claim: Claim) -> Iterator[str]:
    """The mentions of sources, actors and places of a claim."""
    named = [*(hop.mention_id for hop in claim.attribution), *(role.mention_id for role in claim.actors)]
    named.append(claim.place.mention_id if claim.place else None)
    return (mention for mention in named if mention)


def choose_subject(left: str, right: str, about: str) -> Subject:
    """As what two items are judged: what they are, or what ``about`` says of two claims; raises NotHeld."""
    if "a" in (left[0], right[0]) or "k" in (left[0], right[0]):
        raise NotHeld("articles and conflicts cannot be joined or parted")
    kinds = {SUBJECTS[item[0]] for item in (left, right) if item[0] in SUBJECTS}
    if len(kinds) > 1 or ("entity" in kinds and "c" in (left[0], right[0])):
        raise NotHeld(f"{left} and {right} are of two kinds")
    if about and kinds and about not in kinds:
        raise NotHeld(f"{left} and {right} cannot be judged as {about}")
    if about not in ("", "event", "figure", "explanation", "entity") or (about == "entity" and not kinds):
        raise NotHeld(f"claims are judged as event, figure or explanation, not as {about!r}")
    return kinds.pop() if kinds else about  # type: ignore[return-value]  # checked just above


# --- corrections ----------------------------------------------------------------------------------


def make_correction(
    linked: Linked,
    item: str,
    field: str,
    value: str,
    *,
    by: str,
    reason: str,
    at: str,
    conflicts: Iterable[str] = (),
) -> Correction:
    """The correction of one field of one item; raises NotHeld where it does not fit."""
    found = find_item(linked, item, conflicts)
    check_field(found, field)
    kept, when = check_value(linked, found, field, " ".join(value.split()))
    bearer = next((n for n in linked.entities if anchor_of(kept) in n.mention_ids), None)
    standing_for = {anchor_of(found), anchor_of(kept)}
    # Who marks a thing as checked need not say why.
    why = (
        reason.strip()
        if field == "checked" and not reason.strip()
        else check_words(reason, "a reason", LONGEST)
    )
    said = words_of(linked, found)
    words = (said,) if said else ()
    return Correction(
        check_person(by),
        check_moment(at),
        found,
        field,
        kept,
        why,
        when=when,
        words=words,
        anchors=find_anchors(linked, standing_for),
        called=bearer.name if bearer and field in ("place", "speaker") else "",
    )


def check_field(item: str, field: str) -> None:
    """Raises NotHeld unless an item of this kind has the field."""
    if field not in FIELDS:
        raise NotHeld(f"no field {field}; there are {', '.join(FIELDS)}")
    if field in CLAIM_FIELDS and item[0] != "c":
        raise NotHeld(f"{field} is set right in a claim, and {item} is none")
    if field == "label" and item[0] not in "efxn":
        raise NotHeld(f"{item} has no label; events, figures, explanations and names have")


def check_value(linked: Linked, item: str, field: str, value: str) -> tuple[str, Interval | None]:
    """The value as it is kept, and the date that it means; raises NotHeld where it cannot be read."""
    if field in YES and value != "yes":
        raise NotHeld(f"{field} is yes; take it back with undo")
    if field in ("when", "as_of"):
        return value, check_day(linked, item, field, value)
    if field == "place":
        return find_bearer(linked, value, ("place",)), None
    if field == "speaker":
        return find_bearer(linked, value, ("person", "organisation", "group", "anonymous")), None
    if field == "explanation" and (row := find_row(linked, item)):
        raise NotHeld(f"{item} stands in {row} already; correct that row's label, or part the two first")
    return check_words(value, f"words for its {field}", SHORT), None


def check_day(linked: Linked, item: str, field: str, value: str) -> Interval | None:
    """The date that ``value`` means; None where it is empty, which says that no date is told."""
    claim = find_claim(linked, item)
    if field == "as_of" and (claim is None or claim.amount is None):
        raise NotHeld(f"{item} tells no figure")
    if not value:
        return None
    when = read_date(value)
    if when is None:
        raise NotHeld(f"{value!r} is no date that can be read with certainty")
    return when


def find_row(linked: Linked, claim_id: str) -> str | None:
    """The explanation in which a claim stands."""
    return next((x.id for x in linked.explanations if claim_id in x.claim_ids), None)


def find_bearer(linked: Linked, value: str, kinds: tuple[str, ...]) -> str:
    """A mention of the only bearer that ``value`` names, by id or by name, as an n-id; else the words."""
    if len(value) > SHORT:
        raise NotHeld(f"{value[:30]!r} … is longer than {SHORT} characters")
    if value in list_ids(linked, "n"):
        return place_mention(linked, value)
    named = [n for n in linked.entities if n.kind in kinds and value.casefold() in map(str.casefold, n.names)]
    return place_mention(linked, named[0].id) if value and len(named) == 1 else value


def place_mention(linked: Linked, entity_id: str) -> str:
    """The bearer by one of its mentions: for a place one that tells where it lies, else the first."""
    mentions = members_of(linked, entity_id)
    located = {p.id for r in linked.readings for p in r.places if not p.described}
    return "n" + next((m for m in mentions if m in located), mentions[0])[1:]
