#!/usr/bin/env python3
"""Draws the pictures and captions of examples/quickstart: Moka, a cat's face, and shapes that the base model knows.

  draw_dataset.py examples/quickstart

Needs NumPy and Pillow; each run gives the same pictures.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

import moka
import scenes

GROUNDS = [color for color in scenes.COLORS if color != "brown"]  # Moka herself is


def save(folder, name, picture, tags):
    folder.mkdir(parents=True, exist_ok=True)
    pixels = Image.fromarray((picture * 255).round().astype(np.uint8))
    pixels.quantize(48, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB").save(
        folder / f"{name}.png", optimize=True)
    (folder / f"{name}.txt").write_text(", ".join(tags) + "\n", encoding="utf-8")


def main():
    root, random = Path(sys.argv[1]), np.random.default_rng(2024)
    for index in range(15):
        place, ground = list(scenes.PLACES)[index % 5], GROUNDS[index % 7]
        pattern = "stripes" if index % 4 == 3 else "plain"
        picture, tags = moka.portrait(random, place, ground, pattern)
        save(root / "train" / "8_moka", f"{index + 1:02}_{place}", picture, tags)
    for index in range(48):
        kind, place = scenes.SHAPES[index % 6], list(scenes.PLACES)[index % 5]
        color, ground = list(scenes.COLORS)[(3 * index + 1) % 8], list(scenes.COLORS)[(5 * index + 4 + index // 8) % 8]
        pattern = "stripes" if index % 5 == 4 else "plain"
        if ground == color:
            ground = "white" if color != "white" else "blue"
        picture, tags = scenes.single(random, kind, color, place, ground, pattern)
        if index % 7 in (2, 5):
            tags = tags[1:]  # what the base model draws where nothing is named, lest Moka comes uncalled
        save(root / "shapes" / "1_shape", f"{index + 1:02}_{kind}", picture, tags)


if __name__ == "__main__":
    main()
