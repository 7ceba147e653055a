#!/usr/bin/env python3
"""The tiny ONNX models of the tests, with random weights of a fixed seed, and some that no ONNX Runtime takes.

  make_onnx_models.py     rewrites the folders Models of LoracONNXTests, LoracTaggersTests, LoracMattingTests and
                          LoracFacesTests

Needs the Python packages onnx and numpy. Operators are of opset 13 and the format of version 8, so that every ONNX
Runtime which lorac takes reads them.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TESTS = Path(__file__).resolve().parent.parent
FLOAT = TensorProto.FLOAT

random = np.random.default_rng(20261121)


def weights(name, shape, scale=1.0):
    """Numbers of few bits, so that sums of them hardly depend on their order."""
    return numpy_helper.from_array((random.integers(-64, 65, shape) / 64 * scale).astype(np.float32), name)


def integers(name, values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


def value(name, shape, type=FLOAT):
    return helper.make_tensor_value_info(name, type, shape)


def save(target, name, nodes, inputs, outputs, initializers=(), opset=13, format=8, domains=()):
    graph = helper.make_graph(nodes, "test", inputs, outputs, list(initializers))
    imports = [helper.make_opsetid("", opset)] + [helper.make_opsetid(domain, 1) for domain in domains]
    model = helper.make_model(graph, opset_imports=imports, producer_name="lorac", ir_version=format)
    folder = TESTS / target / "Models"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(model.SerializeToString())


def runtime_models():
    target = "LoracONNXTests"
    pair = [value("x", ["n", 3]), value("y", ["n", 3])]
    nodes = [helper.make_node("Add", ["x", "y"], ["sum"]), helper.make_node("Mul", ["x", "y"], ["product"])]
    save(target, "arithmetic.onnx", nodes, pair, [value("sum", ["n", 3]), value("product", ["n", 3])])

    half = TensorProto.FLOAT16
    nodes = [helper.make_node("Add", ["x", "x"], ["doubled"])]
    save(target, "half.onnx", nodes, [value("x", [2, 2], half)], [value("doubled", [2, 2], half)])

    casts = [("bytes", TensorProto.UINT8), ("numbers", TensorProto.INT64), ("small", TensorProto.INT32),
             ("precise", TensorProto.DOUBLE), ("short", TensorProto.INT16)]
    nodes = [helper.make_node("Cast", ["x"], [name], to=type) for name, type in casts]
    outputs = [value(name, [4], type) for name, type in casts]
    save(target, "types.onnx", nodes, [value("x", [4], TensorProto.UINT8)], outputs)
    nodes = [helper.make_node("Neg", ["x"], ["y"])]
    save(target, "integers.onnx", nodes, [value("x", ["n"], TensorProto.INT64)], [value("y", ["n"], TensorProto.INT64)])

    nodes = [helper.make_node("Reshape", ["x", "shape"], ["y"])]
    save(target, "failing.onnx", nodes, [value("x", ["n"])], [value("y", [2, "m"])], [integers("shape", [2, -1])])

    same = [helper.make_node("Identity", ["x"], ["y"])]
    ends = [value("x", [1])], [value("y", [1])]
    save(target, "new-format.onnx", same, *ends, format=99)
    save(target, "new-operators.onnx", same, *ends, opset=999)
    nodes = [helper.make_node("Unheard", ["x"], ["y"], domain="lorac.test")]
    save(target, "unknown-operator.onnx", nodes, *ends, domains=["lorac.test"])
    nodes = [helper.make_node("MatMul", ["x", "w"], ["y"])]
    save(target, "contradiction.onnx", nodes, [value("x", [1, 3])], [value("y", [1, 2])], [weights("w", [4, 2])])
    far = weights("w", [3, 2])
    far.ClearField("raw_data")
    far.data_location = TensorProto.EXTERNAL
    far.external_data.add(key="location", value="weights.data")
    save(target, "external-weights.onnx", nodes, [value("x", [1, 3])], [value("y", [1, 2])], [far])
    save(target, "endless.onnx", same, [value("x", [1, 3, 1 << 40, 1 << 40])], [value("y", [1, 3, 1 << 40, 1 << 40])])
    nodes = [helper.make_node("SequenceConstruct", ["x"], ["y"])]
    sequence = helper.make_tensor_sequence_value_info("y", FLOAT, None)
    save(target, "sequence.onnx", nodes, [value("x", [1])], [sequence])


def tagger(name, size, tags, planar, batch):
    """Averages of patches, a matrix, and the logistic function."""
    shape = [batch, 3, size, size] if planar else [batch, size, size, 3]
    patch = 64
    count = (size // patch) ** 2 * 3
    nodes, source = [], "picture"
    if not planar:
        nodes.append(helper.make_node("Transpose", ["picture"], ["planes"], perm=[0, 3, 1, 2]))
        source = "planes"
    scale = 1 / 255 if name.startswith("wd") else 1
    nodes += [
        helper.make_node("AveragePool", [source], ["patches"], kernel_shape=[patch, patch], strides=[patch, patch]),
        helper.make_node("Flatten", ["patches"], ["row"]),
        helper.make_node("Gemm", ["row", "matrix", "bias"], ["logits"]),
        helper.make_node("Sigmoid", ["logits"], ["confidences"]),
    ]
    initializers = [weights("matrix", [count, tags], scale * 0.5), weights("bias", [tags])]
    save("LoracTaggersTests", name, nodes, [value("picture", shape)], [value("confidences", [batch, tags])],
         initializers)


def taggers():
    tagger("wd14.onnx", 448, 24, False, "N")
    tagger("deepbooru.onnx", 512, 12, False, 1)
    tagger("deepbooru-planar.onnx", 512, 12, True, 1)
    overflowing_tagger()


def logits_tagger():
    """A tagger of the script's second format: planes of numbers from -1 to 1, and logits."""
    nodes = [
        helper.make_node("AveragePool", ["picture"], ["patches"], kernel_shape=[64, 64], strides=[64, 64]),
        helper.make_node("Flatten", ["patches"], ["row"]),
        helper.make_node("Gemm", ["row", "matrix", "bias"], ["logits"]),
    ]
    save("LoracTaggersTests", "cl.onnx", nodes, [value("picture", ["N", 3, 448, 448])], [value("logits", ["N", 20])],
         [weights("matrix", [147, 20], 0.7), weights("bias", [20])])


