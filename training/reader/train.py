"""Train the network from the corpora.

    python -m training.reader.train CORPORA ENCODER OUT [--start FOLDER] [--pieces N] [--minutes M] [--seed S]

CORPORA is the corpora folder, ENCODER a folder with the encoder's public weights and vocab.txt, OUT
the folder of the checkpoint; a run that was cut goes on from it. With ``--start``, a run goes on from
what the checkpoint in that folder has learnt, by the short plan. The rate falls to nothing after N million
pieces, or M minutes of this run if they pass first: only a run that its pieces end can be repeated exactly.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from training.reader.losses import distil, measure_loss
from training.reader.network import Encoder, Network, load_encoder
from training.reader.plans import LONG, SHORT, Plan
from training.reader.samples import Prepared, Sample, cut_samples, draw_budget, prepare
from training.reader.stock import load_stock
from training.reader.variation import gather_names, is_named, swap_names

from sayso.annotate.reader_pieces import Cutter

BATCH_PIECES = 1536
CHUNK_PASSAGES = 1200
WARM_UP = 0.06
DISTIL_EVERY, DISTIL_WEIGHT = 3, 3.0
# The share of pieces that are hidden, and the vocabulary's number for a hidden one.
HIDDEN, HIDING = 0.1, 103
# The exported weights are a mean over about the last 500 steps, over fewer while there are few.
AVERAGED = 500
SAVE_EVERY = 240.0
# The heads of every run begin alike: else the mean of two runs' weights would mean nothing.
HEADS_SEED = 1


Vary = Callable[[Prepared, random.Random], Prepared]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of about one length, as tensors."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    groups: Tensor
    samples: tuple[Sample, ...]


def plan_chunks(
    stock: dict[str, list[Prepared]], repeats: dict[str, float], seed: int
) -> list[list[Prepared]]:
    """The order in which passages are read, in chunks that are cut into windows together."""
    chance = random.Random(seed)
    order: list[Prepared] = []
    for name in sorted(stock):
        whole, rest = divmod(repeats[name], 1)
        order += stock[name] * int(whole)
        order += chance.sample(stock[name], int(rest * len(stock[name])))
    chance.shuffle(order)
    return [order[i : i + CHUNK_PASSAGES] for i in range(0, len(order), CHUNK_PASSAGES)]


def make_variation(stock: dict[str, list[Prepared]], cutter: Cutter) -> Vary:
    """What swaps the names of passages that teach names for others of the whole stock."""
    pool = gather_names(p.passage for found in stock.values() for p in found)

    def vary(prepared: Prepared, chance: random.Random) -> Prepared:
        if not any(map(is_named, prepared.passage.marks)):
            return prepared
        return prepare(cutter, [swap_names(prepared.passage, pool, chance)])[0]

    return vary


def make_batches(chunk: Sequence[Prepared], chance: random.Random, vary: Vary) -> list[Batch]:
    """The chunk's windows in batches of equal cost, sorted by length within, shuffled without."""
    samples = [s for prepared in chunk for s in cut_samples(vary(prepared, chance), draw_budget(chance))]
    samples.sort(key=lambda s: len(s.ids) + chance.random())
    batches, current = list[Batch](), list[Sample]()
    for sample in samples:
        if current and len(sample.ids) * (len(current) + 1) > BATCH_PIECES:
            batches.append(pad_batch(current))
            current = []
        current.append(sample)
    batches.append(pad_batch(current))
    chance.shuffle(batches)
    return batches


def pad_batch(samples: Sequence[Sample]) -> Batch:
    """Samples as rows of one length; groups number the sentences over all rows."""
    length = max(len(s.ids) for s in samples)
    ids, cases, mask = (np.zeros((len(samples), length), dtype=np.int64) for _ in range(3))
    groups = np.full((len(samples), length), -1, dtype=np.int64)
    count = 0
    for row, sample in enumerate(samples):
        size = len(sample.ids)
        ids[row, :size], cases[row, :size], mask[row, :size] = sample.ids, sample.cases, 1
        groups[row, :size] = np.where(sample.sentences >= 0, sample.sentences + count, -1)
        count += len(sample.texts)
    tensors = [torch.from_numpy(rows) for rows in (ids, cases, mask, groups)]
    return Batch(tensors[0], tensors[1], tensors[2], tensors[3], tuple(samples))


