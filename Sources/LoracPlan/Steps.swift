/// Optimizer step counts and the sentences that explain them.
package struct StepCounts: Sendable, Hashable, Codable {
  /// Optimizer steps of the whole run.
  package var total: Int
  /// Optimizer steps of a full epoch; nil without a dataset.
  package var perEpoch: Int?
  /// Optimizer steps of warm-up.
  package var warmup: Int
  /// What `images × repeats × epochs / batch` gives, rounded up; nil without a dataset or epochs in the recipe.
  package var popularFormula: Int?
  /// What kohya_ss's GUI would have computed; nil where it computes nothing.
  ///
  /// It needs epochs in the recipe, one dataset, and repeats in every folder's name.
  package var kohyaGUI: Int?
  /// Why the counts differ from the popular formula and the GUI's; empty if they do not.
  package var explanation: [String]

  /// Counts with `total` steps.
  package init(total: Int, perEpoch: Int?, warmup: Int) {
    self.total = total
    self.perEpoch = perEpoch
    self.warmup = warmup
    self.explanation = []
  }

  private enum CodingKeys: String, CodingKey {
    case total
    case perEpoch = "per_epoch"
    case warmup
    case popularFormula = "popular_formula"
    case kohyaGUI = "kohya_gui"
    case explanation
  }
}

/// One bucket that holds images.
package struct BucketPlan: Sendable, Hashable, Codable {
  /// Which dataset of ``DataPlan/datasets`` it belongs to, from 0.
  package var dataset: Int
  /// Pixels.
  package var width: Int
  /// Pixels.
  package var height: Int
  /// Distinct images.
  package var images: Int
  /// Images counted with their repeats.
  package var entries: Int
  /// Batches per epoch: entries / batch size, rounded up.
  package var batches: Int
  /// Entries in the last batch, from 1 to the batch size.
  package var lastBatch: Int

  /// A bucket of `width` × `height` pixels.
  package init(dataset: Int, width: Int, height: Int, images: Int, entries: Int, batches: Int, lastBatch: Int) {
    self.dataset = dataset
    self.width = width
    self.height = height
    self.images = images
    self.entries = entries
    self.batches = batches
    self.lastBatch = lastBatch
  }
}

/// One file that will be saved.
package struct SavePoint: Sendable, Hashable, Codable {
  /// Why a file is saved.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// At the end of an epoch that is not the last.
    case epoch
    /// After a number of steps.
    case step
    /// At the end of the run.
    case last
  }

  /// Why it is saved.
  package var kind: Kind
  /// The file name without folder.
  package var file: String
  /// The optimizer step after which it is written.
  package var step: Int
  /// The epoch, from 1, in which it is written.
  package var epoch: Int?
  /// The bytes of its tensors, exactly; the header with metadata comes on top.
  package var bytes: Int
  /// The older file that is removed then.
  package var removes: String?
  /// The folder of optimizer state that is written with it.
  package var state: String?
  /// The older state folder that is removed then.
  package var removesState: String?

  /// A file of `kind` named `file`, written after `step`.
  package init(kind: Kind, file: String, step: Int, epoch: Int?, bytes: Int) {
    self.kind = kind
    self.file = file
    self.step = step
    self.epoch = epoch
    self.bytes = bytes
  }
}

/// A moment at which previews are made.
package struct SamplePoint: Sendable, Hashable, Codable {
  /// The optimizer step after which they are made; 0 before training.
  package var step: Int
  /// The epoch, from 1, that ends there; nil inside an epoch.
  package var epoch: Int?

  /// A moment after `step`.
  package init(step: Int, epoch: Int?) {
    self.step = step
    self.epoch = epoch
  }
}
