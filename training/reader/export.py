"""Turn a checkpoint into what the package ships: network.onnx (int8), heads.npz, vocabulary.txt, reader.json.

    python -m training.reader.export CHECKPOINT ENCODER OUT
"""

from __future__ import annotations

import json
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.annotate.reader_windows import BUDGET, HEADS
from training.reader.network import WIDTH, Network


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

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        self.heads = nn.Linear(WIDTH, sum(HEADS.values()))
        with torch.no_grad():
            self.heads.weight.copy_(torch.cat([network.heads[name].weight for name in HEADS]))
            self.heads.bias.copy_(torch.cat([network.heads[name].bias for name in HEADS]))
        self.encoder.words = Rows(network.encoder.words.weight.detach())
        # A window never reaches the places behind.
        self.encoder.positions = nn.Embedding.from_pretrained(network.encoder.positions.weight[:BUDGET].detach())

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        """Scores and vectors."""
        hidden = self.encoder(ids, cases, torch.ones_like(ids))
        return self.heads(hidden), hidden


def write_network(network: Network, path: Path) -> None:
    """The network as ONNX; matrix products in int8 by column, the heads' own left exact."""
    shipped = Shipped(network).eval()
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
        exact = [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and "scores" in _follow(graph, n)]
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


def write_heads(network: Network, path: Path) -> None:
    """What numpy works out: the sentence's vector and its role."""
    arrays = {
        "meaning": network.meaning.weight,
        "role_up": network.roles.up.weight,
        "role_up_bias": network.roles.up.bias,
        "role_down": network.roles.down.weight,
        "role_down_bias": network.roles.down.bias,
    }
    np.savez(path, **{name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()})


def write_digests(folder: Path) -> None:
    """The digests that are checked at load."""
    names = ("network.onnx", "heads.npz", "vocabulary.txt")
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "reader.json").write_text(json.dumps({"digests": digests}, indent=1) + "\n", "utf-8")


def export(checkpoint: Path, encoder: Path, out: Path) -> None:
    """Write the four files to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    network = Network()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    write_heads(network.eval(), out / "heads.npz")
    write_network(network, out / "network.onnx")
    (out / "vocabulary.txt").write_bytes((encoder / "vocab.txt").read_bytes())
    write_digests(out)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
