#!/usr/bin/env python3
"""Make sd-scripts fail in known ways and keep the end of what it printed; the records are test references.

  record_kohya_failures.py SD_SCRIPTS PYTHON MODEL SDXL_MODEL TRAIN_DIR TOKENIZERS [OUT.json] [CASE …]

MODEL is a Stable Diffusion 1 checkpoint, SDXL_MODEL one of the other family, TRAIN_DIR a folder with one `N_name`
folder of a few pictures, TOKENIZERS a folder for --tokenizer_cache_dir. No GPU is needed: every case fails early.
Paths of this machine are replaced by names.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

DEFAULT = pathlib.Path(__file__).resolve().parent.parent / "LoracKohyaTests" / "Logs" / "failures.json"


def main() -> int:
    scripts, python, model, sdxl, train, tokenizers, *rest = sys.argv[1:]
    out = pathlib.Path(rest[0]) if rest else DEFAULT
    only = set(rest[1:])
    work = tempfile.mkdtemp()
    garbage = os.path.join(work, "garbage.safetensors")
    pathlib.Path(garbage).write_bytes(b"<!DOCTYPE html><html>not a model</html>" * 10)
    empty = os.path.join(work, "train", "1_x")
    os.makedirs(empty)
    picture = next(p for p in sorted(pathlib.Path(train).glob("*/*")) if p.suffix == ".png")
    (pathlib.Path(empty) / "a.png").write_bytes(picture.read_bytes())
    (pathlib.Path(empty) / "a.txt").write_bytes(b"")
    # A module of this name that cannot be imported stands for one that is not installed.
    missing = os.path.join(work, "missing")
    os.makedirs(missing)
    pathlib.Path(missing, "prodigyopt.py").write_text("raise ModuleNotFoundError(\"No module named 'prodigyopt'\")\n")
    child = str(picture.parent)
    cases = {
        # name: (arguments that differ, environment that differs)
        "no-data": ({"train_data_dir": child}, {}),
        "empty-caption": ({"train_data_dir": os.path.join(work, "train")}, {}),
        "unknown-argument": ({"network_dimm": "8"}, {}),
        "bad-choice": ({"mixed_precision": "fp8"}, {}),
        "bucket-steps": ({"bucket_reso_steps": "48"}, {}),
        "not-safetensors": ({"pretrained_model_name_or_path": garbage}, {}),
        "missing-model": ({"pretrained_model_name_or_path": "/nowhere/model.safetensors"}, {}),
        "wrong-family": ({"pretrained_model_name_or_path": sdxl}, {}),
        "no-tokenizer": ({"tokenizer_cache_dir": None}, {"HF_HOME": work}),
        "unequal-rates": ({"optimizer_type": "DAdaptation", "unet_lr": "1", "text_encoder_lr": "0.5"}, {}),
        "no-prodigy": ({"optimizer_type": "Prodigy"}, {"PYTHONPATH": missing}),
        "no-xformers": ({"xformers": True}, {}),
        "warmup-with-constant": ({"lr_scheduler": "constant", "lr_warmup_steps": "10"}, {}),
        "half-on-cpu": ({"mixed_precision": "fp16"}, {}),
        "no-network-module": ({"network_module": "lycoris.kohya"}, {}),
    }
    base = {"pretrained_model_name_or_path": model, "train_data_dir": train, "resolution": "64,64", "output_dir": work + "/out",
            "output_name": "x", "network_module": "networks.lora", "network_dim": "2", "max_train_steps": "1", "learning_rate": "1e-4",
            "caption_extension": ".txt", "tokenizer_cache_dir": tokenizers, "max_data_loader_n_workers": "0", "seed": "1",
            "console_log_simple": True, "enable_bucket": True, "min_bucket_reso": "64"}  # fmt: skip
    records = json.loads(out.read_text()) if only and out.exists() else {}
    for name, (change, env) in cases.items():
        if only and name not in only:
            continue
        arguments = {k: v for k, v in {**base, **change}.items() if v is not None}
        words = [f"--{k}" if v is True else f"--{k}={v}" for k, v in arguments.items()]
        full = {**os.environ, "CUDA_VISIBLE_DEVICES": "", "HF_HUB_OFFLINE": "1", "ACCELERATE_USE_CPU": "true", "PYTHONUNBUFFERED": "1", **env}
        run = subprocess.run([python, scripts + "/train_network.py", *words], cwd=scripts, env=full, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, timeout=900)  # fmt: skip
        text = run.stdout.decode("utf-8", "replace").replace("\r", "\n")
        names = {scripts: "SD_SCRIPTS", train: "TRAIN", model: "MODEL", sdxl: "SDXL_MODEL", tokenizers: "TOKENIZERS", work: "WORK",
                 str(pathlib.Path(python).parent.parent): "VENV"}  # fmt: skip
        for path in sorted(names, key=len, reverse=True):
            text = text.replace(path, names[path])
        text = re.sub(r"/\S*/(python3[^/]*)/", r"PYTHON/\1/", text)
        lines = [line[:300] for line in text.split("\n")]
        # The first and last three lines of a traceback's frames say enough.
        kept, frames = [], []
        for line in lines:
            if line.startswith("  ") and kept and (kept[-1].startswith("Traceback") or frames):
                frames.append(line)
                continue
            kept += frames if len(frames) <= 6 else frames[:2] + frames[-4:]
            frames = []
            kept.append(line)
        start = max((i for i, line in enumerate(kept) if line.startswith("Traceback")), default=None)
        kept = kept[-8:] if start is None else kept[max(0, start - 3) : start + 14]
        records[name] = {"exit": run.returncode, "output": "\n".join(kept)}
        print(name, run.returncode, [x for x in kept if x.strip()][-1][:150], flush=True)
        out.write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
