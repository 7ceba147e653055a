#!/usr/bin/env python3
"""Photographs as a viewer shows them, by Pillow and Little CMS.

  photo_reference.py                     writes Tests/LoracImagesTests/Reference/photos.json
  LD_PRELOAD=$(cc -print-file-name=libasan.so) photo_reference.py damage SECONDS    gives the C decoders damaged ones

Needs Python with Pillow (with ImageCms) and NumPy; damage also cc and the libraries' headers. Each object has a file, the size and RGBA pixels it should become, both in
hex, and how many levels a pixel may differ: none but where a colour profile is converted, since libraries of
several releases round differently. Where Pillow itself loses something (16 bits, gAMA and cHRM of PNG), the pixels are
computed here. The profiles are made here, too.
"""

import ctypes
import io
import json
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

OUT = Path(__file__).resolve().parents[1] / "LoracImagesTests/Reference/photos.json"
generator = np.random.default_rng(11)
SRGB = ImageCms.createProfile("sRGB")
CASES = []


def scene(mode, width=14, height=9):
    """Smooth, so that JPEG keeps it; without a symmetry that would hide a wrong turn."""
    channels = Image.getmodebands(mode)
    coarse = generator.integers(0, 256, (3, 4, channels), dtype=np.uint8)
    planes = [Image.fromarray(coarse[:, :, c]).resize((width, height), Image.BICUBIC) for c in range(channels)]
    return planes[0] if channels == 1 else Image.merge(mode, planes)


# ICC profiles, version 2.4

def fixed(number):
    return struct.pack(">i", round(number * 65536))


def profile(space, kind, tags):
    body, table, offset = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, kind, space, b"XYZ ")
    header += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += fixed(0.9642) + fixed(1) + fixed(0.8249)
    header = header.ljust(128, b"\0")
    return header + struct.pack(">I", len(tags)) + table + body


def text(name):
    return b"desc" + struct.pack(">II", 0, len(name) + 1) + name + b"\0" + b"\0" * 78


def xyz(*values):
    return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))


def gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def common(name):
    return [(b"desc", text(name)), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", xyz(0.9642, 1, 0.8249))]


# Primaries like Adobe RGB's and Display P3's, adapted to D50.
WIDE = profile(b"RGB ", b"mntr", common(b"wide") + [
    (b"rXYZ", xyz(0.60974, 0.31111, 0.01947)), (b"gXYZ", xyz(0.20528, 0.62567, 0.06087)),
    (b"bXYZ", xyz(0.14919, 0.06322, 0.74457)), *[(name, gamma(2.2)) for name in (b"rTRC", b"gTRC", b"bTRC")]])
SCREEN = profile(b"RGB ", b"mntr", common(b"screen") + [
    (b"rXYZ", xyz(0.51512, 0.24120, -0.00105)), (b"gXYZ", xyz(0.29198, 0.69225, 0.04189)),
    (b"bXYZ", xyz(0.15710, 0.06657, 0.78407)), *[(name, gamma(1.8)) for name in (b"rTRC", b"gTRC", b"bTRC")]])
GRAY = profile(b"GRAY", b"mntr", common(b"gray") + [(b"kTRC", gamma(1.5))])


def inks():
    """CMYK by a table of two steps for each ink, as Lab; sums of inks, so that every interpolation finds the same."""
    nodes = b""
    for c in (0, 1):
        for m in (0, 1):
            for y in (0, 1):
                for k in (0, 1):
                    light = 1 - 0.25 * c - 0.3 * m - 0.05 * y - 0.4 * k
                    a, b = -30 * c + 40 * m - 10 * y, -40 * c - 5 * m + 45 * y
                    nodes += bytes([round(light * 255), round(128 + a), round(128 + b)])
    straight = bytes(range(256))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + b"".join(fixed(v) for v in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    data = profile(b"CMYK", b"prtr", common(b"inks") + [(b"A2B0", table + straight * 4 + nodes + straight * 3)])
    return data[:20] + b"Lab " + data[24:]


INKS = inks()


def shown(data, icc=None):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    icc = icc or image.info.get("icc_profile")
    if icc:
        source = ImageCms.getOpenProfile(io.BytesIO(icc))
        if image.mode == "LA":
            gray, alpha = image.split()
            image = ImageCms.profileToProfile(gray, source, SRGB, outputMode="RGB")
            image.putalpha(alpha)
        else:
            image = ImageCms.profileToProfile(image, source, SRGB, outputMode="RGBA" if image.mode == "RGBA" else "RGB")
    return np.asarray(image.convert("RGBA"))


def add(name, data, pixels=None, tolerance=0):
    pixels = shown(data) if pixels is None else pixels
    CASES.append({"name": name, "file": data.hex(), "width": pixels.shape[1], "height": pixels.shape[0],
                  "rgba": pixels.astype(np.uint8).tobytes().hex(), "tolerance": tolerance})


def saved(image, format, **options):
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def exif(orientation, order="<", kind=3):
    head = b"II*\0" if order == "<" else b"MM\0*"
    value = struct.pack(order + "HH", orientation, 0) if kind == 3 else struct.pack(order + "I", orientation)
    return (head + struct.pack(order + "IH", 8, 2) + struct.pack(order + "HHI", 0x0100, 3, 1) + struct.pack(order + "HH", 9, 0)
            + struct.pack(order + "HHI", 0x0112, kind, 1) + value + struct.pack(order + "I", 0))


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(pixels, depth, kind, *chunks, behind=b""):
    """A PNG file of `pixels`, height × width × channels, with chunks before and behind its data."""
    rows = pixels.astype(">u2" if depth == 16 else np.uint8)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], depth, kind, 0, 0, 0))
            + b"".join(chunks) + chunk(b"IDAT", zlib.compress(raw)) + behind + chunk(b"IEND", b""))


