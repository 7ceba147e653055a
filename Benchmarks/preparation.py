#!/usr/bin/env python3
"""Photographs cropped and scaled for training: lorac against Pillow and against libvips' command line, on one core each.

  preparation.py make --folder FOLDER [--count 1000]     makes JPEG photographs, the same each time
  preparation.py measure --folder FOLDER [--lorac .build/release/lorac] [--count N] [--rounds R] [--size 512x512]

The pictures are scikit-image's sample photographs, enlarged, mixed, turned and covered with fine texture, so that they
have the sizes of a camera's files (12 of them, from 1600×1200 to 4000×3000, half of all 3000×2000) and about as many bytes
per pixel. Some are marked as turned by EXIF. `make` needs Python with Pillow, NumPy and scikit-image, `measure` Pillow,
and vips (package libvips-tools) unless --without-vips.

All do the same work for each file: decode, turn upright by EXIF, cut the middle to the wanted shape, shrink by Lanczos,
save as PNG; lorac also reads the recipe, hashes each original, and keeps what it made in its cache, `lorac prepare` from
start to end. All are kept on one core, with all their threads. Rounds take turns, and the quickest of each counts; the
files are read once before, so that no disk is measured. Exit status 1 if lorac is less than twice as fast as Pillow.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = [(3000, 2000), (2000, 3000), (3000, 2000), (4000, 3000), (3000, 2000), (2400, 1600), (3000, 2000),
         (1600, 1200), (3000, 2000), (2048, 2048), (2000, 3000), (3264, 2448)]
REQUIRED_RATIO = 2
# The smallest recipe that prepares; nothing of it is trained.
RECIPE = """lorac: 1
name: photographs
model: {{base: {base}, family: sd15}}
dataset:
  images: [{{path: {images}, repeats: 1}}]
prepare:
  crop: {{mode: center, sizes: [{size}]}}
train: {{epochs: 1}}
"""
# Pillow's own way, in a process of its own that handles all files.
PILLOW = """
import sys, os
from PIL import Image, ImageOps
width, height = int(sys.argv[3]), int(sys.argv[4])
for name in sorted(os.listdir(sys.argv[1])):
    with Image.open(os.path.join(sys.argv[1], name)) as image:
        image = ImageOps.exif_transpose(image).convert("RGB")
        w, h = image.size
        if w * height >= h * width:
            kept = (round(h * width / height), h)
        else:
            kept = (w, round(w * height / width))
        left, top = (w - kept[0]) // 2, (h - kept[1]) // 2
        image = image.resize((width, height), Image.LANCZOS, box=(left, top, left + kept[0], top + kept[1]))
        image.save(os.path.join(sys.argv[2], name + ".png"))
"""


def make(folder, count):
    import numpy as np
    from PIL import Image
    from skimage import data

    folder.mkdir(parents=True, exist_ok=True)
    scenes = [Image.fromarray(scene).convert("RGB") for scene in (
        data.astronaut(), data.chelsea(), data.coffee(), data.rocket(), data.camera(), data.hubble_deep_field(),
        data.grass(), data.gravel(), data.brick())]
    for index in range(count):
        path = folder / f"{index:04}.jpg"
        generator = np.random.default_rng(index)
        width, height = SIZES[index % len(SIZES)]
        base = scenes[index % len(scenes)]
        angle = generator.uniform(-8, 8)
        scene = base.rotate(angle, Image.BICUBIC).resize((width, height), Image.BICUBIC, box=(
            base.width * 0.08, base.height * 0.08, base.width * 0.92, base.height * 0.92))
        pixels = np.asarray(scene).astype(np.float32)
        # Detail that enlarging cannot give: a camera's grain, and texture where the scene has any.
        texture = np.asarray(scenes[6 + index % 3].convert("L").resize((512, 512))).astype(np.float32) - 128
        tiled = np.tile(texture, (height // 512 + 1, width // 512 + 1))[:height, :width, None]
        grain = generator.normal(0, 3, (height, width, 1)).astype(np.float32)
        pixels = pixels * (1 + tiled / 1500) + tiled * 0.08 + grain
        image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        exif = Image.Exif()
        exif[0x0112] = 6 if index % 8 == 5 else 1
        image.save(path, quality=int(generator.integers(85, 94)), exif=exif)
    total = sum(path.stat().st_size for path in folder.glob("*.jpg"))
    print(f"{count} photographs, {total / 1e6:.0f} MB")


def links(folder, count):
    """A new folder with links to the first `count` photographs, which are read once."""
    chosen = Path(tempfile.mkdtemp(prefix="preparation-"))
    for path in sorted(folder.glob("*.jpg"))[:count]:
        path.read_bytes()
        (chosen / path.name).symlink_to(path.resolve())
    return chosen


def run(name, size, files, lorac):
    out = Path(tempfile.mkdtemp(prefix="preparation-"))
    try:
        start = time.perf_counter()
        if name == "Pillow":
            arguments = [sys.executable, "-c", PILLOW, files, out, str(size[0]), str(size[1])]
        elif name == "libvips":
            # One process handles all files, as the other two.
            arguments = ["vipsthumbnail", *sorted(map(str, files.iterdir())), "--size", f"{size[0]}x{size[1]}",
                         "--smartcrop", "centre", "-o", f"{out}/%s.png"]
        else:
            recipe = out / "recipe.yaml"
            base = Path(__file__).resolve().parents[1] / "examples/quickstart/base.safetensors"
            recipe.write_text(RECIPE.format(base=base, images=files, size=f"{size[0]}x{size[1]}"))
            arguments = [lorac, "prepare", recipe]
        environment = dict(os.environ, VIPS_CONCURRENCY="1", XDG_CACHE_HOME=str(out / "cache"))
        subprocess.run(["taskset", "-c", "0", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        # lorac's pictures have a second name in the folder that is trained.
        written = {status.st_ino: status.st_size for status in (path.stat() for path in out.rglob("*.png"))}
        return seconds, len(written), sum(written.values())
    finally:
        shutil.rmtree(out)


def measure(arguments):
    size = tuple(int(side) for side in arguments.size.split("x"))
    files = links(arguments.folder, arguments.count)
    count = len(list(files.iterdir()))
    names = ["lorac", "Pillow"] + ([] if arguments.without_vips else ["libvips"])
    results = {name: [] for name in names}
    try:
        for _ in range(arguments.rounds):
            for name in names:
                results[name].append(run(name, size, files, arguments.lorac))
    finally:
        shutil.rmtree(files)
    best = {name: min(rounds) for name, rounds in results.items()}
    for name, (seconds, written, stored) in best.items():
        assert written == count, f"{name} wrote {written} of {count} pictures"
        print(f"{name:8} {seconds / count * 1000:7.1f} ms a photograph, {stored / count / 1000:6.0f} kB,"
              f" {best['Pillow'][0] / seconds:5.2f} times Pillow's speed")
    if arguments.json:
        arguments.json.write_text(json.dumps({"count": count, "size": size, "rounds": results}, indent=2) + "\n")
    sys.exit(best["Pillow"][0] / best["lorac"][0] < REQUIRED_RATIO)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["make", "measure"])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", default="512x512")
    parser.add_argument("--lorac", type=Path, default=Path(".build/release/lorac"))
    parser.add_argument("--without-vips", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if arguments.action == "make":
        make(arguments.folder, arguments.count)
    else:
        measure(arguments)


main()
