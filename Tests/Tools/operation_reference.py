#!/usr/bin/env python3
"""Writes what PyTorch computes for every operation of LoracGraph, forward and backward.

  PYTHON operation_reference.py Tests/LoracGraphTests/Reference/operations.safetensors
  PYTHON operation_reference.py --large FILE    then run the tests with LORAC_OPERATION_REFERENCE=FILE

PYTHON needs torch and safetensors. PyTorch computes in float64 from numbers that float32 holds exactly, so what differs
is our rounding; `rounding` is the relative error of PyTorch's own float32, for comparison. Tensors are named CASE/NAME,
channels last; the header's metadata lists the cases. The large cases go beyond the blocks, chunks and panels that our
code works in; their file has some 100 MB.

A test wants every operation here, and every form of it whose derivatives are compared with differences. Cases draw
from one generator in order, so new ones belong at the end, or all others change with them."""

import json
import math
import sys

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

# Where rounding explains more than in all other cases: Winograd's transforms magnify it, and so does a mean that is far
# larger than what it is taken from.
TOLERANCES = {"convolution by Winograd of several blocks": 3e-5, "group of many rows, far with SiLU": 3e-5}

tensors, cases = {}, []
generator = torch.Generator().manual_seed(20240229)


def random(*shape, scale=1.0, shift=0.0):
    """Normal numbers that float32 holds."""
    return (torch.randn(shape, generator=generator) * scale + shift).float()


def case(name, operation, function, inputs, fixed=(), parameters=None, frozen=None, **attributes):
    """Records a case; function gets inputs, then dictionaries of parameters and frozen tensors, all in float64."""
    parameters, frozen = parameters or {}, frozen or {}
    cotangent = None

    def compute(kind):
        """The result and the gradients in the given precision."""
        nonlocal cotangent
        values = [x.to(kind).requires_grad_(i not in fixed) for i, x in enumerate(inputs)]
        trained = {key: x.to(kind).requires_grad_() for key, x in parameters.items()}
        result = function(*values, trained, {key: x.to(kind) for key, x in frozen.items()})
        cotangent = random(*result.shape) if cotangent is None else cotangent
        wanted = [x for x in values if x.requires_grad] + list(trained.values())
        return result.detach(), *torch.autograd.grad(result, wanted, cotangent.to(kind))

    exact = compute(torch.float64)
    rounding = max(float((a - b).abs().max() / a.abs().max()) for a, b in zip(exact, compute(torch.float32)))
    result, gradients = exact[0], iter(exact[1:])

    def put(key, x, kind=torch.float32):
        tensors[f"{name}/{key}"] = x.detach().to(kind).contiguous().clone()

    for index, x in enumerate(inputs):
        put(f"input.{index}", x)
        if index not in fixed:
            put(f"gradient.input.{index}", next(gradients))
    for key, x in parameters.items():
        put(f"parameter.{key}", x)
        put(f"gradient.parameter.{key}", next(gradients))
    for key, x in frozen.items():
        put(f"frozen.{key}", x, x.dtype)
    put("result", result)
    put("cotangent", cotangent)
    cases.append({"name": name, "operation": operation, "inputs": len(inputs), "fixed": list(fixed),
                  "rounding": float(f"{rounding:.2g}"), **attributes})  # fmt: skip
    if name in TOLERANCES:
        cases[-1]["tolerance"] = TOLERANCES[name]


def adapted(base, down, up, scale, mask):
    """sd-scripts' LoRAModule.forward: the layer, and its adapter with a mask of dropout."""
    return base + up(down * mask if mask is not None else down) * scale


