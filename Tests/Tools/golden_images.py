#!/usr/bin/env python3
"""Writes the datasets of golden fixtures: tiny files of which only what a fixture is about is true."""

import pathlib
import struct
import zlib

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "GoldenTests" / "Fixtures"


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width=512, height=512, mark="", colour=2):
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"tEXt", b"mark\0" + mark.encode()) + chunk(b"IDAT", b"\0")
    return b"\x89PNG\r\n\x1a\n" + parts + chunk(b"IEND", b"")


def jpeg(width=512, height=512, orientation=1):
    """A JPEG of segments only, with an EXIF block that holds the orientation alone."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    frame = struct.pack(">BHHB", 8, height, width, 3) + bytes([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
    scan = bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])
    segments = [(0xE1, exif), (0xC0, frame), (0xDA, scan)]
    body = b"".join(bytes([0xFF, kind]) + struct.pack(">H", len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + body + b"\0" + b"\xff\xd9"


def gif():
    return b"GIF89a" + struct.pack("<HH", 512, 512) + b"\0\0\0" + b"\x3b"


def write(path, content=b"a cat\n"):
    """Writes a file, and a caption beside an image that has none."""
    path = FIXTURES / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def picture(path, content=None, caption="a cat\n", **options):
    """Writes an image, a PNG that differs from all others unless `content` is given, and its caption."""
    write(path, png(mark=path, **options) if content is None else content)
    if caption is not None:
        write(path.rsplit(".", 1)[0] + ".txt", caption)


def shared():
    """Sets that several fixtures use."""
    for folder, sizes in {
        "square/10_cat": [(512, 512)] * 12,
        "shapes/cat": [(512 + 64 * index, 1024 - 64 * index) for index in range(10)],
        "few/20_cat": [(512, 512)] * 5,
        "regularization/cat": [(512, 512)] * 4,
    }.items():
        for index, (width, height) in enumerate(sizes):
            picture(f"_images/{folder}/{index:02}.png", width=width, height=height)


def folders():
    write("invalid/LR0504/_train/10_cat/notes.txt", "pictures follow\n")
    for path in ["LR0505/_train/1", "LR0505/_train/10_cat/2", "LR0506/_train/10_cat/1", "LR0506/_train/10_cat/more/2",
                 "LR0507/_train/cat/1", "LR0508/_train/0_cat/1", "LR0508/_train/10_cat/2", "LR0509/_train/10_cat/1",
                 "LR0509/_train/backgrounds/2", "LR0517/_train/10_cat/1", "LR0517/_train/10_cat/2"]:
        picture(f"invalid/{path}.png")
    write("invalid/LR0513/_reg/1_cat/notes.txt", "pictures follow\n")


def images():
    def folder(code):
        picture(f"invalid/{code}/_train/10_cat/1.png")
        return f"invalid/{code}/_train/10_cat"

    picture(f"{folder('LR0520')}/2.png", b"")
    picture(f"{folder('LR0520')}/3.png", b"<!DOCTYPE html><html></html>\n")
    picture(f"{folder('LR0521')}/2.jpg", jpeg()[:-2])
    picture(f"{folder('LR0522')}/2.jpg", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1")
    picture(f"{folder('LR0523')}/2.png", jpeg())
    picture(f"{folder('LR0524')}/2.Png")
    picture(f"{folder('LR0524')}/3.gif", gif())
    picture(f"{folder('LR0525')}/2.jpg", jpeg(768, 512, orientation=6))
    picture(f"{folder('LR0526')}/2.png", colour=6)
    cmyk = jpeg().replace(bytes([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]), bytes(
        [4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]))
    cmyk = cmyk.replace(b"\xff\xc0\x00\x11", b"\xff\xc0\x00\x14")
    picture(f"{folder('LR0527')}/2.jpg", cmyk)
    picture(f"{folder('LR0528')}/1 (copy).png", png(mark="invalid/LR0528/_train/10_cat/1.png"))
    picture(f"{folder('LR0529')}/1.jpg", jpeg())


def buckets():
    picture("invalid/LR0530/_train/10_cat/1.png", width=4000, height=20)
    picture("invalid/LR0531/_train/10_cat/1.png", width=63, height=500)
    picture("invalid/LR0535/_train/10_cat/1.png", width=600, height=800)
    # Caches of latents, of which sd-scripts reads the names.
    picture("invalid/LR0536/_train/10_cat/1.png")
    write("invalid/LR0536/_train/10_cat/1_0640x0384_sd.npz", "PK\n")
    picture("invalid/LR0537/_train/10_cat/1.png")
    write("invalid/LR0537/_train/10_cat/1_old_sd.npz", "PK\n")


def captions():
    def caption(code, content, name="1", extension=".txt"):
        picture(f"invalid/{code}/_train/10_cat/{name}.png", caption=None)
        if content is not None:
            write(f"invalid/{code}/_train/10_cat/{name}{extension}", content)

    caption("LR0540", "a cat\n")
    caption("LR0541", "a cat\n")
    caption("LR0541", None, name="2")
    caption("LR0542", b"\xef\xbb\xbfZhangNaYing, smile\n")
    caption("LR0543", b"")
    caption("LR0544", "\na cat\n")
    caption("LR0545", b"caf\xe9\n")
    caption("LR0547", "1girl, smile\nstanding, outdoors\n")
    caption("LR0548", "1girl, smile\n")
    caption("LR0550", None, name="photo_120_80_256_256")
    write("invalid/LR0550/_train/10_cat/photo.txt")
    caption("LR0549", ", ".join(f"tag{index}" for index in range(60)) + "\n")


for make in [shared, folders, images, buckets, captions]:
    make()
