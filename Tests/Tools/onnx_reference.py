#!/usr/bin/env python3
"""What sd-scripts' tagger, Stable Diffusion web UI's preparation, rembg and OpenCV make of the tests' tiny models.

  onnx_reference.py taggers --sd-scripts CHECKOUT   writes Tests/LoracTaggersTests/Reference/*.json
  onnx_reference.py matting                         writes Tests/LoracMattingTests/Reference/masks.json
  onnx_reference.py faces                           writes Tests/LoracFacesTests/Reference/faces.json

Needs onnxruntime, onnx, numpy, Pillow and OpenCV; taggers also sd-scripts' own Python environment, matting the package
rembg (its dependencies may be missing). The models come from make_onnx_models.py.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import types
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

TESTS = Path(__file__).resolve().parent.parent


def picture(width, height):
    """The tests' picture of that size: LoracONNXTestSupport's TestPicture gives the same one."""
    x = np.arange(width)[None, :, None]
    y = np.arange(height)[:, None, None]
    c = np.arange(3)[None, None, :]
    return ((x * (3 + c) + y * (5 - c) + ((x * y) >> 5) * (c + 1)) & 255).astype(np.uint8)


def session(target, name):
    return onnxruntime.InferenceSession(str(TESTS / target / "Models" / name), providers=["CPUExecutionProvider"])


def write(target, name, value):
    path = TESTS / target / "Reference" / name
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def digest(pixels):
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()


# MARK: taggers

TAGGED = [(448, 448), (600, 450), (300, 501), (61, 37), (460, 449)]
OPTIONS = [
    [],
    ["--remove_underscore", "--thresh", "0.6"],
    ["--remove_underscore", "--general_threshold", "0.4", "--character_threshold", "0.3"],
    ["--remove_underscore", "--thresh", "0.3", "--use_rating_tags", "--character_tags_first"],
    ["--thresh", "0.3", "--use_rating_tags_as_last_tag", "--undesired_tags", "1girl, hat, general,long_hair"],
    ["--remove_underscore", "--thresh", "0.2", "--character_tag_expand", "--always_first_tags", "solo,no humans"],
    ["--thresh", "0.2", "--character_tag_expand", "--caption_separator", "; ", "--character_threshold", "2"],
]


# Of the second format; its ratings and qualities depend on the least threshold.
MAPPED = [["--thresh", "0.35"], ["--remove_underscore", "--thresh", "0.6"],
          ["--remove_underscore", "--general_threshold", "0.3", "--character_threshold", "0.8"],
          ["--thresh", "0.1", "--undesired_tags", "solo,artist_name"]]


def taggers(arguments):
    target = "LoracTaggersTests"
    checkout = Path(arguments.sd_scripts).resolve()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(checkout), os.environ.get("PYTHONPATH", "")])}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        model = folder / "models" / "test_wd14"
        model.mkdir(parents=True)
        (model / "model.onnx").write_bytes((TESTS / target / "Models" / "wd14.onnx").read_bytes())
        (model / "selected_tags.csv").write_bytes((TESTS / target / "Reference" / "selected_tags.csv").read_bytes())
        mapped = folder / "models" / "test_cl" / "v1"
        mapped.mkdir(parents=True)
        (mapped / "model_optimized.onnx").write_bytes((TESTS / target / "Models" / "cl.onnx").read_bytes())
        (mapped / "tag_mapping.json").write_bytes((TESTS / target / "Reference" / "tag_mapping.json").read_bytes())
        images = folder / "images"
        images.mkdir()
        for width, height in TAGGED:
            Image.fromarray(picture(width, height)).save(images / f"{width}x{height}.png")
        # At commit 48d368fa the script stops at the first character (UnboundLocalError: character_tags is also the name
        # of a variable of the inner function, which belongs to the other format). One word repairs it.
        text = (checkout / "finetune" / "tag_images_by_wd14_tagger.py").read_text(encoding="utf-8")
        script = folder / "tag_images_by_wd14_tagger.py"
        script.write_text(text.replace("input_name, tag_freq\n", "input_name, tag_freq, character_tags\n"),
                          encoding="utf-8")
        captions, mappings = [], []
        for options, is_mapped in [(x, False) for x in OPTIONS] + [(x, True) for x in MAPPED]:
            repository = "test/cl/v1" if is_mapped else "test/wd14"
            command = [sys.executable, str(script), str(images), "--onnx", "--repo_id", repository, "--model_dir",
                       str(folder / "models")]
            subprocess.run(command + options, check=True, cwd=checkout, env=environment, stdout=subprocess.DEVNULL)
            (mappings if is_mapped else captions).append({"options": options, "captions": [
                (images / f"{width}x{height}.txt").read_text(encoding="utf-8").removesuffix("\n")
                for width, height in TAGGED]})
    sys.path[:0] = [str(checkout), str(checkout / "finetune")]
    import tag_images_by_wd14_tagger as script

    wd14 = session(target, "wd14.onnx")
    pictures = []
    for width, height in TAGGED:
        prepared = script.preprocess_image(Image.fromarray(picture(width, height)))
        assert (prepared == prepared.astype(np.uint8)).all()
        confidences = wd14.run(None, {"picture": prepared[None]})[0][0]
        pictures.append({"width": width, "height": height, "prepared": digest(prepared.astype(np.uint8)),
                         "confidences": [float(x) for x in confidences]})
    write(target, "wd14.json", {"pictures": pictures, "runs": captions, "mappedRuns": mappings})
    deepbooru(target)


def fitted(image, size):
    """Web UI's "resize and fill" into a square."""
    width = size if image.width >= image.height else image.width * size // image.height
    height = size if image.width <= image.height else image.height * size // image.width
    scaled = image.resize((width, height), Image.LANCZOS)
    result = Image.new("RGB", (size, size))
    left, top = size // 2 - width // 2, size // 2 - height // 2
    result.paste(scaled, (left, top))
    if image.width > image.height:
        result.paste(scaled.resize((size, top), box=(0, 0, size, 0)), (0, 0))
        result.paste(scaled.resize((size, top), box=(0, height, size, height)), (0, top + height))
    elif image.width < image.height:
        result.paste(scaled.resize((left, size), box=(0, 0, 0, size)), (0, 0))
        result.paste(scaled.resize((left, size), box=(width, 0, width, size)), (left + width, 0))
    return result


