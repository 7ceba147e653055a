extension PlanSchema {
  /// The objects of the plan as a whole.
  static let trainingObjects: [PlanObject] = [
    PlanObject(
      "TrainingPlan", "A fully resolved training plan: the contract between the front end and the back ends.",
      [
        PlanMember("plan_version", .integer, "The version of this plan format."),
        PlanMember(
          "origin", .optional(.object("PlanOrigin")), "The recipe that was planned; null for a plan made otherwise."),
        PlanMember("name", .string, "The output name."),
        PlanMember(
          "description", .optional(.string), "What the recipe says it is for; kept in the LoRA's metadata."),
        PlanMember("epochs", .optional(.integer), "The number of epochs that begin; the last may be cut short."),
        PlanMember(
          "batches_per_epoch", .optional(.integer),
          "Batches that the data loader gives in one epoch, on all processes together."),
        PlanMember("steps", .object("StepCounts"), "Optimizer step counts."),
        PlanMember(
          "buckets", .optional(.list(.object("BucketPlan"))),
          "The buckets that hold images, dataset by dataset, in ascending order of (width, height)."),
        PlanMember("saves", .list(.object("SavePoint")), "Every file that will be saved, in order."),
        PlanMember("samples", .list(.object("SamplePoint")), "When previews are made."),
        PlanMember("learning_rates", .object("LearningRatePlan"), "The learning rates over the run."),
        PlanMember("model", .object("ModelPlan"), "The base model."),
        PlanMember("network", .object("NetworkPlan"), "The adapter network."),
        PlanMember("optimizer", .object("OptimizerPlan"), "The optimizer and the rates it is given."),
        PlanMember("schedule", .object("SchedulePlan"), "The learning-rate schedule."),
        PlanMember("train", .object("TrainPlan"), "Length, precision and seed."),
        PlanMember("loss", .object("LossPlan"), "The loss and the noise."),
        PlanMember("save", .object("SavePlan"), "How files are saved."),
        PlanMember("sample", .optional(.object("SamplePlan")), "How previews are made; null if none are."),
        PlanMember("validation", .optional(.object("ValidationPlan")), "The held-out set; null if there is none."),
        PlanMember("log", .object("LogPlan"), "What is logged where."),
        PlanMember("run", .object("RunPlan"), "Who trains and where."),
        PlanMember(
          "data", .object("DataPlan"),
          "The settings of the data: what the recipe says about folders, sizes and captions."),
        PlanMember("dataset", .optional(.object("DatasetPlan")), "What was read from disk."),
        PlanMember("kohya", .list(.object("KohyaSetting")), "Settings that only kohya has, by argument name, sorted."),
        PlanMember("fingerprint", .object("Fingerprint"), "What identifies the inputs, to find a stale plan."),
        PlanMember("memory", .optional(.object("MemoryEstimate")), "An estimate of memory; null if it cannot be made."),
        PlanMember("time", .optional(.object("TimeEstimate")), "An estimate of time; null if it cannot be made."),
        PlanMember(
          "diagnostics", .list(.object("PlanDiagnostic")),
          "Warnings and remarks found while planning, without their source positions."),
      ]),
    PlanObject(
      "PlanOrigin", "The recipe that was planned.",
      [
        PlanMember("recipe", .string, "The recipe's path, as it was given."),
        PlanMember("changes", .list(.string), "The `--set` arguments, in order."),
      ]),
    PlanObject(
      "KohyaSetting", "A setting that only kohya has.",
      [
        PlanMember("name", .string, "The argument's name without dashes, as in `xformers`."),
        PlanMember("value", .kohyaValue, "Its value, of the type that kohya's argument table gives it."),
      ]),
    PlanObject(
      "PlanDiagnostic", "A diagnostic kept in the plan, without positions.",
      [
        PlanMember("code", .string, "The code, as in `LR0412`."),
        PlanMember("severity", .string, "`warning` or `remark`."),
        PlanMember("message", .string, "The headline."),
      ]),
    PlanObject(
      "Fingerprint", "What identifies the inputs of a plan.",
      [
        PlanMember(
          "recipe", .string,
          "The hash of the resolved recipe: the plan's settings without what was read from disk."),
        PlanMember(
          "dataset", .optional(.string),
          "The hash of the dataset's file names, sizes, contents (in part) and captions; null if it was not read."),
        PlanMember(
          "model", .optional(.string),
          "The hash of the base model's size, head and tail; null if it is not on this machine."),
      ]),
    PlanObject(
      "PixelSize", "A width and a height in pixels.",
      [
        PlanMember("width", .integer, "Pixels from left to right."),
        PlanMember("height", .integer, "Pixels from top to bottom."),
      ]),
  ]
}