def overflowing_tagger():
    """A tagger whose outputs are no numbers."""
    nodes = [helper.make_node("ReduceMean", ["picture"], ["mean"], axes=[1, 2], keepdims=0),
             helper.make_node("Div", ["mean", "zero"], ["endless"])]
    save("LoracTaggersTests", "overflowing.onnx", nodes, [value("picture", [1, 8, 8, 3])], [value("endless", [1, 3])],
         [numpy_helper.from_array(np.zeros(1, np.float32), "zero")])


def matting(name, size, final):
    """Two convolutions; `final` is the last step."""
    shape = [1, 3, size, size]
    nodes = [
        helper.make_node("Conv", ["picture", "first"], ["edges"], pads=[1, 1, 1, 1], kernel_shape=[3, 3]),
        helper.make_node("Relu", ["edges"], ["clear"]),
        helper.make_node("Conv", ["clear", "second"], ["sums"], pads=[2, 2, 2, 2], kernel_shape=[5, 5]),
        helper.make_node(final, ["sums"], ["mask"]),
    ]
    initializers = [weights("first", [4, 3, 3, 3], 0.5), weights("second", [1, 4, 5, 5], 0.1)]
    mask = [1, 1, size, size]
    save("LoracMattingTests", name, nodes, [value("picture", shape)], [value("mask", mask)], initializers)


def mattings():
    matting("u2net.onnx", 320, "Sigmoid")
    matting("any-size.onnx", None, "Identity")
    nodes = [helper.make_node("ReduceMean", ["picture"], ["mask"], axes=[1], keepdims=1),
             helper.make_node("Mul", ["mask", "zero"], ["flat"])]
    save("LoracMattingTests", "flat.onnx", nodes, [value("picture", [1, 3, 320, 320])],
         [value("flat", [1, 1, 320, 320])], [numpy_helper.from_array(np.zeros(1, np.float32), "zero")])
    nodes = [helper.make_node("Concat", ["picture", "picture"], ["classes"], axis=1)]
    save("LoracMattingTests", "classes.onnx", nodes, [value("picture", [1, 3, 320, 320])],
         [value("classes", [1, 6, 320, 320])])


def face_detector(name, size):
    """YuNet's outputs from averages of each grid's cells."""
    nodes, outputs, initializers = [], [], [integers("list", [1, -1, 1]), integers("boxes", [1, -1, 4]),
                                            integers("points", [1, -1, 10])]
    for stride in (8, 16, 32):
        def step(kind, inputs, output, **attributes):
            nodes.append(helper.make_node(kind, inputs, [f"{output}_{stride}"], **attributes))

        step("AveragePool", ["input"], "cells", kernel_shape=[stride, stride], strides=[stride, stride])
        for output, count, scale, list_name in (("cls", 1, 4 / 255, "list"), ("obj", 1, 4 / 255, "list"),
                                                ("bbox", 4, 0.7 / 255, "boxes"), ("kps", 10, 2 / 255, "points")):
            initializers.append(weights(f"{output}_weights_{stride}", [count, 3, 1, 1], scale))
            step("Conv", [f"cells_{stride}", f"{output}_weights_{stride}"], f"{output}_planes", kernel_shape=[1, 1])
            step("Transpose", [f"{output}_planes_{stride}"], f"{output}_pixels", perm=[0, 2, 3, 1])
            last = [f"{output}_pixels_{stride}", list_name]
            if count == 1:
                step("Reshape", last, f"{output}_logits")
                step("Sigmoid", [f"{output}_logits_{stride}"], output)
            else:
                step("Reshape", last, output)
            cells = None if size is None else (size // stride) ** 2
            outputs.append(value(f"{output}_{stride}", [1, cells, count]))
    save("LoracFacesTests", name, nodes, [value("input", [1, 3, size, size])], outputs, initializers)


def face_detectors():
    face_detector("yunet.onnx", None)
    face_detector("yunet-320.onnx", 320)
    same = [helper.make_node("ReduceMean", ["input"], [name], axes=[1]) for name in ("loc", "conf", "iou")]
    save("LoracFacesTests", "yunet-2022.onnx", same, [value("input", [1, 3, 64, 64])],
         [value(name, [1, 1, 64, 64]) for name in ("loc", "conf", "iou")])


if __name__ == "__main__":
    runtime_models()
    taggers()
    mattings()
    face_detectors()
    logits_tagger()
