package import LoracDiagnostics

// What the Python environment lacks.

extension KohyaRunDiagnostics {
  /// LR0810: A Python package that the recipe needs is not installed where sd-scripts runs.
  package static let moduleMissing = DiagnosticCode(
    "LR0810", "python-module-missing", .error,
    Explanation(
      meaning: "A Python package that the recipe needs is not installed where sd-scripts runs.",
      why: "Optimizers and attention kernels live in packages that sd-scripts' requirements do not always install.",
      example: "`optimizer: {type: DAdaptation}` without the package `dadaptation`",
      fix: "Install it into the environment of sd-scripts with `pip install NAME`, or choose another optimizer."
    ))

  /// LR0811: Python started, but torch or another basic package of sd-scripts is missing.
  package static let environmentIncomplete = DiagnosticCode(
    "LR0811", "python-environment-incomplete", .error,
    Explanation(
      meaning: "Python started, but torch or another basic package of sd-scripts is missing.",
      why: "This is most likely another Python than the one that sd-scripts was installed in.",
      example: "`accelerate` of the system beside sd-scripts in a virtual environment.",
      fix: """
        Activate sd-scripts' environment, or run `pip install -r requirements.txt` in it; `lorac doctor` says \
        which Python is used.
        """
    ))

  /// LR0812: The Python version is too old for sd-scripts.
  package static let pythonTooOld = DiagnosticCode(
    "LR0812", "python-too-old", .error,
    Explanation(
      meaning: "The Python version is too old for sd-scripts.",
      why: "sd-scripts uses syntax of Python 3.10.",
      example: "Python 3.8 of an older system.",
      fix: "Make the environment with Python 3.10 or newer."
    ))

  /// LR0813: sd-scripts could not download what it needs from Hugging Face.
  package static let hubUnreachable = DiagnosticCode(
    "LR0813", "hub-unreachable", .error,
    Explanation(
      meaning: "sd-scripts could not download what it needs from Hugging Face.",
      why: "Tokenizers and some models are downloaded at the first run.",
      example: "A machine without a network, or `HF_HUB_OFFLINE=1`.",
      fix: "Run once with a network, or name a folder with the tokenizers: `tokenizer_cache_dir` under `kohya:`."
    ))

  /// LR0814: A file or folder may not be read or written.
  package static let permissionDenied = DiagnosticCode(
    "LR0814", "permission-denied", .error,
    Explanation(
      meaning: "A file or folder may not be read or written.",
      why: "The LoRA, the log or the latent cache could not be written.",
      example: "`save.directory` in a folder of another user.",
      fix: "Choose another folder, or change its permissions."
    ))

  /// LR0815: The disk is full.
  package static let diskFull = DiagnosticCode(
    "LR0815", "disk-full", .error,
    Explanation(
      meaning: "The disk is full.",
      why: "The file that was being written is broken; earlier ones are complete.",
      example: "Saved optimizer states, each twice the size of the LoRA and more.",
      fix: "Make room; `save.keep_last` limits how many files stay."
    ))

  /// LR0816: The network port for talking between processes is in use.
  package static let addressInUse = DiagnosticCode(
    "LR0816", "address-in-use", .error,
    Explanation(
      meaning: "The network port for talking between processes is in use.",
      why: "Another training runs on the same port, or one that died still holds it.",
      example: "Two trainings with several processes on one machine.",
      fix: "Give another `run.machines.port`, or end the other training."
    ))

  /// LR0817: A process that loads images was killed.
  package static let workerDied = DiagnosticCode(
    "LR0817", "data-loader-worker-died", .error,
    Explanation(
      meaning: "A process that loads images was killed.",
      why: "Workers share memory; a small `/dev/shm`, as in containers, is soon full.",
      example: "Docker without `--shm-size`.",
      fix: "Use 0 workers (lorac's default), or start the container with `--shm-size=2g`."
    ))
}
