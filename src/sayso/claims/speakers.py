"""Who goes on speaking: pronouns and quotations that follow a named speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.annotate.bearers import gender_of
from sayso.annotate.counted import is_person, singular
from sayso.claims.clauses import Clause, find_clauses
from sayso.claims.contents import make_attribution
from sayso.claims.noun_contents import is_body
from sayso.claims.quotes import Quote, is_speech
from sayso.claims.sources import AUTHOR, OBSERVER, fellow_subject, phrase_after, read_source, reporting_words
from sayso.model import Attribution, Doc, Hop, Sentence
from sayso.spans import inside_any

MALE, FEMALE = frozenset({"he", "him"}), frozenset({"she", "her"})
CARRIED = MALE | FEMALE | {"they", "it"}
# How far back a pronoun may reach: one paragraph and so many code points.
REACH = 900
# How far behind a saying a quotation may stand that goes on with it: in the next paragraph, in its own.
NEAR, REACH_IN_PARAGRAPH = 120, 220
SINGULAR = ("a", "an", "one", "another", "the", "my", "his", "her", "their", "our")


@dataclass(frozen=True, slots=True)
class Told:
    """Who has spoken so far, by the number of the sentence, and where the contents are."""

    doc: Doc
    speakers: dict[int, list[Hop]]
    contents: tuple[tuple[int, int, str], ...]

    def number(self, offset: int) -> int:
        """The number of the sentence at ``offset``."""
        return bisect_right(self.doc.sentences, offset, key=lambda s: s.start) - 1

    def is_said(self, start: int, end: int, own: str = "") -> bool:
        """Whether the words stand in what somebody says, by another attribution than ``own``."""
        return any(first <= start and end <= last and ident != own for first, last, ident in self.contents)


def carry_speakers(doc: Doc, quotes: Sequence[Quote], found: Sequence[Attribution]) -> list[Attribution]:
    """ "He added" goes on with who spoke or acted last, where that was not two paragraphs ago."""
    quoted = ((*quote, "quoted") for quote in quotes if is_speech(doc.article.text, quote))
    told = Told(doc, {}, (*((a.content.start, a.content.end, a.id) for a in found), *quoted))
    out: list[Attribution] = []
    for item in sorted(found, key=lambda a: (a.cue.start, a.id)):
        out.append(_carry(told, item))
        if not told.is_said(item.cue.start, item.cue.end, item.id):
            told.speakers.setdefault(told.number(item.cue.start), []).append(out[-1].hops[-1])
    return out


def _carry(told: Told, item: Attribution) -> Attribution:
    hop = item.hops[-1]
    if hop.span is None or hop.span.exact.lower() not in CARRIED:
        return item
    number = told.number(hop.span.start)
    if fellow_subject(told.doc, told.doc.sentences[number], hop.span) is not None:
        return item
    bearer = _find_bearer(told, number, hop.span.exact.lower())
    if bearer is None:
        return item
    return replace(item, hops=(*item.hops[:-1], replace(bearer, stance=hop.stance, span=hop.span)))


def _find_bearer(told: Told, number: int, pronoun: str) -> Hop | None:
    """Who spoke last before sentence ``number``, or is the subject of what was told last."""
    sentences = told.doc.sentences
    here = sentences[number]
    for back in range(number, -1, -1):
        before = sentences[back]
        if before.paragraph < here.paragraph - 1 or here.start - before.start > REACH:
            return None
        acting = _subjects(told, before) if back < number else []
        acting.sort(key=lambda hop: not _is_kin(pronoun, hop))
        speaking = told.speakers.get(back, [])
        bearer = next((h for h in [*speaking, *acting] if _agrees(pronoun, h, speaks=h in speaking)), None)
        if bearer is not None:
            return bearer
    return None


def _subjects(told: Told, sentence: Sentence) -> list[Hop]:
    """The named people and bodies that are subjects in ``sentence``, outside of what is said there."""
    if inside_any(sentence.start, sentence.end, told.doc.furniture):
        return []
    out = list[Hop]()
    for clause in find_clauses(sentence):
        if clause.subject is not None and clause.finite and not told.is_said(clause.start, clause.end):
            hops = read_source(told.doc, sentence, _asked(clause) or clause.subject, "says")
            out += [h for h in hops[-1:] if h.kind != "anonymous"]
    return [h for h in out if h.span is None or h.span.exact.lower() not in CARRIED]


def _asked(clause: Clause) -> tuple[int, int] | None:
    """Whom the author asked ("I asked the new cook whether …"): who answers next."""
    tokens = clause.sentence.tokens
    if clause.subject is None or clause.head.lemma != "ask":
        return None
    author = tokens[clause.subject[0]].text.lower() in AUTHOR
    return phrase_after(clause.sentence, clause.verb + 1, len(tokens)) if author else None


def _agrees(pronoun: str, hop: Hop, *, speaks: bool) -> bool:
    """Whether the pronoun may stand for this bearer, who speaks or only acts."""
    if hop.name.endswith("(not clear who)") or (OBSERVER.match(hop.name) and not speaks):
        return False  # whom an outlet sends passes on what others say
    human = (
        speaks or _head(hop.name).endswith("-in-law") or is_person(_head(hop.name), singular(_head(hop.name)))
    )
    if pronoun == "they":
        return hop.kind == "organisation" or (hop.kind == "group" and human and _is_plural(hop.name))
    if pronoun == "it":
        body = _is_document(hop.name) or is_body(hop.name)
        return hop.kind == "organisation" or (hop.kind == "group" and body)
    if hop.kind == "person":
        return gender_of(hop.name) != ("f" if pronoun in MALE else "m")
    # One who is described ("an officer of the agency") has no kind of his own; "her mother … she" is open.
    first = hop.name.split()[0].lower()
    if not speaks and _is_kin(pronoun, hop):
        return True
    single = hop.kind != "organisation" and not _is_plural(hop.name) and not _is_document(hop.name)
    return single and human and (first in SINGULAR if speaks else first not in ("his", "her"))


# Words that are a man's, and a woman's.
KIN = (
    frozenset(
        {"husband", "father", "brother", "son", "uncle", "nephew", "grandfather", "widower", "brother-in-law"}
    ),
    frozenset(
        {"wife", "mother", "sister", "daughter", "aunt", "niece", "grandmother", "widow", "sister-in-law"}
    ),
)


def _is_kin(pronoun: str, hop: Hop) -> bool:
    """Whether words for kin fit the pronoun as no other's do: "his wife was given …. She said"."""
    words = hop.name.lower().split()
    return words[0] in ("his", "her") and words[-1] in KIN[pronoun in FEMALE]


