#!/usr/bin/env python3
"""Make a folder of small, valid PNG and JPEG files with captions, the same for the same seed.

  make_images.py FOLDER COUNT [--seed N]

Needs nothing but Python. Pictures are grey and flat, so that 100 000 of them fit on any disk; their sizes are random.
"""

import argparse
import random
import struct
import zlib
from functools import cache
from pathlib import Path

# Sides of typical photos and pictures from the web, in pixels.
SIDES = (448, 2048)
TAGS = "1girl solo smile long_hair short_hair outdoors indoors night day hat scarf school_uniform dress armor".split()


@cache
def png_rows(width: int, height: int) -> bytes:
    """The compressed pixels of a grey PNG with one bit per pixel."""
    return zlib.compress((bytes((width + 7) // 8 + 1)) * height, 1)


def png(width: int, height: int, comment: bytes) -> bytes:
    """A grey PNG. Each has a comment of its own, since no two pictures of a dataset are the same."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"tEXt", b"Comment\0" + comment)
        + chunk(b"IDAT", png_rows(width, height))
        + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int, comment: bytes) -> bytes:
    """A grey baseline JPEG whose every block is two bits: no difference, end of block."""

    def segment(marker: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body

    def one_code(table: int) -> bytes:
        return segment(0xC4, bytes([table, 1] + [0] * 15 + [0]))

    blocks = ((width + 7) // 8) * ((height + 7) // 8)
    bits = 2 * blocks
    scan = bytearray((bits + 7) // 8)
    if bits % 8:
        scan[-1] = (1 << (8 - bits % 8)) - 1  # padding is ones
    frame = struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0])
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(0xFE, comment)
        + segment(0xDB, bytes([0] + [16] * 64))
        + segment(0xC0, frame)
        + one_code(0x00)
        + one_code(0x10)
        + segment(0xDA, bytes([1, 1, 0, 0, 63, 0]))
        + bytes(scan)
        + b"\xff\xd9"
    )


def make(folder: Path, count: int, seed: int) -> None:
    """Write COUNT pictures and captions; whatever else is in the folder stays."""
    generator = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        # Multiples of 8 keep the number of different sizes, and so the time of compressing them, small.
        width, height = (generator.randrange(*SIDES, 8) for _ in range(2))
        kind, content = ("png", png) if generator.random() < 0.5 else ("jpg", jpeg)
        caption = ", ".join(["moka", *generator.sample(TAGS, 6)])
        stem = folder / f"{number:06d}_{generator.getrandbits(32):08x}"
        stem.with_suffix("." + kind).write_bytes(content(width, height, stem.name.encode()))
        stem.with_suffix(".txt").write_text(caption + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    make(arguments.folder, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
