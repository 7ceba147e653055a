#!/usr/bin/env python3
"""Builds kohya's LoRANetwork on meta tensors and writes, per case, what it would save.

    kohya_lora_tensors.py SD_SCRIPTS_FOLDER > Tests/LoracArchitecturesTests/Fixtures/kohya-lora-tensors.json

Run with the Python environment that sd-scripts runs in. For each family, network size and choice of networks the
output holds a hash over one line per tensor (`name dtype [shape]`) in the order of the saved file, a hash over the
modules' names in the order of creation, totals, and a few sample lines. `--full CASE` prints all lines of one case.
"""

import argparse
import json
import os
import sys

parser = argparse.ArgumentParser()
parser.add_argument("sd_scripts")
parser.add_argument("--full")
options = parser.parse_args()
os.chdir(options.sd_scripts)
sys.path.insert(0, options.sd_scripts)

import torch  # noqa: E402
from library import model_util, original_unet, sdxl_model_util, sdxl_original_unet  # noqa: E402
from networks import lora  # noqa: E402
from safetensors.torch import save  # noqa: E402
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection  # noqa: E402


def clip(width, inner, layers, heads, projection=None):
    config = CLIPTextConfig(
        vocab_size=49408, hidden_size=width, intermediate_size=inner, num_hidden_layers=layers,
        num_attention_heads=heads, max_position_embeddings=77, projection_dim=projection or width,
    )  # fmt: skip
    return (CLIPTextModelWithProjection if projection else CLIPTextModel)(config)


def unet(v2, linear):
    return original_unet.UNet2DConditionModel(**model_util.create_unet_diffusers_config(v2, linear))


def models():
    with torch.device("meta"):
        pair = [clip(768, 3072, 12, 12), clip(1280, 5120, 32, 20, projection=1280)]
        return [
            ("sd15", clip(768, 3072, 12, 12), unet(False, False)),
            # a single file (1x1 projections) and a diffusers folder (linear projections)
            ("sd2", clip(1024, 4096, 23, 16), unet(True, False)),
            ("sd2-folder", clip(1024, 4096, 23, 16), unet(True, True)),
            ("sdxl", pair, sdxl_original_unet.SdxlUNet2DConditionModel()),
        ]


# name of the case: network_dim, network_alpha, conv_dim, conv_alpha (as network_args), train, save dtype
SIZES = {
    "r4-f32": (4, 1.0, None, None, "both", torch.float32),
    "r128-f16": (128, 64.0, None, None, "both", torch.float16),
    "r16-conv8-bf16": (16, 8.0, "8", "4", "both", torch.bfloat16),
    "r8-unet": (8, 8.0, None, None, "unet", torch.float16),
    "r8-conv8-unet": (8, 8.0, "8", "1", "unet", torch.float32),
    "r8-text": (8, 4.0, None, None, "text_encoder", torch.float32),
    # alpha 0 becomes the rank, an integer, and stays one if no precision is asked for
    "r4-alpha0-asis": (4, 0.0, None, None, "both", None),
    "r4-conv0-asis": (4, 1.0, "0", "1", "both", None),
    "r4-conv4-alpha0-asis": (4, 1.0, "4", "0", "unet", None),
}
NAMES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
UNET_TARGETS = list(lora.LoRANetwork.UNET_TARGET_REPLACE_MODULE)


def network(encoder, net, size):
    dim, alpha, conv_dim, conv_alpha, train, dtype = size
    # create_modules extends this list in place; kohya makes one network per process
    lora.LoRANetwork.UNET_TARGET_REPLACE_MODULE = list(UNET_TARGETS)
    extra = {} if conv_dim is None else {"conv_dim": conv_dim, "conv_alpha": conv_alpha}
    with torch.device("meta"):
        made = lora.create_network(1.0, dim, alpha, None, encoder, net, neuron_dropout=None, **extra)
    forwards = [(m, m.forward) for l in made.text_encoder_loras + made.unet_loras for m in [l.org_module]]
    made.apply_to(encoder, net, train != "unet", train != "text_encoder")
    for module, forward in forwards:
        module.forward = forward
    return made


def describe(made, dtype):
    state = {k: v.to(dtype) if dtype is not None else v for k, v in made.state_dict().items()}
    ranks = ["BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "I16", "U16", "F16", "BF16", "I32", "U32", "F32", "F64", "I64"]
    ordered = sorted(state.items(), key=lambda kv: (-ranks.index(NAMES[kv[1].dtype]), kv[0].encode()))
    lines = [f"{k} {NAMES[v.dtype]} [{', '.join(map(str, v.shape))}]" for k, v in ordered]
    modules = [k[: -len(".alpha")] for k in made.state_dict() if k.endswith(".alpha")]
    size = sum(v.numel() * v.element_size() for v in state.values())
    parameters = sum(p.numel() for p in made.parameters())
    return lines, modules, size, parameters


def header_size(made, dtype):
    """The size of a really written file's header, with metadata that needs escapes (small case only)."""
    state = {k: torch.zeros(v.shape, dtype=v.dtype).to(dtype or v.dtype) for k, v in made.state_dict().items()}
    data = save(state, {"ss_output_name": 'a "b"\n\u00e9', "ss_tag": "back\\slash\x01"})
    return 8 + int.from_bytes(data[:8], "little")


def digest(lines):
    """FNV-1a, 64 bits: enough to notice a difference, and short to write on the other side."""
    value = 0xCBF29CE484222325
    for byte in "".join(line + "\n" for line in lines).encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def main():
    result = {"cases": {}, "parameters": {}}
    for family, encoder, net in models():
        encoders = encoder if isinstance(encoder, list) else [encoder]
        result["parameters"][family] = {
            "text_encoders": [sum(p.numel() for p in e.parameters()) for e in encoders],
            "unet": sum(p.numel() for p in net.parameters()),
        }
        for name, size in SIZES.items():
            made = network(encoder, net, size)
            lines, modules, byte_count, parameters = describe(made, size[5])
            case = f"{family} {name}"
            if options.full == case:
                print("\n".join(lines))
                return
            result["cases"][case] = {
                "modules": len(modules), "parameters": parameters, "data_bytes": byte_count,
                "tensors_hash": digest(lines), "creation_order_hash": digest(modules),
                "samples": [lines[0], lines[len(lines) // 3], lines[-1]],
            }  # fmt: skip
            if name in ("r4-f32", "r4-alpha0-asis") and family == "sd15":
                result["cases"][case]["header_bytes"] = header_size(made, size[5])
    if not options.full:
        print(json.dumps(result, indent=1))


main()
