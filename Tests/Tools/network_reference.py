#!/usr/bin/env python3
"""Writes what diffusers, transformers and sd-scripts' LoRA modules compute for small networks, forward and backward.

  PYTHON network_reference.py SD_SCRIPTS Tests/LoracNetworksTests/Reference/networks.safetensors
  PYTHON network_reference.py --autoencoder FOLDER FILE    a real autoencoder of diffusers on a picture of 256 pixels, and back

PYTHON needs torch, diffusers 0.32.1, transformers 4.54.1 and what sd-scripts imports; SD_SCRIPTS is its checkout. All
weights and inputs come from seeded_numbers.py, so none are stored. PyTorch computes in float64. Results and gradients of
inputs are stored in full, channels last; gradients of parameters as sketches: three products with seeded numbers and the
norm of each matrix, in the order of the modules' names, `lora_down` before `lora_up`."""

import sys
from types import SimpleNamespace

import numpy as np
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from diffusers.models.embeddings import get_timestep_embedding
from safetensors.torch import save_file
from seeded_numbers import seeded, seeded_weight
from transformers import CLIPTextConfig, CLIPTextModel

tensors = {}
CHANNELS = (32, 64, 128, 128)
RANK, ALPHA, CONVOLUTION_RANK, CONVOLUTION_ALPHA = 3, 2.0, 2, 4.0


def put(name, x):
    tensors[name] = x.detach().float().contiguous().clone()


def inputs(name, *shape):
    return torch.from_numpy(seeded(name, shape)).double().requires_grad_()


def last(x):
    """Channels last."""
    return x.permute(0, 2, 3, 1)


def fill(network, prefix):
    """Gives a network its seeded weights, in float64."""
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(seeded_weight(f"{prefix}.{name}", tuple(parameter.shape))))
    return network.double().eval().requires_grad_(False)


def sketches(matrices):
    rows = []
    for x in matrices:
        x = x.detach().flatten().double()
        rows.append([float(x @ torch.from_numpy(seeded(f"sketch.{k}", (len(x),))).double()) for k in range(3)])
        rows[-1].append(float(x.norm()))
    return torch.tensor(rows)


def adapt(text_encoder, unet, convolution):
    """kohya's modules around the layers of both networks, with seeded matrices."""
    from networks import lora

    options = {"conv_dim": str(CONVOLUTION_RANK), "conv_alpha": str(CONVOLUTION_ALPHA)} if convolution else {}
    network = lora.create_network(1.0, RANK, ALPHA, None, text_encoder, unet, **options)
    network.apply_to(text_encoder, unet)
    network.double()
    matrices = []
    for module in sorted(network.text_encoder_loras + network.unet_loras, key=lambda module: module.lora_name):
        for part in ("lora_down", "lora_up"):
            weight = getattr(module, part).weight
            spread = (3 / weight[0].numel()) ** 0.5 if part == "lora_down" else 0.3
            values = seeded(f"{module.lora_name}.{part}.weight", tuple(weight.shape), spread)
            weight.data.copy_(torch.from_numpy(values))
            matrices.append(weight)
    return matrices


def text_encoder(layers):
    return fill(
        CLIPTextModel(
            CLIPTextConfig(
                vocab_size=64, hidden_size=32, intermediate_size=128, num_hidden_layers=layers, num_attention_heads=4,
                max_position_embeddings=12, hidden_act="quick_gelu", eos_token_id=2)),
        "text_encoder")  # fmt: skip


def unet():
    return fill(
        UNet2DConditionModel(
            sample_size=8, block_out_channels=CHANNELS, cross_attention_dim=32, attention_head_dim=8,
            down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
            up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3),
        "unet")  # fmt: skip


def finish(name, result, wanted, matrices):
    """Differentiates a result; wanted inputs by name."""
    cotangent = torch.from_numpy(seeded(f"{name}/cotangent", tuple(result.shape))).double()
    gradients = torch.autograd.grad(result, [*wanted.values(), *matrices], cotangent, allow_unused=True)
    for key, gradient in zip(wanted, gradients):
        put(f"{name}/gradient.{key}", last(gradient) if gradient.dim() == 4 else gradient)
    put(f"{name}/result", last(result) if result.dim() == 4 else result)
    if matrices:
        parts = [torch.zeros_like(m) if g is None else g for m, g in zip(matrices, gradients[len(wanted) :])]
        put(f"{name}/gradient.parameters", sketches(parts))


