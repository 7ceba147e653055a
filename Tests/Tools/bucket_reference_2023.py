#!/usr/bin/env python3
"""Bucket lists of sd-scripts v0.6.3 for LoracDatasetTests.

  bucket_reference_2023.py --sd-scripts CHECKOUT_OF_v0.6.3 [--out FILE] [--scale N] [--seed S]

Takes two definitions from the checkout's source without importing the rest, whose requirements no longer install.
"""

import argparse
import ast
import json
import math
import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np


def definition(path, name, **names):
    """One function or class of a source file."""
    node = next(n for n in ast.parse(path.read_text(encoding="utf-8")).body if getattr(n, "name", "") == name)
    exec(compile(ast.Module([node], []), str(path), "exec"), names)
    return names[name]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sd-scripts", required=True, type=Path)
    parser.add_argument(
        "--out", default=Path(__file__).resolve().parent.parent / "LoracDatasetTests/Reference/resolutions_2023.json")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    library = args.sd_scripts / "library"
    make = definition(library / "model_util.py", "make_bucket_resolutions", math=math)
    manager = definition(
        library / "train_util.py", "BucketManager", np=np, math=math, random=random,
        model_util=SimpleNamespace(make_bucket_resolutions=make))

    rng = random.Random(args.seed)
    cases = [(512, 512, 256, 1024, 64), (500, 500, 256, 1024, 64), (512, 765, 256, 1024, 64), (512, 768, 256, 1024, 64),
             (640, 448, 300, 1000, 64), (64, 64, 64, 64, 64), (100, 60, 50, 1024, 64), (48, 48, 32, 1024, 64),
             (128, 128, 64, 256, 64), (128, 128, 64, 320, 64), (128, 128, 65, 320, 64), (512, 512, 513, 1024, 64),
             (512, 2048, 256, 1024, 64), (512, 512, 0, 1024, 64)]  # fmt: skip
    for _ in range(40 * args.scale):
        step = rng.choice([64, 64, 64, 32, 8, 100])
        width = rng.choice([512, 768, 640, rng.randint(64, 1024)])
        height = rng.choice([width, 512, rng.randint(64, 1024)])
        cases.append((width, height, rng.choice([256, 256, 128, rng.randint(1, 600)]),
                      rng.choice([1024, 1024, 768, rng.randint(256, 2000)]), step))  # fmt: skip
    lines = []
    for case in cases:
        width, height, low, high, step = case
        try:
            # What DreamBoothDataset.__init__ asserts before it makes the manager.
            assert min(width, height) >= low and max(width, height) <= high
            m = manager(False, (width, height), low, high, step)
            m.make_buckets()
            images = [(rng.randint(1, 3000), rng.randint(1, 3000)) for _ in range(5)]
            chosen = [[*size, *m.select_bucket(*size)[0]] for size in images]
            row = {"rules": case, "buckets": m.predefined_resos, "images": chosen}
        except (AssertionError, ZeroDivisionError) as e:
            row = {"rules": case, "error": type(e).__name__}
        lines.append(json.dumps(row, separators=(",", ":"), default=int))
    Path(args.out).write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
