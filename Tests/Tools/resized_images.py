#!/usr/bin/env python3
"""What sd-scripts makes of pictures before the VAE sees them: resized, cut, turned into numbers.

  resized_images.py write --sd-scripts CHECKOUT [--out FILE]   writes Tests/LoracImagesTests/Reference/resized.json
  resized_images.py bicubic                                    writes Tests/LoracImagesTests/Reference/bicubic.json
  resized_images.py compare --sd-scripts CHECKOUT [--count N]  compares the C resizers with it on N random sizes each

Needs sd-scripts' own Python environment, with OpenCV 4 as its requirements have it, since OpenCV 5 has another
"nearest"; bicubic is Pillow's own, as BLIP has it, and needs Pillow 13 alone; compare also cc and the image libraries' headers. In resized.json, pixels are in hex, and the 256 numbers of
IMAGE_TRANSFORMS are the bit patterns of single-precision floats.
"""

import argparse
import ctypes
import json
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from decoded_images import ROOT, Decoders, picture, number, chance

# The picture's size, and the sizes it is resized to.
SIZES = {
    (24, 18): [(12, 9), (8, 6), (24, 9), (12, 18), (6, 9), (17, 11), (1, 1), (24, 18), (27, 20), (25, 17)],
    (13, 29): [(7, 15), (12, 28), (13, 28), (5, 29), (14, 29), (13, 30), (20, 3)],
    (1, 5): [(1, 2), (3, 5), (2, 7)],
}
# Resized size, bucket's size, offset of a random crop.
FITS = [((12, 9), (10, 8), None), ((12, 9), (9, 9), None), ((24, 18), (16, 16), (5, 1)), ((27, 20), (24, 18), (3, 2))]


def hexadecimal(pixels):
    return np.ascontiguousarray(pixels).tobytes().hex()


def pictures():
    """The pictures by their size; the first is noise."""
    sources = {size: np.array(picture(*size, "RGB")) for size in SIZES}
    sources[24, 18] = np.random.default_rng(2).integers(0, 256, (18, 24, 3), dtype=np.uint8)
    return sources


def bicubic(source, width, height):
    from PIL import Image

    return np.array(Image.fromarray(source).resize((width, height), Image.Resampling.BICUBIC))


def write_bicubic(out):
    sources = pictures()
    cases = [
        {"source": index, "width": width, "height": height, "rgb": hexadecimal(bicubic(sources[size], width, height))}
        for index, size in enumerate(sources) for width, height in SIZES[size]
    ]  # fmt: skip
    document = {
        "sources": [{"width": w, "height": h, "rgb": hexadecimal(p)} for (w, h), p in sources.items()], "cases": cases,
    }  # fmt: skip
    out.write_text(json.dumps(document).replace("{", "\n{") + "\n")
    print(f"{out}: {len(cases)} sizes, {out.stat().st_size} bytes")


def write(out, utils, train_util):
    import torch

    sources = pictures()
    noise = sources[24, 18]
    cases, fits = [], []
    for index, (size, targets) in enumerate(SIZES.items()):
        for target in targets:
            for interpolation in (None, "area", "lanczos", "box", "bilinear", "nearest"):
                pixels = utils.resize_image(sources[size], *size, *target, interpolation)
                cases.append({"source": index, "interpolation": interpolation, "width": target[0],
                              "height": target[1], "rgb": hexadecimal(pixels)})
    for resized, bucket, offset in FITS:
        draws = list(offset or ())
        random.randint = lambda low, high: draws.pop(0)
        pixels, _, crop = train_util.trim_and_resize_if_required(offset is not None, noise, bucket, resized)
        fits.append({"resized": resized, "bucket": bucket, "offset": offset, "rgb": hexadecimal(pixels)})
    levels = np.arange(256, dtype=np.uint8).reshape(1, 256, 1).repeat(3, axis=2)
    numbers = train_util.IMAGE_TRANSFORMS(levels)[0, 0].contiguous().view(torch.int32).tolist()
    document = {
        "sources": [{"width": w, "height": h, "rgb": hexadecimal(p)} for (w, h), p in sources.items()],
        "cases": cases, "fits": fits, "numbers": numbers,
    }
    out.write_text(json.dumps(document).replace("{", "\n{") + "\n")
    print(f"{out}: {len(cases)} sizes, {len(fits)} fits, {out.stat().st_size} bytes")


def ours(library, source, width, height, interpolation):
    size = ctypes.c_size_t
    target = np.empty((height, width, 3), np.uint8)
    common = [ctypes.c_void_p(source.ctypes.data), size(source.shape[1]), size(source.shape[0]),
              ctypes.c_void_p(target.ctypes.data), size(width), size(height)]
    if interpolation == "bilinear" or interpolation == "area" and (width > source.shape[1] or height > source.shape[0]):
        assert library.lorac_resize_linearly(*common, ctypes.c_bool(interpolation == "area"))
    elif interpolation == "nearest":
        assert library.lorac_resize_to_nearest(*common)
    elif interpolation == "area":
        assert library.lorac_shrink_by_area(*common)
    else:
        assert library.lorac_resample(*common, {"lanczos": 0, "box": 1, "bicubic": 2}[interpolation])
    return target


def random_size(kind, width, height):
    if kind != "area" or chance(0.3):
        return (width if chance(0.1) else number(1, 200)), (height if chance(0.1) else number(1, 200))
    if chance(0.3):
        return max(1, width // number(1, 4)), max(1, height // number(1, 4))
    return number(1, width), number(1, height)


def compare(count, utils):
    library = Decoders(sanitize=False).library
    outcomes = Counter()
    for kind in ("area", "bilinear", "nearest", "lanczos", "box", "bicubic"):
        for round in range(count):
            largest = 1200 if round % 20 == 0 else 160
            width, height = number(1, largest), number(1, largest)
            if chance(0.2):  # for whole ratios
                width, height = width // 4 * 4 or 4, height // 4 * 4 or 4
            target = random_size(kind, width, height)
            source = np.random.default_rng(round).integers(0, 256, (height, width, 3), dtype=np.uint8)
            expected = (
                bicubic(source, *target) if kind == "bicubic"
                else utils.resize_image(source, width, height, *target, kind)
            )  # fmt: skip
            equal = np.array_equal(expected, ours(library, source, *target, kind))
            outcomes[kind, "equal" if equal else "DIFFERENT"] += 1
            if not equal:
                print(kind, (width, height), target)
    for key, value in sorted(outcomes.items()):
        print(*key, value)
    sys.exit(any(outcome == "DIFFERENT" for _, outcome in outcomes))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["write", "bicubic", "compare"])
    parser.add_argument("--sd-scripts", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "Tests/LoracImagesTests/Reference/resized.json")
    parser.add_argument("--count", type=int, default=1000)
    arguments = parser.parse_args()
    if arguments.command == "bicubic":
        return write_bicubic(arguments.out.with_name("bicubic.json"))
    if arguments.sd_scripts is None:
        parser.error("--sd-scripts is needed")
    sys.path.insert(0, str(arguments.sd_scripts))
    from library import train_util, utils

    if arguments.command == "write":
        write(arguments.out, utils, train_util)
    else:
        compare(arguments.count, utils)


if __name__ == "__main__":
    main()
