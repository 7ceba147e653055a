#!/usr/bin/env python3
"""Makes base.safetensors: a Stable Diffusion 1 of a few megabytes, with random numbers for weights.

  make_small_base.py FILE

It has every block and every tensor name of a real checkpoint (original layout, fp16) and narrow ones: CLIP 16 wide, U-Net
32, 32, 64 and 64, autoencoder 32. It knows nothing of pictures; what is trained on it is of no use but to try lorac.
The seed is fixed: each run of this script gives the same bytes. It needs nothing but Python.

Weights are drawn so that numbers keep their size from layer to layer, as in a trained model: latents spread by 1 / 0.18215,
which lorac and kohya scale back to 1, and the prediction by 0.5, where the noise that it is compared with has 1.
"""

import json
import math
import os
import random
import struct
import sys

CONTEXT = 16  # the text encoder's width
UNET = [32, 32, 64, 64]
VAE = [32, 32, 32, 32]
TIME = 4 * UNET[0]
LATENT = 4


class Model:
    """Tensors by name, in the order in which they are added."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tensors = {}

    def add(self, name, shape, numbers):
        assert name not in self.tensors and len(numbers) == math.prod(shape), name
        self.tensors[name] = (shape, numbers)

    def drawn(self, name, shape, deviation):
        gauss = self.random.gauss
        self.add(name, shape, [gauss(0, deviation) for _ in range(math.prod(shape))])

    def weight(self, name, shape, gain=1.0):
        self.drawn(f"{name}.weight", shape, gain / math.sqrt(math.prod(shape[1:])))

    def layer(self, name, shape, gain=1.0):
        """A linear layer or a convolution: outputs, inputs, kernel height and width."""
        self.weight(name, shape, gain)
        self.add(f"{name}.bias", shape[:1], [0.0] * shape[0])

    def norm(self, name, width):
        self.add(f"{name}.weight", [width], [1.0] * width)
        self.add(f"{name}.bias", [width], [0.0] * width)

    def write(self, path):
        header = {"__metadata__": {"format": "pt", "modelspec.title": "random weights, to try lorac"}}
        body = bytearray()
        for name in sorted(self.tensors):
            shape, numbers = self.tensors[name]
            start = len(body)
            body += struct.pack(f"<{len(numbers)}e", *numbers)
            header[name] = {"dtype": "F16", "shape": shape, "data_offsets": [start, len(body)]}
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        with open(path, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text + body)


def text_encoder(model):
    root = "cond_stage_model.transformer.text_model"
    model.drawn(f"{root}.embeddings.token_embedding.weight", [49408, CONTEXT], 0.02)
    model.drawn(f"{root}.embeddings.position_embedding.weight", [77, CONTEXT], 0.01)
    for index in range(12):
        block = f"{root}.encoder.layers.{index}"
        for part in ["q_proj", "k_proj", "v_proj"]:
            model.layer(f"{block}.self_attn.{part}", [CONTEXT, CONTEXT])
        model.layer(f"{block}.self_attn.out_proj", [CONTEXT, CONTEXT], 0.3)
        model.layer(f"{block}.mlp.fc1", [4 * CONTEXT, CONTEXT])
        model.layer(f"{block}.mlp.fc2", [CONTEXT, 4 * CONTEXT], 0.3)
        for number in [1, 2]:
            model.norm(f"{block}.layer_norm{number}", CONTEXT)
    model.norm(f"{root}.final_layer_norm", CONTEXT)


def unet_residual(model, name, inputs, outputs):
    model.norm(f"{name}.in_layers.0", inputs)
    model.layer(f"{name}.in_layers.2", [outputs, inputs, 3, 3])
    model.layer(f"{name}.emb_layers.1", [outputs, TIME])
    model.norm(f"{name}.out_layers.0", outputs)
    model.layer(f"{name}.out_layers.3", [outputs, outputs, 3, 3], 0.5)
    if inputs != outputs:
        model.layer(f"{name}.skip_connection", [outputs, inputs, 1, 1])


def transformer(model, name, width):
    model.norm(f"{name}.norm", width)
    model.layer(f"{name}.proj_in", [width, width, 1, 1])
    block = f"{name}.transformer_blocks.0"
    for attention, context in [("attn1", width), ("attn2", CONTEXT)]:
        model.weight(f"{block}.{attention}.to_q", [width, width])
        model.weight(f"{block}.{attention}.to_k", [width, context])
        model.weight(f"{block}.{attention}.to_v", [width, context])
        model.layer(f"{block}.{attention}.to_out.0", [width, width], 0.5)
    model.layer(f"{block}.ff.net.0.proj", [8 * width, width])
    model.layer(f"{block}.ff.net.2", [width, 4 * width], 0.5)
    for number in [1, 2, 3]:
        model.norm(f"{block}.norm{number}", width)
    model.layer(f"{name}.proj_out", [width, width, 1, 1], 0.5)


def unet(model):
    root = "model.diffusion_model"
    model.layer(f"{root}.time_embed.0", [TIME, UNET[0]])
    model.layer(f"{root}.time_embed.2", [TIME, TIME])
    model.layer(f"{root}.input_blocks.0.0", [UNET[0], LATENT, 3, 3])
    width, skips, number = UNET[0], [UNET[0]], 1
    for level, outputs in enumerate(UNET):
        for _ in range(2):
            unet_residual(model, f"{root}.input_blocks.{number}.0", width, outputs)
            if level < 3:
                transformer(model, f"{root}.input_blocks.{number}.1", outputs)
            width, number = outputs, number + 1
            skips.append(width)
        if level < 3:
            model.layer(f"{root}.input_blocks.{number}.0.op", [width, width, 3, 3])
            number += 1
            skips.append(width)
    unet_residual(model, f"{root}.middle_block.0", width, width)
    transformer(model, f"{root}.middle_block.1", width)
    unet_residual(model, f"{root}.middle_block.2", width, width)
    number = 0
    for level, outputs in reversed(list(enumerate(UNET))):
        for index in range(3):
            block = f"{root}.output_blocks.{number}"
            unet_residual(model, f"{block}.0", width + skips.pop(), outputs)
            if level < 3:
                transformer(model, f"{block}.1", outputs)
            width, number = outputs, number + 1
            if index == 2 and level > 0:
                model.layer(f"{block}.{2 if level < 3 else 1}.conv", [width, width, 3, 3])
    model.norm(f"{root}.out.0", width)
    # SiLU of what a group normalization gives has a mean square of 0.356, the prediction a deviation of 0.5.
    model.layer(f"{root}.out.2", [LATENT, width, 3, 3], 0.5 / math.sqrt(0.356))


def vae_residual(model, name, inputs, outputs):
    model.norm(f"{name}.norm1", inputs)
    model.layer(f"{name}.conv1", [outputs, inputs, 3, 3])
    model.norm(f"{name}.norm2", outputs)
    model.layer(f"{name}.conv2", [outputs, outputs, 3, 3], 0.5)
    if inputs != outputs:
        model.layer(f"{name}.nin_shortcut", [outputs, inputs, 1, 1])


def vae_middle(model, name, width):
    vae_residual(model, f"{name}.block_1", width, width)
    model.norm(f"{name}.attn_1.norm", width)
    for part in ["q", "k", "v"]:
        model.layer(f"{name}.attn_1.{part}", [width, width, 1, 1])
    model.layer(f"{name}.attn_1.proj_out", [width, width, 1, 1], 0.5)
    vae_residual(model, f"{name}.block_2", width, width)


def autoencoder(model):
    root, width = "first_stage_model", VAE[0]
    model.layer(f"{root}.encoder.conv_in", [width, 3, 3, 3])
    for level, outputs in enumerate(VAE):
        for index in range(2):
            vae_residual(model, f"{root}.encoder.down.{level}.block.{index}", width, outputs)
            width = outputs
        if level < 3:
            model.layer(f"{root}.encoder.down.{level}.downsample.conv", [width, width, 3, 3])
    vae_middle(model, f"{root}.encoder.mid", width)
    model.norm(f"{root}.encoder.norm_out", width)
    model.layer(f"{root}.encoder.conv_out", [2 * LATENT, width, 3, 3], 1 / math.sqrt(0.356))
    # Means that spread as a trained autoencoder's, and logarithms of variances around -6: latents are nearly certain.
    moments = 2 * LATENT
    means = [model.random.gauss(0, 1 / 0.18215 / math.sqrt(moments)) for _ in range(LATENT * moments)]
    variances = [model.random.gauss(0, 0.3 / math.sqrt(moments)) for _ in range(LATENT * moments)]
    model.add(f"{root}.quant_conv.weight", [moments, moments, 1, 1], means + variances)
    model.add(f"{root}.quant_conv.bias", [moments], [0.0] * LATENT + [-6.0] * LATENT)
    model.layer(f"{root}.post_quant_conv", [LATENT, LATENT, 1, 1], 0.18215)
    model.layer(f"{root}.decoder.conv_in", [width, LATENT, 3, 3])
    vae_middle(model, f"{root}.decoder.mid", width)
    for level, outputs in reversed(list(enumerate(VAE))):
        for index in range(3):
            vae_residual(model, f"{root}.decoder.up.{level}.block.{index}", width, outputs)
            width = outputs
        if level > 0:
            model.layer(f"{root}.decoder.up.{level}.upsample.conv", [width, width, 3, 3])
    model.norm(f"{root}.decoder.norm_out", width)
    model.layer(f"{root}.decoder.conv_out", [3, width, 3, 3], 0.5)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = sys.argv[1]
    model = Model(seed=20_240_501)
    text_encoder(model)
    unet(model)
    autoencoder(model)
    model.write(path)
    print(f"{path}: {len(model.tensors)} tensors, {os.path.getsize(path):,} bytes")


if __name__ == "__main__":
    main()
