/// What stands below the tables of ``NativeSupportPage``: how equal runs of both trainers were.
enum NativeSupportMeasured {
  static let text = """
    ## Measured

    `Tests/Tools/oracle/compare_training.py` trains recipes with both and compares each loss, the final files tensor \
    by tensor, and their metadata. All losses must agree within 10⁻³, and all tensors have a cosine similarity above \
    0.999. On two cores, against sd-scripts 48d368fa, ten steps each, rank 8, text encoder and U-Net, on a full-size \
    Stable Diffusion 1.5 with random weights (a float16 file; a float32 diffusers folder for the buckets) at 128 \
    pixels:

    | recipe | largest difference of a loss | smallest cosine similarity | relative distance of all tensors |
    |---|---|---|---|
    | AdamW | 4.6 · 10⁻⁷ | 1 − 4 · 10⁻⁷ | 2.4 · 10⁻⁵ |
    | AdamW8bit with weight decay | 7.1 · 10⁻⁷ | 1 − 1 · 10⁻⁵ | 2.1 · 10⁻⁴ |
    | gradient accumulation, regularization images, cosine with warm-up | 5.2 · 10⁻⁷ | 1 − 6 · 10⁻¹⁰ | 1.1 · 10⁻⁶ |
    | buckets, shuffled tags, caption and tag dropout, mirroring, fp16 | 5.3 · 10⁻⁷ | 1 − 2 · 10⁻⁷ | 2.4 · 10⁻⁵ |
    | min-SNR, noise offset, cosine with restarts | 2.3 · 10⁻⁶ | 1 − 8 · 10⁻⁷ | 2.4 · 10⁻⁵ |

    The other recipes there run on small widths: LoCon with clip skip and 150 tokens, the three kinds of dropout, \
    latents not cached and cropped at random, latents cached on disk, pictures resized by `bilinear`, Lion, Prodigy, \
    Adafactor, SGD with momentum, Huber loss with noise of several resolutions, debiased loss with input \
    perturbation, weighted captions, held-out images, bounded norms, gradient checkpointing, v-prediction with zero \
    terminal SNR, both forms of D-Adaptation, the U-Net alone, the text encoder alone, and both trainers continuing \
    from a file that lorac trained. Their losses differ by 1.3 · 10⁻⁶ at most, and no cosine similarity is below \
    1 − 4 · 10⁻⁴ (Lion and D-Adaptation's Lion, whose steps magnify the rounding of gradients near 0). Adapters of \
    time embeddings whose gradient is exactly 0, which only the small widths have, are left out. Names, order, types \
    and shapes of the tensors and the metadata's keys are equal in all of them, and so are the metadata's values but \
    for those that tell one run from another: times, the session's number, the trainer's version, and hashes over the \
    tensors.

    `compare_loading.py` loads a file that lorac trained, on small widths and on the full size, into sd-scripts and into \
    diffusers 0.32.1, as adapters and merged. What they and lorac then predict differs by 1.3 · 10⁻⁶ of the largest number at most. diffusers gives the \
    3×3 adapters of LoCon files a wrong scale if their rank is not that of the others, in files of sd-scripts too.
    """
}
