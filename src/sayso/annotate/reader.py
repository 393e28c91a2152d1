"""The shipped network: one pass over an article's sentences, and what each of its heads read.

    reader = load_network()
    readings = reader.read(doc.sentences)

``Reader.read`` takes an article's sentences and gives ``Readings``: names; the sources, cues and contents
of what is attributed, each as its own layer, and joined; event words with their factuality; and for each
sentence its role in the story and its vector. Places count code points of the article's text, as the
sentences' own do. Spans end where words of the network's vocabulary end: inside "well-trained" there are
three. ``threads`` changes the speed and never the result: each window is read alone, so neither the
neighbours of an article nor the machine's cores can move a rounding.

Nothing here is imported by ``import sayso``; onnxruntime and numpy are imported on loading.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.annotate.reader_decoding import (
    BARRED,
    Found,
    Row,
    bar_steps,
    join_attributions,
    read_layer,
    read_layers,
)
from sayso.annotate.reader_names import agree_names
from sayso.annotate.reader_pieces import Cutter, Pieces
from sayso.annotate.reader_windows import (
    FIRST,
    HEADS,
    LAST,
    NAME_KINDS,
    Part,
    join_parts,
    join_role_rows,
    pack_windows,
)
from sayso.model import Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

FACTS = ("happened", "not", "uncertain")
ROLES = (
    "main event",
    "consequence",
    "cause",
    "context",
    "history",
    "anecdote",
    "evaluation",
    "expectation",
    "none",
)
GRAPHS = ("network", "meaning", "roles")
PARTS = ("network.onnx", "meaning.onnx", "roles.onnx", "vocabulary.txt", "steps.json")


class DamagedNetwork(ValueError):
    """A file of the network is not the one that its card was written for."""


class Fact(NamedTuple):
    """Whether what a word tells of is said to have happened, not to have, or neither: ``kind``.

    ``score`` runs from -3 (did not) to 3 (did); ``future`` is how sure it is told as yet to come, 0 to 1.
    """

    kind: str
    score: float
    future: float


class EventWord(NamedTuple):
    """An event's words, how sure they are one, and whether it happened."""

    start: int
    end: int
    sure: float
    fact: Fact


class Attributed(NamedTuple):
    """A content with the cue that gives it and whose it is, where the network saw them."""

    content: Found
    cue: Found | None
    source: Found | None


class RoleReading(NamedTuple):
    """What a sentence does in the story, and how sure that is."""

    role: str
    sure: float


@dataclass(frozen=True, slots=True)
class Readings:
    """What the network read in one article. ``roles`` and ``vectors`` go sentence by sentence.

    ``events`` are the events a report is about; ``occurrences`` also states and what is said or thought.
    ``facts`` has every word by its start, for event words found in another way. A vector is of length one
    (a sentence of nothing has all zeros); the likeness of two sentences is their product.
    """

    names: tuple[Found, ...]
    sources: tuple[Found, ...]
    cues: tuple[Found, ...]
    contents: tuple[Found, ...]
    attributed: tuple[Attributed, ...]
    events: tuple[EventWord, ...]
    occurrences: tuple[EventWord, ...]
    facts: dict[int, Fact]
    roles: tuple[RoleReading, ...]
    vectors: Numbers


@dataclass(frozen=True, slots=True)
class Window:
    """A window as it was read: its parts, its words' places and scores, and its pieces' vectors.

    ``openings`` are the numbers of the words that open a sentence.
    """

    parts: list[Part]
    spans: list[tuple[int, int]]
    openings: list[int]
    scores: Numbers
    hidden: Numbers


