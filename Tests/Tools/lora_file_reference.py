#!/usr/bin/env python3
"""Saves LoRA files as sd-scripts does and records what they hold.

    lora_file_reference.py SD_SCRIPTS_FOLDER > Tests/LoracWeightsTests/Reference/lora-files.json

Run with the Python environment that sd-scripts runs in. The numbers of the tensors follow from their names and places
(see `values`), so that the test can make them too. Per case: the tensors' names, types and shapes in the order of the
file, the SHA-256 of all their data, and the two hashes that sd-scripts puts into the metadata.
"""

import hashlib
import json
import os
import struct
import sys
import tempfile

os.chdir(sys.argv[1])
sys.path.insert(0, sys.argv[1])

import torch  # noqa: E402
from library import train_util  # noqa: E402
from safetensors.torch import save_file  # noqa: E402

TYPES = {"float": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
SHAPES = {
    "small": {"lora_te_x": (4, 8, 6, ()), "lora_unet_y": (4, 8, 5, (1, 1)), "lora_unet_a": (2, 3, 7, (3, 3))},
    # Beyond 1 MiB and 64 KiB, where the legacy hash lies.
    "large": {"lora_te_x": (16, 9000, 9001, ()), "lora_unet_y": (16, 700, 640, (1, 1))},
}
METADATA = {
    "small": {"ss_steps": "12", "ss_output_name": 'M\u00f6ka "x"\n\\', "modelspec.title": "t\u0001"},
    "large": {"ss_tag_frequency": "x" * 5003, "modelspec.title": "y" * 77},
}


def values(name, shape):
    """Numbers between -2 and 2: exact fractions, so that every language makes the same."""
    count = 1
    for size in shape:
        count *= size
    start = sum(name.encode())
    return torch.tensor(
        [((start + index) * 2654435761 % 2**32) / 2**30 - 2 for index in range(count)], dtype=torch.float64
    ).to(torch.float32).reshape(shape)  # fmt: skip


result = {}
for case, modules in SHAPES.items():
    for precision, dtype in TYPES.items():
        state = {}
        for module, (rank, inputs, outputs, kernel) in modules.items():
            up_kernel = (1,) * len(kernel)
            state[f"{module}.alpha"] = torch.tensor(rank / 2)
            for part, shape in (("lora_down", (rank, inputs) + kernel), ("lora_up", (outputs, rank) + up_kernel)):
                name = f"{module}.{part}.weight"
                state[name] = values(name, shape)
        # networks/lora.py:1109-1133
        state = {name: tensor.to(dtype) for name, tensor in state.items()}
        metadata = dict(METADATA[case])
        model_hash, legacy_hash = train_util.precalculate_safetensors_hashes(state, metadata)
        metadata["sshs_model_hash"], metadata["sshs_legacy_hash"] = model_hash, legacy_hash
        with tempfile.TemporaryDirectory() as folder:
            save_file(state, f"{folder}/x.safetensors", metadata)
            data = open(f"{folder}/x.safetensors", "rb").read()
        length = struct.unpack("<Q", data[:8])[0]
        header = json.loads(data[8 : 8 + length])
        header.pop("__metadata__")
        result[f"{case}-{precision}"] = {
            "size": len(data),
            "data": hashlib.sha256(data[8 + length :]).hexdigest(),
            "model_hash": model_hash,
            "legacy_hash": legacy_hash,
            "tensors": [[name, entry["dtype"], entry["shape"]] for name, entry in header.items()],
        }
print(json.dumps(result, indent=1))
