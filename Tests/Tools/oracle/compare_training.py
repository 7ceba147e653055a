#!/usr/bin/env python3
"""Trains recipes with lorac and with sd-scripts and compares losses, final LoRA files and their metadata.

  compare_training.py --peers FOLDER --lorac BINARY [--size tiny|full] [--only NAME,NAME] [--keep FOLDER] [--reuse] [--brief]

Needs the Python environment of the measuring bench (torch, sd-scripts) that FOLDER belongs to, with its base models.
For each recipe of training_recipes.py it makes pictures, lets `lorac emit --format argv` give sd-scripts' arguments, runs
sd-scripts with them on the CPU (small widths need the bench's traced mode; the full size runs unpatched), and then
`lorac run`. It prints every micro-batch's loss from both, the loss of held-out images, and compares the final files:
names, types and shapes of tensors, their cosine similarity, and metadata. --reuse takes sd-scripts' earlier run of the
same arguments from --keep. Exit status 0 if all recipes agree within the limits below, 1 otherwise.
"""

from __future__ import annotations

import argparse
import copy
import glob
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time

from training_recipes import CAPTIONS, DEFAULTS, PICTURES, RECIPES

# The largest relative difference of a loss, and the smallest cosine similarity of a tensor.
LOSS_LIMIT, COSINE_LIMIT = 1e-3, 0.999

# Metadata whose values tell one run from another: who trained when, and hashes over numbers that differ in their last bits.
RUN_KEYS = {
    "ss_session_id", "ss_training_started_at", "ss_training_finished_at", "ss_sd_scripts_commit_hash", "modelspec.implementation_version",
    "sshs_model_hash", "sshs_legacy_hash", "modelspec.date", "modelspec.hash_sha256",
}  # fmt: skip


def merge(base: dict, changes: dict) -> dict:
    """`base` with `changes`, section by section; None takes a key away."""
    out = copy.deepcopy(base)
    for key, value in changes.items():
        if value is None:
            out.pop(key, None)
        elif isinstance(value, dict):
            out[key] = merge(out.get(key, {}), value)
        else:
            out[key] = value
    return out


class Bench:
    """The measuring bench: base models, sets of pictures, and runs of sd-scripts."""

    def __init__(self, peers: str, root: str):
        sys.path.insert(0, peers)
        import peers_common

        self.peers, self.root, self.common = peers, root, peers_common

    def model(self, size: str, layout: str) -> str:
        kind = {"tiny": "tiny-sd1", "full": "sd15"}[size]
        return os.path.join(self.common.MODELS, kind, "diffusers" if layout == "diffusers" else f"{kind}-fp16.safetensors")

    def pictures(self, name: str) -> tuple[str, str | None]:
        """The folders of training and regularization images."""
        folder = os.path.join(self.root, "pictures", name)
        if not os.path.isdir(folder):
            options = [f"--out={folder}", "--name=zwx", *PICTURES[name]]
            command = [sys.executable, os.path.join(self.peers, "make_dataset.py"), *options]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if name in CAPTIONS:
                for number, path in enumerate(sorted(glob.glob(os.path.join(folder, "*", "*", "*.txt")))):
                    with open(path, encoding="utf-8") as file:
                        caption = file.read().strip()
                    with open(path, "w", encoding="utf-8") as file:
                        file.write(CAPTIONS[name](number, caption) + "\n")
        regularization = os.path.join(folder, "reg")
        return os.path.join(folder, "train"), regularization if os.path.isdir(regularization) else None

    def train(self, words: list[str], size: str, folder: str, reuse: bool) -> None:
        """Runs sd-scripts with the emitted words; what it wrote stays in `folder`."""
        script = next(i for i, w in enumerate(words) if w.endswith("train_network.py"))
        arguments = words[script + 1 :] + [f"--tokenizer_cache_dir={self.common.TOKENIZER_CACHE}"]
        done = os.path.join(folder, "arguments.json")
        if reuse and os.path.exists(done) and json.load(open(done)) == arguments:
            return
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        if size == "tiny":
            child = [os.path.join(self.peers, "kohya_child.py"), "--script", os.path.basename(words[script])]
            child += ["--trace", os.path.join(folder, "trace"), "--tensors", "", "--tiny", "sd1", "--"]
        else:
            child = [os.path.join(self.common.SD_SCRIPTS, words[script])]
        # Small widths gain nothing from a second thread; waiting threads would only spin.
        environment = {**self.common.child_env(1 if size == "tiny" else 2), "OMP_WAIT_POLICY": "PASSIVE"}
        with open(os.path.join(folder, "log.txt"), "wb") as log:
            ended = subprocess.run(
                ["nice", "-n", "4", sys.executable, *child, *arguments], cwd=self.common.SD_SCRIPTS, env=environment, stdout=log,
                stderr=subprocess.STDOUT,
            )  # fmt: skip
        if ended.returncode != 0:
            with open(os.path.join(folder, "log.txt"), errors="replace") as log:
                raise RuntimeError("sd-scripts failed: " + log.read()[-1500:])
        with open(done, "w") as file:
            json.dump(arguments, file)