def linear(name, shape, outputs, kind=torch.float32, rank=0, scale=0.5, dropout=False, bias=True):
    inputs = [random(*shape)]
    frozen = {"weight": random(outputs, shape[-1], scale=shape[-1] ** -0.5).to(kind)}
    if bias:
        frozen["bias"] = random(outputs).to(kind)
    parameters = {}
    if rank:
        parameters = {"down": random(rank, shape[-1], scale=shape[-1] ** -0.5), "up": random(outputs, rank)}
    if dropout:
        inputs.append((torch.rand(*shape[:-1], rank, generator=generator) < 0.7).float() / 0.7)

    def compute(x, *rest):
        mask, (p, f) = rest[0] if dropout else None, rest[-2:]
        y = F.linear(x, f["weight"], f.get("bias"))
        return adapted(y, F.linear(x, p["down"]), lambda h: F.linear(h, p["up"]), scale, mask) if rank else y

    case(name, "linear", compute, inputs, [1] if dropout else [], parameters, frozen, rank=rank, scale=scale)


def first(x):
    """Channels from last to first."""
    return x.permute(0, 3, 1, 2)


def last(x):
    """Channels from first to last."""
    return x.permute(0, 2, 3, 1)


def convolution(name, shape, outputs, kernel, stride=1, padding=0, after=None, kind=torch.float32, rank=0, scale=2.0,
                dropout=False, bias=True):  # fmt: skip
    after = padding if after is None else after
    depth = shape[-1] * kernel * kernel
    inputs = [random(*shape)]
    frozen = {"weight": random(outputs, shape[-1], kernel, kernel, scale=depth**-0.5).to(kind)}
    if bias:
        frozen["bias"] = random(outputs).to(kind)
    parameters = {}
    if rank:
        parameters = {"down": random(rank, shape[-1], kernel, kernel, scale=depth**-0.5),
                      "up": random(outputs, rank, 1, 1)}  # fmt: skip
    if dropout:
        size = [(n + padding + after - kernel) // stride + 1 for n in shape[1:3]]
        inputs.append((torch.rand(shape[0], *size, rank, generator=generator) < 0.7).float() / 0.7)

    def compute(x, *rest):
        mask, (p, f) = first(rest[0]) if dropout else None, rest[-2:]
        padded = F.pad(first(x), (padding, after, padding, after))
        y = F.conv2d(padded, f["weight"], f.get("bias"), stride)
        if rank:
            y = adapted(y, F.conv2d(padded, p["down"], None, stride), lambda h: F.conv2d(h, p["up"]), scale, mask)
        return last(y)

    case(name, "convolution", compute, inputs, [1] if dropout else [], parameters, frozen, kernel=kernel, stride=stride,
         padding=padding, paddingAfter=after, rank=rank, scale=scale)  # fmt: skip


def group(name, shape, groups, epsilon, silu, scale=1.0, shift=0.0):
    frozen = {"weight": random(shape[-1]), "bias": random(shape[-1])}

    def compute(x, p, f):
        y = F.group_norm(first(x), groups, f["weight"], f["bias"], float(torch.tensor(epsilon)))
        return last(F.silu(y) if silu else y)

    case(name, "groupNormalize", compute, [random(*shape, scale=scale, shift=shift)], frozen=frozen, groups=groups,
         epsilon=epsilon, silu=silu)  # fmt: skip


def layer(name, shape, scale=1.0, shift=0.0):
    frozen = {"weight": random(shape[-1]), "bias": random(shape[-1])}
    case(name, "layerNormalize", lambda x, p, f: F.layer_norm(x, shape[-1:], f["weight"], f["bias"], 1e-5),
         [random(*shape, scale=scale, shift=shift)], frozen=frozen, epsilon=1e-5)  # fmt: skip


def attention(name, queries, keys, channels, heads, pictures=2, causal=False, scale=1.0):
    """Queries and keys are given by their number, or for pixels as (height, width)."""
    queries, keys = ((n,) if isinstance(n, int) else n for n in (queries, keys))

    def compute(q, k, v, p, f):
        shape = q.shape
        q, k, v = (x.reshape(pictures, -1, heads, channels // heads).transpose(1, 2) for x in (q, k, v))
        scores = q @ k.transpose(-1, -2) / math.sqrt(channels // heads)
        if causal:
            scores = scores.masked_fill(torch.ones(*queries, *keys).triu(1).bool(), -torch.inf)
        return (scores.softmax(-1) @ v).transpose(1, 2).reshape(shape)

    case(name, "attention", compute, [random(pictures, *n, channels, scale=s) for n, s in
         ((queries, scale), (keys, scale), (keys, 1))], heads=heads, causal=causal)  # fmt: skip


def activations(count):
    x = random(2, count, scale=3)
    case("silu", "silu", lambda x, p, f: F.silu(x), [x])
    case("quickGELU", "quickGELU", lambda x, p, f: x * torch.sigmoid(1.702 * x), [x])
    case("gelu", "gelu", lambda x, p, f: F.gelu(x), [x])


def gated(name, shape):
    def compute(x, p, f):
        value, gate = x.chunk(2, -1)
        return value * F.gelu(gate)

    case(name, "gatedGELU", compute, [random(*shape, scale=2)])


def sums(prefix, shape):
    case(prefix + "add", "add", lambda a, b, p, f: a + b, [random(*shape), random(*shape)])
    case(prefix + "addPerPicture", "addPerPicture", lambda a, b, p, f: a + b[:, None, None],
         [random(*shape), random(shape[0], shape[-1])])  # fmt: skip


def scaled_rows(name, shape):
    case(name, "scaleRows", lambda x, factors, p, f: x * factors, [random(*shape), random(*shape[:-1], 1)], [1])


def rearrangements(prefix, shape):
    case(prefix + "concatenate", "concatenate", lambda a, b, p, f: torch.cat([a, b], -1),
         [random(*shape), random(*shape[:-1], shape[-1] + 3)])  # fmt: skip
    case(prefix + "upsample", "upsample", lambda x, p, f: last(F.interpolate(first(x), scale_factor=2)),
         [random(*shape)])  # fmt: skip


def small():
    linear("linear", (2, 5, 13), 11)
    linear("linear of half precision", (2, 5, 13), 11, torch.float16)
    linear("linear of bfloat16", (2, 5, 13), 11, torch.bfloat16, bias=False)
    linear("linear with adapter", (2, 5, 13), 11, torch.float16, rank=3)
    linear("linear with dropout", (2, 5, 13), 11, rank=3, dropout=True)
    convolution("convolution 1×1", (2, 5, 7, 6), 9, 1)
    convolution("convolution 3×3", (2, 5, 7, 6), 9, 3, padding=1)
    convolution("convolution of half precision", (2, 4, 6, 5), 7, 3, padding=1, kind=torch.float16)
    convolution("convolution with stride", (2, 7, 5, 6), 9, 3, 2, 1, kind=torch.bfloat16)
    convolution("convolution with stride, even", (2, 6, 8, 6), 9, 3, 2, 1)
    convolution("convolution padded on one side", (2, 6, 8, 3), 5, 3, 2, 0, 1)
    convolution("convolution 2×2 without overlap", (1, 4, 6, 3), 5, 2, 2)
    convolution("convolution with adapter", (2, 5, 7, 6), 9, 3, padding=1, rank=2)
    convolution("convolution with adapter 1×1", (2, 5, 7, 6), 9, 1, rank=4)
    convolution("convolution with adapter and stride", (2, 6, 8, 6), 9, 3, 2, 1, rank=2, bias=False)
    convolution("convolution with dropout", (2, 7, 5, 6), 9, 3, 2, 1, rank=3, dropout=True)
    group("group", (2, 5, 3, 12), 4, 1e-5, False)
    group("group with SiLU", (2, 4, 3, 18), 6, 1e-6, True)
    group("group far from zero", (2, 5, 3, 12), 4, 1e-6, True, 0.5, 50)
    layer("layer", (2, 3, 19))
    layer("layer far from zero", (2, 3, 19), 0.5, 50)
    activations(37)
    gated("gatedGELU", (2, 3, 26))
    sums("", (2, 3, 5, 6))
    rearrangements("", (2, 3, 2, 6))
    case("takeRows", "takeRows", lambda x, p, f: x.reshape(-1, 6)[[9, 0, 0, 4, 9, 9, 13]], [random(2, 7, 6)],
         rows=[9, 0, 0, 4, 9, 9, 13])  # fmt: skip
    attention("attention", 19, 19, 12, 3)
    attention("attention to few keys", 12, 7, 12, 2)
    attention("attention with large scores", 9, 11, 8, 1, scale=8)
    attention("causal attention", 13, 13, 12, 3, causal=True)
    scaled_rows("scaleRows", (2, 5, 7))
    attention("attention among pixels", (3, 4), (3, 4), 12, 3)
    attention("attention of pixels to tokens", (2, 5), 7, 8, 2)
    attention("attention in several blocks", 131, 21, 4, 2, 1)
    convolution("convolution by Winograd", (1, 13, 13, 17), 16, 3, padding=1, kind=torch.float16)
    convolution("convolution by Winograd, four pictures", (4, 5, 5, 16), 17, 3, padding=1, bias=False)
    convolution("convolution of many tiles with adapter", (4, 5, 5, 16), 16, 3, padding=1, kind=torch.bfloat16,
                rank=2)  # fmt: skip
    convolution("convolution of many tiles with dropout", (4, 5, 5, 16), 16, 3, padding=1, rank=2, dropout=True)
    convolution("convolution with adapter and dropout", (2, 5, 4, 6), 9, 3, padding=1, rank=3, dropout=True)
    convolution("convolution padded on one side with dropout", (1, 7, 6, 5), 8, 3, 2, 0, 1, rank=2, dropout=True)
    case("concatenateTokens", "concatenateTokens", lambda a, b, p, f: torch.cat([a, b], 1),
         [random(3, 4, 5), random(3, 2, 5)])  # fmt: skip


def large():
    linear("linear", (2, 4096, 320), 1280, torch.float16, rank=16)
    linear("linear, narrow", (2, 77, 768), 3, torch.float16)
    convolution("convolution of several blocks", (1, 72, 56, 320), 320, 3, padding=1, kind=torch.float16, rank=4)
    convolution("convolution of several blocks with stride", (2, 96, 80, 128), 96, 3, 2, 0, 1)
    convolution("convolution to one picture", (1, 1, 1, 1280), 640, 3, padding=1, rank=4)
    group("group of many rows", (2, 96, 128, 64), 32, 1e-5, True)
    group("group of many rows far from zero", (1, 96, 128, 64), 32, 1e-6, False, 0.1, 50)
    group("group of many rows, far with SiLU", (1, 96, 128, 64), 32, 1e-6, True, 1, 300)
    layer("layer of 1280", (2, 257, 1280), 1, 100)
    activations(100_003)
    gated("gatedGELU", (2, 513, 2560))
    sums("", (2, 64, 96, 320))
    scaled_rows("scaleRows", (2, 4096, 320))
    convolution("convolution by Winograd of several blocks", (2, 66, 62, 320), 640, 3, padding=1, kind=torch.float16)
    rearrangements("", (2, 32, 48, 320))
    attention("attention of 4096 keys", 4096, 4096, 40, 1, 1)
    attention("attention of 4096 keys with large scores", 4096, 4096, 40, 1, 1, scale=3)
    attention("causal attention of 300 tokens", 300, 300, 128, 2, causal=True)
    attention("attention to 77 keys", 1024, 77, 160, 2)
    attention("attention among pixels", (48, 33), (48, 33), 80, 2)


path = sys.argv[-1]
large() if "--large" in sys.argv else small()
save_file(tensors, path, {"cases": json.dumps(cases, ensure_ascii=False)})
