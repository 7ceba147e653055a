/// Files, previews, logs and who trains.
extension NativeSupport {
  static let outputFields: [(String, NativeSupport)] =
    [
      ("save.every", .same()),
      ("save.ratio", .same()),
      ("save.keep_last", .same()),
      ("save.precision", .same()),
      (
        "save.format",
        .partly("`safetensors`. The others are Python pickles, which only Python writes and which can carry code.")
      ),
      ("save.directory", .same()),
      (
        "save.state.every",
        .partly(
          "At numbered files, so it must be a multiple of `save.every`. States are lorac's own, lie in the run folder, and "
            + "continue to the same bits; kohya's cannot be read.")
      ),
      ("save.state.at_end", .different("As `save.state.every`.")),
      ("save.state.keep_last", .different("As `save.state.every`.")),
    ]
    + ["every", "at_start", "size", "sampler", "steps", "cfg", "negative", "prompts"].map { ("sample.\($0)", .same()) }
    + ["prompt", "negative", "size", "steps", "cfg", "sampler"].map { ("sample.prompts.\($0)", .same()) }
    + ["sample.seed", "sample.prompts.seed"]
    .map { ($0, .different("Where none is stated kohya draws one each time; here it follows from the run's seed.")) }
    + [
      ("log.tensorboard", .same("The same tags; lorac also keeps `events.jsonl`.")),
      ("log.directory", .same("The folder within it has the run folder's name where kohya takes the time.")),
      ("log.prefix", .same()),

      ("run.backend", .same("Chooses between the two.")),
      ("run.sd_scripts", .unused("For kohya alone.")),
      ("run.sd_scripts_version", .unused("For kohya alone; natively it is always today's version that is followed.")),
      ("run.onnxruntime", .same()),
      ("run.processes", .refused("One process trains, with all cores.")),
      ("run.cpu_threads", .unused("For accelerate alone; the native trainer uses all cores.")),
      ("run.machines.count", .refused("One machine trains.")),
      ("run.machines.rank", .unused("Without further machines there is nothing to number.")),
      ("run.machines.address", .unused("Without further machines there is none to find.")),
      ("run.machines.port", .unused("Without further machines there is none to find.")),
    ]
}