def make_optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    """The encoder learns slowly, its word vectors not at all; the heads and cases fast."""
    network.encoder.words.weight.requires_grad = False
    cases = network.encoder.cases.weight
    slow = [p for p in network.encoder.parameters() if p is not cases and p.requires_grad]
    slow.append(network.meaning.weight)
    fast = [p for part in (network.heads, network.roles) for p in part.parameters()]
    groups = [
        {"params": slow, "lr": plan.encoder_rate, "top": plan.encoder_rate},
        {"params": [*fast, cases], "lr": plan.head_rate, "top": plan.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


@dataclass(slots=True)
class Run:
    """A run as its checkpoint holds it: what was learnt and read, and how long it took.

    ``average`` has the moving average of the network's weights, which is what is exported.
    """

    network: Network
    average: Network
    optimizer: torch.optim.Optimizer
    late: bool = False
    chunk: int = 0
    step: int = 0
    pieces: int = 0
    seconds: float = 0.0

    def save(self, folder: Path) -> None:
        """Write the checkpoint, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "place": (self.chunk, self.step, self.pieces, self.seconds),
        }
        torch.save(state, folder / "new.pt")
        (folder / "new.pt").replace(folder / "checkpoint.pt")

    def resume(self, folder: Path) -> None:
        """Go on from the checkpoint, if there is one."""
        if (folder / "checkpoint.pt").exists():
            state = torch.load(folder / "checkpoint.pt", weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.chunk, self.step, self.pieces, self.seconds = state["place"]

    @torch.no_grad()
    def follow(self) -> None:
        """Move the average towards the network as it is after this step."""
        pairs = zip(self.average.parameters(), self.network.parameters(), strict=True)
        moved = [(mean, now) for mean, now in pairs if now.requires_grad]
        share = max(1 / AVERAGED, 9 / (10 + self.step))
        torch._foreach_lerp_([mean for mean, _ in moved], [now for _, now in moved], share)


def set_rate(optimizer: torch.optim.Optimizer, progress: float) -> None:
    """Up to the top rate in the first part, then straight down to nothing at the end."""
    share = progress / WARM_UP if progress < WARM_UP else (1 - progress) / (1 - WARM_UP)
    for group in optimizer.param_groups:
        group["lr"] = group["top"] * max(0.02, min(1.0, share))


def hide_pieces(ids: Tensor, groups: Tensor) -> Tensor:
    """The pieces with some of those of sentences hidden, so that what stands around them must tell."""
    return ids.masked_fill((torch.rand(ids.shape) < HIDDEN) & (groups >= 0), HIDING)


def step_batch(run: Run, teacher: Encoder | None, batch: Batch, cutter: Cutter) -> dict[str, float]:
    """Learn from one batch; the losses by head."""
    distils = teacher is not None and run.step % DISTIL_EVERY == 0
    # The untouched encoder sees every piece: what is held against it does, too.
    ids = batch.ids if distils else hide_pieces(batch.ids, batch.groups)
    with torch.autocast("cpu", torch.bfloat16):
        hidden, scores = run.network(ids, batch.cases, batch.mask)
    losses = measure_loss(run.network, hidden.float(), scores, batch.groups, batch.samples)
    if teacher is not None and distils:
        texts = [text for sample in batch.samples for text in sample.texts]
        losses["meaning"] = DISTIL_WEIGHT * distil(
            run.network, hidden.float(), batch.groups, (teacher, cutter, texts)
        )
    total = torch.stack(list(losses.values())).sum()
    run.optimizer.zero_grad(set_to_none=True)
    total.backward()
    torch.nn.utils.clip_grad_norm_((p for p in run.network.parameters() if p.requires_grad), 1.0)
    run.optimizer.step()
    return {name: float(loss.detach()) for name, loss in losses.items()}


def read_batches(
    run: Run, plans: Sequence[Sequence[Sequence[Prepared]]], seed: int, vary: Vary
) -> Iterator[Batch]:
    """The batches from the run's place on, round and round; the late plan's once it is late."""
    while True:
        late, chunks = run.late, plans[run.late]
        chunk = chunks[run.chunk % len(chunks)]
        for batch in make_batches(chunk, random.Random(seed * 1_000_003 + run.chunk), vary):
            yield batch
            if run.late != late:
                break
        run.chunk = run.chunk + 1 if run.late == late else 0


def train(
    run: Run, plan: Plan, options: argparse.Namespace, stock: dict[str, list[Prepared]], cutter: Cutter
) -> None:
    """Run until the pieces or the minutes are used up."""
    teacher = None if options.no_distilling else load_encoder(options.encoder).eval()
    goal, started, saved = (options.pieces or plan.pieces) * 1e6, time.monotonic(), time.monotonic()
    plans = [plan_chunks(stock, repeats, options.seed) for repeats in plan.repeats]
    smooth = dict[str, float]()
    run.late = max(run.pieces / goal, run.seconds / (60 * options.minutes)) >= plan.switch
    run.network.train()
    for batch in read_batches(run, plans, options.seed, make_variation(stock, cutter)):
        spent = run.seconds + time.monotonic() - started
        progress = max(run.pieces / goal, spent / (60 * options.minutes))
        if progress >= 1:
            break
        run.late = progress >= plan.switch
        set_rate(run.optimizer, progress)
        torch.manual_seed(options.seed * 1_000_003 + run.step)
        for name, loss in step_batch(run, teacher, batch, cutter).items():
            smooth[name] = 0.98 * smooth.get(name, loss) + 0.02 * loss
        run.follow()
        run.step += 1
        run.pieces += int(batch.mask.sum())
        if run.step % 50 == 0:
            shown = " ".join(f"{name} {loss:.3f}" for name, loss in sorted(smooth.items()))
            print(
                f"{run.step} {spent:.0f}s {run.pieces} {progress:.3f} {run.pieces / spent:.0f}/s | {shown}",
                flush=True,
            )
        if time.monotonic() - saved > SAVE_EVERY:
            saved = time.monotonic()
            replace(run, seconds=spent).save(options.out)
    run.seconds += time.monotonic() - started
    run.save(options.out)


def main() -> None:
    """Read the command, prepare, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pieces", type=float, help="millions of pieces")
    parser.add_argument("--start", type=Path, help="the folder of the checkpoint to go on from")
    parser.add_argument("--minutes", type=float, default=140.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-distilling", action="store_true")
    parser.add_argument("--only", nargs="*", help="the corpora to learn from")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(HEADS_SEED)
    network = Network()
    network.encoder.load_state_dict(load_encoder(options.encoder).state_dict())
    plan = SHORT if options.start else LONG
    if options.start:
        learnt = torch.load(options.start / "checkpoint.pt", weights_only=True)["average"]
        network.load_state_dict(learnt)
    run = Run(network, deepcopy(network).eval(), make_optimizer(network, plan))
    run.resume(options.out)
    names = options.only or list(plan.repeats[0])
    stock, cutter = load_stock(options.corpora, options.encoder, names)
    print(
        {name: sum(len(p.ids) for q in found for p in q.pieces) for name, found in stock.items()}, flush=True
    )
    train(run, plan, options, stock, cutter)


if __name__ == "__main__":
    main()