def _is_plural(name: str) -> bool:
    return _head(name).endswith("s") or _head(name) in ("police", "people", "media")


def _is_document(name: str) -> bool:
    return _head(name) in reporting_words().carrier


def _head(name: str) -> str:
    """The noun that a phrase is about: the last word before what hangs on it."""
    words = name.lower().split()
    ends = [
        i for i, w in enumerate(words) if i and w in ("of", "for", "from", "in", "at", "on", "with", "who")
    ]
    return words[: ends[0] if ends else None][-1] if words else ""


def continue_quotes(doc: Doc, quotes: Sequence[Quote], found: Sequence[Attribution]) -> list[Attribution]:
    """A quotation without a cue of its own goes on with the speaker quoted just before it."""
    out: list[Attribution] = []
    text = doc.article.text
    for quote in quotes:
        # What is said within the quotation is another's: whose the quotation is remains open.
        apart = [a for a in found if not quote[0] <= a.cue.start < quote[1]]
        covered = any(a.content.start < quote[1] and quote[0] < a.content.end for a in apart)
        if covered or not is_speech(text, quote) or inside_any(*quote, doc.furniture):
            continue
        # It must fill a sentence; a phrase in quotation marks inside other words is no new speech.
        if not any(s.start == quote[0] for s in doc.sentences):
            continue
        out += _introduced(doc, quote) or _gone_on(doc, quote, [*apart, *out])
    return out


def _gone_on(doc: Doc, quote: Quote, found: Sequence[Attribution]) -> list[Attribution]:
    """The quotation as the words of who spoke last, if nothing stands between that could be another's."""
    before = [a for a in found if a.cue.start < quote[0] and a.hops and a.hops[-1].kind != "anonymous"]
    last = max(before, key=lambda a: max(a.cue.start, a.content.start), default=None)
    if last is None:
        return []
    gap = doc.article.text[max(last.content.end, last.cue.end) : quote[0]]
    spoken = last.mode != "indirect"
    near = len(gap) <= (NEAR if "\n\n" in gap else REACH_IN_PARAGRAPH)
    # In one paragraph what is quoted after "he says" is his, though that was not in his words.
    if not near or gap.count("\n\n") > (1 if spoken else 0):
        return []
    *outer, speaker = last.hops
    hops = (*outer, replace(speaker, stance="says"))  # a denial ends with its sentence
    return make_attribution(doc, quote, (last.cue.start, last.cue.end), hops)


def _introduced(doc: Doc, quote: Quote) -> list[Attribution]:
    """A quotation that opens a paragraph below "A clerk described what he saw:"."""
    number = bisect_right(doc.sentences, quote[0], key=lambda s: s.start) - 1
    before = doc.sentences[number - 1] if number > 0 else None
    if before is None or before.paragraph != doc.sentences[number].paragraph - 1:
        return []
    if before.tokens[-1].text != ":" or inside_any(before.start, before.end, doc.furniture):
        return []
    known = reporting_words().stance
    telling = [c for c in find_clauses(before) if c.head.lemma in known and c.finite and c.subject]
    if not telling or telling[0].subject is None:
        return []
    hops = read_source(doc, before, telling[0].subject, "says")
    return make_attribution(doc, quote, (telling[0].head.start, telling[0].head.end), hops) if hops else []
