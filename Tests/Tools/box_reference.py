#!/usr/bin/env python3
"""Parts of pictures in other sizes, by Pillow 13: writes Tests/LoracImagesTests/Reference/boxes.json.

Needs Python with Pillow 13 and NumPy. Each object has the seed of an RGBA picture of noise, as Tests/LoracImagesTests makes it,
its size, whether its alpha counts, a box, a size, and what Image.resize(size, LANCZOS, box=box) makes of it, in hex.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "LoracImagesTests/Reference/boxes.json"
generator = np.random.default_rng(3)
MASK = (1 << 64) - 1


def noise(seed, count):
    """The low bytes of SplitMix64's numbers."""
    state, values = seed, bytearray()
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        values.append((z ^ z >> 31) & 255)
    return np.frombuffer(bytes(values), np.uint8)


def main():
    cases = []
    for seed in range(70):
        width, height = (int(side) for side in generator.integers(1, 40, 2))
        has_alpha = seed % 3 == 0
        pixels = noise(seed, width * height * 4).reshape(height, width, 4).copy()
        if not has_alpha:
            pixels[:, :, 3] = 255
        left, top = (float(generator.uniform(0, side * 0.6)) for side in (width, height))
        right, bottom = (float(generator.uniform(start + 0.3 * (side - start), side))
                         for start, side in ((left, width), (top, height)))
        box = [left, top, right, bottom]
        if seed % 2:
            box = [int(left), int(top), int(right) + 1, int(bottom) + 1]
        # Sixteenths are exact in single precision, which Pillow keeps boxes in.
        box = [min(round(edge * 16) / 16, side) for edge, side in zip(box, (width, height) * 2)]
        size = [int(side) for side in generator.integers(1, 12, 2)]
        image = Image.fromarray(pixels, "RGBA")
        result = np.asarray(image.resize(size, Image.LANCZOS, box=box))
        cases.append({"seed": seed, "width": width, "height": height, "hasAlpha": has_alpha, "box": box,
                      "size": size, "rgba": result.tobytes().hex()})
    OUT.write_text(json.dumps(cases).replace("{", "\n{") + "\n")
    print(f"{OUT}: {len(cases)} boxes, {OUT.stat().st_size} bytes")


main()
