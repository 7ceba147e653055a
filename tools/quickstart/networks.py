"""The three networks of the quickstart's base model: Stable Diffusion 1 in miniature, for pictures of 64 x 64.

The blocks and their order are SD 1's; the widths are the narrowest at which group normalization (32 groups) and 8 heads
still work well. lorac, kohya and diffusers read the widths from the tensors' shapes.
"""

import torch
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

SCALING_FACTOR = 0.18215  # what SD 1 multiplies its latents by
TEXT_WIDTH = 12


def autoencoder():
    return AutoencoderKL(
        in_channels=3, out_channels=3, down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4, block_out_channels=(64, 32, 32, 64), layers_per_block=2,
        latent_channels=4, norm_num_groups=32, sample_size=64, scaling_factor=SCALING_FACTOR)


def denoiser():
    # At the last level a picture of 64 x 64 is a single place, which normalization leaves without contents: it carries what
    # caption and time say, for which 32 channels do.
    return UNet2DConditionModel(
        sample_size=8, in_channels=4, out_channels=4, layers_per_block=2, block_out_channels=(64, 64, 64, 32),
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
        cross_attention_dim=TEXT_WIDTH, attention_head_dim=8)  # of SD 1, the number of heads


def text_encoder():
    encoder = CLIPTextModel(CLIPTextConfig(
        vocab_size=49408, hidden_size=TEXT_WIDTH, intermediate_size=4 * TEXT_WIDTH, num_hidden_layers=2,
        num_attention_heads=4, max_position_embeddings=77, hidden_act="quick_gelu", layer_norm_eps=1e-5,
        attention_dropout=0.0, bos_token_id=49406, eos_token_id=49407, pad_token_id=49407))
    with torch.no_grad():
        # Wide enough apart that a word which training never meets is still a word of its own to a LoRA.
        encoder.text_model.embeddings.token_embedding.weight.normal_(0, 0.15)
        encoder.text_model.embeddings.position_embedding.weight.normal_(0, 0.05)
    return encoder


def schedule():
    return DDPMScheduler(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear",
                         clip_sample=False)


@torch.no_grad()
def take(network, weights):
    """Takes weights of a network of other widths where they fit; of a convolution with fewer inputs, the last ones are kept."""
    taken = 0
    for name, value in network.state_dict().items():
        old = weights.get(name)
        if old is None:
            continue  # starts as PyTorch starts it
        if old.shape == value.shape:
            value.copy_(old)
        elif value.dim() == 4 and old.shape[0] == value.shape[0] and old.shape[1] > value.shape[1]:
            value.copy_(old[:, -value.shape[1]:])  # what comes over a skip connection is last
        else:
            continue
        taken += 1
    print(f"{taken} of {len(network.state_dict())} tensors taken")
    assert taken, "these are weights of something else"


class Average:
    """An exponential moving average of a network's weights, which samples better than the last weights."""

    def __init__(self, network, decay):
        self.decay, self.count = decay, 0
        self.weights = {k: v.detach().clone() for k, v in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network):
        self.count += 1
        decay = min(self.decay, (1 + self.count) / (10 + self.count))
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value, 1 - decay)


@torch.no_grad()
def listen(text, unet, words):
    """First weights with which prompts are followed early: known words far apart, and attention that picks single words.

    PyTorch's own start attends to all 77 tokens alike. Of these some 65 are padding, so that hardly a hundredth of what
    cross-attention gives depends on any one word, and a short training never finds it.
    """
    generator = torch.Generator().manual_seed(5)
    embedding = text.text_model.embeddings.token_embedding.weight
    for word in sorted(words):
        direction = torch.randn(TEXT_WIDTH, generator=generator)
        embedding[word] = direction / direction.norm() * 3
    for name, layer in unet.named_modules():
        if name.endswith("attn2"):
            for part, gain in ((layer.to_q, 3), (layer.to_k, 5), (layer.to_v, 2)):
                torch.nn.init.normal_(part.weight, 0, gain / (3 * part.in_features) ** 0.5, generator=generator)
            layer.to_out[0].weight.zero_()
