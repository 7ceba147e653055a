#!/usr/bin/env python3
"""Compares lorac's plans, and the arguments it emits, with sd-scripts on random datasets and recipes.

  compare_plans.py --peers FOLDER --lorac BINARY [--cases 50] [--seed 1] [--first 0] [--keep FOLDER] [--no-emit]

Needs the Python environment of the measuring bench (torch, sd-scripts) that FOLDER belongs to. Each case writes a
dataset, a recipe, and sd-scripts' arguments derived from the same choices; it compares buckets, batches, epochs, steps,
files with their removals, previews, learning rates, and every image's size, bucket, resized size, repeats and caption.
Then it hands the arguments that lorac emits to sd-scripts' own parser and compares again.
Exit status 0 if nothing differs, 1 otherwise. A difference is printed with the number of its case; --first N --cases 1
--keep DIR repeats it and keeps its files.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

from kohya_side import Kohya
from random_cases import Case


def run(command: list[str], folder: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


# Cases in one child process.
BATCH = 50


class Differences(list):
    """What differs in one case."""

    def check(self, what: str, ours, theirs):
        if ours != theirs:
            self.append(f"{what}: lorac {shorten(ours)}, sd-scripts {shorten(theirs)}")


def shorten(value) -> str:
    text = repr(value)
    return text if len(text) < 400 else text[:400] + " …"


def compare_lengths(plan: dict, kohya: dict, found: Differences):
    found.check("batches per epoch", plan["batches_per_epoch"], kohya["batches_per_epoch"])
    found.check("epochs", plan["epochs"], kohya["epochs"])
    found.check("steps", plan["steps"]["total"], kohya["steps"])
    found.check("steps per epoch", plan["steps"]["per_epoch"], kohya["per_epoch"])
    found.check("warm-up", plan["steps"]["warmup"], kohya["rates"]["warmup"])
    found.check("training entries", plan["dataset"]["entries"], kohya["num_train_images_with_repeats"])
    found.check("regularization", plan["dataset"]["regularization_images"], kohya["num_reg_images_with_repeats"])
    found.check("validation", plan["dataset"]["validation_images"], kohya["num_validation_images"])


def compare_buckets(plan: dict, kohya: dict, found: Differences):
    ours = [(b["dataset"], b["width"], b["height"], b["images"], b["entries"], b["batches"]) for b in plan["buckets"]]
    theirs = [
        (i, *b["resolution"], b["pictures"], b["pictures_with_repeats"], b["batches"])
        for i, d in enumerate(kohya["datasets"])
        for b in sorted(d["buckets"], key=lambda b: b["resolution"])
    ]
    found.check("buckets", ours, theirs)
    errors = [float(d["bucket_info"]["mean_img_ar_error"]) if d["bucket_info"] else 0.0 for d in kohya["datasets"]]
    found.check("mean aspect error", plan["dataset"]["mean_aspect_ratio_error"], errors)


def image_row(i: dict) -> tuple:
    return (i["file"], tuple(i["size"]), tuple(i["bucket"]), tuple(i["resized"]), i["repeats"], i["caption"])


def pair(size: dict) -> tuple:
    return (size["width"], size["height"])


def compare_images(plan: dict, kohya: dict, found: Differences):
    for index, dataset in enumerate(kohya["datasets"]):
        ours = sorted(
            (i["file"], pair(i["size"]), pair(i["bucket"]), pair(i["resized"]), i["repeats"], i["caption"])
            for f in plan["dataset"]["folders"]
            if f["dataset"] == index
            for i in f["images"]
            if i["repeats"] > 0
        )
        found.check(f"images of dataset {index}", ours, sorted(image_row(i) for i in dataset["images"]))
    held_out = sorted(i["file"] for f in plan["dataset"]["folders"] for i in f["images"] if i["is_held_out"])
    theirs = sorted(i["file"] for d in kohya["validation_datasets"] for i in d["images"])
    found.check("held-out images", held_out, theirs)


def compare_files(plan: dict, kohya: dict, found: Differences):
    keys = ("kind", "file", "step", "epoch", "removes", "state", "removes_state")
    found.check(
        "files", [tuple(s.get(k) for k in keys) for s in plan["saves"]], [tuple(s.get(k) for k in keys) for s in kohya["files"]]
    )
    found.check("previews", [(s["step"], s.get("epoch")) for s in plan["samples"]], kohya["samples"])


def compare_rates(plan: dict, kohya: dict, found: Differences):
    points = plan["learning_rates"]["points"]
    if not points:
        found.append("learning rates: lorac has none")
    rates = kohya["rates"]
    for point in points:
        row = dict(zip(rates["names"], rates["rows"][point["step"] - 1]))
        for name in ("unet", "text_encoder"):
            ours, theirs = point.get(name), row.get(name)
            if (ours is None) != (theirs is None) or ours is not None and not math.isclose(
                ours, theirs, rel_tol=1e-12, abs_tol=1e-300
            ):
                found.check(f"rate of {name} at step {point['step']}", ours, theirs)


def compare_gui(plan: dict, case: Case, found: Differences):
    """kohya_ss's own count, in its order of operations; only where every folder's name states repeats."""
    training = [f for f in case.folders if not f["is_reg"]]
    if case.epochs is None or len(case.groups()) > 1 or not all("_" in os.path.basename(f["path"]) for f in training):
        found.check("GUI", plan["steps"]["kohya_gui"], None)
        return
    total = 0
    for f in training:
        names = os.listdir(os.path.join(case.folder, f["path"]))
        count = sum(n.lower().endswith((".jpg", ".jpeg", ".png", ".webp")) for n in names)
        total += int(os.path.basename(f["path"]).split("_")[0]) * count
    factor = 2 if any(f["is_reg"] for f in case.folders) else 1
    steps = int(math.ceil(float(total) / case.batch_sizes[0] / case.accumulation * case.epochs * factor))
    found.check("GUI", plan["steps"]["kohya_gui"], steps)


def compare(plan: dict, kohya: dict, found: Differences):
    compare_lengths(plan, kohya, found)
    compare_buckets(plan, kohya, found)
    compare_images(plan, kohya, found)
    compare_files(plan, kohya, found)
    compare_rates(plan, kohya, found)


def mutations(plan: dict):
    """The plan with one value changed, for every kind of value that is compared."""
    # An image that trains: the others are compared by their number alone.
    image = next(
        ("dataset", "folders", f, "images", i)
        for f, folder in enumerate(plan["dataset"]["folders"])
        for i, one in enumerate(folder["images"])
        if one["repeats"] > 0
    )
    for path in (("batches_per_epoch",), ("epochs",), ("steps", "total"), ("steps", "per_epoch"), ("steps", "warmup"),
                 ("dataset", "entries"), ("dataset", "regularization_images"), ("dataset", "validation_images"),
                 ("buckets", 0, "width"), ("buckets", 0, "images"), ("buckets", 0, "entries"), ("buckets", 0, "batches"),
                 ("dataset", "mean_aspect_ratio_error", 0), (*image, "size", "width"), (*image, "bucket", "height"),
                 (*image, "resized", "width"), (*image, "repeats"), (*image, "caption"), (*image, "is_held_out"),
                 ("saves", -1, "file"), ("saves", -1, "step"), ("saves", -1, "epoch"), ("saves", 0, "removes"),
                 ("saves", -1, "state"), ("saves", 0, "removes_state"),
                 ("learning_rates", "points", -1, "step"), ("learning_rates", "points", 0, "unet")):  # fmt: skip
        changed = copy.deepcopy(plan)
        place = changed
        for key in path[:-1]:
            place = place[key]
        old = place.get(path[-1]) if isinstance(place, dict) else place[path[-1]]
        new = not old if isinstance(old, bool) else old + 1 if isinstance(old, (int, float)) else f"{old} changed"
        place[path[-1]] = 0.5 if path[-1] == "unet" and old is None else new
        if path[-1] == "step" and "points" in path:
            place["step"] = 1
            place["unet"] = place["text_encoder"] = 12345.0
        yield path, changed


def check_comparison(plan: dict, kohya: dict):
    """Ends the program if a changed plan is taken for equal: then the comparison would prove nothing."""
    for path, changed in mutations(plan):
        found = Differences()
        compare(changed, kohya, found)
        if not found:
            sys.exit(f"the comparison does not see a change of {'.'.join(map(str, path))}")


def compare_emission(lorac: str, case: Case, plan: dict, kohya: Kohya, found: Differences):
    out = os.path.join(case.folder, "emitted")
    emitted = run([lorac, "emit", "recipe.yaml", "--format", "argv", "-o", out], case.folder)
    if emitted.returncode != 0:
        found.append("emit failed: " + emitted.stderr[-600:])
        return
    words = json.loads(emitted.stdout)
    script = next(i for i, w in enumerate(words) if w.endswith("train_network.py"))
    here = os.getcwd()
    os.chdir(case.folder)
    try:
        again = kohya.plan(os.path.basename(words[script]), words[script + 1 :], case.processes)
    except SystemExit as e:
        found.append(f"sd-scripts refuses the emitted arguments: {e}")
        return
    finally:
        os.chdir(here)
    before = len(found)
    compare(plan, again, found)
    found[before:] = ["emitted: " + d for d in found[before:]]


def compare_case(number: int, options: argparse.Namespace, kohya: Kohya, folder: str) -> Differences:
    found = Differences()
    case = Case(number, options.seed, folder)
    with open(os.path.join(folder, "recipe.yaml"), "w", encoding="utf-8") as out:
        json.dump(case.recipe(), out, indent=1, ensure_ascii=False)
    script, arguments = case.arguments()
    theirs = kohya.plan(script, arguments, case.processes)
    ran = run([options.lorac, "plan", "recipe.yaml", "--format", "json"], folder)
    if ran.returncode != 0:
        found.append(f"lorac plan ended with {ran.returncode}: {ran.stderr[-1500:]}")
        return found
    plan = json.loads(ran.stdout)
    compare(plan, theirs, found)
    if number % BATCH == 0 and not found:
        check_comparison(plan, theirs)
    compare_gui(plan, case, found)
    if options.emit:
        compare_emission(options.lorac, case, plan, kohya, found)
    return found


def compare_batch(numbers: range, options: argparse.Namespace, kohya: Kohya, root: str) -> int:
    """How many of the cases differ; what differs is printed."""
    failed = 0
    for number in numbers:
        folder = os.path.join(root, str(number))
        shutil.rmtree(folder, ignore_errors=True)
        differences = compare_case(number, options, kohya, folder)
        if differences:
            failed += 1
            print(f"case {number}:", *differences, sep="\n  ", flush=True)
        if not options.keep:
            shutil.rmtree(folder)
    return failed


def in_child(work, *arguments) -> int:
    """Runs `work` in a child process: sd-scripts keeps some 10 MB of each case for good, and imports are slow."""
    child = os.fork()
    if child == 0:
        status = 255
        try:
            status = work(*arguments)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not 0 <= status <= BATCH:
        sys.exit("a comparison ended before its time")
    return status


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--peers", required=True)
    ap.add_argument("--lorac", required=True)
    ap.add_argument("--cases", type=int, default=50)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--first", type=int, default=0)
    ap.add_argument("--keep")
    ap.add_argument("--no-emit", dest="emit", action="store_false")
    options = ap.parse_args()
    options.lorac = os.path.abspath(options.lorac)
    kohya = Kohya(os.path.abspath(options.peers))
    root = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp(prefix="lorac-oracle-")
    os.makedirs(root, exist_ok=True)
    failed, end = 0, options.first + options.cases
    for start in range(options.first, end, BATCH):
        failed += in_child(compare_batch, range(start, min(start + BATCH, end)), options, kohya, root)
        print(f"{min(start + BATCH, end) - options.first} cases, {failed} with differences", file=sys.stderr, flush=True)
    print(f"{options.cases} cases compared, {failed} with differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
