#!/usr/bin/env python3
"""Tags pictures with a model of full size: lorac against the same work in Python.

  tagger.py --runtime LIBRARY [--threads N] [--rounds R] [--folder FOLDER] [--json FILE]

Makes, once, a model with random weights of the size of wd-vit-tagger-v3 (ViT-B/16 for 448×448 pixels, 10 861 tags, 360 MB) and
a photograph-like JPEG of 3000×2000 in FOLDER (build/taggers), then tags it with lorac and as sd-scripts' script does: decode, square,
shrink by area, run. Both use the library LIBRARY's package, the same threads, and the median of R rounds after one to
warm up. The sums of all confidences must agree.

Needs Python with onnxruntime, onnx, numpy, Pillow and OpenCV, and LIBRARY must be that package's (its path, or the
environment's folder). Builds Benchmarks/Taggers.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
TAGS, SIDE, PATCH, WIDTH, HEADS, LAYERS = 10861, 448, 16, 768, 12, 12


def make_model(path):
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    random = np.random.default_rng(5)
    nodes, weights = [], []

    def weight(name, shape, scale=None):
        scale = scale or 1 / np.sqrt(np.prod(shape[:-1]))
        weights.append(numpy_helper.from_array((random.standard_normal(shape) * scale).astype(np.float32), name))
        return name

    def constant(name, values, type=np.int64):
        weights.append(numpy_helper.from_array(np.array(values, type), name))
        return name

    def add(kind, inputs, output, **attributes):
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    tokens = (SIDE // PATCH) ** 2
    constant("token_shape", [0, WIDTH, tokens])
    constant("head_shape", [0, tokens, 3, HEADS, WIDTH // HEADS])
    constant("joined_shape", [0, tokens, WIDTH])
    for name, value in (("scale", (WIDTH // HEADS) ** -0.5), ("root", 2**0.5), ("one", 1), ("half", 0.5),
                        ("bright", 127.5)):
        constant(name, [value], np.float32)
    for index in range(3):
        constant(f"part_{index}", index)
    x = add("Div", ["input", "bright"], "scaled")
    x = add("Sub", [x, "one"], "centered")
    x = add("Transpose", [x], "planes", perm=[0, 3, 1, 2])
    kernel = (random.standard_normal((WIDTH, 3, PATCH, PATCH)) / np.sqrt(3 * PATCH * PATCH)).astype(np.float32)
    weights.append(numpy_helper.from_array(kernel, "patch_weight"))
    x = add("Conv", [x, "patch_weight"], "patches", kernel_shape=[PATCH, PATCH], strides=[PATCH, PATCH])
    x = add("Reshape", [x, "token_shape"], "rows")
    x = add("Transpose", [x], "tokens", perm=[0, 2, 1])
    x = add("Add", [x, weight("positions", (1, tokens, WIDTH), 0.02)], "placed")

    def norm(x, name):
        constant(f"{name}.gain", np.ones(WIDTH), np.float32)
        constant(f"{name}.bias", np.zeros(WIDTH), np.float32)
        return add("LayerNormalization", [x, f"{name}.gain", f"{name}.bias"], f"{name}.out", axis=-1, epsilon=1e-6)

    for layer in range(LAYERS):
        p = f"layer{layer}"
        y = norm(x, f"{p}.norm1")
        y = add("MatMul", [y, weight(f"{p}.qkv", (WIDTH, 3 * WIDTH))], f"{p}.projected")
        y = add("Reshape", [y, "head_shape"], f"{p}.heads")
        y = add("Transpose", [y], f"{p}.parts", perm=[2, 0, 3, 1, 4])
        q, k, v = (add("Gather", [y, f"part_{i}"], f"{p}.{n}", axis=0) for i, n in enumerate("qkv"))
        k = add("Transpose", [k], f"{p}.turned", perm=[0, 1, 3, 2])
        s = add("Mul", [add("MatMul", [q, k], f"{p}.products"), "scale"], f"{p}.logits")
        y = add("MatMul", [add("Softmax", [s], f"{p}.shares", axis=-1), v], f"{p}.mixed")
        y = add("Reshape", [add("Transpose", [y], f"{p}.back", perm=[0, 2, 1, 3]), "joined_shape"], f"{p}.joined")
        y = add("MatMul", [y, weight(f"{p}.out", (WIDTH, WIDTH))], f"{p}.attended")
        x = add("Add", [x, y], f"{p}.sum1")
        y = add("MatMul", [norm(x, f"{p}.norm2"), weight(f"{p}.up", (WIDTH, 4 * WIDTH))], f"{p}.wide")
        e = add("Erf", [add("Div", [y, "root"], f"{p}.ratio")], f"{p}.erf")
        y = add("Mul", [add("Mul", [y, add("Add", [e, "one"], f"{p}.shifted")], f"{p}.double"), "half"], f"{p}.gelu")
        y = add("MatMul", [y, weight(f"{p}.down", (4 * WIDTH, WIDTH))], f"{p}.narrow")
        x = add("Add", [x, y], f"{p}.sum2")
    x = add("ReduceMean", [norm(x, "last")], "pooled", axes=[1], keepdims=0)
    x = add("MatMul", [x, weight("head", (WIDTH, TAGS))], "scores")
    add("Sigmoid", [x], "output")
    graph = helper.make_graph(
        nodes, "tagger", [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", SIDE, SIDE, 3])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", TAGS])], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


def make_picture(path):
    from PIL import Image

    random = np.random.default_rng(6)
    coarse = Image.fromarray(random.integers(0, 256, (20, 30, 3), np.uint8)).resize((3000, 2000), Image.BICUBIC)
    noise = random.integers(-12, 13, (2000, 3000, 3))
    Image.fromarray(np.clip(np.asarray(coarse) + noise, 0, 255).astype(np.uint8)).save(path, quality=90)


def python_side(model, picture, threads, rounds):
    """The script's own steps, in a process of their own."""
    code = """
import sys, time, cv2, numpy as np, onnxruntime as ort
from PIL import Image
model, picture, threads, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
options = ort.SessionOptions()
options.intra_op_num_threads = threads
cv2.setNumThreads(threads)
start = time.perf_counter()
session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
print(time.perf_counter() - start)
times = []
for _ in range(rounds):
    start = time.perf_counter()
    image = np.array(Image.open(picture).convert("RGB"))[:, :, ::-1]
    size = max(image.shape[:2])
    x, y = size - image.shape[1], size - image.shape[0]
    image = np.pad(image, ((y // 2, y - y // 2), (x // 2, x - x // 2), (0, 0)), constant_values=255)
    image = cv2.resize(image, (448, 448), interpolation=cv2.INTER_AREA).astype(np.float32)
    result = session.run(None, {"input": image[None]})[0]
    times.append(time.perf_counter() - start)
print(*times, result.sum(dtype=np.float64))
"""
    return [sys.executable, "-c", code, str(model), str(picture), str(threads), str(rounds)]


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split("\n")
    *times, total = map(float, output[1].split())
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return {"open": float(output[0]), "picture": statistics.median(times[1:]), "sum": total, "cpu": seconds}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runtime", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=HERE.parent / ".build" / "taggers")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    model, picture, tags = folder / "wd-vit.onnx", folder / "picture.jpg", folder / "selected_tags.csv"
    if not model.exists():
        make_model(model)
    make_picture(picture)
    rows = [f"{i},tag_{i},{9 if i < 4 else 0},1" for i in range(TAGS)]
    tags.write_text("\n".join(["tag_id,name,category,count"] + rows) + "\n")
    package = HERE / "Taggers"
    build = ["swift", "build", "-c", "release", "--package-path", str(package)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    binary = Path(subprocess.run(build + ["--show-bin-path"], check=True, stdout=subprocess.PIPE, text=True)
                  .stdout.strip()) / "TaggerTimes"
    rounds = arguments.rounds + 1
    lorac = measure([str(binary), arguments.runtime, str(model), str(tags), str(arguments.threads), str(rounds),
                     str(picture)])
    python = measure(python_side(model, picture, arguments.threads, rounds))
    for name, figures in (("lorac", lorac), ("Python", python)):
        print(f"{name:8}opens the model in {figures['open']:.2f} s, tags the picture in {figures['picture']:.3f} s")
    if abs(lorac["sum"] - python["sum"]) > 1e-3 * abs(python["sum"]):
        sys.exit(f"The confidences differ: {lorac['sum']} and {python['sum']} in all.")
    if arguments.json:
        arguments.json.write_text(json.dumps({"lorac": lorac, "python": python}, indent=1) + "\n")


if __name__ == "__main__":
    main()
