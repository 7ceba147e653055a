#!/usr/bin/env python3
"""Latent caches written by sd-scripts, and sd-scripts' word on those that lorac writes.

  latent_caches.py write --sd-scripts CHECKOUT [--out FILE]     writes Tests/LoracLatentCacheTests/Reference/caches.json
  latent_caches.py check --sd-scripts CHECKOUT WIDTH HEIGHT F…  what sd-scripts reads from caches for that bucket

Needs sd-scripts' own Python environment. caches.json has the files in hex with the numbers inside them, names that
sd-scripts gives to caches, and crop bounds of random images and buckets.
"""

import argparse
import io
import json
import random
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
generator = np.random.default_rng(1)


def latents(height, width):
    return generator.normal(size=(4, height, width)).astype(np.float32)


def saved(strategy, *arguments):
    import torch

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/a.npz"
        strategy.save_latents_to_disk(path, *(torch.from_numpy(a) if isinstance(a, np.ndarray) else a for a in arguments))
        return Path(path).read_bytes()


def archive(compressed=False, **arrays):
    buffer = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(buffer, **arrays)
    return buffer.getvalue()


def described(name, file, identical=False):
    """`identical`: whether lorac writes the same bytes for the same numbers."""
    with np.load(io.BytesIO(file)) as content:
        arrays = {key: np.asarray(content[key], np.float64) for key in content.files}
    shape = arrays["latents"].shape
    channels_last = {
        key: arrays[key].transpose(1, 2, 0).ravel().tolist() for key in ("latents", "latents_flipped") if key in arrays
    }
    mask = arrays.get("alpha_mask")
    return {
        "name": name, "file": file.hex(), "identical": identical, "height": shape[1], "width": shape[2],
        **channels_last, "original_size": arrays["original_size"].tolist(), "crop_ltrb": arrays["crop_ltrb"].tolist(),
        "alpha_mask": None if mask is None else {"height": mask.shape[0], "width": mask.shape[1], "values": mask.ravel().tolist()},
    }


def write(out, strategy_sd, train_util):
    strategy = strategy_sd.SdSdxlLatentsCachingStrategy(True, True, 1, False)
    crop = train_util.BucketManager.get_crop_ltrb
    base = latents(2, 3)
    mask = generator.random((16, 24)).astype(np.float32)
    size, bounds = (37, 23), crop((24, 16), (37, 23))
    plain = {"latents": base, "original_size": np.array(size), "crop_ltrb": np.array(bounds)}
    caches = [
        described("sd-scripts", saved(strategy, base, size, bounds), True),
        described("sd-scripts, flipped", saved(strategy, base, size, bounds, latents(2, 3)), True),
        described("sd-scripts, flipped and masked", saved(strategy, base, size, bounds, latents(2, 3), mask), True),
        described("compressed", archive(True, **plain)),
        described("half precision", archive(**plain | {"latents": base.astype(np.float16)})),
        described("double precision", archive(**plain | {"latents": base.astype(np.float64)})),
        described("Fortran order", archive(**plain | {"latents": np.asfortranarray(base)})),
        described("32-bit sizes", archive(**plain | {"original_size": np.array(size, np.int32), "crop_ltrb": np.array([0, 1, 24, 15])})),
        described("another array, another order", archive(**{"zzz": np.arange(3, dtype=np.uint16)} | dict(reversed(plain.items())))),
    ]
    names = [
        {"image": image, "width": width, "height": height, "cache": strategy.get_latents_npz_path(image, (width, height))}
        for image, width, height in [
            ("/nowhere/a.png", 512, 768), ("/nowhere/a.b.jpeg", 37, 12345), ("/nowhere/.hidden", 1, 2),
            ("/nowhere/..x.png", 1, 2), ("/no.where/plain", 640, 480), ("relative.webp", 8, 8), ("/nowhere/图.png", 99, 100),
        ]
    ]
    random.seed(1)
    crops = []
    for _ in range(60):
        bucket = (random.randrange(64, 1100, 64), random.randrange(64, 1100, 64))
        image = random.choice([bucket, (bucket[0] * 3, bucket[1] * 3), (random.randint(1, 5000), random.randint(1, 5000))])
        crops.append({"bucket": bucket, "image": image, "crop_ltrb": crop(bucket, image)})
    out.write_text(json.dumps({"caches": caches, "names": names, "crops": crops}, ensure_ascii=False).replace("{", "\n{") + "\n")
    print(f"{out}: {len(caches)} caches, {out.stat().st_size} bytes")


def check(strategy_sd, width, height, files):
    strategy = strategy_sd.SdSdxlLatentsCachingStrategy(True, True, 1, False)
    for file in files:
        accepted = strategy.is_disk_cached_latents_expected((width, height), file, True, False)
        found, size, crop, flipped, mask = strategy.load_latents_from_disk(file, (width, height))
        print(json.dumps({
            "accepted": accepted, "shape": found.shape, "dtype": str(found.dtype), "sum": float(found.sum(dtype=np.float64)),
            "original_size": size, "crop_ltrb": crop, "flipped": None if flipped is None else float(flipped.sum(dtype=np.float64)),
            "mask": None if mask is None else mask.shape,
        }))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sd-scripts", type=Path, required=True)
    commands = parser.add_subparsers(dest="command", required=True)
    out = ROOT / "Tests/LoracLatentCacheTests/Reference/caches.json"
    commands.add_parser("write").add_argument("--out", type=Path, default=out)
    checker = commands.add_parser("check")
    checker.add_argument("width", type=int)
    checker.add_argument("height", type=int)
    checker.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.sd_scripts))
    from library import strategy_sd, train_util

    if arguments.command == "write":
        write(arguments.out, strategy_sd, train_util)
    else:
        check(strategy_sd, arguments.width, arguments.height, arguments.files)


if __name__ == "__main__":
    main()
