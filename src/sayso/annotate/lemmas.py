"""Dictionary forms of English verbs by spelling, with a table of the irregular ones."""

from __future__ import annotations

import re
from functools import cache

from sayso.vocabulary import load_vocabulary

# Pasts that are other words too.
AMBIGUOUS = frozenset(
    [
        "are",
        "am",
        "were",
        "saw",
        "felt",
        "fell",
        "found",
        "ground",
        "lay",
        "wound",
        "bit",
        "left",
        "bound",
        "led",
        "bred",
    ]
)
VERB_TAGS = frozenset({"VBD", "VBN", "VBG", "VBZ", "VBP"})
DOUBLED = re.compile(r"([bdgkmnprt])\1$")
# Stems that had a silent e: by their last letters, then by one short vowel in a word of one syllable.
SILENT_E = re.compile(
    r"(?:[vzcu]|[^s]s|[nrd]g|leg|[^aeioul]l|[iu]at|quot|[mv]ot|plet|guid|[qp]uir|[sxtph]ir|[clpm]ar|plor|nor"
    r"|[^aeiou](?:at|ut|ur|id|ud|od|ag|ul|in|ib|um|uc|ak|ok|ik))$"
)
ONE_SYLLABLE = re.compile(r"^[^aeiou]*[aeiouy][^aeiouwxy]$")
NO_E = re.compile(
    r"(?:(?:oo|ee|ea|ai|oa|ou|ei|au|oi)[dfkmlnprt]|visit|limit|profit|benefit|combat|occur|murmur|admit|edit)$"
)


@cache
def _irregular() -> dict[str, str]:
    table = load_vocabulary("en", "irregular")["verbs"]
    return {form: lemma for lemma, forms in table.items() for form in forms.split()}


@cache
def past_forms() -> frozenset[str]:
    """Irregular pasts that are no infinitive of their own ("threw", not "read")."""
    lemmas = set(load_vocabulary("en", "irregular")["verbs"])
    regular = ("ing", "s", "ed", "being")
    forms = {f for f in _irregular() if f not in lemmas and not f.endswith(regular) and f.isalpha()}
    return frozenset(forms - AMBIGUOUS)


def lemmatise_verb(lower: str, tag: str) -> str:
    """The infinitive of a lower-case verb form with its Penn tag."""
    irregular = _irregular().get(lower)
    if irregular is not None:
        return irregular
    if tag in ("VBZ", "VBP") or (tag in VERB_TAGS and lower.endswith("s") and not lower.endswith("ss")):
        return _strip_s(lower)
    for ending in ("ed", "ing"):
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            return _restore(lower[: -len(ending)])
    return lower


def _strip_s(lower: str) -> str:
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if re.search(r"(?:[sxz]|[cs]h|o)es$", lower) and len(lower) > 4 and not lower.endswith(("ses", "zes")):
        return lower[:-2]
    if lower.endswith("sses"):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


def _restore(stem: str) -> str:
    """The infinitive whose -ed or -ing form has this stem."""
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if DOUBLED.search(stem) and len(stem) > 3:
        return stem[:-1]
    if NO_E.search(stem):
        return stem
    return stem + "e" if SILENT_E.search(stem) or (ONE_SYLLABLE.search(stem) and len(stem) > 2) else stem
