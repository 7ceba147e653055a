#!/usr/bin/env python3
"""Writes the images that golden fixtures share: PNG files of which only the size is true, with captions."""

import pathlib
import struct
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent / "GoldenTests" / "Fixtures" / "_images"

# Folder: sizes of its images.
FOLDERS = {
    "square/10_cat": [(512, 512)] * 12,
    "shapes/cat": [(512 + 64 * index, 1024 - 64 * index) for index in range(10)],
    "few/20_cat": [(512, 512)] * 5,
    "regularization/cat": [(512, 512)] * 4,
}


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width, height, mark):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"tEXt", b"mark\0" + mark), chunk(b"IDAT", b"\0"), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


for folder, sizes in FOLDERS.items():
    (ROOT / folder).mkdir(parents=True, exist_ok=True)
    for index, (width, height) in enumerate(sizes):
        stem = ROOT / folder / f"{index:02}"
        stem.with_suffix(".png").write_bytes(png(width, height, f"{folder} {index}".encode()))
        stem.with_suffix(".txt").write_text("a cat\n")
