"""PyTorch's side of operations.py: times operations given on standard input as [[kind, sizes], …], writes JSON.

  torch_operations.py THREADS
"""

from __future__ import annotations

import json
import sys
import time

import torch
from torch.nn import functional

# As in Operations/Sources/OperationTimes.
REPETITIONS, DURATION = 5, 0.3
RANK, SCALE, HEADS, GROUPS = 8, 0.5, 8, 32


def numbers(*shape: int, gradient: bool = False, scale: float = 1) -> torch.Tensor:
    return (torch.rand(*shape) * 2 * scale - scale).requires_grad_(gradient)


# Each of these gives a function that computes, and what wants a gradient.


def product(rows: int, depth: int, columns: int):
    a, b = numbers(rows, depth), numbers(columns, depth)
    return (lambda: a @ b.T), []


def linear(rows: int, inputs: int, outputs: int):
    x = numbers(1, rows, inputs, gradient=True)
    weight, bias = numbers(outputs, inputs, scale=inputs**-0.5), numbers(outputs)
    down, up = numbers(RANK, inputs, gradient=True, scale=0.05), numbers(outputs, RANK, gradient=True, scale=0.05)
    # What sd-scripts' LoRAModule.forward computes.
    forward = lambda: functional.linear(x, weight, bias) + functional.linear(functional.linear(x, down), up) * SCALE
    return forward, [x, down, up]


def convolution(side: int, inputs: int, outputs: int, stride: int):
    x = numbers(1, inputs, side, side, gradient=True)
    weight, bias = numbers(outputs, inputs, 3, 3, scale=(9 * inputs) ** -0.5), numbers(outputs)
    return (lambda: functional.conv2d(x, weight, bias, stride=stride, padding=1)), [x]


def group_norm_silu(side: int, channels: int):
    x, weight, bias = numbers(1, channels, side, side, gradient=True), numbers(channels), numbers(channels)
    return (lambda: functional.silu(functional.group_norm(x, GROUPS, weight, bias, 1e-5))), [x]


def layer_norm(rows: int, channels: int):
    x, weight, bias = numbers(1, rows, channels, gradient=True), numbers(channels), numbers(channels)
    return (lambda: functional.layer_norm(x, (channels,), weight, bias, 1e-5)), [x]


def attention(queries: int, keys: int, channels: int):
    q, k, v = (numbers(1, length, channels, gradient=True) for length in (queries, keys, keys))

    def heads(x: torch.Tensor) -> torch.Tensor:
        return x.view(1, x.shape[1], HEADS, channels // HEADS).transpose(1, 2)

    def forward() -> torch.Tensor:
        result = functional.scaled_dot_product_attention(heads(q), heads(k), heads(v))
        return result.transpose(1, 2).reshape(1, queries, channels)

    return forward, [q, k, v]


def geglu(rows: int, width: int):
    x = numbers(1, rows, 2 * width, gradient=True)

    def forward() -> torch.Tensor:
        value, gate = x.chunk(2, dim=-1)
        return value * functional.gelu(gate)

    return forward, [x]


MAKERS = {f.__name__: f for f in (product, linear, convolution, group_norm_silu, layer_norm, attention, geglu)}


def times(kind: str, sizes: list[int]) -> dict:
    """The seconds of every repetition but the first."""
    forward, trained = MAKERS[kind](*sizes)
    found: dict[str, list[float]] = {"forward": [], "backward": []}
    gradient = None
    start = None
    while start is None or len(found["forward"]) < REPETITIONS or time.perf_counter() - start < DURATION:
        begin = time.perf_counter()
        result = forward()
        middle = time.perf_counter()
        if gradient is None:
            gradient = torch.randn_like(result)
        between = time.perf_counter()
        if trained:
            torch.autograd.grad(result, trained, gradient)
        end = time.perf_counter()
        if start is None:
            start = end
            continue
        found["forward"].append(middle - begin)
        if trained:
            found["backward"].append(end - between)
    return found


def main() -> None:
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(0)
    json.dump([times(kind, sizes) for kind, sizes in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
