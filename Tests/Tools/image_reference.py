#!/usr/bin/env python3
"""Small image files, and what Pillow and sd-scripts make of them, for ImageHeaderTests.

  image_reference.py --sd-scripts CHECKOUT [--out DIR]

Needs sd-scripts' own Python environment. Writes the files and images.json, one object per file:
  size      Image.open().size, null where Pillow refuses the file
  loads     whether sd-scripts' load_image succeeds
  kohya     BaseDataset.get_image_size, null where it raises
  orientation, alpha, animated, mode, format
"""

import argparse
import io
import json
import logging
import os
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image, ImageCms


def picture(mode="RGB", size=(37, 23)):
    """A gradient, so that nothing compresses to nothing."""
    image = Image.new("RGB", size)
    image.putdata([(x * 255 // size[0], y * 255 // size[1], (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    if mode in ("RGBA", "LA"):
        image = image.convert(mode)
        image.putalpha(Image.linear_gradient("L").resize(size))
        return image
    return image.convert(mode)


def save(image, fmt, **kw):
    buffer = io.BytesIO()
    image.save(buffer, fmt, **kw)
    return buffer.getvalue()


def exif(orientation, byte_order="<"):
    """A TIFF block with a few tags around the orientation."""
    mark = b"II" if byte_order == "<" else b"MM"
    entries = [(0x010F, 2, 4, b"abc\0"), (0x0112, 3, 1, struct.pack(byte_order + "HH", orientation, 0)), (0x0213, 3, 1, struct.pack(byte_order + "HH", 1, 0))]
    body = struct.pack(byte_order + "H", len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack(byte_order + "HHL", tag, kind, count) + value
    return b"Exif\0\0" + mark + struct.pack(byte_order + "HL", 42, 8) + body + b"\0\0\0\0"


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def after_soi(jpeg, extra):
    return jpeg[:2] + extra + jpeg[2:]


def chunk(kind, body, crc=None):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body) if crc is None else crc)


def raw_png(width, height, depth=8, colour=2, extra=b"", data=None, crc=None, first=b""):
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = (width * channels * depth + 7) // 8
    if data is None:
        data = zlib.compress(b"".join(b"\0" + bytes((x + y) % 256 for x in range(row)) for y in range(min(height, 64))))
    return b"\x89PNG\r\n\x1a\n" + first + chunk(b"IHDR", head, crc) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def bmp(width, height, depth=24, header=40, offset=None, compression=0, body=None):
    rows = abs(height) if height > -(2**31) else 0
    stride = (width * depth + 31) // 32 * 4
    palette = b"".join(bytes((i, i * 2 % 256, i)) + (b"" if header == 12 else b"\0") for i in range(2**depth)) if depth <= 8 else b""
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, depth)
    else:
        info = struct.pack("<IiiHHIIiiII", header, width, height, 1, depth, compression, 0, 2835, 2835, 0, 0)
        info += struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)[: max(0, header - 40)]
        info += bytes(max(0, header - len(info)))
        if compression == 3 and header == 40:
            info += struct.pack("<III", 0xFF0000, 0xFF00, 0xFF)
    data = bytes((i * 7) % 251 for i in range(stride * rows)) if body is None else body
    start = 14 + len(info) + len(palette) if offset is None else offset
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + info + palette + data


