#!/usr/bin/env python3
"""Collects the losses of real runs for the tests of LoracAdvice.

  advice_reference.py NAME=RUN_FOLDER … > Tests/LoracAdviceTests/Reference/runs.json
  advice_reference.py --add Tests/LoracAdviceTests/Reference/runs.json NAME=RUN_FOLDER …

The second adds runs to those that are stored, or replaces those of the same names.

Of each run: the loss and the U-Net's rate of every step, and the held-out losses with their steps, with three to four
digits. Needs nothing but Python.

The stored runs are by the native trainer. `random-` and `continued-`: the recipe and pictures that were the quickstart
before it had a trained base (Tests/CommandTests/Fixtures/moka: rank 8, batch 2, 128 pixels) with a base of random weights
(seed 42 of make_small_base.py) and `--set validation.split=0.2`. Those called `continued-` go on from a LoRA of rank 64 that had trained the
same pictures for 3,000 steps (`network.weights`, rate 5e-3, cosine), which makes the base predict noise; they show what a
rate does to a model that can already do something. `trained-`: examples/quickstart without
its regularization and with `--set validation.split=0.2 --set validation.every="1 epoch" --set train.epochs=60`; and with
eight of its pictures, a split of 0.3, `--set validation.every="5 epochs" --set train.epochs=150 --set network.rank=64` and
the schedule constant_with_warmup. `quickstart-`: examples/quickstart as it is, with `--set train.epochs=4` and the rate:
0.4 ruins the run within its warm-up. The number in a name is the U-Net's rate.
"""

import json
import sys


def short(value, digits=4):
    return None if value is None else float(f"{value:.{digits}g}")


def run(folder):
    result = {"losses": [], "rates": [], "held_out": []}
    for line in open(f"{folder}/events.jsonl"):
        event = json.loads(line)
        if event["event"] == "step":
            result["losses"].append(short(event["loss"]))
            result["rates"].append(short(event["lr"]["unet"], 3))
        elif event["event"] == "validation":
            result["held_out"].append([event["step"], short(event.get("loss", event["average_loss"]))])
    return result


def text(stored):
    lines = [f'"{name}": {json.dumps(value, separators=(",", ":"))}' for name, value in stored.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


arguments = sys.argv[1:]
adds = arguments[0] == "--add"
path = arguments[1] if adds else None
stored = json.load(open(path)) if adds else {}
for argument in arguments[2 if adds else 0 :]:
    name, folder = argument.split("=", 1)
    stored[name] = run(folder)
if adds:
    open(path, "w").write(text(stored))
else:
    print(text(stored), end="")
