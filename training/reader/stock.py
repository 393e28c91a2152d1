"""Everything there is to learn from, as passages with pieces and labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from training.reader.attribution_corpora import read_attributions
from training.reader.event_corpora import read_ecb, read_timebank
from training.reader.gum_corpus import read_gum
from training.reader.losses import embed_texts
from training.reader.names_corpora import read_names, read_social
from training.reader.network import load_encoder
from training.reader.passages import Passage
from training.reader.samples import Prepared, prepare, prepare_roles
from training.reader.sentence_corpora import RoledArticle, read_factuality, read_roles

from sayso.annotate.reader_pieces import Cutter
from sayso.annotate.reader_windows import describe_roles


def load_cutter(encoder: Path) -> Cutter:
    """The cutter for the encoder's own vocabulary."""
    return Cutter((encoder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n"))


def read_passages(corpora: Path, name: str) -> list[Passage]:
    """The training part of a corpus."""
    if name == "names":
        return read_names(corpora / "ner")
    if name == "social":
        return read_social(corpora / "ner")
    if name == "gum":
        return read_gum(corpora / "gum/dep")
    if name == "attribution":
        return read_attributions(corpora / "attribution/polnear", "train")
    if name == "ecb":
        return read_ecb(corpora / "events/ecbplus", dev=False)
    if name == "timebank":
        return read_timebank(corpora / "time/timebank", kept_apart=False)
    if name == "facts":
        return read_factuality(corpora / "factuality/UW/train.jsonl")
    return read_factuality(corpora / "factuality/UDS_IH2/train.jsonl", "factuality_crowd")


def load_stock(
    corpora: Path, encoder: Path, names: Sequence[str]
) -> tuple[dict[str, list[Prepared]], Cutter]:
    """The training parts of the corpora ``names``, and the cutter."""
    cutter = load_cutter(encoder)
    stock = dict[str, list[Prepared]]()
    for name in (name for name in names if name != "roles"):
        passages = read_passages(corpora, name)
        stock[name] = prepare(cutter, passages)
    if "roles" in names:
        articles = read_roles(corpora / "roles/train.zip")
        stock["roles"] = prepare_roles(cutter, articles, embed_articles(articles, encoder, cutter))
    return stock, cutter


def embed_articles(
    articles: Sequence[RoledArticle], encoder: Path, cutter: Cutter
) -> list[NDArray[np.float32]]:
    """What each sentence's article lends it, from the untouched encoder's vectors."""
    teacher = load_encoder(encoder).eval()
    texts = [sentence for article in articles for sentence in article.sentences]
    vectors, features, start = embed_texts(teacher, cutter, texts).numpy(), [], 0
    for article in articles:
        size = len(article.sentences)
        features.append(describe_roles(vectors[start : start + size]))
        start += size
    return features