def deepbooru(target):
    model, planar = session(target, "deepbooru.onnx"), session(target, "deepbooru-planar.onnx")
    pictures = []
    for width, height in [(512, 512), (600, 450), (300, 501), (61, 37), (513, 512), (40, 700)]:
        pixels = np.array(fitted(Image.fromarray(picture(width, height)), 512))
        numbers = pixels.astype(np.float32)[None] / 255
        pictures.append({
            "width": width, "height": height, "prepared": digest(pixels),
            "confidences": [float(x) for x in model.run(None, {"picture": numbers})[0][0]],
            "planarConfidences": [
                float(x) for x in planar.run(None, {"picture": numbers.transpose(0, 3, 1, 2)})[0][0]],
        })
    write(target, "deepbooru.json", pictures)


# MARK: matting

MATTED = [(48, 36), (25, 64)]
FAMILIES = [("u2net", "u2net", "U2netSession", "u2net.onnx"), ("u2net", "silueta", "SiluetaSession", "any-size.onnx"),
            ("isnet", "dis_general_use", "DisSession", "any-size.onnx"),
            ("isnet-anime", "dis_anime", "DisSession", "any-size.onnx"),
            ("birefnet", "birefnet_general", "BiRefNetSessionGeneral", "any-size.onnx"),
            ("bria", "bria_rmbg", "BriaRmBgSession", "any-size.onnx")]


def matting(_):
    import importlib
    import importlib.util

    # rembg itself imports libraries that its sessions need for other things.
    sys.modules["pooch"] = types.ModuleType("pooch")
    root = Path(importlib.util.find_spec("rembg").origin).parent
    for name, path in (("rembg", root), ("rembg.sessions", root / "sessions")):
        package = types.ModuleType(name)
        package.__path__ = [str(path)]
        sys.modules[name] = package
    cases = []
    for family, module, kind, model in FAMILIES:
        kind = getattr(importlib.import_module(f"rembg.sessions.{module}"), kind)
        remover = object.__new__(kind)
        remover.inner_session = session("LoracMattingTests", model)
        for width, height in MATTED:
            image = Image.fromarray(picture(width, height))
            mask = remover.predict(image)[0]
            case = {"family": family, "model": model, "width": width, "height": height, "mask": mask.tobytes().hex()}
            if model == "u2net.onnx":
                red = Image.composite(image, Image.new("RGB", image.size, (255, 10, 0)), mask)
                case["onRed"] = red.tobytes().hex()
            cases.append(case)
    write("LoracMattingTests", "masks.json", cases)


# MARK: faces

# Model, size, least score, most overlap.
SEEN = [("yunet.onnx", 96, 64, 0.5, 0.3), ("yunet.onnx", 100, 75, 0.5, 0.3), ("yunet.onnx", 33, 31, 0.5, 0.05),
        ("yunet.onnx", 333, 208, 0.55, 0.1), ("yunet.onnx", 333, 208, 0.62, 0.3), ("yunet.onnx", 96, 64, 0.99, 0.3),
        ("yunet-320.onnx", 320, 320, 0.7, 0.3), ("yunet-320.onnx", 320, 320, 0.74, 0.02)]


def faces(_):
    import cv2

    cases = []
    for model, width, height, score, overlap in SEEN:
        path = str(TESTS / "LoracFacesTests" / "Models" / model)
        detector = cv2.FaceDetectorYN.create(path, "", (width, height), score, overlap, 5000)
        found = detector.detect(np.ascontiguousarray(picture(width, height)[:, :, ::-1]))[1]
        cases.append({"model": model, "width": width, "height": height, "score": score, "overlap": overlap,
                      "faces": [[float(f"{x:.7g}") for x in face] for face in ([] if found is None else found)]})
    write("LoracFacesTests", "faces.json", cases)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    tagging = commands.add_parser("taggers")
    tagging.add_argument("--sd-scripts", required=True)
    tagging.set_defaults(run=taggers)
    commands.add_parser("matting").set_defaults(run=matting)
    commands.add_parser("faces").set_defaults(run=faces)
    arguments = parser.parse_args()
    arguments.run(arguments)