def orientations():
    for orientation in range(1, 9):
        order = "<>"[orientation % 2]
        add(f"jpeg orientation {orientation}", saved(scene("RGB"), "JPEG", exif=b"Exif\0\0" + exif(orientation, order)))
        add(f"png orientation {orientation}", saved(scene("RGBA"), "PNG", exif=exif(orientation, order)))
    add("webp orientation 5", saved(scene("RGB"), "WEBP", lossless=True, exif=b"Exif\0\0" + exif(5)))
    add("webp orientation 8", saved(scene("RGBA"), "WEBP", quality=80, exif=exif(8, ">")))
    add("jpeg orientation 6, large", saved(scene("RGB", 61, 47), "JPEG", exif=b"Exif\0\0" + exif(6)))
    gray = scene("L")
    add("orientation as a long number", saved(gray, "JPEG", exif=b"Exif\0\0" + exif(3, ">", 4)))
    pixels = np.asarray(scene("RGB"))
    turned = np.dstack([pixels, np.full(pixels.shape[:2], 255)]).transpose(1, 0, 2)[:, ::-1]
    add("png orientation behind the data", png(pixels, 8, 2, behind=chunk(b"eXIf", exif(6))), turned)
    for name, data in [("0", exif(0)), ("9", exif(9)), ("cut", exif(6)[:20]), ("nonsense", b"II*\0\xff\xff\xff\xff")]:
        stored = np.asarray(Image.open(io.BytesIO(saved(gray, "JPEG"))).convert("RGBA"))
        plain = saved(gray, "JPEG")
        add(f"orientation {name}", plain[:2] + segment(0xE1, b"Exif\0\0" + data) + plain[2:], stored)


def profiles():
    for name, icc in (("wide", WIDE), ("screen", SCREEN)):
        add(f"jpeg {name}", saved(scene("RGB"), "JPEG", icc_profile=icc), tolerance=2)
        add(f"png {name}", saved(scene("RGB"), "PNG", icc_profile=icc), tolerance=2)
        add(f"png {name} with alpha", saved(scene("RGBA"), "PNG", icc_profile=icc), tolerance=2)
        add(f"webp {name}", saved(scene("RGBA"), "WEBP", lossless=True, exact=True, icc_profile=icc), tolerance=2)
    srgb = ImageCms.ImageCmsProfile(SRGB).tobytes()
    # Without the time at which it was made.
    srgb = srgb[:24] + bytes(12) + srgb[36:]
    image = scene("RGB")
    add("jpeg srgb", saved(image, "JPEG", icc_profile=srgb), np.asarray(Image.open(io.BytesIO(
        saved(image, "JPEG"))).convert("RGBA")))
    plain = saved(scene("RGB"), "JPEG", exif=b"Exif\0\0" + exif(8))
    cut = len(WIDE) // 3
    parts = [WIDE[:cut], WIDE[cut:2 * cut], WIDE[2 * cut:]]
    segments = [segment(0xE2, b"ICC_PROFILE\0" + bytes([i + 1, 3]) + part) for i, part in enumerate(parts)]
    add("jpeg profile in three parts, orientation", plain[:2] + segments[1] + segments[0] + segments[2] + plain[2:],
        shown(plain, WIDE), 2)
    add("gray jpeg", saved(scene("L"), "JPEG", icc_profile=GRAY), tolerance=2)
    add("gray png", saved(scene("L"), "PNG", icc_profile=GRAY), tolerance=2)
    add("gray png with alpha", saved(scene("LA"), "PNG", icc_profile=GRAY), tolerance=2)
    add("cmyk", saved(scene("CMYK"), "JPEG"))
    add("cmyk with profile", saved(scene("CMYK", 40, 30), "JPEG", icc_profile=INKS, quality=95), tolerance=3)
    for name, broken in (("noise", generator.bytes(200)), ("cut", WIDE[:150]), ("of inks", INKS)):
        image = scene("RGB")
        add(f"profile {name}", saved(image, "JPEG", icc_profile=broken), np.asarray(Image.open(io.BytesIO(
            saved(image, "JPEG"))).convert("RGBA")))


