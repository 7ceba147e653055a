#!/usr/bin/env python3
"""Time lorac's single operations against PyTorch's, forward and backward, at the shapes of Stable Diffusion 1.5.

  operations.py --python PYTHON [--threads N] [--rounds 2] [--json FILE]

PYTHON is one that can import torch ($SD_SCRIPTS_PYTHON otherwise). Builds the package Benchmarks/Operations, whose
program times lorac's side, and lets both take turns. Both compute in float32; PyTorch's weights are float32 and lorac's
float16, which it converts each time, as in training. Frozen weights get no gradient, linear layers have an adapter of
rank 8. PyTorch keeps its own layout, pictures [pictures, channels, height, width].

For each operation the least time of all repetitions counts, since other load only adds; a ratio below 1 means that lorac
is faster. GFLOP/s count multiplications and additions of the direct way, so that Winograd's convolutions may exceed what
the processor can do. The first three are bare products of matrices: the ceiling of all else (the others are those of an
adapter and of attention scores).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from processes import table
from trainers import without_core_type

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "Operations"

# What runs in PyTorch's Python: reads cases, writes their times.
TORCH_SIDE = HERE / "torch_operations.py"

LABELS = {
    "product": "product {}×{}×{}", "linear": "linear, {} tokens, {} → {}", "convolution": "convolution {0}×{0}, {1} → {2}, stride {3}",
    "group_norm_silu": "group norm + SiLU {0}×{0}, {1}", "layer_norm": "layer norm, {} tokens, {}",
    "attention": "attention {} × {}, {}", "geglu": "GEGLU, {} tokens, {}",
}  # fmt: skip


def operations(kind: str, sizes: list[int]) -> float | None:
    """Floating-point operations forward, without the adapter's; nil where traffic counts, not arithmetic."""
    if kind == "product":
        return 2 * sizes[0] * sizes[1] * sizes[2]
    if kind == "linear":
        return 2 * sizes[0] * sizes[1] * sizes[2]
    if kind == "convolution":
        side, inputs, outputs, stride = sizes
        return 2 * 9 * (side // stride) ** 2 * inputs * outputs
    if kind == "attention":
        return 4 * sizes[0] * sizes[1] * sizes[2]
    return None


def lorac_times(binary: Path, threads: int) -> list[dict]:
    """One round of all operations."""
    ended = subprocess.run(
        [str(binary), str(threads)], check=True, capture_output=True, text=True, env=without_core_type(dict(os.environ))
    )
    return [json.loads(line) for line in ended.stdout.splitlines()]


def torch_times(python: str, threads: int, cases: list[dict]) -> list[dict]:
    """One round of the same operations."""
    environment = without_core_type(dict(os.environ))
    environment |= {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads), "CUDA_VISIBLE_DEVICES": ""}
    wanted = json.dumps([[case["kind"], case["sizes"]] for case in cases])
    ended = subprocess.run(
        [python, str(TORCH_SIDE), str(threads)], input=wanted, check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    return json.loads(ended.stdout)


def build() -> Path:
    """The program, built."""
    command = ["swift", "build", "-c", "release", "--package-path", str(PACKAGE)]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode != 0:
        raise SystemExit(built.stdout[-3000:] + built.stderr[-3000:])
    found = subprocess.run([*command, "--show-bin-path"], check=True, capture_output=True, text=True)
    return Path(found.stdout.strip()) / "OperationTimes"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=os.environ.get("SD_SCRIPTS_PYTHON", sys.executable))
    parser.add_argument("--threads", default=len(os.sched_getaffinity(0)), type=int)
    parser.add_argument("--rounds", default=2, type=int)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    binary = build()
    cases: list[dict] = []
    for _ in range(options.rounds):
        ours = lorac_times(binary, options.threads)
        theirs = torch_times(options.python, options.threads, ours)
        if not cases:
            cases = [{"kind": one["kind"], "sizes": one["sizes"], "lorac": [[], []], "torch": [[], []]} for one in ours]
        for case, one, two in zip(cases, ours, theirs):
            for side, found in (("lorac", one), ("torch", two)):
                case[side][0] += found["forward"]
                case[side][1] += found["backward"]

    rows = [["", "lorac ms", "torch ms", "ratio", "lorac GFLOP/s", "torch GFLOP/s", "back: lorac ms", "torch ms", "ratio"]]
    for case in cases:
        ours, theirs = min(case["lorac"][0]), min(case["torch"][0])
        row = [LABELS[case["kind"]].format(*case["sizes"]), f"{1e3 * ours:.2f}", f"{1e3 * theirs:.2f}", f"{ours / theirs:.2f}"]
        count = operations(case["kind"], case["sizes"])
        row += [f"{count / ours / 1e9:.0f}", f"{count / theirs / 1e9:.0f}"] if count else ["", ""]
        if case["lorac"][1]:
            ours, theirs = min(case["lorac"][1]), min(case["torch"][1])
            row += [f"{1e3 * ours:.2f}", f"{1e3 * theirs:.2f}", f"{ours / theirs:.2f}"]
        else:
            row += ["", "", ""]
        rows.append(row)
    print(f"{options.threads} threads, {options.rounds} rounds\n\n{table(rows)}")
    if options.json:
        options.json.write_text(json.dumps({"threads": options.threads, "cases": cases}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
