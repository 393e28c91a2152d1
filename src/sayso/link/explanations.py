"""One row for each explanation that is put forward, whoever asserts or denies it; rival ones apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sayso.annotate.folding import fold_name
from sayso.link.alike import Words, join_alike
from sayso.link.cluster import Pair, Traits, cluster, named_same, standing
from sayso.link.tellings import Telling, content_words, head_word, stem
from sayso.model import Claim, Explanation, Judgement
from sayso.spans import overlap
from sayso.vocabulary import load_vocabulary

# Words of the cause itself weigh more than the words around it; a phrase says more than a word.
# What something "turned into" says what it is now, and weighs most.
OUTCOME, CAUSE, AROUND = 5, 3, 1
PHRASE, WORD, WEAK = 4, 2, 1
# Share of content words from which two causes without a family are one; below, they stay apart.
ALIKE = 0.34


# Words that point back to what was said before, and how far back they may reach.
BACK = re.compile(
    r"(?i)\W*(?:(?:some|all|much|none|most) of )?"
    r"(?:this|that|these|those|such|it|them|(?:well )?(?:right|wrong|mistaken|correct)|"
    r"the (?:claim|idea|report|charge|accusation|allegation|explanation|suggestion|rumour|rumor|theory)s?)\b"
)
# A content that is nothing but what another said: "rejects this", "calls it “a fairy tale”".
SAID_BACK = re.compile(
    r"(?i)(?:\W*$|\W*\s(?:as\b|an?\b|pure\b|claim|charge|accusation|stor|theor|report|idea|allegation|"
    r"[“\"‘]))"
)
FAR = 800
# A bare "it" reaches back a sentence or two.
NEAR = 500
LEAD = re.compile(r"(?i)^(?:that|because of|because|by|due to|to) ")
ASIDE = re.compile(r"(?i)\W*not ([^,;]{2,80}),? but\b")


class Frame(NamedTuple):
    """What is put forward and what is explained, as far as the word lists know."""

    family: str | None
    effect: str | None


class Family(NamedTuple):
    """An explanation that recurs in crises, as the word lists know it."""

    name: str
    stems: frozenset[str]
    weak: frozenset[str]
    phrases: tuple[str, ...]


@cache
def _families() -> tuple[Family, ...]:
    tables = load_vocabulary("en", "explanations")["family"]
    return tuple(
        Family(
            name,
            frozenset(map(stem, table["words"])),
            frozenset(map(stem, table.get("weak", ()))),
            tuple(map(_plain, table["phrases"])),
        )
        for name, table in tables.items()
    )


@cache
def _effects() -> dict[str, frozenset[str]]:
    return {
        n: frozenset(map(stem, words)) for n, words in load_vocabulary("en", "explanations")["effect"].items()
    }


def _plain(text: str) -> str:
    """Folded words with a blank on either side, so that a phrase is found by its own words."""
    return " " + " ".join(stem(w) for w in re.findall(r"\w+", fold_name(text))) + " "


@lru_cache(maxsize=65536)
def score_families(text: str) -> tuple[tuple[str, int], ...]:
    """The families that ``text`` speaks of, with how many of its words say so."""
    words, plain = {stem(w) for w in re.findall(r"\w+", fold_name(text))}, _plain(text)
    scores = [(family.name, _score(family, words, plain)) for family in _families()]
    return tuple((name, score) for name, score in scores if score)


def _score(family: Family, words: set[str], plain: str) -> int:
    phrases = sum(phrase in plain for phrase in family.phrases)
    return PHRASE * phrases + WORD * len(words & family.stems) + WEAK * len(words & family.weak)


def find_family(claim: Claim) -> str | None:
    """The one family that a claim's cause, then its words, speak of most; None where none or two do."""
    votes: Counter[str] = Counter()
    for text, weight in ((_outcome(claim), OUTCOME), (_cause(claim), CAUSE), (claim.span.exact, AROUND)):
        for name, score in score_families(text):
            votes[name] += weight * score
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _outcome(claim: Claim) -> str:
    """What something is said to have turned into, or ""."""
    became = claim.because.effect.exact if claim.because and claim.because.effect else ""
    return became[5:] if became.lower().startswith("into ") else ""


