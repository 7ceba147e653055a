#!/usr/bin/env python3
"""Records what torch's CPU generator and CPython's random give: Tests/LoracRandomTests/Reference/*.json.

  random_reference.py [--scale N] [--seed S] [--out FOLDER]

Each case is a seed and a list of calls on one generator, with what they returned: numbers as the bits of their type, the
first ones in full and a SHA-256 of all. --scale multiplies the number of cases; the tests read the folder that
LORAC_RANDOM_REFERENCE names in addition to their own. Needs torch and an AVX2 processor. MKL's dropout is written only
where MKL's libmkl_rt is given with --mkl.
"""

import argparse
import ctypes
import hashlib
import json
import math
import os
import random

import numpy as np
import torch

COUNTS = [1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 40, 100, 623, 624, 625, 1000, 1248, 4096, 10007]


def pack(values):
    """The first numbers and a digest of all, from an array of float32, float64 or int64."""
    raw = values.view({4: np.uint32, 8: np.uint64}[values.dtype.itemsize])
    first = [f"{int(x):x}" for x in raw.ravel()[:4]]
    return {"first": first, "digest": hashlib.sha256(raw.astype(raw.dtype.newbyteorder("<")).tobytes()).hexdigest()[:16]}


def torch_call(rng):
    """One random call: its description and its result."""
    kind = rng.choice(["unit", "unit", "normal", "normal", "normal", "uniform", "kaiming", "doubles", "integers", "seeds",
                       "permutation", "bernoulli", "words", "skip"])  # fmt: skip
    count = rng.choice(COUNTS)
    call = {"kind": kind, "count": count}
    if kind == "unit":
        result = torch.rand(count).numpy()
    elif kind == "normal":
        result = torch.randn(count).numpy()
    elif kind == "uniform":
        low, high = sorted(float(np.float32(rng.uniform(-3, 3))) for _ in range(2))
        call |= {"low": low, "high": high}
        result = torch.empty(count).uniform_(low, high).numpy()
    elif kind == "kaiming":
        fan_in = rng.choice([1, 4, 8, 320, 768, 1280, 2880])
        call |= {"count": (count // fan_in + 1) * fan_in, "low": fan_in}
        weight = torch.empty(count // fan_in + 1, fan_in)
        torch.nn.init.kaiming_uniform_(weight, a=math.sqrt(5))
        result = weight.numpy()
    elif kind == "doubles":
        result = torch.rand(count, dtype=torch.float64).numpy()
    elif kind == "integers":
        low = rng.choice([0, 0, 1, 200, -5])
        high = low + rng.choice([1, 2, 3, 1000, 999, 1 << 20, (1 << 28) - 1, 1 << 28, (1 << 28) + 1, 1 << 40])
        call |= {"low": low, "high": high}
        result = torch.randint(low, high, (count,)).numpy()
    elif kind == "seeds":
        result = torch.empty(count, dtype=torch.int64).random_().numpy()
    elif kind == "permutation":
        result = torch.randperm(count).numpy()
    elif kind == "bernoulli":
        call["low"] = rng.choice([0.0, 0.1, 0.5, 0.9, 1.0, rng.random()])
        result = torch.empty(count).bernoulli_(call["low"]).numpy()
    elif kind == "words":
        result = torch.empty(count, dtype=torch.int32).random_().to(torch.int64).numpy()
    else:
        call["count"] = rng.choice([0, 1, 5, 623, 624, 625, 99991, 1234567])
        torch.rand(call["count"])
        result = np.zeros(0, dtype=np.int64)
    return call | pack(np.ascontiguousarray(result))


def torch_cases(rng, scale):
    cases = []
    for number in range(12 * scale):
        seed = [0, 1, 42, 2**31 + 5, 2**40 + 42, 2**63 - 1][number] if number < 6 else rng.getrandbits(rng.choice([8, 32, 63]))
        torch.manual_seed(seed)
        cases.append({"seed": seed, "calls": [torch_call(rng) for _ in range(rng.randint(4, 25))]})
    return [largest_number()] + cases


def largest_number():
    """The draw behind 10849 others of seed 80 is the largest one: uniform_ would round it up to the excluded end."""
    torch.manual_seed(80)
    torch.rand(10849)
    value = torch.empty(4).uniform_(1, 2.5).numpy()
    assert value[0] == 1
    skip = {"kind": "skip", "count": 10849} | pack(np.zeros(0, dtype=np.int64))
    return {"seed": 80, "calls": [skip, {"kind": "uniform", "count": 4, "low": 1, "high": 2.5} | pack(value)]}


def python_call(rng, source):
    kind = rng.choice(["words", "bits", "unit", "uniform", "integers", "choice", "shuffle"])
    count = rng.choice([1, 2, 3, 5, 17, 300, 700])
    call = {"kind": kind, "count": count}
    if kind == "words":
        result = np.array([source.getrandbits(32) for _ in range(count)], dtype=np.int64)
    elif kind == "bits":
        call["low"] = rng.randint(1, 63)
        result = np.array([source.getrandbits(call["low"]) for _ in range(count)], dtype=np.int64)
    elif kind == "unit":
        result = np.array([source.random() for _ in range(count)])
    elif kind == "uniform":
        call |= {"low": rng.uniform(-9, 9), "high": rng.uniform(-9, 9)}
        result = np.array([source.uniform(call["low"], call["high"]) for _ in range(count)])
    elif kind == "integers":
        low = rng.choice([0, 0, -7, 3])
        high = low + rng.choice([0, 1, 6, 255, 2**31, 2**32, 2**40])
        call |= {"low": low, "high": high}
        result = np.array([source.randint(low, high) for _ in range(count)], dtype=np.int64)
    elif kind == "choice":
        result = np.array([source.choice(range(count)) for _ in range(20)], dtype=np.int64)
    else:
        order = list(range(count))
        source.shuffle(order)
        result = np.array(order, dtype=np.int64)
    return call | pack(result)


def python_cases(rng, scale):
    cases = []
    for number in range(12 * scale):
        seed = [0, 1, 42, -42, 2**32, 2**62 + 7][number] if number < 6 else rng.getrandbits(rng.choice([8, 32, 63]))
        source = random.Random(seed)
        cases.append({"seed": seed, "calls": [python_call(rng, source) for _ in range(rng.randint(3, 15))]})
    return cases


def mkl_cases(rng, scale, path):
    """vslNewStream(MCG31, seed), vslSkipAheadStream, viRngBernoulli, as torch calls them on Intel's processors."""
    mkl = ctypes.CDLL(path)
    cases = []
    for number in range(6 * scale):
        seed = [0, 1, 0x7FFFFFFF, 0xFFFFFFFF][number] if number < 4 else rng.getrandbits(32)
        count = rng.choice([1, 799, 800, 1601, 5000])
        probability = rng.choice([0.1, 0.5, 0.9, rng.random()])
        out = np.zeros(count, dtype=np.int32)
        half = count // 2
        for begin, end in ((0, half), (half, count)):
            if begin == end:
                continue
            stream = ctypes.c_void_p()
            assert mkl.vslNewStream(ctypes.byref(stream), 1 << 20, ctypes.c_uint32(seed)) == 0  # VSL_BRNG_MCG31
            assert mkl.vslSkipAheadStream(stream, ctypes.c_longlong(begin)) == 0
            part = out[begin:end]
            assert mkl.viRngBernoulli(0, stream, end - begin, part.ctypes.data_as(ctypes.c_void_p), ctypes.c_double(probability)) == 0
            mkl.vslDeleteStream(ctypes.byref(stream))
        cases.append({"seed": seed, "calls": [{"kind": "bernoulli", "count": count, "low": probability} | pack(out.astype(np.float32))]})
    return cases


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mkl")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--out", default=os.path.join(here, "..", "LoracRandomTests", "Reference"))
    args = parser.parse_args()
    assert torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512"), "torch draws other bits here"
    torch.set_num_threads(1)
    rng = random.Random(args.seed)
    parts = {"torch": torch_cases(rng, args.scale), "python": python_cases(rng, args.scale)}
    if args.mkl:
        parts["mkl"] = mkl_cases(rng, args.scale, args.mkl)
    os.makedirs(args.out, exist_ok=True)
    for name, cases in parts.items():
        with open(os.path.join(args.out, name + ".json"), "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