class Run:
    """What one trainer did: losses, losses of held-out images, and the folder of its files."""

    def __init__(self, losses: list[float], validation: list[float], directory: str):
        self.losses, self.validation, self.directory = losses, validation, directory


def scalars(folder: str) -> dict[str, list[float]]:
    """The values of every TensorBoard tag in the order in which they were written."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    out: dict[str, list] = {}
    for place, _, files in os.walk(folder):
        if any(f.startswith("events.out") for f in files):
            events = EventAccumulator(place, size_guidance={"scalars": 0})
            events.Reload()
            for tag in events.Tags().get("scalars", []):
                out.setdefault(tag, []).extend((e.wall_time, e.value) for e in events.Scalars(tag))
    return {tag: [value for _, value in sorted(rows, key=lambda r: r[0])] for tag, rows in out.items()}


def kohya_run(folder: str) -> Run:
    logged = scalars(os.path.join(folder, "out"))
    trace = os.path.join(folder, "trace", "trace.jsonl")
    losses = logged.get("loss/current", [])
    if os.path.exists(trace) and "loss/validation/step_average" not in logged:
        # The trace has all digits, TensorBoard 32 bits; but it has the steps of validations as well.
        losses = [json.loads(line)["loss"] for line in open(trace, encoding="utf-8")][: len(losses)]
    validation = logged.get("loss/validation/step_average", []) + logged.get("loss/validation/epoch_average", [])
    return Run(losses, validation, os.path.join(folder, "out"))


def lorac_run(folder: str) -> Run:
    rows = [json.loads(line) for line in open(os.path.join(folder, "run", "events.jsonl"), encoding="utf-8")]
    losses = [loss for row in rows if row["event"] == "step" for loss in row["losses"]]
    validation = [r for r in rows if r["event"] == "validation"]
    ordered = [r["average_loss"] for r in validation if not r["at_epoch_end"]]
    ordered += [r["average_loss"] for r in validation if r["at_epoch_end"]]
    return Run(losses, ordered, os.path.join(folder, "out"))


def relative(ours: float, theirs: float) -> float:
    return abs(ours - theirs) / max(abs(theirs), 1e-12) if math.isfinite(ours) else math.inf


def compare_losses(kohya: Run, lorac: Run, brief: bool, found: list[str]) -> float:
    worst = 0.0
    for what, theirs, ours in (("loss", kohya.losses, lorac.losses), ("held out", kohya.validation, lorac.validation)):
        if len(theirs) != len(ours):
            found.append(f"{what}: {len(ours)} values, sd-scripts has {len(theirs)}")
        for number, (one, two) in enumerate(zip(ours, theirs), 1):
            difference = relative(one, two)
            worst = max(worst, difference)
            if not brief:
                print(f"    {what} {number:3}  sd-scripts {two:.9f}  lorac {one:.9f}  relative {difference:.1e}")
    if not kohya.losses:
        found.append("sd-scripts logged no loss")
    if worst > LOSS_LIMIT:
        found.append(f"a loss differs by {worst:.1e}")
    return worst


def is_noise(name: str, one, two, usual: float) -> bool:
    """Whether a tensor holds nothing but rounding in both files.

    A group normalization with one channel per group, which only the small widths have, takes away whatever is added to a
    channel, so that the adapters of the time embeddings before it have a gradient of exactly 0 but for rounding.
    """
    largest = max(float(t.square().mean().sqrt()) for t in (one, two))
    return name.endswith("time_emb_proj.lora_up.weight") and largest < usual / 50


def compare_tensors(theirs: dict, ours: dict, found: list[str]) -> tuple[float, str, float]:
    """The smallest cosine similarity, of which tensor, and the relative distance of all tensors together."""
    scales = sorted(float(t.double().square().mean().sqrt()) for n, t in theirs.items() if n.endswith("lora_up.weight"))
    usual = scales[len(scales) // 2]
    if list(ours) != list(theirs):
        only = sorted(set(ours) ^ set(theirs))
        found.append(f"tensors differ: {only[:6]}" if only else "tensors stand in another order")
    smallest, name, distance, size = 1.0, "", 0.0, 0.0
    for key in theirs:
        if key not in ours:
            continue
        one, two = ours[key], theirs[key]
        if (one.dtype, one.shape) != (two.dtype, two.shape):
            found.append(f"{key}: {one.dtype} {tuple(one.shape)}, sd-scripts has {two.dtype} {tuple(two.shape)}")
            continue
        one, two = one.double().flatten(), two.double().flatten()
        distance += float((one - two).square().sum())
        size += float(two.square().sum())
        norms = float(one.norm() * two.norm())
        cosine = float(one @ two) / norms if norms else float((one == two).all())
        if key.endswith(".alpha"):
            cosine = float((one == two).all())
        if cosine < smallest and not is_noise(key, one, two, usual):
            smallest, name = cosine, key
    if not smallest > COSINE_LIMIT:
        found.append(f"{name} has cosine similarity {smallest:.6f}")
    return smallest, name, math.sqrt(distance / max(size, 1e-300))


def compare_metadata(theirs: dict, ours: dict, found: list[str]) -> int:
    """How many values are equal."""
    ours = {k: v for k, v in ours.items() if not k.startswith("lorac")}
    if set(ours) != set(theirs):
        found.append(f"metadata keys differ: only lorac {sorted(set(ours) - set(theirs))}, only sd-scripts {sorted(set(theirs) - set(ours))}")
    equal = 0
    for key in sorted(set(ours) & set(theirs) - RUN_KEYS):
        if ours[key] == theirs[key]:
            equal += 1
        elif not same_json(ours[key], theirs[key]):
            found.append(f"metadata {key}: {ours[key][:200]!r}, sd-scripts has {theirs[key][:200]!r}")
        else:
            equal += 1
    return equal


def same_json(one: str, two: str) -> bool:
    try:
        return json.loads(one) == json.loads(two)
    except ValueError:
        return False


def load(path: str) -> tuple[dict, dict]:
    """Tensors in the order of the file's bytes, and metadata."""
    from safetensors import safe_open

    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    names = sorted((n for n in header if n != "__metadata__"), key=lambda n: header[n]["data_offsets"])
    with safe_open(path, "pt") as file:
        return {name: file.get_tensor(name) for name in names}, file.metadata() or {}