def _cause(claim: Claim) -> str:
    """The cause put forward; of "not this but that" the part that is set aside."""
    if claim.because is None:
        return claim.span.exact
    aside = ASIDE.match(claim.because.cause.exact)
    return aside[1] if aside else claim.because.cause.exact


def find_effect(claim: Claim) -> str | None:
    """The kind of what is explained; None where the words do not tell or tell two kinds alike."""
    if claim.because is None or claim.because.effect is None:
        return None
    words = [stem(w) for w in re.findall(r"\w+", fold_name(claim.because.effect.exact))]
    votes = Counter(name for name, stems in _effects().items() for w in words if w in stems)
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def link_explanations(tellings: Iterable[Telling], judgements: Sequence[Judgement] = ()) -> list[Explanation]:
    """The explanations put forward in ``tellings`` with every claim that takes a stand on them, by id."""
    every = {t.id: t.claim for t in sorted(tellings, key=lambda t: t.id)}
    placed = _placed_by_hand(every, judgements)
    told = {i: c for i, c in every.items() if i not in placed and _speaks_up(c)}
    answers = {i: about for i, about in find_answers(every, told).items() if i not in placed}
    told |= {i: every[i] for i in (*answers, *placed)}
    unread = answers.keys() | placed
    frames = {i: Frame(None, None) if i in unread else _frame(claim) for i, claim in told.items()}
    unknown = {i: c for i, c in told.items() if frames[i].family is None and i not in unread}
    pairs = [*_join_families(frames), *_join_words(unknown), *_join_answers(answers)]
    judged = standing(judgements, "explanation")
    effects = Traits(lambda i: frames[i].effect)
    groups = cluster(
        told, pairs, (), judged, lambda left, right: len({*effects.of(left), *effects.of(right)}) < 2
    )
    words = {i: Words(frozenset(), frozenset()) if i in placed else _own_words(c) for i, c in told.items()}
    kept = _kept_apart(judged)

    def may_meet(left: Sequence[str], right: Sequence[str]) -> bool:
        apart = any(not kept[claim_id].isdisjoint(right) for claim_id in left if claim_id in kept)
        return not apart and _one_effect(left, right, frames)

    groups = join_alike(groups, words, may_meet)
    usual = _usual_effect(frames)
    return [_make_explanation([told[i] for i in group], frames, usual) for group in groups]


def _placed_by_hand(every: Mapping[str, Claim], judgements: Sequence[Judgement]) -> frozenset[str]:
    """Claims that stand where persons put them and nowhere else: in a row of their own, or beside others.

    A claim that puts forward a cause in its own words is still read, wherever a person has put it.
    """
    rows = {i for i, claim in every.items() if "explanation" in claim.by_hand}
    put = named_same(judgements, "explanation")
    return frozenset(rows | {i for i in put if i in every and not _speaks_up(every[i])})


def _own_words(claim: Claim) -> Words:
    """The words of a claim but for those of what it explains, which its rivals share."""
    effect = claim.because.effect if claim.because else None
    explained = _explained() | (content_words(effect.exact) if effect else frozenset())
    cause = _cause(claim)
    aside = claim.because is not None and cause != claim.because.cause.exact
    # "Not this but that": what is asserted in the same breath is the rival.
    whole = cause if aside else claim.span.exact
    return Words(content_words(whole) - explained, content_words(cause) - explained)


@cache
def _explained() -> frozenset[str]:
    """The stems of what calls for an explanation in crises of every kind."""
    return happenings().union(*_effects().values()) - natural_hazards()


