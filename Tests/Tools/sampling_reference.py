#!/usr/bin/env python3
"""Makes pictures with sd-scripts' pipeline for previews from a tiny model, with and without LoRA files.

  PYTHON sampling_reference.py SD_SCRIPTS TOKENIZER Tests/LoracSamplingTests/Reference/pictures.safetensors

PYTHON needs torch, diffusers 0.32.1, transformers 4.54.1 and what sd-scripts imports; SD_SCRIPTS is its checkout, TOKENIZER a
folder with CLIP's. All weights come from seeded_numbers.py, rounded to half precision, so none are stored; the Swift tests
make the same files. For each case the weighted states of both texts, the last latents (channels last) and the picture."""

import sys

import numpy as np
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file
from seeded_numbers import seeded, seeded_weight
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

CHANNELS = (32, 64, 128, 128)
LONG = ", ".join(f"a very long description of thing {number} in the garden" for number in range(10))
CASES = {
    # name: (prompt, negative, width, height, steps, guidance, seed, sampler, clip skip, [(LoRA, U-Net, text)])
    "plain": ("moka, a (red cat:1.3), [snow], ((sun))", "blurry, (dog:1.2)", 64, 64, 6, 7.0, 42, "ddim", 1, []),
    "long": ("(moka:1.2), " + LONG, None, 64, 96, 4, 5.0, 2551890436, "euler_a", 2, [("first", 0.8, 0.8)]),
    "stack": ("moka", None, 80, 64, 5, 1.0, 7, "dpmsolver++", 1, [("first", 0.7, 0.5), ("second", 1.2, -0.6)]),
    "second": ("a cat", "", 64, 64, 4, 3.0, 8, "euler", 1, [("second", 1.0, 1.0)]),
}
# rank, alpha, convolutions' rank and alpha
LORAS = {"first": (4, 2.0, None, None), "second": (3, 3.0, 2, 1.0)}


def fill(network, prefix):
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            values = seeded_weight(f"{prefix}.{name}", tuple(parameter.shape))
            parameter.copy_(torch.from_numpy(values).half().float())
    return network.eval().requires_grad_(False)


def adapt(pipe, name, unet_weight, text_weight):
    """kohya's modules around the layers of both networks, with seeded matrices."""
    from networks import lora

    rank, alpha, convolution_rank, convolution_alpha = LORAS[name]
    options = {}
    if convolution_rank:
        options = {"conv_dim": str(convolution_rank), "conv_alpha": str(convolution_alpha)}
    network = lora.create_network(1.0, rank, alpha, None, pipe.text_encoder, pipe.unet, **options)
    network.apply_to(pipe.text_encoder, pipe.unet)
    for modules, weight in ((network.text_encoder_loras, text_weight), (network.unet_loras, unet_weight)):
        for module in modules:
            module.multiplier = weight
            for part in ("lora_down", "lora_up"):
                matrix = getattr(module, part).weight
                spread = (3 / matrix[0].numel()) ** 0.5 if part == "lora_down" else 0.3
                values = seeded(f"{name}.{module.lora_name}.{part}.weight", tuple(matrix.shape), spread)
                matrix.data.copy_(torch.from_numpy(values).half().float())
    network.eval()


def pipeline(tokenizer, scheduler, clip_skip):
    from library.lpw_stable_diffusion import StableDiffusionLongPromptWeightingPipeline

    unet = UNet2DConditionModel(
        block_out_channels=CHANNELS, cross_attention_dim=32, attention_head_dim=8,
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3)  # fmt: skip
    autoencoder = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=CHANNELS, layers_per_block=2)  # fmt: skip
    text = CLIPTextModel(
        CLIPTextConfig(hidden_size=32, intermediate_size=128, num_hidden_layers=12, num_attention_heads=4))  # fmt: skip
    pipe = StableDiffusionLongPromptWeightingPipeline(
        text_encoder=fill(text, "text_encoder"), vae=fill(autoencoder, "vae"), unet=fill(unet, "unet"),
        tokenizer=tokenizer, scheduler=scheduler, safety_checker=None, feature_extractor=None,
        requires_safety_checker=False, clip_skip=clip_skip)  # fmt: skip
    pipe.set_progress_bar_config(disable=True)
    return pipe


def main():
    sd_scripts, folder, path = sys.argv[1:]
    sys.path.insert(0, sd_scripts)
    torch.set_num_threads(1)
    from library import lpw_stable_diffusion
    from library.train_util import get_my_scheduler

    tokenizer = CLIPTokenizer.from_pretrained(folder)
    tensors = {}
    for name, (prompt, negative, width, height, steps, guidance, seed, sampler, skip, loras) in CASES.items():
        # The pipeline changes the settings of the scheduler that it is made with, so sd-scripts replaces it.
        pipe = pipeline(tokenizer, get_my_scheduler(sample_sampler=sampler, v_parameterization=False), skip)
        pipe.scheduler = get_my_scheduler(sample_sampler=sampler, v_parameterization=False)
        for lora in loras:
            adapt(pipe, *lora)
        with torch.no_grad():
            states = lpw_stable_diffusion.get_weighted_text_embeddings(
                pipe, prompt, "" if negative is None else negative, clip_skip=skip)
            torch.manual_seed(seed)
            latents = pipe(
                prompt=prompt, negative_prompt=negative, height=height, width=width, num_inference_steps=steps,
                guidance_scale=guidance)
            picture = pipe.latents_to_image(latents)[0]
        tensors[f"{name}/positive"], tensors[f"{name}/negative"] = states[0][0], states[1][0]
        tensors[f"{name}/latents"] = latents.permute(0, 2, 3, 1).contiguous()
        tensors[f"{name}/picture"] = torch.from_numpy(np.asarray(picture).astype(np.float32))
        print(name, latents.abs().max().item(), latents.std().item(), np.asarray(picture).std())
    for key in list(tensors):
        # States are long; a text's tokens are compared by every eighth number.
        if key.endswith("tive"):
            tensors[key] = tensors[key].flatten()[::8]
    save_file({key: tensor.half() if "picture" in key else tensor.float().contiguous() for key, tensor in tensors.items()}, path)


main()
