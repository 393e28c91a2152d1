"""Losses worked out by hand, the average of the weights, names learnt anew, what the export folds in."""

from __future__ import annotations

import random
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from sayso.annotate.reader_pieces import Cutter
from sayso.annotate.reader_windows import HEADS

pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("safetensors")

import torch
from training.reader.export import CAUTION, Shipped
from training.reader.facts import (
    TRIED,
    Facts,
    Margins,
    add_margins,
    choose_margins,
    measure_classes,
    read_facts,
)
from training.reader.losses import FACT_WEIGHTS, measure_facts, share_classes
from training.reader.mean import mix
from training.reader.network import Network
from training.reader.passages import Mark, Passage
from training.reader.plans import LONG, SHORT
from training.reader.samples import prepare
from training.reader.train import HIDING, Run, hide_pieces, make_optimizer, make_variation

from sayso.annotate.reader import head_columns

VOCABULARY = ["[UNK]", "ann", "lee", "bo", "sank", "."]


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    made: Network = Network().eval()
    return made


def read(text: str, *marks: Mark, layers: tuple[str, ...] = ()) -> Passage:
    return Passage(text, ((0, len(text)),), (0,), layers, marks)


def test_a_score_near_a_bound_is_partly_of_the_next_class() -> None:
    shares = share_classes(torch.tensor([3.0, -3.0, 0.0, 0.9]))
    assert shares.argmax(1).tolist()[:3] == [0, 1, 2]
    assert torch.allclose(shares.sum(1), torch.ones(4))
    assert shares[0, 0] > 0.999
    assert float(shares[3, 0]) == pytest.approx(0.5, abs=1e-6)


def test_the_loss_of_facts_is_least_where_the_shares_are_met() -> None:
    facts = torch.tensor([[2.0, float("nan"), 0.7]])
    shares = share_classes(facts[0, [0, 2]]) * FACT_WEIGHTS
    met = torch.zeros(1, 3, 3)
    met[0, [0, 2]] = shares.log()
    assert measure_facts(met, facts) < measure_facts(met * 0.5, facts)
    assert measure_facts(met, facts) < measure_facts(met * 2, facts)


def test_hidden_pieces_are_of_sentences_only() -> None:
    ids, groups = torch.full((40, 50), 7), torch.zeros(40, 50, dtype=torch.int64)
    groups[:, 0] = -1
    hidden = hide_pieces(ids, groups) == HIDING
    assert not hidden[:, 0].any()
    assert 0.05 < float(hidden.float().mean()) < 0.15


def test_the_average_follows_the_weights() -> None:
    network, average = Network(), Network()
    run = Run(network, average, make_optimizer(network, LONG))
    words = average.encoder.words.weight.clone()
    before = average.meaning.weight.clone()
    with torch.no_grad():
        network.meaning.weight += 1
    run.follow()
    moved = average.meaning.weight - before
    assert torch.allclose(moved, torch.full_like(moved, 0.9))
    # Word vectors are never learnt, and so never averaged.
    assert torch.equal(average.encoder.words.weight, words)


def test_names_are_swapped_and_labelled_anew() -> None:
    cutter = Cutter(VOCABULARY)
    (one,) = prepare(cutter, [read("Ann Lee sank .", Mark(0, 7, "names", "person"), layers=("names",))])
    (other,) = prepare(cutter, [read("Bo sank .", Mark(0, 2, "names", "person"), layers=("names",))])
    (plain,) = prepare(cutter, [read("Bo sank .", Mark(3, 7, "event", "event"), layers=("event",))])
    vary = make_variation({"names": [one, other], "ecb": [plain]}, cutter)
    read_so = {vary(one, random.Random(i)).passage.text for i in range(30)}
    assert read_so == {"Ann Lee sank .", "Bo sank ."}
    for i in range(30):
        varied = vary(one, random.Random(i))
        assert (varied.labels[0]["names"] > 0).sum() == len(varied.passage.text.split()) - 2
    assert vary(plain, random.Random(1)) is plain


def test_margins_are_chosen_where_classes_alone_fail() -> None:
    scores = np.array([3.0, 2.0, 0.0, 0.1, -2.0, -3.0] * 4)
    facts = Facts(np.zeros((24, 3)), scores, np.array([0, 0, 2, 2, 1, 1] * 4))
    assert measure_classes(facts, choose_margins(facts)) == 1.0


def test_facts_are_read_at_marked_words() -> None:
    marks = (Mark(8, 12, "factuality", "not", -2.0), Mark(4, 7, "factuality", "happened", 3.0))
    graph = Path(str(resources.files("sayso"))) / "data/reader/network.onnx"
    facts = read_facts(graph, prepare(Cutter(VOCABULARY), [read("Ann Lee sank .", *marks)]))
    assert facts.wanted.tolist() == [0, 1]
    assert facts.classes.shape == (2, 3)
    assert facts.scores.shape == (2,)


def test_folded_margins_give_what_was_chosen(network: Network) -> None:
    margins, hidden = Margins(2.0, 1.5, -0.5), torch.randn(5, 384)
    assert margins in TRIED
    with torch.no_grad():
        classes, scores = (network.heads[name](hidden).numpy() for name in ("factuality", "score"))
        columns = Shipped(network, margins).heads(hidden).numpy()
    wanted = add_margins(classes, scores[:, 0], margins)
    assert np.allclose(columns[:, head_columns("factuality")], wanted, atol=1e-4)


def test_the_mean_of_runs_is_of_their_averages(tmp_path: Path) -> None:
    for name, value in (("a", 1.0), ("b", 4.0)):
        (tmp_path / name).mkdir()
        state = {"average": {"w": torch.full((2,), value)}, "network": {}, "place": (0, 5, 7, 1.0)}
        torch.save(state, tmp_path / name / "checkpoint.pt")
    mix([tmp_path / "a", tmp_path / "b", tmp_path / "b"], tmp_path / "out")
    mean = torch.load(tmp_path / "out/checkpoint.pt", weights_only=True)
    assert mean["average"]["w"].tolist() == [3.0, 3.0]
    assert mean["place"] == (0, 15, 21, 3.0)


def test_the_short_plan_learns_slower_than_the_long_one() -> None:
    long, short = (make_optimizer(Network(), plan).param_groups for plan in (LONG, SHORT))
    assert all(s["top"] < g["top"] for s, g in zip(short, long, strict=True))


def test_the_export_leaves_the_network_as_it_was(network: Network) -> None:
    words = network.encoder.words
    Shipped(network, Margins(0.0, 0.0, 0.0))
    assert network.encoder.words is words


def test_the_export_adds_its_caution_to_the_columns_of_none(network: Network) -> None:
    exported = Shipped(network, Margins(0.0, 0.0, 0.0)).heads.bias.detach()
    for head in HEADS:
        added = exported[head_columns(head)] - network.heads[head].bias.detach()
        assert torch.allclose(added[0], torch.tensor(CAUTION.get(head, 0.0)), atol=1e-6)
        assert torch.allclose(added[1:], torch.zeros_like(added[1:]), atol=1e-6)