def deep(pixels):
    return (pixels.astype(np.int64) * 255 + 32767) // 65535


def samples():
    colours = generator.integers(0, 65536, (7, 11, 4))
    opaque = np.full((7, 11, 1), 255)
    add("png 16 bits", png(colours[:, :, :3], 16, 2), np.dstack([deep(colours[:, :, :3]), opaque]))
    add("png 16 bits with alpha", png(colours, 16, 6), deep(colours))
    gray = colours[:, :, :1]
    add("png gray of 16 bits", png(gray, 16, 0), np.dstack([deep(gray)] * 3 + [opaque]))
    add("png gray of 16 bits with alpha", png(colours[:, :, :2], 16, 4), np.dstack([deep(gray)] * 3 + [deep(colours[:, :, 1:2])]))
    palette = scene("RGB").quantize(9)
    add("palette", saved(palette, "PNG"))
    add("palette with transparency", saved(palette, "PNG", transparency=bytes([0, 90, 255, 1])))
    add("palette of two", saved(scene("RGB").quantize(2), "PNG", bits=1, transparency=1))
    add("transparent gray", saved(scene("L").quantize(4).convert("L"), "PNG", transparency=100))
    image = scene("RGB")
    add("transparent colour", saved(image, "PNG", transparency=image.getpixel((3, 2))))
    add("bilevel", saved(scene("L").convert("1"), "PNG"))
    add("bmp", saved(scene("RGB"), "BMP"))
    add("webp lossy with alpha", saved(scene("RGBA", 30, 20), "WEBP", quality=60))
    frames = [scene("RGBA") for _ in range(2)]
    add("animated webp", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True))
    add("progressive jpeg", saved(scene("RGB", 40, 30), "JPEG", progressive=True))


def stated():
    """gAMA and cHRM of PNG, by the formulas of the PNG specification and of sRGB."""
    pixels = np.asarray(scene("RGB"))

    def converted(light):
        light = np.clip(light, 0, 1)
        encoded = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
        return np.dstack([np.round(encoded * 255), np.full(pixels.shape[:2], 255)])

    levels = pixels / 255
    add("gamma 1", png(pixels, 8, 2, chunk(b"gAMA", struct.pack(">I", 100000))), converted(levels), 1)
    add("gamma 1/1.8", png(pixels, 8, 2, chunk(b"gAMA", struct.pack(">I", 55556))), converted(levels ** 1.8), 1)
    plain = np.dstack([pixels, np.full(pixels.shape[:2], 255)])
    add("gamma 1/2.2", png(pixels, 8, 2, chunk(b"gAMA", struct.pack(">I", 45455))), plain)
    add("gamma 0", png(pixels, 8, 2, chunk(b"gAMA", struct.pack(">I", 0))), plain)
    add("sRGB before gamma", png(pixels, 8, 2, chunk(b"sRGB", b"\0"), chunk(b"gAMA", struct.pack(">I", 45455))), plain)

    def matrix(xy):
        white, *primaries = [np.array([x / y, 1, (1 - x - y) / y]) for x, y in xy]
        columns = np.array(primaries).T
        return columns * np.linalg.solve(columns, white)

    srgb = [(0.3127, 0.3290), (0.64, 0.33), (0.30, 0.60), (0.15, 0.06)]
    wide = [(0.3127, 0.3290), (0.64, 0.33), (0.21, 0.71), (0.15, 0.06)]
    numbers = [round(value * 100000) for point in wide for value in point]
    linear = (levels ** 1.8) @ (np.linalg.solve(matrix(srgb), matrix(wide))).T
    add("chromaticities", png(pixels, 8, 2, chunk(b"gAMA", struct.pack(">I", 55556)), chunk(b"cHRM", struct.pack(">8I", *numbers))),
        converted(linear), 2)


