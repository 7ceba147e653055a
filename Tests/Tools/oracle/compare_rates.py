#!/usr/bin/env python3
"""`lorac lr-find` natively and through sd-scripts, on the same small recipe.

  compare_rates.py --peers FOLDER --lorac BINARY [--side 128] [--steps 120] [--count 8] [--keep FOLDER]

Both search with the small SD 1 model of the measuring bench (its README in FOLDER). sd-scripts are started by
lorac itself, from a folder whose train_network.py only rebinds the widths of that model before the real one runs. Prints both
curves of d*lr, their largest difference, the plateaus and the rates.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile

WRAPPER = """
import os, runpy, sys

REAL = {real!r}
sys.path[0] = REAL
sys.path.append({peers!r})
words, sys.argv = sys.argv, sys.argv[:1]
import kohya_child

kohya_child.shrink("sd1")
sys.argv = [os.path.join(REAL, "train_network.py"), *words[1:]]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def scripts(real: str, peers: str, folder: str) -> str:
    """A folder that looks like sd-scripts, for the small model."""
    os.makedirs(folder)
    for name in os.listdir(real):
        if name != "train_network.py":
            os.symlink(os.path.join(real, name), os.path.join(folder, name))
    with open(os.path.join(folder, "train_network.py"), "w") as file:
        file.write(WRAPPER.format(real=real, peers=peers))
    return folder


def recipe(common, pictures: str, side: int) -> dict:
    return {
        "lorac": 1,
        "name": "rates",
        "model": {"base": os.path.join(common.MODELS, "tiny-sd1", "tiny-sd1-fp16.safetensors"), "family": "sd15"},
        "dataset": {"resolution": side, "buckets": {"min": 64, "max": 512}, "images": [pictures]},
        "network": {"rank": 8, "alpha": 4},
        "optimizer": {"type": "AdamW8bit", "unet_lr": 1e-4, "text_encoder_lr": "unet_lr/10"},
        "schedule": {"type": "cosine", "warmup": "5%"},
        "train": {"epochs": 10, "seed": 42},
        "kohya": {"tokenizer_cache_dir": common.TOKENIZER_CACHE},
    }


def find(lorac: str, path: str, folder: str, backend: str, steps: int, environment: dict) -> dict:
    command = ["nice", "-n", "10", lorac, "lr-find", path, "--backend", backend, "--steps", str(steps)]
    command += ["--run-dir", os.path.join(folder, backend), "--format", "json"]
    ended = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    if not ended.stdout.strip():
        sys.exit(f"{backend}: {ended.stderr[-3000:]}")
    return json.loads(ended.stdout)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--peers", required=True)
    ap.add_argument("--lorac", required=True)
    ap.add_argument("--side", type=int, default=128)
    ap.add_argument("--steps", type=int, default=120)
    ap.add_argument("--count", type=int, default=8)
    ap.add_argument("--keep")
    options = ap.parse_args()
    sys.path.insert(0, options.peers)
    import peers_common as common

    root = options.keep or tempfile.mkdtemp()
    os.makedirs(root, exist_ok=True)
    pictures = os.path.join(root, "pictures")
    if not os.path.isdir(pictures):
        words = [f"--out={pictures}", "--name=zwx", f"--count={options.count}", "--repeats=2"]
        words.append(f"--sizes={options.side}x{options.side}")
        subprocess.run(
            [sys.executable, os.path.join(options.peers, "make_dataset.py"), *words], check=True, stdout=subprocess.DEVNULL
        )
    folder = tempfile.mkdtemp(dir=root)
    path = os.path.join(folder, "rates.yaml")
    with open(path, "w") as file:
        json.dump(recipe(common, os.path.join(pictures, "train", "2_zwx"), options.side), file)
    environment = common.child_env(1)
    environment["LORAC_SD_SCRIPTS"] = scripts(common.SD_SCRIPTS, options.peers, os.path.join(folder, "sd-scripts"))
    found = {b: find(os.path.abspath(options.lorac), path, folder, b, options.steps, environment) for b in ("native", "kohya")}
    curves = {backend: dict(map(tuple, result["curve"])) for backend, result in found.items()}
    both = sorted(set(curves["native"]) & set(curves["kohya"]))
    print(f"{'step':>5} {'native':>13} {'kohya':>13} {'difference':>11}")
    worst = 0.0
    for step in both:
        native, kohya = (curves[backend][step] for backend in ("native", "kohya"))
        difference = abs(native / kohya - 1)
        worst = max(worst, difference)
        if step <= 12 or step % 10 == 0:
            print(f"{step:5} {native:13.6e} {kohya:13.6e} {difference:11.1e}")
    for backend, result in found.items():
        chosen = result["chosen"] or {}
        print(backend, result["ending"], result["plateau"], "unet_lr", chosen.get("unet_lr"), "of", result["steps"], "steps")
    print(f"largest relative difference over {len(both)} common steps: {worst:.2e}")


if __name__ == "__main__":
    main()
