#!/usr/bin/env python3
"""Writes what PyTorch's clipping of gradients and sd-scripts' --scale_weight_norms do to small tensors.

  PYTHON gradient_reference.py SD_SCRIPTS > Tests/LoracOptimizersTests/Reference/gradients.json

PYTHON needs torch; SD_SCRIPTS is a checkout. Numbers are written with all their digits."""

import json
import sys

sys.path.insert(0, sys.argv[1])
import torch
from networks.lora import LoRANetwork

generator = torch.Generator().manual_seed(20261121)
torch.set_num_threads(1)


def flat(tensors):
    return [float(v) for t in tensors for v in t.detach().reshape(-1)]


def clipping():
    for shapes, scale, bound in [
        ([[1]], 1.0, 0.5), ([[3, 5], [17], [4, 2, 3, 3]], 1.0, 1.0), ([[3, 5], [17]], 0.01, 1.0),
        ([[40], [6, 6]], 100.0, 0.1), ([[8]], 0.0, 1.0)]:  # fmt: skip
        parameters = [torch.nn.Parameter(torch.zeros(s)) for s in shapes]
        for p in parameters:
            p.grad = torch.randn(p.shape, generator=generator) * scale
        before = flat(p.grad for p in parameters)
        norm = float(torch.nn.utils.clip_grad_norm_(parameters, bound))
        yield {"shapes": shapes, "bound": bound, "before": before, "norm": norm, "after": flat(p.grad for p in parameters)}


class Adapters(torch.nn.Module):
    """Only the state that apply_max_norm_regularization reads."""

    apply_max_norm_regularization = LoRANetwork.apply_max_norm_regularization


def norms():
    linear, point, area = ([4, 10], [7, 4]), ([4, 6, 1, 1], [5, 4, 1, 1]), ([4, 3, 3, 3], [5, 4, 1, 1])
    for pairs, alpha, scale, bound in [
        ([linear, point, area], 2.0, 1.0, 3.0), ([linear, point, area], 4.0, 0.1, 1.0), ([linear, area], 1.0, 3.0, 0.5),
        ([linear], 4.0, 0.0, 1.0)]:  # fmt: skip
        network, tensors = Adapters(), []
        for index, (down, up) in enumerate(pairs):
            module = torch.nn.Module()
            for name, shape in (("lora_down", down), ("lora_up", up)):
                inner = torch.nn.Module()
                inner.weight = torch.nn.Parameter(torch.randn(shape, generator=generator) * scale, requires_grad=False)
                module.add_module(name, inner)
                tensors.append(inner.weight)
            module.register_buffer("alpha", torch.tensor(alpha))
            network.add_module(f"lora_unet_{index}", module)
        before = flat(tensors)
        scaled, mean, largest = network.apply_max_norm_regularization(bound, "cpu")
        yield {
            "pairs": pairs, "alpha": alpha, "bound": bound, "before": before, "scaled": scaled, "mean": float(mean),
            "largest": float(largest), "after": flat(tensors)}  # fmt: skip


print(json.dumps({"clipping": list(clipping()), "norms": list(norms())}))
