#!/usr/bin/env python3
"""Writes what the files of reference models hold: per network and layout, how many tensors and a hash of their names.

    model_tensors.py MODELS_FOLDER > Tests/LoracArchitecturesTests/Fixtures/model-tensors.json

MODELS_FOLDER has `sd15` and `tiny-sd1`, as make_checkpoint.py of the measuring bench writes them with diffusers: a folder
`diffusers` and a single file `<name>-fp16.safetensors`. A line per tensor is `name size size …`, trailing sizes of 1 left
out; the hash is FNV-1a over the sorted lines. Buffers (`position_ids`, the noise schedule) are left out.
"""

import json
import struct
import sys

PREFIXES = {
    "unet": "model.diffusion_model.",
    "text_encoder": "cond_stage_model.transformer.",
    "vae": "first_stage_model.",
}
FILES = {
    "unet": "unet/diffusion_pytorch_model.safetensors",
    "text_encoder": "text_encoder/model.safetensors",
    "vae": "vae/diffusion_pytorch_model.safetensors",
}


def header(path):
    with open(path, "rb") as file:
        return json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))


def summary(tensors):
    lines = []
    for name, shape in tensors.items():
        while shape and shape[-1] == 1:
            shape = shape[:-1]
        lines.append(" ".join([name, *map(str, shape)]))
    value = 0xCBF29CE484222325
    for byte in "".join(f"{line}\n" for line in sorted(lines)).encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return {"count": len(lines), "hash": f"{value:016x}", "first": sorted(lines)[0]}


def shapes(path, prefix=""):
    return {
        name[len(prefix) :]: entry["shape"]
        for name, entry in header(path).items()
        if name.startswith(prefix) and name != "__metadata__" and not name.endswith("position_ids")
    }


result = {}
for model in ("sd15", "tiny-sd1"):
    folder = f"{sys.argv[1]}/{model}"
    single = f"{folder}/{model}-fp16.safetensors"
    result[model] = {
        "single-file": {network: summary(shapes(single, prefix)) for network, prefix in PREFIXES.items()},
        "diffusers": {network: summary(shapes(f"{folder}/diffusers/{file}")) for network, file in FILES.items()},
    }
print(json.dumps(result, indent=1))
