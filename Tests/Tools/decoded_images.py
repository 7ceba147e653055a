#!/usr/bin/env python3
"""Image files of every kind that LoracImages decodes, and what Pillow makes of them.

  decoded_images.py write [--out FILE]   writes Tests/LoracImagesTests/Reference/decoded.json
  decoded_images.py compare [--count N]  compares the C decoders with Pillow on N random files of each format
  decoded_images.py damage [--seconds S] gives the C decoders damaged files (build with --sanitize)

Needs sd-scripts' own Python environment; compare and damage also need cc and the libraries' headers. Each object of
decoded.json has the file and, unless Pillow refuses it, size and pixels of Image.open(file).convert("RGB"), in hex.
"""

import argparse
import ctypes
import io
import json
import random
import struct
import subprocess
import sys
import tempfile
import time
import warnings
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
warnings.simplefilter("ignore")
generator = np.random.default_rng(1)


def pick(*choices):
    return choices[generator.integers(len(choices))]


def number(low, high):
    return int(generator.integers(low, high + 1))


def chance(probability):
    return generator.random() < probability


def noise(count):
    return generator.integers(0, 256, count, dtype=np.uint8).tobytes()


def picture(width, height, mode):
    """Smooth shapes, so that lossy formats have something to keep."""
    channels = len(mode)
    coarse = generator.integers(0, 256, (height // pick(1, 4, 8) + 2, width // pick(1, 4, 8) + 2, channels), np.uint8)
    planes = [Image.fromarray(coarse[:, :, c]).resize((width, height), Image.BICUBIC) for c in range(channels)]
    return planes[0] if mode == "L" else Image.merge(mode, planes)


# PNG

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    estimate = a + b - c
    return min((abs(estimate - a), 0, a), (abs(estimate - b), 1, b), (abs(estimate - c), 2, c))[2]


def filtered(rows, step):
    """Each row with a random one of PNG's five filters."""
    result, above = b"", None
    for row in rows:
        above = above or bytes(len(row))
        kind = number(0, 4)
        result += bytes([kind])
        for i, value in enumerate(row):
            a = row[i - step] if i >= step else 0
            c = above[i - step] if i >= step else 0
            guess = [0, a, above[i], (a + above[i]) // 2, paeth(a, above[i], c)][kind]
            result += bytes([(value - guess) & 255])
        above = row
    return result


def packed(samples, depth):
    rows = []
    for row in samples:
        flat = row.reshape(-1)
        if depth >= 8:
            rows.append(flat.astype(">u2" if depth == 16 else "u1").tobytes())
        else:
            bits = "".join(format(int(v), f"0{depth}b") for v in flat)
            bits += "0" * (-len(bits) % 8)
            rows.append(int(bits, 2).to_bytes(len(bits) // 8, "big"))
    return rows


PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def make_png(kind=None, depth=None, interlaced=None, transparency=None, width=None, height=None):
    kind = pick(*DEPTHS) if kind is None else kind
    depth = depth or pick(*DEPTHS[kind])
    interlaced = chance(0.5) if interlaced is None else interlaced
    transparency = chance(0.5) if transparency is None else transparency
    width, height = width or number(1, 20), height or number(1, 20)
    colours = number(1, 1 << depth) if kind == 3 else 0
    samples = generator.integers(0, 1 << depth, (height, width, CHANNELS[kind]))
    if kind == 0 and depth == 16 and chance(0.5):
        samples %= 400
    if colours and chance(0.6):
        samples %= colours
    step = max(1, CHANNELS[kind] * depth // 8)
    if interlaced:
        parts = [samples[y::dy, x::dx] for x, y, dx, dy in PASSES]
        raw = b"".join(filtered(packed(part, depth), step) for part in parts if part.size)
    else:
        raw = filtered(packed(samples, depth), step)
    data = zlib.compress(raw, 9)
    file = b"\x89PNG\r\n\x1a\n"
    file += chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced))
    file += chunk(b"gAMA", struct.pack(">I", 45455))
    if kind == 3:
        file += chunk(b"PLTE", noise(colours * 3))
    if transparency and kind in (0, 2):
        file += chunk(b"tRNS", struct.pack(f">{CHANNELS[kind]}H", *map(int, samples[0, 0])))
    elif transparency and kind == 3:
        file += chunk(b"tRNS", noise(number(1, colours)))
    length = max(1, len(data) // number(1, 3))
    for i in range(0, len(data), length):
        file += chunk(b"IDAT", data[i : i + length])
    return file + chunk(b"IEND", b""), f"png-kind{kind}-{depth}bit{'-interlaced' * interlaced}"


# JPEG, WebP


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def make_jpeg(mode=None, width=None, height=None, **options):
    mode = mode or pick("RGB", "RGB", "RGB", "L", "CMYK")
    image = picture(width or number(1, 70), height or number(1, 70), mode)
    options = options or {
        "quality": pick(5, 30, 75, 95, 100),
        "progressive": chance(0.4),
        **({} if mode == "L" else {"subsampling": pick("4:4:4", "4:2:2", "4:2:0")}),
        **({"restart_marker_blocks": number(1, 5)} if chance(0.2) else {}),
    }
    return saved(image, "JPEG", **options), "-".join(["jpeg", mode, *(f"{k}={v}" for k, v in options.items())])


def make_webp(mode=None, width=None, height=None, **options):
    mode = mode or pick("RGB", "RGBA")
    size = (width or number(1, 70), height or number(1, 70))
    options = options or {
        "lossless": chance(0.4), "quality": pick(5, 30, 80, 95), "exact": chance(0.3), "animated": chance(0.3),
    }
    label = "-".join(["webp", mode, *(f"{k}={v}" for k, v in options.items())])
    if options.pop("animated", False):
        options |= {"save_all": True, "append_images": [picture(*size, "RGBA"), picture(*size, "RGBA")]}
    return saved(picture(*size, mode), "WEBP", **options), label


# BMP

MASKS = {
    16: [(0xF800, 0x7E0, 0x1F, 0), (0x7C00, 0x3E0, 0x1F, 0), (0xF000, 0xF00, 0xF0, 0)],
    24: [(0xFF0000, 0xFF00, 0xFF, 0)],
    32: [
        (0xFF0000, 0xFF00, 0xFF, 0), (0xFF000000, 0xFF0000, 0xFF00, 0), (0xFF000000, 0xFF00, 0xFF, 0),
        (0xFF000000, 0xFF0000, 0xFF00, 0xFF), (0xFF, 0xFF00, 0xFF0000, 0xFF000000),
        (0xFF0000, 0xFF00, 0xFF, 0xFF000000), (0xFF000000, 0xFF00, 0xFF, 0xFF0000), (0, 0, 0, 0),
        (0xFF, 0xFF00, 0xFF0000, 0),
    ],
}


def run_lengths(width, height, halves):
    data = b""
    for _ in range(height):
        x = 0
        while x < width and chance(0.95):
            kind = generator.random()
            if kind < 0.5:
                count = number(1, 6)
                data += bytes([count]) + noise(1)
                x += count
            elif kind < 0.9:
                count = number(3, 8)
                literal = (count + 1) // 2 if halves else count
                data += bytes([0, count]) + noise(literal) + b"\0" * (literal % 2)
                x += count
            else:
                data += bytes([0, 2, number(0, 3), number(0, 1)])
        data += b"\0\0"
    return data + b"\0\0" * height + (b"\0\x01" if chance(0.5) else b"")


def make_bmp(bits=None, header=None, fields=None, runs=None, top_down=None, width=None, height=None):
    bits = bits or pick(1, 4, 8, 16, 24, 32, 2)
    header = header or pick(12, 40, 40, 40, 52, 56, 64, 108, 124)
    width, height = width or number(1, 20), height or number(1, 20)
    modern = header > 12
    top_down = modern and (chance(0.3) if top_down is None else top_down)
    compression, masks, colours, palette = 0, (0, 0, 0, 0), 0, b""
    if bits in MASKS and modern and (chance(0.6) if fields is None else fields):
        compression, masks = 3, MASKS[bits][0] if fields else pick(*MASKS[bits])
    if bits <= 8:
        count = 1 << bits
        if modern and chance(0.5):
            colours = count = number(1, count)
        gray = chance(0.3)
        for i in range(count):
            level = 255 * i if count == 2 else i
            palette += (bytes([level] * 3) if gray else noise(3)) + b"\0" * modern
    data = noise((width * bits + 31) // 32 * 4 * height)
    if bits in (4, 8) and modern and (chance(0.3) if runs is None else runs):
        compression = 1 if bits == 8 else 2
        data = run_lengths(width, height, bits == 4)
    if modern:
        signed = -height if top_down else height
        info = struct.pack("<IiiHHIIiiII", header, width, signed, 1, bits, compression, 0, 0, 0, colours, 0)
        info += struct.pack("<4I", *masks)[: 16 if header >= 56 else 12 if header >= 52 else 0]
        info = info.ljust(header, b"\0")
        info += struct.pack("<3I", *masks[:3]) if compression == 3 and header == 40 else b""
    else:
        info = struct.pack("<IHHHH", 12, width, height, 1, bits)
    offset = 14 + len(info) + len(palette)
    file = b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + data
    return file, f"bmp-{bits}bit-header{header}-compression{compression}{'-topdown' * top_down}"


MAKERS = {"PNG": make_png, "JPEG": make_jpeg, "WEBP": make_webp, "BMP": make_bmp}


def pillow(file):
    """As load_image in sd-scripts' train_util.py."""
    with Image.open(io.BytesIO(file)) as image:
        return np.array(image if image.mode == "RGB" else image.convert("RGB"), np.uint8)


def cases():
    size = {"width": 11, "height": 7}
    for kind, depths in DEPTHS.items():
        for depth in depths:
            for interlaced in (False, True):
                yield make_png(kind, depth, interlaced, True, **size)
    yield make_png(2, 8, True, False, width=3, height=1)
    # Larger than a block of 8 by 8 or 16 by 16.
    size = {"width": 19, "height": 13}
    for subsampling in ("4:4:4", "4:2:2", "4:2:0"):
        for progressive in (False, True):
            yield make_jpeg("RGB", **size, quality=60, subsampling=subsampling, progressive=progressive)
    yield make_jpeg("L", **size, quality=80)
    yield make_jpeg("CMYK", **size, quality=90)
    yield make_jpeg("RGB", **size, quality=75, restart_marker_blocks=1)
    exif = Image.Exif()
    exif[0x0112] = 6
    yield saved(picture(19, 13, "RGB"), "JPEG", exif=exif), "jpeg-turned"
    yield saved(picture(19, 13, "RGB"), "JPEG", keep_rgb=True), "jpeg-stored-as-RGB"
    for lossless in (False, True):
        for animated in (False, True):
            yield make_webp("RGBA", **size, lossless=lossless, animated=animated)
    yield make_webp("RGB", **size, lossless=False)
    size = {"width": 11, "height": 7}
    for bits in (1, 4, 8, 16, 24, 32):
        yield make_bmp(bits, 12, **size)
        yield make_bmp(bits, 40, False, False, False, **size)
        yield make_bmp(bits, 124, True, False, True, **size)
    for bits in (4, 8):
        yield make_bmp(bits, 40, runs=True, top_down=False, **size)
        yield make_bmp(bits, 40, runs=True, top_down=True, **size)
    yield make_bmp(16, 40, True, **size)


def write(out):
    objects = []
    for file, label in cases():
        item = {"name": label, "file": file.hex()}
        try:
            pixels = pillow(file)
            item |= {"width": pixels.shape[1], "height": pixels.shape[0], "rgb": pixels.tobytes().hex()}
        except Exception as error:
            print(f"{label}: Pillow refuses it: {error}")
        objects.append(item)
    out.write_text("[\n" + ",\n".join(json.dumps(item) for item in objects) + "\n]\n")
    print(f"{out}: {len(objects)} files, {out.stat().st_size} bytes")


class Failure(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("reason", ctypes.c_char * 160)]


class Decoders:
    """The C target, built into a library of its own."""

    def __init__(self, sanitize):
        self.folder = tempfile.TemporaryDirectory()
        target, sources = Path(self.folder.name) / "decoders.so", ROOT / "Sources" / "CLoracImages"
        options = ["-g", "-O1", "-fsanitize=address,undefined"] if sanitize else ["-O2"]
        libraries = ["-lpng16", "-ljpeg", "-llcms2", "-lwebpdemux", "-lwebp", "-lz", "-lm"]
        files = sorted(map(str, sources.glob("*.c")))
        subprocess.run(
            ["cc", *options, "-shared", "-fPIC", f"-I{sources}/include", "-o", target, *files, *libraries], check=True)
        self.library = ctypes.CDLL(str(target))
        self.library.lorac_image_open.restype = ctypes.c_void_p
        self.library.lorac_image_read.restype = ctypes.c_bool

    def __call__(self, kind, file):
        failure = Failure()
        codes = {"PNG": 0, "JPEG": 1, "WEBP": 2, "BMP": 3}
        pointer = self.library.lorac_image_open(codes[kind], file, ctypes.c_size_t(len(file)), ctypes.byref(failure))
        if not pointer:
            return failure.reason.decode(errors="replace")
        reader = ctypes.c_void_p(pointer)
        width = self.library.lorac_image_width(reader) & 0xFFFFFFFF
        height = self.library.lorac_image_height(reader) & 0xFFFFFFFF
        try:
            if not 0 < width * height <= 178_956_970:
                return "size"
            pixels = np.empty((height, width, 3), np.uint8)
            fine = self.library.lorac_image_read(reader, ctypes.c_void_p(pixels.ctypes.data), ctypes.byref(failure))
            return pixels if fine else failure.reason.decode(errors="replace")
        finally:
            self.library.lorac_image_close(reader)


def verdict(decode, kind, file):
    ours = decode(kind, file)
    try:
        theirs = pillow(file)
    except Exception as error:
        return "both refuse" if isinstance(ours, str) else f"Pillow refuses: {type(error).__name__}"
    if isinstance(ours, str):
        return f"only lorac refuses: {ours}"
    return "equal" if np.array_equal(ours, theirs) else "DIFFERENT"


def compare(count):
    decode = Decoders(sanitize=False)
    outcomes = Counter()
    for kind, make in MAKERS.items():
        for _ in range(count):
            file, label = make()
            outcome = verdict(decode, kind, file)
            outcomes[kind, outcome] += 1
            if outcome == "DIFFERENT":
                print(label)
    for key, value in sorted(outcomes.items()):
        print(*key, value)
    sys.exit(any(outcome == "DIFFERENT" for _, outcome in outcomes))


def damage(seconds):
    decode = Decoders(sanitize=True)
    seeds = [(kind, make()[0]) for kind, make in MAKERS.items() for _ in range(40)]
    outcomes, end = Counter(), time.monotonic() + seconds
    while time.monotonic() < end:
        kind, file = seeds[number(0, len(seeds) - 1)]
        file = bytearray(file)
        for _ in range(pick(1, 1, 2, 5)):
            at, how = number(0, len(file) - 1), generator.random()
            if how < 0.6:
                file[at] = pick(0, 1, 255, number(0, 255))
            elif how < 0.75:
                del file[max(1, at) :]
            elif how < 0.9:
                file[at:at] = noise(number(1, 4))
            elif len(file) > 20:
                del file[at : at + number(1, 8)]
        outcomes[kind, "decoded" if not isinstance(decode(kind, bytes(file)), str) else "refused"] += 1
    for key, value in sorted(outcomes.items()):
        print(*key, value)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    out = ROOT / "Tests" / "LoracImagesTests" / "Reference" / "decoded.json"
    commands.add_parser("write").add_argument("--out", type=Path, default=out)
    commands.add_parser("compare").add_argument("--count", type=int, default=500)
    commands.add_parser("damage").add_argument("--seconds", type=float, default=30)
    arguments = parser.parse_args()
    random.seed(1)
    if arguments.command == "write":
        write(arguments.out)
    elif arguments.command == "compare":
        compare(arguments.count)
    else:
        damage(arguments.seconds)


if __name__ == "__main__":
    main()