def clip_cases():
    """Hidden layers as sd-scripts takes them, with several chunks joined as its strategy joins them."""
    from library.strategy_sd import SdTextEncodingStrategy, SdTokenizeStrategy

    tokenizer = SimpleNamespace(model_max_length=12, pad_token_id=2, eos_token_id=2)
    for name, skip, captions, chunks in [
        ("clip.skip1", 1, 2, 1), ("clip.skip2", 2, 2, 1), ("clip.skip5", 5, 1, 1), ("clip.chunks", 2, 2, 3),
    ]:  # fmt: skip
        encoder, network = text_encoder(6), unet()
        matrices = adapt(encoder, network, convolution=False)[: 6 * 6 * 2]
        identifiers = torch.from_numpy(seeded(f"{name}/tokens", (captions, chunks, 12)) * 32 + 32).long()
        embeddings = {}

        def keep(module, arguments, output):
            embeddings["embeddings"] = output.detach().requires_grad_()
            return embeddings["embeddings"]

        encoder.text_model.embeddings.register_forward_hook(keep)
        strategy = SdTextEncodingStrategy(skip)
        tokenize = SdTokenizeStrategy.__new__(SdTokenizeStrategy)
        tokenize.tokenizer, tokenize.max_length = tokenizer, 10 * chunks + 2
        result = strategy.encode_tokens(tokenize, [encoder], [identifiers])[0]
        put(f"{name}/embeddings", embeddings["embeddings"])
        finish(name, result, embeddings, matrices)


def unet_cases():
    for name, height, width, convolution in [
        ("unet.square", 8, 8, False), ("unet.wide", 8, 16, False), ("unet.odd", 11, 9, False),
        # Last, since it changes what kohya adapts from then on.
        ("unet.locon", 16, 8, True),
    ]:  # fmt: skip
        encoder, network = text_encoder(1), unet()
        matrices = adapt(encoder, network, convolution)[6 * 2 :]
        latents, context = inputs(f"{name}/latents", 2, 4, height, width), inputs(f"{name}/context", 2, 12, 32)
        result = network(latents, torch.tensor([17, 801]), context).sample
        finish(name, result, {"latents": latents, "context": context}, matrices)


def autoencoder_cases():
    network = fill(
        AutoencoderKL(
            down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
            block_out_channels=CHANNELS, layers_per_block=2),
        "vae")  # fmt: skip
    for name, height, width in [("vae.wide", 16, 40), ("vae.square", 16, 16)]:
        pictures = inputs(f"{name}/pictures", 2, 3, height, width)
        result = network.quant_conv(network.encoder(pictures))
        finish(name, result, {"pictures": pictures}, [])
    for name, height, width in [("decoder.wide", 2, 3), ("decoder.square", 4, 4)]:
        latents = inputs(f"{name}/latents", 2, 4, height, width)
        finish(name, network.decode(latents).sample, {"latents": latents}, [])


def real_autoencoder(folder, path):
    network = AutoencoderKL.from_pretrained(folder).eval()
    with torch.no_grad():
        picture = torch.from_numpy(seeded("real/pictures", (1, 3, 256, 192)))
        put("real/single", last(network.quant_conv(network.encoder(picture))))
        latents = torch.from_numpy(seeded("real/latents", (1, 4, 32, 24)))
        put("real/decoded.single", last(network.decode(latents).sample))
        put("real/result", last(network.double().quant_conv(network.encoder(picture.double()))))
        put("real/decoded", last(network.decode(latents.double()).sample))
    save_file(tensors, path)


def main():
    torch.set_num_threads(1)
    if sys.argv[1] == "--autoencoder":
        return real_autoencoder(*sys.argv[2:])
    sys.path.insert(0, sys.argv[1])
    torch.set_default_dtype(torch.float64)
    put("sinusoids", get_timestep_embedding(torch.tensor([0, 1, 17, 500, 999]), 320, True, 0))
    clip_cases()
    unet_cases()
    autoencoder_cases()
    save_file(dict(sorted(tensors.items())), sys.argv[2])


main()
