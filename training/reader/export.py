"""Turn a checkpoint into what the package ships: the network (int8), two small layers, vocabulary, digests.

python -m training.reader.export CHECKPOINT CORPORA ENCODER OUT
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from training.reader.attribution_corpora import LAYERS
from training.reader.facts import NO_MARGINS, Margins, choose_margins, fold_margins, read_facts
from training.reader.network import ROLES, WIDTH, Network
from training.reader.samples import prepare
from training.reader.sentence_corpora import read_factuality
from training.reader.stock import load_cutter, read_passages

from sayso.annotate.reader import PARTS, SPAN_HEADS, head_columns
from sayso.annotate.reader_pieces import Cutter
from sayso.annotate.reader_windows import BUDGET, HEADS, join_role_rows

# On PolNeAR dev, a third of the way through training: none 0.646 strict, a quarter 0.665, half 0.659.
# Names lost two points by it (UNER-EWT test), event words nothing either way: they go without.
STEP_WEIGHT = 0.25
FEW = 20.0
# What is added to the score of "none" of a head, on the mean of several runs. Names: on UNER-EWT dev F1 goes
# from 0.775 to 0.782 by it, on CrossNER politics dev from 0.799 to 0.802. Sources: on PolNeAR dev who said
# what goes from 0.782 to 0.790, the three layers from 0.715 to 0.716 strict.
CAUTION = {"names": 0.3, "source": -0.3}


class Rows(nn.Module):
    """A table of vectors in int8, each row with its own scale: half a point better than one for all."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("numbers", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The rows of ``ids``."""
        found: Tensor = self.numbers[ids].float() * self.scale[ids]
        return found


class Shipped(nn.Module):
    """One window's pieces to all heads' columns side by side, and the pieces' vectors."""

    def __init__(self, network: Network, margins: Margins) -> None:
        super().__init__()
        self.encoder = deepcopy(network.encoder)
        self.heads = nn.Linear(WIDTH, sum(HEADS.values()))
        with torch.no_grad():
            self.heads.weight.copy_(torch.cat([network.heads[name].weight for name in HEADS]))
            self.heads.bias.copy_(torch.cat([network.heads[name].bias for name in HEADS]))
        fold_margins(self.heads, margins)
        with torch.no_grad():
            for head, more in CAUTION.items():
                self.heads.bias[head_columns(head).start] += more
        self.encoder.words = Rows(network.encoder.words.weight.detach())
        # A window never reaches the places behind.
        self.encoder.positions = nn.Embedding.from_pretrained(
            network.encoder.positions.weight[:BUDGET].detach()
        )

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        """Scores and vectors."""
        hidden = self.encoder(ids, cases, torch.ones_like(ids))
        return self.heads(hidden), hidden


def write_network(network: Network, margins: Margins, path: Path) -> None:
    """The network as ONNX; matrix products in int8 by column, the heads' own left exact."""
    shipped = Shipped(network, margins).eval()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        ids = torch.ones(1, 16, dtype=torch.int64)
        torch.onnx.export(
            shipped,
            (ids, torch.zeros_like(ids)),
            plain,
            input_names=["ids", "cases"],
            output_names=["scores", "hidden"],
            dynamic_axes={name: {1: "length"} for name in ("ids", "cases", "scores", "hidden")},
            dynamo=False,
        )
        graph = onnx.load(plain).graph
        exact = [
            n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and "scores" in _follow(graph, n)
        ]
        quantize_dynamic(
            plain,
            path,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=exact,
        )


def _follow(graph: onnx.GraphProto, node: onnx.NodeProto) -> set[str]:
    """What a product gives, and what is made of that in one step."""
    given = set(node.output)
    return given | {o for n in graph.node if given & set(n.input) for o in n.output}


