"""How fast the network reads from raw text to spans, beside a spaCy pipeline; start and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sayso.annotate.reader import Reader
from sayso.annotate.tokens import split_paragraphs, split_sentences, split_words
from sayso.model import Sentence, Token

COLD = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from sayso.annotate.reader import open_network
from bench.reader_speed import cut_text
reader = open_network(Path(sys.argv[1]), 2)
texts = json.loads(sys.stdin.read())
reader.read(cut_text(texts[0][:300]))
first = time.time()
for text in texts:
    reader.read(cut_text(text))
print(json.dumps([first, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def cut_text(text: str) -> list[Sentence]:
    """The sentences and words of a text, without tags."""
    out = []
    for number, paragraph in enumerate(split_paragraphs(text)):
        for start, end in split_sentences(text, *paragraph):
            tokens = tuple(Token(s, e, text[s:e], "", "") for s, e in split_words(text, start, end))
            out.append(Sentence(start, end, number, tokens))
    return out


def count_words(texts: Sequence[str]) -> int:
    """Words between blanks, the same for every system."""
    return sum(len(text.split()) for text in texts)


def time_reader(reader: Reader, texts: Sequence[str]) -> float:
    """Words a second from raw text."""
    reader.read(cut_text(texts[0]))
    return count_words(texts) / min(time_rounds(lambda: reader.read_all(cut_text(text) for text in texts)))


def build_spacy() -> Any:
    """A pipeline with the small English model's layers and numbers of labels; its weights are random."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    nlp.add_pipe("tok2vec")
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "hidden_width": 64, "maxout_pieces": 2}
    for name, kind in (("parser", "parser"), ("ner", "ner")):
        model = {
            **parser,
            "state_type": kind,
            "extra_state_tokens": False,
            "use_upper": True,
            "tok2vec": listener,
        }
        nlp.add_pipe(name, config={"model": model})
    words = ["Ann", "saw", "Bo", "."]
    examples = []
    for i in range(50):
        gold = {
            "words": words,
            "tags": [f"T{i}", "V", "N", "."],
            "heads": [1, 1, 1, 1],
            "deps": ["nsubj", "ROOT", f"d{i}", "punct"],
            "entities": [f"U-E{i % 18}", "O", "O", "O"],
        }
        examples.append(Example.from_dict(nlp.make_doc("Ann saw Bo ."), gold))
    nlp.initialize(lambda: examples)
    return nlp


def time_spacy(texts: Sequence[str]) -> float | None:
    """Words a second of such a pipeline in one process; None where spaCy is not installed."""
    try:
        nlp = build_spacy()
    except ImportError:
        return None
    list(nlp.pipe(texts[:2]))
    return count_words(texts) / min(time_rounds(lambda: nlp.pipe(texts)))


def time_rounds(read: Callable[[], Iterable[object]]) -> list[float]:
    """Seconds of each of three rounds; other work on the machine only slows, so the best is the truest."""
    rounds = []
    for _ in range(3):
        started = time.perf_counter()
        for _ in read():
            pass
        rounds.append(time.perf_counter() - started)
    return rounds


def measure_start(folder: Path, texts: Sequence[str]) -> tuple[float, float]:
    """Seconds from nothing to the first reading, and megabytes at most, in a process of its own."""
    started = time.time()
    out = subprocess.run(
        [sys.executable, "-c", COLD, str(folder), str(Path(__file__).parents[1])],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        check=True,
    )
    first, megabytes = json.loads(out.stdout)
    return first - started, megabytes


def measure_speed(reader: Reader, folder: Path, corpora: Path) -> dict[str, float]:
    """Speed, start and memory on news articles."""
    paths = sorted((corpora / "attribution/polnear/dev/text").glob("*.txt"))[:40]
    texts = [path.read_text("utf-8") for path in paths]
    start, megabytes = min(measure_start(folder, texts) for _ in range(3))
    figures = {
        "words a second": time_reader(reader, texts),
        "cold start, s": start,
        "peak memory, MB": megabytes,
    }
    other = time_spacy(texts)
    if other:
        figures |= {"spaCy words a second": other, "times spaCy": figures["words a second"] / other}
    return figures