def damage(seconds):
    """Damaged files through decoding, colours, turning and scaling, all with sanitizers."""
    folder, sources = tempfile.TemporaryDirectory(), OUT.parents[3] / "Sources/CLoracImages"
    target = Path(folder.name) / "photos.so"
    subprocess.run(
        ["cc", "-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-shared", "-fPIC",
         f"-I{sources}/include", "-o", target, *map(str, sources.glob("*.c")),
         *"-lpng16 -ljpeg -llcms2 -lwebpdemux -lwebp -lz -lm".split()], check=True)
    library = ctypes.CDLL(str(target))
    library.lorac_photo_open.restype = ctypes.c_void_p
    for name in ("read", "has_alpha"):
        getattr(library, f"lorac_photo_{name}").restype = ctypes.c_bool
    files = [bytes.fromhex(case["file"]) for case in CASES]
    outcomes, end = Counter(), time.monotonic() + seconds
    random = np.random.default_rng(int(time.time()))
    address, size = (lambda array: ctypes.c_void_p(array.ctypes.data)), ctypes.c_size_t
    while time.monotonic() < end:
        file = bytearray(files[random.integers(len(files))])
        for _ in range(random.choice([1, 1, 2, 5])):
            at = int(random.integers(len(file)))
            if random.random() < 0.9:
                file[at] = random.choice([0, 1, 255, random.integers(256)])
            else:
                del file[max(20, at):]
        file = bytes(file)
        kind = 0 if file[:4] == b"\x89PNG" else 1 if file[:2] == b"\xff\xd8" else 2 if file[:4] == b"RIFF" else 3
        failure = ctypes.create_string_buffer(256)
        photo = library.lorac_photo_open(kind, file, size(len(file)), failure)
        if not photo:
            outcomes["refused"] += 1
            continue
        photo = ctypes.c_void_p(photo)
        library.lorac_photo_reduce(photo, int(random.choice([1, 2, 4, 8])))
        width, height = library.lorac_photo_width(photo), library.lorac_photo_height(photo)
        if 0 < width * height < 1 << 22 and width > 0:
            pixels = np.empty((height, width, 4), np.uint8)
            done = library.lorac_photo_read(photo, address(pixels), failure)
            outcomes["decoded" if done else "refused while decoding"] += 1
            if done:
                at = max(file.find(b"ICC_PROFILE\0") + 14, file.find(b"ICCP") + 8)
                profile = file[at:] if at > 14 else None
                state = library.lorac_photo_to_srgb(photo, profile, size(len(profile or b"")), address(pixels), size(width * height))
                outcomes["colours", state] += 1
                turned, small = np.empty_like(pixels), np.empty((7, 5, 4), np.uint8)
                library.lorac_rgba_orient(
                    address(pixels), size(width), size(height), int(random.integers(1, 9)), address(turned))
                left, top = random.uniform(0, width * 0.7), random.uniform(0, height * 0.7)
                box = (ctypes.c_float * 4)(left, top, random.uniform(left + 0.1, width), random.uniform(top + 0.1, height))
                library.lorac_rgba_resample(address(pixels), size(width), size(height), ctypes.c_bool(
                    library.lorac_photo_has_alpha(photo)), box, address(small), size(5), size(7))
                if width * height <= 65536:
                    map_ = np.empty((height, width), np.uint32)
                    library.lorac_saliency(address(pixels), size(width), size(height), address(map_))
        library.lorac_photo_close(photo)
    for key, value in sorted(outcomes.items(), key=str):
        print(key, value)


orientations()
profiles()
samples()
stated()
if sys.argv[1:2] == ["damage"]:
    damage(float(sys.argv[2]))
    sys.exit()
OUT.write_text(json.dumps(CASES).replace("{", "\n{") + "\n")
print(f"{OUT}: {len(CASES)} files, {OUT.stat().st_size} bytes")