def _kept_apart(judgements: Sequence[Judgement]) -> defaultdict[str, set[str]]:
    """What a person said is different, by claim; the latest word on a pair counts."""
    kept: defaultdict[str, set[str]] = defaultdict(set)
    for judgement in reversed(standing(judgements)):
        lefts, rights = map(frozenset, judgement.sides)
        if judgement.verdict == "different":
            for ours, theirs in ((lefts, rights), (rights, lefts)):
                for claim_id in ours:
                    kept[claim_id] |= theirs
        else:
            for claim_id in lefts | rights:
                kept[claim_id] -= lefts | rights
    return kept


def _speaks_up(claim: Claim) -> bool:
    """Whether a claim puts forward an explanation in words of its own."""
    return _explains(claim) and _stands_alone(claim)


def _explains(claim: Claim) -> bool:
    """Whether a claim puts forward a cause of its own: more than a pronoun or the happening itself."""
    if claim.because is None:
        return claim.kind == "explanation"
    if _points_back(claim):
        return True
    bare = not content_words(claim.because.cause.exact) and len(content_words(claim.span.exact)) < 2
    head = stem(head_word(claim.because.cause.exact))
    circular = claim.because.question == "why" and head in happenings() - natural_hazards()
    return not bare and not circular


@cache
def happenings() -> frozenset[str]:
    """The stems of words for what is to be explained; "the riots escalated" explains nothing."""
    return frozenset(map(stem, load_vocabulary("en", "umbrellas")["heads"]))


@cache
def natural_hazards() -> frozenset[str]:
    """The stems of what nature does: a flood may be the cause as well as what is to be explained."""
    return frozenset(map(stem, load_vocabulary("en", "causes")["hazards"]["nature"]))


def _frame(claim: Claim) -> Frame:
    return Frame(find_family(claim), find_effect(claim))


def find_answers(every: Mapping[str, Claim], told: Mapping[str, Claim]) -> dict[str, str]:
    """Claims that speak of an explanation put forward elsewhere, with the id of the claim that does.

    They are about it by ``about_id`` (its own words, or words that overlap it), or name it only by a word
    that points back ("this support", "that claim"): then it is the last one before, in the same article.
    """
    by_article: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in told.values():
        by_article[claim.article_id].append(claim)
    answers = {}
    for i, claim in every.items():
        target = every.get(claim.about_id or "")
        found = _explained_by(target, by_article[target.article_id]) if target is not None else None
        if found is None:
            found = _last_before(claim, by_article[claim.article_id]) if _points_back(claim) else None
        if found is not None and found.id != i:
            answers[i] = found.id
    return answers


def _explained_by(target: Claim, told: Sequence[Claim]) -> Claim | None:
    """The explanation whose words overlap ``target`` most; for "that claim" the last one before."""
    met = [(overlap(c.span, target.span), c.id, c) for c in told if overlap(c.span, target.span)]
    if met:
        return max(met)[2]
    return _last_before(target, told) if BACK.match(target.span.exact) else None


def _points_back(claim: Claim) -> bool:
    """Whether the cause, or what is denied, is no more than words that point back ("this support")."""
    if claim.because is None and (claim.kind != "statement" or claim.polarity == "asserted"):
        return False
    if claim.because is None:
        said = BACK.match(claim.span.exact)
        return said is not None and SAID_BACK.match(claim.span.exact[said.end() :]) is not None
    cause = claim.because.cause.exact
    return len(cause.split()) < 5 and BACK.match(cause) is not None


def _stands_alone(claim: Claim) -> bool:
    """Whether a claim says what it puts forward in words of its own ("these shadow groups", not "this")."""
    if not _points_back(claim):
        return True
    return claim.because is not None and len(content_words(claim.because.cause.exact)) > 1


def _last_before(claim: Claim, told: Sequence[Claim]) -> Claim | None:
    """The explanation nearest before ``claim`` that is itself told in words of its own."""
    words = claim.because.cause.exact if claim.because else claim.span.exact
    reach = FAR if len(words.split()) > 1 else NEAR
    before = [
        (c.span.start, c.id, c)
        for c in told
        if c.span.start < claim.span.start and claim.span.start - c.span.end < reach and not _points_back(c)
    ]
    return max(before)[2] if before else None