@dataclass(frozen=True, slots=True)
class Reader:
    """The network, loaded; safe to use from several threads."""

    graphs: dict[str, Any]
    cutter: Cutter
    steps: dict[str, Numbers]
    digest: str
    threads: int

    def read(self, sentences: Sequence[Sentence]) -> Readings:
        """Everything the network reads in one article's sentences."""
        return self._make_readings(*self.run(sentences), sentences)

    def run(self, sentences: Sequence[Sentence]) -> tuple[list[Pieces], list[Window]]:
        """The sentences' pieces, and the windows as the network left them."""
        pieces = [_cut_sentence(self.cutter, sentence) for sentence in sentences]
        packed = pack_windows(
            [len(p.ids) for p in pieces], [s.paragraph for s in sentences], [p.firsts for p in pieces]
        )
        if self.threads == 1 or len(packed) < 2:
            return pieces, [self._run_window(parts, pieces) for parts in packed]
        with ThreadPoolExecutor(self.threads) as pool:
            return pieces, list(pool.map(lambda parts: self._run_window(parts, pieces), packed))

    def read_all(self, articles: Iterable[Sequence[Sentence]]) -> Iterator[Readings]:
        """The readings of many articles in order; a few are held at a time, each read on one thread."""
        alone = replace(self, threads=1)
        if self.threads == 1:
            yield from map(alone.read, articles)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            begun: deque[Future[Readings]] = deque()
            for sentences in articles:
                begun.append(pool.submit(alone.read, sentences))
                if len(begun) > 2 * self.threads:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()

    def _run_window(self, parts: list[Part], pieces: Sequence[Pieces]) -> Window:
        import numpy as np

        ids = join_parts(parts, [p.ids for p in pieces], FIRST, LAST)
        cases = join_parts(parts, [p.cases for p in pieces], 0, 0)
        given = {"ids": np.array([ids]), "cases": np.array([cases])}
        scores, hidden = self.graphs["network"].run(["scores", "hidden"], given)
        marks = np.cumsum([0, *(p.end - p.start + 1 for p in parts)])
        inner = np.delete(np.arange(len(ids)), marks)
        numbers, spans, openings = _list_words(parts, pieces)
        return Window(parts, spans, openings, scores[0, inner][numbers], hidden[0, inner])

    def _make_readings(
        self, pieces: Sequence[Pieces], windows: Sequence[Window], sentences: Sequence[Sentence]
    ) -> Readings:
        rows = {head: [_take_head(window, head) for window in windows] for head in SPAN_HEADS}
        names = read_layer(rows.pop("names"), self.steps["names"])
        layers = dict(zip(rows, read_layers(list(rows.values()), [self.steps[h] for h in rows]), strict=True))
        kinds = tuple(f._replace(label=NAME_KINDS[int(f.label)]) for f in names)
        said = sources, cues, contents = layers["source"], layers["cue"], layers["content"]
        words = [span for window in windows for span in window.spans]
        starts = [sentence.start for sentence in sentences]
        pooled = pool_sentences(windows, len(pieces))
        vectors = _normalise(self._work_out("meaning", pooled))
        facts = _read_facts(windows)
        return Readings(
            names=agree_names(kinds, sentences, words),
            sources=sources,
            cues=cues,
            contents=contents,
            attributed=tuple(Attributed(*row) for row in join_attributions(said, starts)),
            events=tuple(EventWord(f.start, f.end, f.sure, facts[f.start]) for f in layers["event"]),
            occurrences=tuple(
                EventWord(f.start, f.end, f.sure, facts[f.start]) for f in layers["occurrence"]
            ),
            facts=facts,
            roles=self._read_roles(pooled, vectors),
            vectors=vectors,
        )

    def _work_out(self, graph: str, given: Numbers) -> Numbers:
        # Not numpy's product: that is shared out among threads, and its last digits with it.
        worked_out: Numbers = self.graphs[graph].run(None, {"given": given})[0]
        return worked_out

    def _read_roles(self, pooled: Numbers, vectors: Numbers) -> tuple[RoleReading, ...]:
        if not len(pooled):
            return ()
        chances = _soften(self._work_out("roles", join_role_rows(pooled, vectors)))
        return tuple(RoleReading(ROLES[int(row.argmax())], float(row.max())) for row in chances)


SPAN_HEADS = ("names", "source", "cue", "content", "event", "occurrence")


@cache
def load_network(threads: int | None = None) -> Reader:
    """The shipped network; raises FileNotFoundError without its files, DamagedNetwork if one was changed."""
    return open_network(resources.files("sayso").joinpath("data", "reader"), threads)


