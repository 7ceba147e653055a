#!/usr/bin/env python3
"""Runs the optimizers that sd-scripts chooses for 200 steps and writes what becomes of the parameters.

  PYTHON optimizer_reference.py SD_SCRIPTS Tests/LoracOptimizersTests/Reference

PYTHON needs torch, transformers, bitsandbytes, lion-pytorch, dadaptation and prodigyopt; SD_SCRIPTS is a checkout. Start
parameters and gradients come from a generator that the Swift tests repeat. `optimizers.json` lists the cases in order;
`optimizers.bin` holds, case after case and checkpoint after checkpoint, for each tensor about a dozen of its elements
(float32), then for each tensor the sum of its squares (float64)."""

import json
import math
import sys
import warnings
from types import SimpleNamespace

sys.path.insert(0, sys.argv[1])
warnings.filterwarnings("ignore")
import numpy as np
import torch
from library import train_util
from transformers.optimization import AdafactorSchedule

torch.set_num_threads(1)

# The groups of tensors; the one at index 2 starts at zero, as lora_up does.
SHAPES = [[[1], [7], [4, 32], [4095]], [[4096], [4097], [33, 130], [16, 8, 3, 3], [32, 20, 3, 3]]]
ZERO = 2
# The tensor that lacks a gradient every third step, where a case asks for that.
MISSING = 5
STEPS = 200
CHECKPOINTS = [1, 2, 10, 50, 200]
TOTAL = sum(math.prod(s) for g in SHAPES for s in g)
START, TARGET = 1 << 40, 1 << 41

out = sys.argv[2]
cases = []
binary = bytearray()