def files():
    """Names and contents; the name's ending is what sd-scripts sees."""
    out = {}
    for mode in ("RGB", "RGBA", "L", "LA", "P", "1"):
        out[f"{mode.lower()}.png"] = save(picture(mode), "PNG")
    transparent = picture("P")
    out["palette-transparent.png"] = save(transparent, "PNG", transparency=0)
    out["gray16.png"] = raw_png(19, 11, 16, 0)
    out["rgb16.png"] = raw_png(19, 11, 16, 2)
    out["rgba16.png"] = raw_png(19, 11, 16, 6)
    out["text-before-data.png"] = raw_png(20, 10, extra=chunk(b"tEXt", b"Comment\0" + b"x" * 9000))
    out["exif-late-6.png"] = raw_png(20, 10, extra=chunk(b"tEXt", b"Comment\0" + b"x" * 9000) + chunk(b"eXIf", exif(6)[6:]))
    out["exif-8.png"] = raw_png(20, 10, extra=chunk(b"eXIf", exif(8, ">")[6:]))
    out["animated.png"] = save(picture(), "PNG", save_all=True, append_images=[picture("L").convert("RGB")])
    out["trailing.png"] = out["rgb.png"] + b"trailing bytes" * 10
    out["trailing-long.png"] = out["rgb.png"] + b"IENX" * 3000
    out["cut-data.png"] = out["rgb.png"][:-80]
    out["cut-end.png"] = out["rgb.png"][:-12]
    out["cut-header.png"] = out["rgb.png"][:22]
    out["cut-header-late.png"] = out["rgb.png"][:28]
    out["signature-only.png"] = out["rgb.png"][:8]
    out["bad-checksum.png"] = raw_png(20, 10, crc=1)
    out["bad-depth.png"] = raw_png(20, 10, 4, 2)
    out["zero-width.png"] = raw_png(0, 10)
    out["zero-height.png"] = raw_png(10, 0)
    out["bomb.png"] = raw_png(20000, 10000)
    out["huge.png"] = raw_png(12000, 9000, 1, 0)
    out["apple.png"] = raw_png(20, 10, first=chunk(b"CgBI", b"\x50\0\x20\x06"))
    rgb = picture()
    base = save(rgb, "JPEG")
    out["baseline.jpg"] = base
    out["progressive.jpg"] = save(rgb, "JPEG", progressive=True)
    out["gray.jpeg"] = save(picture("L"), "JPEG")
    out["cmyk.jpg"] = save(picture("CMYK"), "JPEG")
    out["restart.JPG"] = save(rgb, "JPEG", restart_marker_blocks=1)
    out["comment.jpg"] = save(rgb, "JPEG", comment=b"\xff\xd8\xff\xc0" * 50)
    for orientation in range(1, 9):
        out[f"orientation-{orientation}.jpg"] = save(rgb, "JPEG", exif=exif(orientation, "<>"[orientation % 2]))
    out["orientation-9.jpg"] = save(rgb, "JPEG", exif=exif(9))
    thumbnail = save(picture(size=(16, 8)), "JPEG")
    out["thumbnail.jpg"] = after_soi(base, segment(0xE1, exif(6) + thumbnail))
    out["profile.jpg"] = after_soi(base, segment(0xE2, b"ICC_PROFILE\0\1\1" + b"\xff\xc0\0\x11" * 5000))
    out["exif-after-profile.jpg"] = after_soi(base, segment(0xE2, b"p" * 12000) + segment(0xE1, exif(3)))
    out["fill-bytes.jpg"] = after_soi(base, b"\xff" * 7)
    out["stray-bytes.jpg"] = base[:20] + b"\x00\x13\x00" + base[20:]
    out["two-exif.jpg"] = after_soi(base, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>") + segment(0xE1, exif(5)))
    out["no-end.jpg"] = base[:-2]
    out["cut-data.jpg"] = base[:-120]
    out["cut-header.jpg"] = base[:100]
    out["cut-frame.jpg"] = base[: base.index(b"\xff\xc0") + 6]
    out["signature-only.jpg"] = base[:3]
    out["trailing.jpg"] = base + b"camera" * 200
    out["trailing-long.jpg"] = base + b"camera" * 1500
    out["two-pictures.jpg"] = save(rgb, "MPO", save_all=True, append_images=[picture(size=(12, 12))])
    out["twelve-bit.jpg"] = base.replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c")
    out["no-frame.jpg"] = base[:2] + base[base.index(b"\xff\xda") :]
    out["zero-height.jpg"] = base.replace(b"\xff\xc0\0\x11\x08" + struct.pack(">H", 23), b"\xff\xc0\0\x11\x08\0\0")
    out["lossy.webp"] = save(rgb, "WEBP")
    out["lossless.webp"] = save(rgb, "WEBP", lossless=True)
    out["lossless-alpha.WEBP"] = save(picture("RGBA"), "WEBP", lossless=True)
    out["lossy-alpha.webp"] = save(picture("RGBA"), "WEBP")
    out["exif-6.webp"] = save(rgb, "WEBP", exif=exif(6))
    out["exif-3-lossless.webp"] = save(rgb, "WEBP", lossless=True, exif=exif(3, ">"))
    out["profile.webp"] = save(rgb, "WEBP", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    out["animated.webp"] = save(rgb, "WEBP", save_all=True, append_images=[picture("L").convert("RGB")])
    out["one-pixel.webp"] = save(picture("RGBA", (1, 5)), "WEBP")
    scaled = bytearray(out["lossy.webp"])
    scaled[27] |= 0x40
    out["scaled.webp"] = bytes(scaled)
    out["cut-data.webp"] = out["lossy.webp"][:-10]
    out["cut-header.webp"] = out["lossy.webp"][:24]
    out["unknown-chunk.webp"] = out["lossy.webp"][:12] + b"XXXX" + out["lossy.webp"][16:]
    out["trailing.webp"] = out["lossy.webp"] + b"more"
    for depth in (1, 8, 24, 32):
        out[f"depth-{depth}.bmp"] = bmp(21, 13, depth)
    out["depth-4.bmp"] = bmp(21, 13, 4)
    out["depth-16.bmp"] = bmp(21, 13, 16)
    out["core.bmp"] = bmp(21, 13, 24, 12)
    out["core-8.BMP"] = bmp(21, 13, 8, 12)
    out["top-down.bmp"] = bmp(21, -13)
    for header in (52, 56, 64, 108, 124):
        out[f"header-{header}.bmp"] = bmp(21, 13, 24, header)
    out["fields.bmp"] = bmp(21, 13, 32, 40, compression=3)
    out["fields-alpha.bmp"] = bmp(21, 13, 32, 124, compression=3)
    out["pillow.bmp"] = save(rgb, "BMP")
    out["run-length.bmp"] = bmp(8, 2, 8, 40, compression=1, body=b"\x08\x05\0\0\x08\x06\0\1")
    out["cut-data.bmp"] = bmp(21, 13)[:-30]
    out["cut-header.bmp"] = bmp(21, 13)[:30]
    out["zero-width.bmp"] = bmp(0, 13)
    out["odd-depth.bmp"] = bmp(21, 13, 2)
    out["odd-header.bmp"] = bmp(21, 13, 24, 48)
    out["gif.png"] = save(picture("P"), "GIF")
    out["png.jpg"] = out["rgb.png"]
    out["jpeg.png"] = base
    out["webp.bmp"] = out["lossless.webp"]
    out["tiff.jpg"] = save(rgb, "TIFF")
    out["empty.png"] = b""
    out["text.png"] = b"not an image at all, sorry\n"
    out["page.jpg"] = b"<!DOCTYPE html><html><body>404</body></html>"
    out["archive.webp"] = b"PK\x03\x04" + bytes(60)
    out["riff.webp"] = b"RIFF\x24\0\0\0WAVEfmt " + bytes(28)
    out["one-byte.bmp"] = b"B"
    return out


def describe(path, tu):
    got = {"file": os.path.basename(path)}
    try:
        with Image.open(path) as image:
            got["size"] = list(image.size)
            got["format"] = image.format
            got["mode"] = image.mode
            got["orientation"] = image.getexif().get(0x0112, 1)
            got["animated"] = getattr(image, "n_frames", 1) > 1
            got["alpha"] = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    except Exception as e:
        got["refused"] = type(e).__name__
    try:
        tu.load_image(path)
        got["loads"] = True
    except Exception:
        got["loads"] = False
    try:
        got["kohya"] = list(tu.BaseDataset.get_image_size(None, path))
    except Exception as e:
        got["raises"] = type(e).__name__
    return got


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sd-scripts", required=True)
    parser.add_argument("--out", default=str(Path(__file__).resolve().parent.parent / "LoracDatasetTests" / "Images"))
    args = parser.parse_args()
    out = os.path.abspath(args.out)
    os.makedirs(out, exist_ok=True)
    sys.path.insert(0, args.sd_scripts)
    from library import train_util

    logging.disable(logging.CRITICAL)
    for old in Path(out).iterdir():
        old.unlink()
    found = []
    for name, content in sorted(files().items()):
        path = os.path.join(out, name)
        Path(path).write_bytes(content)
        found.append(json.dumps(describe(path, train_util), separators=(",", ":")))
    Path(out, "images.json").write_text("[\n" + ",\n".join(found) + "\n]\n")


if __name__ == "__main__":
    main()
