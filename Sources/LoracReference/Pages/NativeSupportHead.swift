/// What stands above the tables of ``NativeSupportPage``: what equality means, and where it ends.
enum NativeSupportHead {
  static let text = """
    # What the native trainer supports

    <!-- Generated from Sources/LoracNativeSupport and its head in Sources/LoracReference by a test; do not edit. -->

    `lorac run` trains with lorac's own trainer unless the recipe says `run: {backend: kohya}`. It needs neither Python nor a \
    GPU, and it is for Stable Diffusion 1.x. What it cannot do is refused when planning, at the place in the recipe that asks \
    for it; `lorac run --backend kohya` trains the same recipe through kohya's sd-scripts. This page lists every \
    setting.

    ## What "the same as kohya" means

    The native run and the command of `lorac emit`, run on a CPU, train the same LoRA: the same images in the same order, with \
    the same captions, crops and mirroring; the same latents, noise and timesteps; the same first values of the adapters; \
    losses that agree to rounding; and a file with the same names, types and metadata keys. For that:

    - **`train.seed`** must be set. Without it kohya and lorac each draw one.
    - **`train.mixed_precision: no`**. The native trainer always computes in float32. kohya on a CPU computes in bf16 if asked \
    to, which rounds to three digits, and cannot train in fp16 there at all.
    - **The emitted command as it is.** It says `--max_data_loader_n_workers=0`, because each worker draws random numbers of \
    its own, and `--console_log_simple`, because sd-scripts' other way of logging draws from the generator that also decides \
    the order of the images.
    - **Today's sd-scripts with the libraries they ask for.** The random numbers that building the models spends depend on \
    their versions; lorac follows transformers 4.54.1 and diffusers 0.32.1.

    Two native runs of the same plan on the same machine give the same bytes, but for the session's number and the times in \
    the file's metadata. A run that was stopped and resumed gives the same bytes as one that was not.

    ## What cannot be the same

    - **Rounding.** Sums are added up in another order than PyTorch's, so losses differ in their last digits; over many \
    steps the difference grows, as it does between two versions of PyTorch. Adaptive optimizers (D-Adaptation, Prodigy) \
    and 8-bit states pass through thresholds, where a last digit can decide.
    - **The order of folders.** kohya takes the `N_name` folders of a parent as the file system lists them (`iterdir`), which \
    differs from machine to machine; lorac takes them by name. Where a file system lists them otherwise, the images come in \
    another order. A dataset config, which lorac writes wherever it is needed, states the order.
    - **GPUs.** On a GPU kohya draws noise from the GPU's own generator, and mixed precision skips a step whenever its gradient \
    scaler finds an overflow. No CPU can repeat that, PyTorch's included.
    - **Several processes.** accelerate deals out batches to processes and moves the schedule on once for each of them. The \
    native trainer is one process.
    - **Other CPUs.** PyTorch computes normal random numbers with vector instructions where a CPU has AVX2 and otherwise in \
    another way that differs in the seventh digit. lorac follows the former everywhere.
    - **Images.** JPEGs are decoded as Pillow with libjpeg-turbo does. AVIF and JPEG XL, which sd-scripts reads with further \
    packages, are not read.
    - **States.** kohya's saved states are Python pickles and cannot be resumed here, nor lorac's there. A LoRA file can be \
    continued from on both sides with `network.weights`.
    - **Metadata.** `ss_session_id`, the times, and `ss_sd_scripts_commit_hash`, which is `(unknown)` here, differ. lorac adds \
    `lorac_version`, `lorac_recipe` and `lorac_plan_hash`.
    """
}