def _join_families(frames: Mapping[str, Frame]) -> list[Pair]:
    """Claims of one family and one kind of effect; those whose effect is not told join the commonest kind."""
    effects: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for family, effect in frames.values():
        if family and effect:
            effects[family][effect] += 1
    first: dict[tuple[str, str], str] = {}
    pairs = []
    for claim_id, (family, effect) in sorted(frames.items()):
        if family is None:
            continue
        kinds = effects[family]
        usual = min(kinds, key=lambda k: (-kinds[k], k)) if kinds else ""
        other = first.setdefault((family, effect or usual), claim_id)
        if other != claim_id:
            pairs.append(Pair(other, claim_id, 2.0))
    return pairs


def _join_words(unknown: Mapping[str, Claim]) -> list[Pair]:
    """Causes of which no family is known that share a third of their words."""
    causes = {i: content_words(_cause(claim)) for i, claim in unknown.items()}
    index: defaultdict[str, list[str]] = defaultdict(list)
    pairs = []
    for claim_id, words in sorted(causes.items()):
        met = Counter(other for word in words for other in index[word])
        for other, shared in sorted(met.items()):
            likeness = shared / len(words | causes[other])
            if shared > 1 and likeness >= ALIKE:
                pairs.append(Pair(other, claim_id, likeness))
        for word in words:
            index[word].append(claim_id)
    return pairs


def _join_answers(answers: Mapping[str, str]) -> list[Pair]:
    pairs = sorted((min(i, about), max(i, about)) for i, about in answers.items())
    return [Pair(left, right, 5.0) for left, right in pairs]


def _one_effect(left: Sequence[str], right: Sequence[str], frames: Mapping[str, Frame]) -> bool:
    kinds = {frames[i].effect for i in (*left, *right)} - {None}
    return len(kinds) < 2


def _make_explanation(claims: Sequence[Claim], frames: Mapping[str, Frame], usual: str | None) -> Explanation:
    ids = tuple(sorted(c.id for c in claims))
    effects = Counter(e for i in ids if (e := frames[i].effect))
    known = usual if any(frames[i].family for i in ids) else None
    kind = min(effects, key=lambda e: (-effects[e], e)) if effects else known
    # By the kind of effect, so that rivals meet under one question.
    question = str(load_vocabulary("en", "explanations")["question"][kind or "other"])
    families = {claim.id: frames[claim.id].family for claim in claims}
    return Explanation("x" + ids[0][1:], question, _label(claims, families), ids)


def _usual_effect(frames: Mapping[str, Frame]) -> str | None:
    """The kind of effect that most claims of the case explain."""
    votes = Counter(frame.effect for frame in frames.values() if frame.effect)
    return min(votes, key=lambda e: (-votes[e], e)) if votes else None


def _label(claims: Sequence[Claim], families: Mapping[str, str | None]) -> str:
    """The words of the clearest claim: one that names the explanation, asserts it, and is short."""

    def clarity(claim: Claim) -> tuple[bool, bool, bool, int, str]:
        said, family = _put_forward(claim), families[claim.id]
        named = family is None or family in dict(score_families(said))
        asserted = claim.because is not None and claim.because.stance in ("asserts", "reports")
        length = len(said.split())
        return claim.because is None, not named, not asserted, max(3 - length, length - 9, 0), claim.id

    clearest = min(claims, key=clarity)
    said = _put_forward(clearest)
    words = " ".join((said if len(said.split()) > 1 else clearest.span.exact).split())
    bare = LEAD.sub("", words).strip(" ,;.“”'\"‘’")
    return bare if len(bare) <= 120 else bare[:120].rsplit(" ", 1)[0] + " …"


def _put_forward(claim: Claim) -> str:
    return _outcome(claim) or _cause(claim)