def open_network(folder: Traversable, threads: int | None = None) -> Reader:
    """The network of ``folder``, on ``threads`` threads or as many as the machine has cores."""
    import numpy as np

    card = json.loads(folder.joinpath("reader.json").read_text("utf-8"))
    files = {name: folder.joinpath(name).read_bytes() for name in PARTS}
    for name, content in files.items():
        if sha256(content).hexdigest() != card["digests"].get(name):
            raise DamagedNetwork(f"{name} is not the file that reader.json describes")
    graphs = {name: _open_graph(files[f"{name}.onnx"]) for name in GRAPHS}
    cutter = Cutter(files["vocabulary.txt"].decode("utf-8").rstrip("\n").split("\n"))
    digest = sha256("".join(sorted(card["digests"].values())).encode()).hexdigest()
    steps = {head: bar_steps(np.array(costs)) for head, costs in json.loads(files["steps.json"]).items()}
    return Reader(graphs, cutter, steps, digest, threads or os.cpu_count() or 1)


def _open_graph(content: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread for each window: several would share out its rows by how many they are.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _cut_sentence(cutter: Cutter, sentence: Sentence) -> Pieces:
    """The pieces of a sentence, its words set out with blanks where the article has anything between."""
    text, at = list[str](), sentence.start
    for token in sentence.tokens:
        text.append(" " * (token.start - at) + token.text)
        at = token.end
    pieces = cutter.cut("".join(text), 0, at - sentence.start)
    shift = sentence.start
    return pieces._replace(spans=[(start + shift, end + shift) for start, end in pieces.spans])


def head_columns(head: str) -> slice:
    """Where a head's columns stand in the network's output."""
    names = list(HEADS)
    start = sum(HEADS[name] for name in names[: names.index(head)])
    return slice(start, start + HEADS[head])


def _take_head(window: Window, head: str) -> Row:
    """A head's scores of a window's words. Only what is said may go on from one sentence to the next."""
    scores = window.scores[:, head_columns(head)]
    if head not in ("source", "cue", "content"):
        scores = scores.copy()
        scores[window.openings, 2::2] = BARRED
    return Row(scores, window.spans)


def _list_words(
    parts: Sequence[Part], pieces: Sequence[Pieces]
) -> tuple[list[int], list[tuple[int, int]], list[int]]:
    """Each word's first piece, by which it is judged, and its place; the words that open a sentence."""
    numbers, spans, openings, at = list[int](), list[tuple[int, int]](), list[int](), 0
    for part in parts:
        row = pieces[part.sentence]
        if part.start == 0:
            openings.append(len(spans))
        for i in range(part.start, part.end):
            if row.firsts[i] or i == part.start:
                numbers.append(at)
                spans.append(row.spans[i])
            else:
                spans[-1] = (spans[-1][0], row.spans[i][1])
            at += 1
    return numbers, spans, openings


def _read_facts(windows: Sequence[Window]) -> dict[int, Fact]:
    """For each word by its start, whether what it tells of happened."""
    import numpy as np

    facts = dict[int, Fact]()
    for window in windows:
        rows = window.scores
        kinds = rows[:, head_columns("factuality")].argmax(axis=1).tolist()
        scores = rows[:, head_columns("score")][:, 0].clip(-3, 3).tolist()
        future = (1 / (1 + np.exp(-rows[:, head_columns("future")][:, 0].clip(-30, 30)))).tolist()
        for (start, _), kind, score, late in zip(window.spans, kinds, scores, future, strict=True):
            facts[start] = Fact(FACTS[kind], score, late)
    return facts


def pool_sentences(windows: Sequence[Window], count: int) -> Numbers:
    """The mean vector of each sentence's pieces; nothing for a sentence without any."""
    import numpy as np

    sums, sizes = np.zeros((count, 384), dtype=np.float32), np.zeros(count, dtype=np.float32)
    for window in windows:
        at = 0
        for part in window.parts:
            size = part.end - part.start
            sums[part.sentence] += window.hidden[at : at + size].sum(axis=0)
            sizes[part.sentence] += size
            at += size
    return sums / np.maximum(sizes, 1)[:, None]


def _normalise(vectors: Numbers) -> Numbers:
    import numpy as np

    scaled: Numbers = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return scaled


def _soften(scores: Numbers) -> Numbers:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return chances
