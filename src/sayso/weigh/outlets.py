"""The outlets of a case: which source is one of them, and what an outlet saw for itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from sayso.link.names import name_words
from sayso.model import Article, Claim
from sayso.vocabulary import load_vocabulary
from sayso.weigh.describing import any_of

SENTENCE = re.compile(r"[.!?][\"'”’)]*\s+|\n\s*\n")


class Outlets:
    """The articles of each outlet, found by any name that a reader would give it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = {article.id: article for article in articles}
        self._by_name: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for article in self.articles.values():
            if article.outlet:
                self._by_name[name_words(article.outlet)].add(article.id)
        self._by_part: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for name in self._by_name:
            for size in range(1, len(name)):
                self._by_part[name[:size]].add(name)
                self._by_part[name[-size:]].add(name)
        self._saw: dict[str, bool] = {}

    def is_own(self, name: str, article_id: str) -> bool:
        """Whether a name is that of the article's own outlet, in full or in its last words."""
        article = self.articles.get(article_id)
        own, words = name_words(article.outlet or "") if article else (), name_words(name)
        return bool(own) and bool(words) and (words == own or (len(own) > 1 and words in (own[-1:], own[:1])))

    def written_by(self, name: str, article_id: str) -> frozenset[str]:
        """The articles of the outlet of that name, none of which is of the outlet that names it."""
        found = self._by_name.get(name_words(name), set()) or self._by_short_name(name_words(name))
        return frozenset(found) if article_id not in found else frozenset()

    def _by_short_name(self, words: tuple[str, ...]) -> set[str]:
        """The articles of the only outlet whose name begins or ends with the words."""
        full = self._by_part.get(words, set())
        return self._by_name[next(iter(full))] if len(full) == 1 else set()

    def is_outlet(self, name: str) -> bool:
        """Whether a name is that of an outlet of the case, or ends as outlets' names do."""
        words = name.split()
        known = bool(self._by_name.get(name_words(name)) or self._by_short_name(name_words(name)))
        return known or (len(words) > 1 and {words[0], words[-1]} & _media_words() != set())

    def named_before(self, hop_name: str, article_id: str, end: int) -> frozenset[str]:
        """The articles of the only other outlet that an article names before "the same site", "the paper"."""
        article = self.articles.get(article_id)
        match = re.fullmatch(rf"(?i)the (?:same )?(?:{any_of('outlets')})", hop_name.strip())
        if article is None or match is None:
            return frozenset()
        head = article.text[:end].casefold()
        others = [
            found
            for words, found in sorted(self._by_name.items())
            if article_id not in found and " ".join(words) in " ".join(name_words(head))
        ]
        return frozenset(others[0]) if len(others) == 1 else frozenset()

    def saw(self, claim: Claim) -> bool:
        """Whether the sentence of a claim, or the one it goes on from, says that its outlet was there."""
        if claim.id not in self._saw:
            self._saw[claim.id] = self._find_seeing(claim)
        return self._saw[claim.id]

    def _find_seeing(self, claim: Claim) -> bool:
        article = self.articles.get(claim.article_id)
        if article is None or claim.voice != "author":
            return False
        before, own = _sentences(article.text, claim.span.start, claim.span.end)
        if self._tells_seeing(own, article):
            return True
        return bool(_going_on().match(own)) and self._tells_seeing(before, article)

    def _tells_seeing(self, sentence: str, article: Article) -> bool:
        if _sees().search(sentence) is None:
            return False
        bare = re.sub(r"[\"“][^\"“”]*[\"”]", " ", sentence)
        return any(pattern.search(bare) for pattern in _seeing(article.outlet))

    def is_observer(self, name: str, article_id: str, place: int) -> bool:
        """Whether a source is one whom the article's outlet sent: "our team", "a Courier reporter"."""
        article = self.articles.get(article_id)
        if article is None:
            return False
        around = article.text[max(0, place - 60) : place + len(name) + 1]
        return (
            _observer(article.outlet).search(around) is not None
            and re.search(rf"(?i)\b(?:{any_of('observers')})\b", name) is not None
        )


@cache
def _media_words() -> frozenset[str]:
    media = load_vocabulary("en", "media")
    return frozenset((*media["endings"], "Radio"))


@cache
def _going_on() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s*(?:{any_of('goes_on')})\b")


@cache
def _observer(outlet: str | None) -> re.Pattern[str]:
    """A reporter of the outlet, in the words that articles have for their own."""
    who = rf"(?:[\w-]+\s+){{0,2}}?(?:{any_of('observers')})\b"
    own = r"\b(?:this|our(?:\sown)?|this\s(?:news)?paper['’]s|this\s(?:news)?paper)\s+"
    names = [re.escape(name) for name in _short_forms(outlet)]
    named = rf"|\b(?:{'|'.join(names)})(?:['’]s?)?\s+" if names else ""
    return re.compile(rf"(?:{own}{named}){who}", re.I)


def _short_forms(outlet: str | None) -> list[str]:
    words = (outlet or "").split()
    bare = words[1:] if words[:1] in (["The"], ["THE"]) else words
    forms = {" ".join(bare), bare[-1]} if bare else set()
    return sorted((form for form in forms if len(form) > 2), key=len, reverse=True)


@cache
def _sees() -> re.Pattern[str]:
    """A word for seeing, which every pattern of ``_seeing`` asks for: most sentences have none."""
    return re.compile(rf"(?i)\b(?:{any_of('sees')})\b")


@cache
def _seeing(outlet: str | None) -> tuple[re.Pattern[str], ...]:
    sees = any_of("sees")
    names = "|".join(re.escape(name) for name in _short_forms(outlet))
    patterns = [
        rf"{_observer(outlet).pattern}[^;]{{0,120}}?\b(?:{sees})\b",
        rf"\b(?:{sees})\b[^;]{{0,60}}?{_observer(outlet).pattern}",
        rf"\b(?:[Ww]e|I)\s+(?:ourselves\s+|myself\s+)?(?:have\s+|had\s+)?(?:{sees})\b",
    ]
    if names:
        patterns.append(rf"\b(?:{names})\s+(?:has\s+|itself\s+)?(?:{sees})\b")
    return tuple(re.compile(pattern, re.I if n < 2 else 0) for n, pattern in enumerate(patterns))


def _sentences(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence of a stretch of text, and the one before it in its paragraph."""
    head = text[max(0, start - 700) : start]
    parts = re.split(r"(?<=[.!?])[\"'”’)]*\s+|\n", head)
    tail = SENTENCE.search(text, max(start, end - 1))
    own = parts[-1] + text[start : tail.start() + 1 if tail else end]
    previous = parts[-2] if len(parts) > 1 else ""
    return previous, own
