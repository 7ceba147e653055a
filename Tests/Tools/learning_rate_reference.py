#!/usr/bin/env python3
"""Writes learning rates as sd-scripts' own scheduler gives them.

  PYTHON learning_rate_reference.py SD_SCRIPTS > Tests/LoracLoweringTests/Fixtures/learning-rates.json

PYTHON needs torch, transformers and diffusers; SD_SCRIPTS is a checkout. Each case holds the schedule, the steps of the
run, the processes, and pairs of an optimizer step with the multiplier that it uses."""

import json
import sys
from types import SimpleNamespace

sys.path.insert(0, sys.argv[1])
import torch
from library import train_util

BASE = 1e-4
cases = []


def add(kind, total, processes=1, warmup=0, cycles=1, power=1.0, timescale=None, minimum=None, decay=0, rules=None):
    args = SimpleNamespace(
        optimizer_type="AdamW", lr_scheduler=kind, max_train_steps=total, lr_warmup_steps=warmup, lr_decay_steps=decay,
        lr_scheduler_num_cycles=cycles, lr_scheduler_power=power, lr_scheduler_timescale=timescale,
        lr_scheduler_min_lr_ratio=minimum, lr_scheduler_args=None if rules is None else [f"step_rules='{rules}'"], lr_scheduler_type="")  # fmt: skip
    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=BASE)
    scheduler = train_util.get_scheduler_fix(args, optimizer, processes)
    wanted = {1, 2, total // 10 + 1, total // 4 + 1, total // 3 + 1, total // 2, total - 1, total}
    values = []
    for step in range(1, total + 1):
        if step in wanted:
            values.append([step, optimizer.param_groups[0]["lr"]])
        for _ in range(processes):
            scheduler.step()
    cases.append({"type": kind, "total": total, "processes": processes, "warmup": warmup, "cycles": cycles, "power": power,
                  "timescale": timescale, "minimum": minimum, "decay": decay, "rules": rules, "rates": values})  # fmt: skip


add("constant", 10)
for kind in ("constant_with_warmup", "linear", "cosine", "cosine_with_restarts", "inverse_sqrt"):
    for total, processes, warmup in ((100, 1, 0), (100, 1, 10), (97, 2, 0.05), (1050, 3, 100), (8, 1, 20)):
        add(kind, total, processes, warmup)
add("cosine_with_restarts", 300, warmup=0.1, cycles=3)
add("cosine_with_restarts", 1050, cycles=5)
add("polynomial", 200, warmup=20, power=2.0)
add("polynomial", 200, power=0.5)
add("inverse_sqrt", 200, warmup=10, timescale=50)
add("cosine_with_min_lr", 200, warmup=0.1, minimum=0.2)
add("cosine_with_min_lr", 200, cycles=3, minimum=0.1)
add("warmup_stable_decay", 200, warmup=20, decay=0.25, minimum=0.1)
add("warmup_stable_decay", 200, 2, warmup=0.1, decay=40)
add("piecewise_constant", 60, rules="1:10,0.1:20,0.01")
add("piecewise_constant", 60, 2, warmup=5, rules="0.5:7, 0.25:100,1e-3")
print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")
