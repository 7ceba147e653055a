internal import LoracDiagnostics

/// A known way in which sd-scripts fails, and how to recognise it in what it printed.
struct FailureCause: Sendable {
  /// The code that explains it.
  let code: DiagnosticCode
  /// The phrase for the user; `{}` stands for what the line quotes, as in `No module named 'dadaptation'`.
  let headline: String
  /// The end of the exception's class; empty for lines that are no exception and for any class.
  let exception: String
  /// Texts of which one must be in the line; upper and lower case are alike.
  ///
  /// Empty if the class alone tells.
  let texts: [String]
  /// Whether a line that ends no traceback can be of this cause; warnings quote the words of many causes.
  let isPlain: Bool

  init(_ code: DiagnosticCode, _ headline: String, exception: String = "", isPlain: Bool = false, _ texts: [String]) {
    self.code = code
    self.headline = headline
    self.exception = exception
    self.texts = texts
    self.isPlain = isPlain
  }

  /// Whether the line is of this cause; `type` is the class if the line ended a traceback.
  func matches(type: String?, line: String) -> Bool {
    if type == nil, !isPlain { return false }
    if !exception.isEmpty, !(type ?? "").hasSuffix(exception) { return false }
    let line = line.lowercased()
    return texts.isEmpty || texts.contains { line.contains($0.lowercased()) }
  }
}

extension FailureCause {
  private typealias Codes = KohyaRunDiagnostics

