#!/usr/bin/env python3
"""Loads a LoRA file into sd-scripts and into diffusers and compares what each then predicts; keeps the numbers for lorac.

  compare_loading.py --peers FOLDER --lora FILE [--size tiny|full] [--side 16] [--out FOLDER]

Needs the Python environment of the measuring bench that FOLDER belongs to (torch, diffusers, peft, sd-scripts) with its base
models. One picture of random latents, one timestep and one prompt go through text encoder and U-Net: without the file; in
sd-scripts as `--network_weights` applies it, and merged into the weights; in diffusers through `load_lora_weights`, and fused.
All must agree within LIMIT of the prediction's largest number, and the file must change the prediction by more.
Not judged: diffusers with a file whose 3x3 adapters have another rank or alpha than the others. diffusers 0.32.1 scales
those wrongly, in files of sd-scripts as well; with the same rank and alpha it agrees.
--out keeps inputs and predictions; with LORAC_LOADING_REFERENCE set to that folder, LoracTrainerTests check that lorac's
own networks predict the same. Exit status 0 if everything agrees, 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

LIMIT = 1e-4
PROMPT = "zwx, a portrait in the rain, looking at viewer"
SEED, TIMESTEP = 20240501, 481


class Loading:
    """One file in all programs, on one input."""

    def __init__(self, options: argparse.Namespace):
        sys.path.insert(0, os.path.abspath(options.peers))
        import kohya_child
        import peers_common
        import torch

        torch.set_num_threads(2)
        if options.size == "tiny":
            kohya_child.shrink("sd1")
        kind = {"tiny": "tiny-sd1", "full": "sd15"}[options.size]
        self.torch = torch
        self.file = os.path.join(peers_common.MODELS, kind, f"{kind}-fp32.safetensors")
        self.folder = os.path.join(peers_common.MODELS, kind, "diffusers")
        self.lora = os.path.abspath(options.lora)
        tokenizer = os.path.join(peers_common.TOKENIZER_CACHE, "openai_clip-vit-large-patch14")
        from transformers import CLIPTokenizer

        words = CLIPTokenizer.from_pretrained(tokenizer)(PROMPT, padding="max_length", max_length=77, truncation=True)
        self.tokens = words["input_ids"]
        generator = torch.Generator().manual_seed(SEED)
        self.latents = torch.randn(1, 4, options.side, options.side, generator=generator)

    def predict(self, text_encoder, unet):
        with self.torch.no_grad():
            context = text_encoder(self.torch.tensor([self.tokens]))[0]
            return unet(self.latents, self.torch.tensor([TIMESTEP]), context).sample

    def kohya(self):
        from library import model_util

        text_encoder, vae, unet = model_util.load_models_from_stable_diffusion_checkpoint(False, self.file)
        return text_encoder.eval(), vae, unet.eval()

    def predictions(self) -> dict:
        from networks import lora

        text_encoder, vae, unet = self.kohya()
        out = {"sd-scripts without": self.predict(text_encoder, unet)}
        network, weights = lora.create_network_from_weights(1.0, self.lora, vae, text_encoder, unet)
        network.apply_to(text_encoder, unet, True, True)
        told = network.load_weights(self.lora)
        assert not told.missing_keys and not told.unexpected_keys, told
        out["sd-scripts"] = self.predict(text_encoder, unet)

        text_encoder, vae, unet = self.kohya()
        network, weights = lora.create_network_from_weights(1.0, self.lora, vae, text_encoder, unet, for_inference=True)
        network.merge_to(text_encoder, unet, weights, self.torch.float32, "cpu")
        out["sd-scripts, merged"] = self.predict(text_encoder, unet)
        del text_encoder, vae, unet, network

        from diffusers import StableDiffusionPipeline

        pipeline = StableDiffusionPipeline.from_pretrained(
            self.folder, torch_dtype=self.torch.float32, safety_checker=None, feature_extractor=None,
            requires_safety_checker=False, local_files_only=True,
        )  # fmt: skip
        out["diffusers without"] = self.predict(pipeline.text_encoder, pipeline.unet)
        pipeline.load_lora_weights(os.path.dirname(self.lora), weight_name=os.path.basename(self.lora))
        out["diffusers"] = self.predict(pipeline.text_encoder, pipeline.unet)
        pipeline.fuse_lora()
        pipeline.unload_lora_weights()
        out["diffusers, fused"] = self.predict(pipeline.text_encoder, pipeline.unet)
        return out

    def sizes(self) -> tuple[dict | None, dict | None]:
        """Rank and alpha of the file's linear and 1x1 adapters, and of its 3x3 ones."""
        from safetensors import safe_open

        out = {}
        with safe_open(self.lora, "pt") as file:
            for name in file.keys():
                if name.endswith("lora_down.weight"):
                    shape = file.get_slice(name).get_shape()
                    alpha = float(file.get_tensor(name.split(".")[0] + ".alpha"))
                    out[len(shape) == 4 and shape[2] == 3] = {"rank": shape[0], "alpha": alpha}
        return out.get(False), out.get(True)

    def keep(self, folder: str, out: dict) -> None:
        """Inputs and predictions for lorac, channels last, as raw 32-bit numbers."""
        os.makedirs(folder, exist_ok=True)

        def write(name: str, tensor) -> None:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(tensor.permute(0, 2, 3, 1).contiguous().numpy().astype("<f4").tobytes())

        write("latents.f32", self.latents)
        write("without.f32", out["sd-scripts without"])
        write("with.f32", out["sd-scripts"])
        linear, convolution = self.sizes()
        case = {
            "model": self.file, "lora": self.lora, "side": self.latents.shape[-1], "timestep": TIMESTEP,
            "tokens": self.tokens, "linear": linear, "convolution": convolution,
        }  # fmt: skip
        with open(os.path.join(folder, "case.json"), "w") as file:
            json.dump(case, file, indent=1)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--peers", required=True)
    ap.add_argument("--lora", required=True)
    ap.add_argument("--size", choices=["tiny", "full"], default="tiny")
    ap.add_argument("--side", type=int, default=16, help="latents on each side, an eighth of the pixels")
    ap.add_argument("--out")
    options = ap.parse_args()
    loading = Loading(options)
    out = loading.predictions()
    plain, theirs = out["sd-scripts without"], out["sd-scripts"]
    scale = float(plain.abs().max())
    effect = float((theirs - plain).abs().max()) / scale
    print(f"the file changes the prediction by {effect:.2e} of its largest number")
    failed = not effect > 10 * LIMIT
    linear, convolution = loading.sizes()
    mixed = convolution is not None and convolution != linear
    for name, prediction in out.items():
        difference = float((prediction - (plain if name.endswith("without") else theirs)).abs().max()) / scale
        judged = not (mixed and name in ("diffusers", "diffusers, fused"))
        failed |= judged and not difference <= LIMIT
        verdict = "equal" if difference <= LIMIT else "DIFFERENT" if judged else "not judged"
        print(f"{verdict:10}  {name:20}  {difference:.1e}")
    if options.out:
        loading.keep(options.out, out)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
