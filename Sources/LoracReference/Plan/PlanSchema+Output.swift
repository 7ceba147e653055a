extension PlanSchema {
  /// The objects of files, previews, logs and the run.
  static let outputObjects: [PlanObject] = [
    PlanObject(
      "SavePlan", "How files are saved.",
      [
        PlanMember(
          "every", .optional(.interval),
          "When numbered files are saved; null for the final one only. What `ratio` comes to where the number of epochs is known."
        ),
        PlanMember(
          "ratio", .optional(.integer),
          "At least this many files spread over the epochs, as `save_n_epoch_ratio`; null if the recipe states an interval."
        ),
        PlanMember(
          "keep_last", .optional(.interval),
          "How many epochs or steps back numbered files are kept, with kohya's meaning; null keeps all."),
        PlanMember("precision", .string, "`float`, `fp16` or `bf16`."),
        PlanMember("format", .string, "`safetensors`, `ckpt` or `pt`."),
        PlanMember("directory", .string, "The folder of the LoRA files."),
        PlanMember(
          "state_every", .optional(.interval),
          "Whether optimizer state is saved with every numbered file and at the end."),
        PlanMember("state_at_end", .boolean, "Whether optimizer state is saved at the end."),
        PlanMember(
          "state_keep_last", .optional(.interval),
          "How many epochs or steps back states are kept; null follows `keep_last`."),
      ]),
    PlanObject(
      "SamplePlan", "How previews are made.",
      [
        PlanMember("every", .optional(.interval), "When; null only if previews are made only before training."),
        PlanMember("at_start", .boolean, "Whether previews are made before training."),
        PlanMember("sampler", .string, "The sampler, by kohya's name or by A1111's."),
        PlanMember("prompts", .list(.object("SamplePrompt")), "The pictures."),
      ]),
    PlanObject(
      "SamplePrompt", "One preview picture.",
      [
        PlanMember("prompt", .string, "What is to be seen."),
        PlanMember("negative", .optional(.string), "What is not."),
        PlanMember("size", .object("PixelSize"), "Pixels."),
        PlanMember("steps", .integer, "Sampling steps."),
        PlanMember("cfg", .number, "Classifier-free guidance."),
        PlanMember("seed", .optional(.integer), "The seed; null draws one."),
        PlanMember("sampler", .optional(.string), "A sampler of its own; null uses the plan's."),
      ]),
    PlanObject(
      "ValidationPlan", "The held-out set.",
      [
        PlanMember("split", .number, "The part of the images that is held out, from 0 to 1."),
        PlanMember("seed", .optional(.integer), "The seed of the split; null uses the run's."),
        PlanMember("every", .optional(.interval), "When the held-out loss is computed; null after every epoch."),
      ]),
    PlanObject(
      "LogPlan", "What is logged where.",
      [
        PlanMember("tensorboard", .boolean, "Whether TensorBoard event files are written."),
        PlanMember("directory", .optional(.string), "Their folder; null puts them into the run folder."),
        PlanMember("prefix", .optional(.string), "What the log's name begins with."),
      ]),
    PlanObject(
      "RunPlan", "Who trains and where.",
      [
        PlanMember("backend", .string, "`native` or `kohya`."),
        PlanMember("sd_scripts", .optional(.string), "The sd-scripts checkout; null leaves it to the environment."),
        PlanMember("sd_scripts_version", .string, "`current` or `2023`."),
        PlanMember("processes", .integer, "Training processes on all machines together."),
        PlanMember("cpu_threads", .integer, "CPU threads per process that accelerate sets."),
        PlanMember("machines", .optional(.object("MachinesPlan")), "More than one machine; null for one."),
      ]),
    PlanObject(
      "MachinesPlan", "A run on several machines.",
      [
        PlanMember("count", .integer, "Machines."),
        PlanMember("rank", .integer, "This machine's number, from 0."),
        PlanMember("address", .string, "The main machine's address."),
        PlanMember("port", .integer, "The main machine's port."),
      ]),
  ]
}