def bits(first, count):
    """SplitMix64 by counter."""
    with np.errstate(over="ignore"):
        z = (np.arange(first, first + count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def uniform(b):
    return ((b >> np.uint64(40)).astype(np.float32) - np.float32(1 << 23)) / np.float32(1 << 23)


def noise(step):
    b = bits(step * TOTAL, TOTAL)
    size = np.exp2(-(b & np.uint64(7)).astype(np.float32)).astype(np.float32)
    value = uniform(b) * size
    value[((b >> np.uint64(3)) & np.uint64(15)) == 0] = 0
    return value


def factor(step, warm):
    step += 0 if warm else 5
    return min(1.0, (step - 1) / 5) * (0.5 + (step * 7 % 11) / 22)


def add(kind, *arguments, rates=(1e-3, 3e-3), coupled=False, missing=False, warm=True):
    flat = uniform(bits(START, TOTAL)) * np.float32(0.1)
    target = uniform(bits(TARGET, TOTAL))
    groups, parameters, offset = [], [], 0
    for shapes, rate in zip(SHAPES, rates):
        group = []
        for shape in shapes:
            count = math.prod(shape)
            values = torch.from_numpy(flat[offset : offset + count].reshape(shape).copy())
            if len(parameters) == ZERO:
                values.zero_()
            parameter = torch.nn.Parameter(values)
            parameters.append((parameter, offset, count))
            group.append(parameter)
            offset += count
        groups.append({"params": group, "lr": rate})
    args = SimpleNamespace(
        optimizer_type=kind, use_8bit_adam=False, use_lion_optimizer=False, fused_backward_pass=False,
        optimizer_args=list(arguments), learning_rate=rates[0], max_grad_norm=1.0, lr_scheduler="constant",
        unet_lr=rates[1], text_encoder_lr=rates[0])  # fmt: skip
    name, text, optimizer = train_util.get_optimizer(args, groups)
    relative = args.lr_scheduler.startswith("adafactor")
    scheduler = AdafactorSchedule(optimizer, rates[0]) if relative else None
    details = []
    for step in range(1, STEPS + 1):
        if not relative:
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * factor(step, warm)
        loud = noise(step) * np.float32(0.1 if coupled else 1)
        for index, (parameter, start, count) in enumerate(parameters):
            if missing and index == MISSING and step % 3 == 1:
                parameter.grad = None
                continue
            p = parameter.detach().numpy().reshape(-1)
            gradient = np.float32(0.5 if coupled else 0) * (p - target[start : start + count]) + loud[start : start + count]
            parameter.grad = torch.from_numpy(gradient.reshape(parameter.shape).copy())
        optimizer.step()
        if relative:
            scheduler.step()
        if step in CHECKPOINTS:
            for parameter, _, count in parameters:
                binary.extend(parameter.detach().numpy().reshape(-1)[:: max(1, count // 12)].astype("<f4").tobytes())
            squares = [float((p.detach().double() ** 2).sum()) for p, _, _ in parameters]
            binary.extend(np.array(squares, dtype="<f8").tobytes())
            d = optimizer.param_groups[0].get("d")
            details.append({"d": None if d is None else float(d), "logged": scheduler.get_last_lr() if relative else None})
    details = [{"d": x["d"], "logged": None if x["logged"] is None else [float(v) for v in x["logged"]]} for x in details]
    cases.append({
        "type": kind, "arguments": list(arguments), "rates": rates, "isCoupled": coupled,
        "missing": missing, "warm": warm, "metadata": name + (f"({text})" if text else ""), "checkpoints": details})  # fmt: skip
    print(kind, arguments, details[-1], file=sys.stderr)


add("AdamW")
add("adamw", "weight_decay=0.1", "betas=0.9,0.99", "eps=1e-6")
add("AdamW", "betas=(0.3, 0.9)", "amsgrad=True", "weight_decay=0")
add("AdamW", "maximize=True", missing=True)
add("AdamW8bit")
add("AdamW8bit", "weight_decay=0.1", "betas=(0.8,0.95)", missing=True)
add("AdamW8bit", "min_8bit_size=16", "eps=1e-4")
add("PagedAdamW", "weight_decay=0.02")
add("PagedAdamW", "optim_bits=8")
add("PagedAdamW8bit", coupled=True)
add("PagedAdamW32bit", coupled=True, missing=True)
add("Lion")
add("Lion", "weight_decay=0.01", "decoupled_weight_decay=True", "betas=0.95,0.98", missing=True)
add("Lion8bit")
add("PagedLion8bit", "weight_decay=0.1", "betas=0.95,0.98", missing=True)
add("SGDNesterov")
add("SGDNesterov", "momentum=0.8", "weight_decay=0.01", rates=(0.1, 0.03), missing=True)
add("SGDNesterov8bit", "weight_decay=0.01")
add("SGDNesterov8bit", "momentum=0.5", missing=True)
add("Adafactor")
add("Adafactor", "warmup_init=True", "relative_step=False", rates=(1e-4, 1e-4))
add("Adafactor", "scale_parameter=False", "relative_step=False", "warmup_init=False", missing=True)
add("Adafactor", "relative_step=False", "beta1=0.9", "weight_decay=0.01", "clip_threshold=0.5", "decay_rate=-0.6", "eps=(1e-20, 1e-2)")
# Optimizers that look for their step size have somewhere to go.
for kind in ("DAdaptation", "DAdaptAdam", "DAdaptLion", "Prodigy", "DAdaptAdaGrad", "DAdaptAdan", "DAdaptAdanIP"):
    add(kind, rates=(1.0, 1.0), coupled=True)
common = dict(rates=(1.0, 1.0), coupled=True)
add("DAdaptation", "decouple=True", "weight_decay=0.01", "betas=0.9,0.99", missing=True, **common)
add("DAdaptAdamPreprint", "weight_decay=0.01", "growth_rate=1.2", "d0=1e-4", "eps=1e-6", **common)
add("DAdaptAdam", "decouple=True", "weight_decay=0.01", "use_bias_correction=True", "d0=1e-5", missing=True, **common)
add("DAdaptAdam", "weight_decay=0.01", "growth_rate=1.2", "betas=0.9,0.99", **common)
add("DAdaptLion", "weight_decay=0.01", "betas=0.95,0.98", "d0=1e-5", missing=True, **common)
add("Prodigy", "decouple=True", "weight_decay=0.01", "d_coef=2", "use_bias_correction=True", "safeguard_warmup=True", "betas=0.9,0.99", missing=True, **common)
add("Prodigy", "decouple=False", "weight_decay=0.01", "beta3=0.9", "growth_rate=1.2", "d0=1e-5", "eps=1e-6", **common)
add("Prodigy", "betas=(0.0, 0.99)", "slice_p=11", "weight_decay=0.01", **common)
# Without a warm-up, whose rate of 0 stops the library.
add("DAdaptSGD", warm=False, **common)
add("DAdaptSGD", "momentum=0.9", "weight_decay=0.01", "growth_rate=1.2", "d0=1e-4", warm=False, missing=True, **common)
add("DAdaptAdaGrad", "momentum=0.5", "weight_decay=0.01", "eps=1e-4", "d0=1e-5", missing=True, **common)
add("DAdaptAdan", "no_prox=True", "weight_decay=0.1", "betas=0.9,0.8,0.95", "d0=1e-5", missing=True, **common)
add("DAdaptAdanIP", "growth_rate=1.2", "eps=1e-6", missing=True, **common)

with open(f"{out}/optimizers.json", "w") as file:
    file.write("[" + ",\n".join(json.dumps(c) for c in cases) + "]\n")
with open(f"{out}/optimizers.bin", "wb") as file:
    file.write(bytes(binary))
