"""Which words of an article belong to the names of people, by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.capitals import NameWords, is_headline, load_name_words, read_stretches
from sayso.model import Sentence, Token


def personal_words(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Words that somewhere follow a given name, an initial or a title: "Brandt", after "Ivo Brandt said"."""
    words, out = load_name_words(), set()
    for sentence in sentences:
        if is_headline(sentence):
            continue
        for first, after in read_stretches(sentence):
            out.update(_names_in(sentence.tokens[first:after], words))
    return frozenset(out)


def _names_in(tokens: Sequence[Token], words: NameWords) -> list[str]:
    for index, token in enumerate(tokens[:-1]):
        text = token.text
        opened = (
            text in words.given or text in words.titles or (len(text) == 1 and tokens[index + 1].text == ".")
        )
        if opened:
            rest = [t.text for t in tokens[index + 1 :] if t.text[0].isupper() and len(t.text) > 1]
            return [w for w in rest if w not in words.title_parts]
    return []


def follows_person_word(tokens: Sequence[Token], first: int) -> bool:
    """Whether the word before is a given name, a title or an initial: then a person's name goes on."""
    words, index = load_name_words(), first - 1
    pointed = index >= 1 and tokens[index].text == "."
    index -= pointed
    if index < 0 or tokens[first].start - tokens[index].end > 2:
        return False
    before = tokens[index].text
    return (
        before in words.given
        or before in words.titles
        or (len(before) == 1 and before.isupper() and (pointed or before not in "AI"))
    )