def write_layers(layers: Sequence[tuple[Tensor, Tensor | None]], path: Path) -> None:
    """Full layers one on the other as ONNX, in half precision; between two, negatives become nothing."""
    nodes, kept, last = list[onnx.NodeProto](), list[onnx.TensorProto](), "given"
    for number, (weight, bias) in enumerate(layers):
        given = [last]
        for kind, value in (("weight", weight), ("bias", bias)):
            if value is not None:
                name = f"{kind}{number}"
                kept.append(numpy_helper.from_array(value.detach().numpy().astype(np.float16), f"{name}half"))
                nodes.append(helper.make_node("Cast", [f"{name}half"], [name], to=TensorProto.FLOAT))
                given.append(name)
        last = f"layer{number}"
        nodes.append(helper.make_node("Gemm", given, [last], transB=1))
        if number + 1 < len(layers):
            nodes.append(helper.make_node("Relu", [last], [f"cut{number}"]))
            last = f"cut{number}"
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["sentences", size])
        for name, size in (("given", layers[0][0].shape[1]), (last, layers[-1][0].shape[0]))
    ]
    graph = helper.make_graph(nodes, "layers", ends[:1], ends[1:], kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, path)


def write_digests(folder: Path, training: dict[str, float] | None = None) -> None:
    """The digests that are checked at load; ``training`` as it was told before, unless it is told anew."""
    path = folder / "reader.json"
    told = training or json.loads(path.read_text("utf-8"))["training"]
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in PARTS}
    path.write_text(json.dumps({"digests": digests, "training": told}, indent=1) + "\n", "utf-8")


def write_steps(corpora: Path, cutter: Cutter, path: Path) -> None:
    """How much likelier each label is after another than by itself, from the training labels, as a part."""
    counts = {head: np.zeros((HEADS[head], HEADS[head])) for head in LAYERS.values()}
    for prepared in prepare(cutter, read_passages(corpora, "attribution")):
        for labels in prepared.labels:
            for head, count in counts.items():
                known = labels[head][labels[head] >= 0]
                np.add.at(count, (known[:-1], known[1:]), 1)
    steps = {head: np.zeros((HEADS[head], HEADS[head])).tolist() for head in SPAN_HEADS}
    for head, count in counts.items():
        alone = (count.sum(axis=0) + 1) / (count.sum() + len(count))
        # Steps that were seen too seldom to tell are taken for likely as by itself.
        after = (count + FEW * alone) / (count.sum(axis=1, keepdims=True) + FEW)
        steps[head] = (STEP_WEIGHT * np.log(after / alone)).round(4).tolist()
    path.write_text(json.dumps(steps), "utf-8")


def export(checkpoint: Path, places: tuple[Path, Path], out: Path) -> None:
    """Write the files to ``out``; ``places`` are the corpora and the encoder."""
    corpora, encoder = places
    out.mkdir(parents=True, exist_ok=True)
    network = Network()
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["average"])
    network.eval()
    write_layers([(network.meaning.weight, None)], out / "meaning.onnx")
    # Until ``finish`` fits it: of this shape, and without any knowledge.
    width = len(join_role_rows(np.ones((1, WIDTH)), np.ones((1, WIDTH)))[0])
    write_layers([(torch.zeros(ROLES, width), torch.zeros(ROLES))], out / "roles.onnx")
    cutter = load_cutter(encoder)
    # The margins are chosen on what the int8 network reads, as that is what is shipped with them.
    write_network(network, NO_MARGINS, out / "network.onnx")
    dev = prepare(cutter, read_factuality(corpora / "factuality/UW/dev.jsonl"))
    write_network(network, choose_margins(read_facts(out / "network.onnx", dev)), out / "network.onnx")
    write_steps(corpora, cutter, out / "steps.json")
    (out / "vocabulary.txt").write_bytes((encoder / "vocab.txt").read_bytes())
    _, steps, pieces, seconds = state["place"]
    write_digests(out, {"steps": steps, "pieces": pieces, "seconds": round(seconds)})


if __name__ == "__main__":
    export(Path(sys.argv[1]), (Path(sys.argv[2]), Path(sys.argv[3])), Path(sys.argv[4]))