  /// The causes in the order they are tried: what is most specific first.
  ///
  /// The texts are words of sd-scripts, torch, transformers and the operating system, as printed by their versions of
  /// 2023 to 2026; `Tests/Tools/record_kohya_failures.py` records those that can be made to happen without a GPU.
  static let all: [FailureCause] = [
    FailureCause(
      Codes.argumentsRefused, "sd-scripts refused the command", isPlain: true, [".py: error: ", "launch: error: "]),
    FailureCause(
      Codes.noImages, "sd-scripts found no image to train", isPlain: true,
      ["No data found. Please verify", "画像がありません。引数指定を確認"]),
    FailureCause(
      Codes.environmentIncomplete, "the Python environment lacks '{}'",
      [
        "No module named 'torch'", "No module named 'accelerate'", "No module named 'diffusers'",
        "No module named 'transformers'", "No module named 'library'", "No module named 'safetensors'",
        "No module named 'toml'", "No module named 'cv2'", "No module named 'voluptuous'",
      ]),
    FailureCause(
      Codes.moduleMissing, "the Python package 'bitsandbytes' is missing", ["No bitsandbytes", "no bitsandbytes /"]),
    FailureCause(Codes.moduleMissing, "the Python package 'xformers' is missing", ["No xformers"]),
    FailureCause(Codes.moduleMissing, "the Python package 'dadaptation' is missing", ["No dadaptation"]),
    FailureCause(Codes.moduleMissing, "the Python package 'prodigyopt' is missing", ["No Prodigy"]),
    FailureCause(Codes.moduleMissing, "the Python package 'lion_pytorch' is missing", ["No lion_pytorch"]),
    FailureCause(Codes.moduleMissing, "the Python package 'schedulefree' is missing", ["No schedulefree"]),
    FailureCause(Codes.moduleMissing, "the Python package '{}' is missing", ["No module named '"]),
    FailureCause(Codes.pythonTooOld, "this Python is too old for sd-scripts", exception: "SyntaxError", []),
    FailureCause(
      Codes.pythonTooOld, "this Python is too old for sd-scripts",
      ["unsupported operand type(s) for |: 'type'", "requires a different Python"]),
    FailureCause(
      Codes.halfOnCPU, "half precision was asked for on a CPU",
      [
        "c10::Half != float", "Half != float", "not implemented for 'Half'", "float != c10::Half",
        "fp16 mixed precision requires a GPU", "bf16 or fp16 on CPU",
      ]),
    FailureCause(
      Codes.outOfDeviceMemory, "the GPU ran out of memory",
      ["CUDA out of memory", "OutOfMemoryError", "CUBLAS_STATUS_ALLOC_FAILED", "HIP out of memory"]),
    FailureCause(
      Codes.noCUDA, "no usable GPU was found",
      [
        "Torch not compiled with CUDA enabled", "Found no NVIDIA driver", "No CUDA GPUs are available",
        "CUDA driver initialization failed", "CUDA is not available", "no kernel image is available",
        "CUDA Setup failed", "Required library version not found: libbitsandbytes_cuda",
      ]),
    FailureCause(
      Codes.unequalRates, "the optimizer needs equal learning rates for text encoder and U-Net",
      ["Setting different lr values in different parameter groups"]),
    FailureCause(
      Codes.warmupWithConstant, "the schedule takes no warm-up",
      ["does not require `num_warmup_steps`", "not require num_warmup_steps"]),
    FailureCause(
      Codes.latentsNotANumber, "the VAE made NaN of an image",
      ["NaN detected in latents", "NaN found in latents", "latents are nan"]),
    FailureCause(
      Codes.bucketsRefused, "sd-scripts refused the bucket settings or an image size",
      [
        "must be divisible by", "min_bucket_reso must be", "max_bucket_reso must be", "bucket_reso_steps",
        "max_size should be larger", "aspect is illegal", "illegal trimmed size", "image too small",
      ]),
    FailureCause(
      Codes.captionUnreadable, "a caption file is empty or not UTF-8",
      ["caption file is empty", "illegal char in file", "can't decode byte"]),
    FailureCause(
      Codes.imageUnreadable, "an image cannot be decoded",
      [
        "cannot identify image file", "image file is truncated", "broken data stream when reading image",
        "Error loading file",
      ]),
    FailureCause(
      Codes.diskFull, "the disk is full", ["No space left on device", "Errno 28", "Disk quota exceeded"]),
    FailureCause(
      Codes.weightsUnreadable, "a model file cannot be read",
      [
        "Error while deserializing header", "HeaderTooLarge", "InvalidHeaderDeserialization",
        "MetadataIncompleteBuffer",
        "invalid load key", "PytorchStreamReader failed", "unpickling",
      ]),
    FailureCause(
      Codes.fileNotFound, "the model was not found", ["is neither a valid local path nor a valid repo id"]),
    FailureCause(
      Codes.hubUnreachable, "Hugging Face could not be reached",
      [
        "Can't load tokenizer for", "couldn't connect to 'https://huggingface.co'", "We couldn't connect to",
        "LocalEntryNotFoundError", "OfflineModeIsEnabled", "HF_HUB_OFFLINE", "Max retries exceeded with url",
        "Temporary failure in name resolution", "cannot find the requested files in the disk cache",
      ]),
    FailureCause(
      Codes.hubUnreachable, "a tokenizer is neither on this machine nor could it be downloaded", exception: "TypeError",
      ["expected str, bytes or os.PathLike object, not NoneType"]),
    FailureCause(
      Codes.wrongFamily, "the checkpoint is of another model family",
      [
        "Error(s) in loading state_dict for UNet2DConditionModel", "Error(s) in loading state_dict for AutoencoderKL",
        "Error(s) in loading state_dict for CLIPTextModel",
        "Error(s) in loading state_dict for SdxlUNet2DConditionModel",
        "size mismatch for ",
      ]),
    FailureCause(
      Codes.wrongFamily, "the checkpoint is of another model family", exception: "KeyError",
      [
        "model.diffusion_model.", "cond_stage_model.", "conditioner.embedders.", "first_stage_model.", "text_model.",
        "time_embed",
      ]),
    FailureCause(
      Codes.addressInUse, "the port for talking between processes is in use",
      [
        "Address already in use", "EADDRINUSE", "errno: 98", "Tried to launch distributed communication on port",
      ]),
    FailureCause(
      Codes.workerDied, "a process that loads images was killed",
      ["DataLoader worker (pid", "insufficient shared memory"]),
    FailureCause(
      Codes.deviceError, "the GPU reported an error",
      ["CUDA error:", "device-side assert", "cuDNN error", "NCCL error"]),
    FailureCause(
      Codes.permissionDenied, "a file or folder may not be used",
      ["Permission denied", "Errno 13", "Read-only file system"]),
    FailureCause(Codes.permissionDenied, "a file or folder may not be used", exception: "PermissionError", []),
    FailureCause(Codes.fileNotFound, "a file was not found", exception: "FileNotFoundError", []),
    FailureCause(Codes.fileNotFound, "a file was not found", ["No such file or directory"]),
    FailureCause(Codes.settingRefused, "sd-scripts refused the settings", exception: "AssertionError", []),
    FailureCause(Codes.settingRefused, "sd-scripts refused the settings", exception: "ValueError", []),
  ]
}