def compare_files(kohya: Run, lorac: Run, found: list[str]) -> str:
    theirs, ours = ({os.path.basename(p) for p in glob.glob(f"{r.directory}/*.safetensors")} for r in (kohya, lorac))
    if theirs != ours:
        found.append(f"files: {sorted(ours)}, sd-scripts has {sorted(theirs)}")
    report = "no files"
    # The final file comes last.
    for name in sorted(theirs & ours, reverse=True):
        (tensors, metadata), (own, own_metadata) = load(f"{kohya.directory}/{name}"), load(f"{lorac.directory}/{name}")
        cosine, where, distance = compare_tensors(tensors, own, found)
        equal = compare_metadata(metadata, own_metadata, found)
        report = f"cosine 1-{1 - cosine:.1e} ({where or 'all'}), relative L2 {distance:.1e}, {equal}/{len(metadata)} metadata values equal"
        print(f"    {name}: {len(tensors)} tensors, {report}")
    return report


class Comparison:
    """All recipes in one size."""

    def __init__(self, options: argparse.Namespace, bench: Bench, root: str):
        self.options, self.bench, self.root = options, bench, root

    def lorac(self, folder: str, *words: str) -> str:
        ended = subprocess.run([self.options.lorac, *words], cwd=folder, capture_output=True, text=True)
        if ended.returncode != 0:
            raise RuntimeError(f"lorac {words[0]} ended with {ended.returncode}: {ended.stderr[-1500:]}")
        return ended.stdout

    def write(self, name: str, folder: str) -> None:
        choice = RECIPES[name]
        images, regularization = self.bench.pictures(choice["pictures"])
        recipe = {
            "lorac": 1, "name": "lora", "model": {"base": self.bench.model(self.options.size, choice["layout"])},
            "dataset": {"resolution": 128, "buckets": {"min": 64, "max": 256}, "images": [images]},
            "save": {"directory": os.path.join(folder, "kohya", "out")},
        }  # fmt: skip
        if regularization:
            recipe["dataset"]["regularization"] = [regularization]
        if choice["after"]:
            recipe["network"] = {"weights": os.path.join(self.folder(choice["after"]), "lorac", "out", "lora.safetensors")}
        with open(os.path.join(folder, "recipe.yaml"), "w", encoding="utf-8") as out:
            json.dump(merge(merge(DEFAULTS, recipe), choice["sections"]), out, indent=1)

    def folder(self, name: str) -> str:
        return os.path.join(self.root, self.options.size, name)

    def train_kohya(self, name: str) -> Run:
        folder = self.folder(name)
        os.makedirs(folder, exist_ok=True)
        if RECIPES[name]["after"]:
            # sd-scripts goes on from lorac's file.
            self.train_kohya(RECIPES[name]["after"])
            self.train_lorac(RECIPES[name]["after"])
        self.write(name, folder)
        words = json.loads(self.lorac(folder, "emit", "recipe.yaml", "--format", "argv", "-o", "emitted"))
        self.clear_latents(name)
        self.bench.train(words, self.options.size, os.path.join(folder, "kohya"), self.options.reuse)
        return kohya_run(os.path.join(folder, "kohya"))

    def train_lorac(self, name: str) -> Run:
        folder = os.path.join(self.folder(name), "lorac")
        self.clear_latents(name)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.lorac(
            self.folder(name), "run", "recipe.yaml", "--run-dir", os.path.join(folder, "run"),
            "--set", f"save.directory={os.path.join(folder, 'out')}",
        )  # fmt: skip
        return lorac_run(folder)

    def clear_latents(self, name: str) -> None:
        """Each trainer encodes for itself."""
        for path in glob.glob(os.path.join(self.root, "pictures", RECIPES[name]["pictures"], "*", "*", "*.npz")):
            os.remove(path)

    def compare(self, name: str) -> tuple[bool, str]:
        found: list[str] = []
        began = time.monotonic()
        try:
            kohya = self.train_kohya(name)
            between = time.monotonic()
            lorac = self.train_lorac(name)
            print(f"  {name}: sd-scripts {between - began:.0f} s, lorac {time.monotonic() - between:.0f} s")
            worst = compare_losses(kohya, lorac, self.options.brief, found)
            report = f"losses {len(kohya.losses)}, largest difference {worst:.1e}; {compare_files(kohya, lorac, found)}"
        except RuntimeError as error:
            found.append(str(error))
            report = "not compared"
        for difference in found:
            print(f"    DIFFERENT {difference}")
        sys.stdout.flush()
        return not found, report


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--peers", required=True)
    ap.add_argument("--lorac", required=True)
    ap.add_argument("--size", choices=["tiny", "full"], default="tiny")
    ap.add_argument("--only", help="names of recipes, separated by commas")
    ap.add_argument("--keep")
    ap.add_argument("--reuse", action="store_true")
    ap.add_argument("--brief", action="store_true", help="no line for each loss")
    options = ap.parse_args()
    options.lorac = os.path.abspath(options.lorac)
    names = options.only.split(",") if options.only else [n for n in RECIPES if options.size == "tiny" or RECIPES[n]["full"]]
    root = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp(prefix="lorac-training-")
    comparison = Comparison(options, Bench(os.path.abspath(options.peers), root), root)
    results = {name: comparison.compare(name) for name in names}
    print()
    for name, (agrees, report) in results.items():
        print(f"{'equal    ' if agrees else 'DIFFERENT'}  {name:28}  {report}")
    if not options.keep:
        shutil.rmtree(root)
    return 0 if all(agrees for agrees, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
