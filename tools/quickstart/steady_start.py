"""First weights of the autoencoder with which narrow layers learn colours at all.

SD 1 normalizes in 32 groups. With 64 channels a group is a pair, and of a flat picture the normalization of a pair leaves
nothing but signs: the published widths have 4 channels and more to a group. A way around it, within the same blocks: let
a strong pattern that knows nothing of the picture (here the border, which convolutions see by their padding) set the
deviation of each pair, and carry a color in both channels with opposite signs. The mean of a pair is then zero, its
deviation nearly constant, and the normalization nearly linear.

The residual branches start at zero, so that the network starts as a linear one; its last layers are least-squares fits.
"""

import torch
import torch.nn.functional as F


def carry(conv):
    """Passes channel 0 on as it is, and keeps it from all others."""
    weight, middle = conv.weight, conv.weight.shape[2] // 2
    weight[0], weight[:, 0], conv.bias[0] = 0, 0, 0
    weight[0, 0, middle, middle] = 1


def border(block, outputs, gain):
    """Lets a residual block add its padding's border: one channel is 1 everywhere but outside."""
    block.norm2.weight[0], block.norm2.bias[0] = 0, 1
    block.conv2.weight[outputs, 0] = gain


def pairs(conv):
    conv.weight[1::2] = -conv.weight[0::2]
    conv.bias.zero_()


def watched(layers):
    seen = {}
    handles = [layer.register_forward_hook(lambda _, inputs, output, key=key: seen.__setitem__(key, (inputs[0], output)))
               for key, layer in layers.items()]
    return seen, handles


def fit(conv, features, targets):
    """The middle tap of `conv`, by least squares."""
    inputs = features.permute(0, 2, 3, 1).reshape(-1, features.shape[1])
    inputs = torch.cat([inputs, torch.ones(len(inputs), 1)], 1)
    outputs = targets.permute(0, 2, 3, 1).reshape(-1, targets.shape[1])
    square = inputs.T @ inputs
    solution = torch.linalg.solve(square + 1e-4 * square.diagonal().mean() * torch.eye(len(square)), inputs.T @ outputs)
    count, middle = outputs.shape[1], conv.weight.shape[2] // 2
    conv.weight[:count] = 0
    conv.weight[:count, :, middle, middle], conv.bias[:count] = solution[:-1].T, solution[-1]


def latent_targets(pictures):
    """The colour of each 8 x 8 block, and whether its right and lower halves are lighter."""
    grey = pictures.mean(1, keepdim=True)
    wide, tall = F.avg_pool2d(grey, (8, 4)), F.avg_pool2d(grey, (4, 8))
    slope = wide[..., 1::2] - wide[..., 0::2] + tall[..., 1::2, :] - tall[..., 0::2, :]
    targets = torch.cat([F.avg_pool2d(pictures, 8), slope], 1)
    return (targets - targets.mean((0, 2, 3), keepdim=True)) / targets.std((0, 2, 3), keepdim=True)


@torch.no_grad()
def apply(autoencoder, pictures):
    encoder, decoder = autoencoder.encoder, autoencoder.decoder
    for name, value in autoencoder.named_parameters():
        if name.endswith(("conv2.weight", "conv2.bias")) or "to_out.0" in name:
            value.zero_()
        elif value.dim() == 4 and any(part in name for part in ("conv_in", "sampler", "shortcut")):
            value.mul_(3 ** 0.5)  # PyTorch's own start shrinks by this from layer to layer
    seen, handles = watched({"encoder": encoder.conv_norm_out, "decoder": decoder.conv_norm_out})
    for norm in (encoder.conv_norm_out, decoder.conv_norm_out):
        norm.bias.fill_(3)  # where SiLU is nearly straight
    for conv, count in ((autoencoder.quant_conv, 8), (autoencoder.post_quant_conv, 4)):
        conv.weight.copy_(torch.eye(count).view(count, count, 1, 1))
        conv.bias.zero_()

    pairs(encoder.down_blocks[3].resnets[0].conv_shortcut)
    encoder(pictures)
    plain = seen["encoder"][0]
    last = encoder.mid_block.resnets[1]
    border(last, slice(None), 1)
    encoder(pictures)
    last.conv2.weight[:, 0] *= 5 * plain.std() / (seen["encoder"][0] - plain).std()
    encoder(pictures)
    fit(encoder.conv_out, F.silu(seen["encoder"][1]), latent_targets(pictures))
    encoder.conv_out.weight[4:], encoder.conv_out.bias[4:] = 0, -4

    for block in decoder.up_blocks:
        if block.upsamplers:
            carry(block.upsamplers[0].conv)
    carry(decoder.up_blocks[1].resnets[0].conv_shortcut)
    decoder.conv_in.weight[0] = 0
    shortcut = decoder.up_blocks[3].resnets[0].conv_shortcut
    pairs(shortcut)
    shortcut.weight[:, 0] = 1
    latents = autoencoder.encode(pictures).latent_dist.mean
    autoencoder.decode(latents)
    plain = seen["decoder"][0]
    first = decoder.mid_block.resnets[1]
    border(first, 0, 1)
    autoencoder.decode(latents)
    first.conv2.weight[0, 0] *= 5 * plain.std() / (seen["decoder"][0] - plain).std()
    autoencoder.decode(latents)
    fit(decoder.conv_out, F.silu(seen["decoder"][1]), pictures)
    for handle in handles:
        handle.remove()
