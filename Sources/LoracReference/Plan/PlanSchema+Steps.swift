extension PlanSchema {
  /// The objects of what is computed.
  static let stepsObjects: [PlanObject] = [
    PlanObject(
      "StepCounts", "Optimizer step counts and the sentences that explain them.",
      [
        PlanMember("total", .integer, "Optimizer steps of the whole run."),
        PlanMember("per_epoch", .optional(.integer), "Optimizer steps of a full epoch; null without a dataset."),
        PlanMember("warmup", .integer, "Optimizer steps of warm-up."),
        PlanMember(
          "popular_formula", .optional(.integer),
          "What `images × repeats × epochs / batch` gives, rounded up; null without a dataset or epochs in the recipe."),
        PlanMember(
          "kohya_gui", .optional(.integer),
          "What kohya_ss's GUI would have computed; null where it computes nothing. It needs epochs in the recipe, one dataset, "
            + "and repeats in every folder's name."),
        PlanMember(
          "explanation", .list(.string),
          "Why the counts differ from the popular formula and the GUI's; empty if they do not."),
      ]),
    PlanObject(
      "BucketPlan", "One bucket that holds images.",
      [
        PlanMember("dataset", .integer, "Which dataset of `data.datasets` it belongs to, from 0."),
        PlanMember("width", .integer, "Pixels."),
        PlanMember("height", .integer, "Pixels."),
        PlanMember("images", .integer, "Distinct images."),
        PlanMember("entries", .integer, "Images counted with their repeats."),
        PlanMember("batches", .integer, "Batches per epoch: entries / batch size, rounded up."),
        PlanMember("last_batch", .integer, "Entries in the last batch, from 1 to the batch size."),
      ]),
    PlanObject(
      "SavePoint", "One file that will be saved.",
      [
        PlanMember("kind", .words(["epoch", "step", "last"]), "Why it is saved."),
        PlanMember("file", .string, "The file name without folder."),
        PlanMember("step", .integer, "The optimizer step after which it is written."),
        PlanMember("epoch", .optional(.integer), "The epoch, from 1, in which it is written."),
        PlanMember("bytes", .integer, "The bytes of its tensors, exactly; the header with metadata comes on top."),
        PlanMember("removes", .optional(.string), "The older file that is removed then."),
        PlanMember("state", .optional(.string), "The folder of optimizer state that is written with it."),
        PlanMember("removes_state", .optional(.string), "The older state folder that is removed then."),
      ]),
    PlanObject(
      "SamplePoint", "A moment at which previews are made.",
      [
        PlanMember("step", .integer, "The optimizer step after which they are made; 0 before training."),
        PlanMember("epoch", .optional(.integer), "The epoch, from 1, that ends there; null inside an epoch."),
      ]),
    PlanObject(
      "LearningRatePlan", "The learning rates over the run.",
      [
        PlanMember("points", .list(.object("LearningRatePoint")), "Rate at chosen steps."),
        PlanMember(
          "curve", .list(.number),
          "The multiplier at evenly spaced steps from the first to the last, for a plot; at most 64 values."),
      ]),
    PlanObject(
      "LearningRatePoint", "The rates that one optimizer step uses.",
      [
        PlanMember("step", .integer, "The optimizer step, from 1."),
        PlanMember(
          "at", .string,
          "What the point marks: `start`, `warmup_end`, `quarter`, `half`, `three_quarters`, `end`."),
        PlanMember("multiplier", .number, "The factor on every group's rate."),
        PlanMember("unet", .optional(.number), "The U-Net's rate; null if it is not trained."),
        PlanMember("text_encoder", .optional(.number), "The text encoder's rate; null if it is not trained."),
      ]),
    PlanObject(
      "MemoryEstimate", "An estimate of memory, and what it rests on.",
      [
        PlanMember(
          "peak_bytes", .integer,
          "Bytes at the peak: of main memory, the mapped base model included, where lorac trains; rough where kohya does."
        ),
        PlanMember("parts", .list(.object("MemoryPart")), "What makes up the peak."),
        PlanMember("basis", .string, "What the estimate rests on, in a sentence."),
      ]),
    PlanObject(
      "MemoryPart", "One part of a memory estimate.",
      [
        PlanMember("name", .string, "What uses it."),
        PlanMember("bytes", .integer, "Bytes."),
      ]),
    PlanObject(
      "TimeEstimate", "An estimate of time, and what it rests on.",
      [
        PlanMember("seconds_per_step", .number, "Seconds of one optimizer step."),
        PlanMember("total_seconds", .number, "Seconds of the whole run."),
        PlanMember("basis", .string, "What the estimate rests on, in a sentence."),
      ]),
  ]
}
