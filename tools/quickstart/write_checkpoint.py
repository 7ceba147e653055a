#!/usr/bin/env python3
"""Writes the trained networks as one file in Stable Diffusion 1's original layout, in 16-bit floats.

  write_checkpoint.py AUTOENCODER.pt DENOISER.pt OUT.safetensors
"""

import os
import re
import sys

import torch
from safetensors.torch import save_file

RESIDUAL = {"norm1": "in_layers.0", "conv1": "in_layers.2", "norm2": "out_layers.0", "conv2": "out_layers.3",
            "time_emb_proj": "emb_layers.1", "conv_shortcut": "skip_connection"}
UNET = {"time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2",
        "conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2"}
ATTENTION = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}


def residual(name, table):
    head, _, tail = name.rpartition(".")
    return f"{table.get(head, head)}.{tail}"


def unet_name(name):
    head, _, tail = name.rpartition(".")
    if head in UNET:
        return f"{UNET[head]}.{tail}"
    if match := re.fullmatch(r"(down|up)_blocks\.(\d)\.(resnets|attentions)\.(\d)\.(.*)", name):
        way, level, kind, index, rest = match.groups()
        number = 3 * int(level) + int(index) + (way == "down")
        part = "0." + residual(rest, RESIDUAL) if kind == "resnets" else "1." + rest
        return f"{'input' if way == 'down' else 'output'}_blocks.{number}.{part}"
    if match := re.fullmatch(r"down_blocks\.(\d)\.downsamplers\.0\.conv\.(.*)", name):
        return f"input_blocks.{3 * int(match[1]) + 3}.0.op.{match[2]}"
    if match := re.fullmatch(r"up_blocks\.(\d)\.upsamplers\.0\.conv\.(.*)", name):
        return f"output_blocks.{3 * int(match[1]) + 2}.{1 if match[1] == '0' else 2}.conv.{match[2]}"
    if match := re.fullmatch(r"mid_block\.resnets\.(\d)\.(.*)", name):
        return f"middle_block.{2 * int(match[1])}.{residual(match[2], RESIDUAL)}"
    match = re.fullmatch(r"mid_block\.attentions\.0\.(.*)", name)
    return f"middle_block.1.{match[1]}"


def autoencoder_name(name):
    name = name.replace("conv_shortcut", "nin_shortcut").replace("conv_norm_out", "norm_out")
    if match := re.fullmatch(r"(.*mid)_block\.attentions\.0\.(.*)", name):
        return f"{match[1]}.attn_1.{residual(match[2], ATTENTION)}"
    name = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", name)
    name = re.sub(r"down_blocks\.(\d)\.resnets", r"down.\1.block", name)
    name = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", name)
    name = re.sub(r"up_blocks\.(\d)\.resnets", lambda m: f"up.{3 - int(m[1])}.block", name)
    return re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{3 - int(m[1])}.upsample", name)


def tensors(autoencoder, both):
    """All tensors by their original names, from the two training scripts' state dictionaries."""
    result = {}
    for name, value in both.items():
        part, _, rest = name.partition(".")
        if part == "unet":
            result[f"model.diffusion_model.{unet_name(rest)}"] = value
        elif not name.endswith("position_ids"):
            result[f"cond_stage_model.transformer.{rest}"] = value
    for name, value in autoencoder.items():
        if re.search(r"attentions.*(to_q|to_k|to_v|to_out\.0)\.weight", name):
            value = value[:, :, None, None]  # convolutions in the original
        result[f"first_stage_model.{autoencoder_name(name)}"] = value
    return {name: value.half().contiguous() for name, value in result.items()}


def main():
    autoencoder, both, path = sys.argv[1:]
    result = tensors(torch.load(autoencoder), torch.load(both))
    assert all(value.isfinite().all() for value in result.values())
    save_file(result, path, {"format": "pt", "modelspec.title": "flat shapes, 64 x 64: the base of lorac's quickstart"})
    print(f"{path}: {len(result)} tensors, {os.path.getsize(path):,} bytes")


if __name__ == "__main__":
    main()
