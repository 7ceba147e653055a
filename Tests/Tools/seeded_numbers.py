"""The numbers that tests compute for themselves: LoracTestSupport's SeededNumbers gives the same ones."""

import math

import numpy as np


def seeded(name, shape, spread=1.0, center=0.0):
    """float32 numbers in center ± spread that depend on nothing but the name (FNV-1a, then SplitMix64)."""
    with np.errstate(over="ignore"):
        seed = np.uint64(0xCBF29CE484222325)
        for byte in name.encode():
            seed = (seed ^ np.uint64(byte)) * np.uint64(0x100000001B3)
        z = seed + np.arange(1, math.prod(shape) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    unit = (z >> np.uint64(40)).astype(np.float64) / 2.0**23 - 1
    return (center + spread * unit).astype(np.float32).reshape(shape)


def seeded_weight(name, shape):
    """A tensor of a base model by its canonical name, such that signals keep their size from layer to layer."""
    parts = name.split(".")
    if len(shape) == 1:
        if "norm" in parts[-2]:
            return seeded(name, shape, 0.25, 1.0 if parts[-1] == "weight" else 0.0)
        return seeded(name, shape, 0.1)
    if parts[-2] in ("token_embedding", "position_embedding"):
        return seeded(name, shape, 0.5)
    return seeded(name, shape, math.sqrt(3 / math.prod(shape[1:])))
