/// What an effect test shows: the same prompts and seeds with several LoRA files, each at several weights, and without any.
///
/// One picture is made for each prompt, file and weight, and one for each prompt with the base model alone.
package struct EffectTest: Sendable, Hashable, Codable {
  /// One LoRA file, a row of the grid.
  package struct File: Sendable, Hashable, Codable {
    /// Its path.
    package var path: String
    /// What the row is called, such as "epoch 2".
    package var label: String
    /// The optimizer step after which it was saved; nil where that is not known.
    package var step: Int?
    /// The epoch after which it was saved; nil for files by steps, and where that is not known.
    package var epoch: Int?

    /// A LoRA file.
    package init(path: String, label: String, step: Int?, epoch: Int?) {
      self.path = path
      self.label = label
      self.step = step
      self.epoch = epoch
    }
  }

  /// What one block of the grid shows in each of its pictures.
  package struct Subject: Sendable, Hashable, Codable {
    /// What is to be seen.
    package var prompt: String
    /// What is not to be seen; empty for nothing.
    package var negative: String
    /// The seed of the first noise.
    package var seed: Int
    /// Pixels in a row.
    package var width: Int
    /// Rows.
    package var height: Int
    /// Sampling steps.
    package var steps: Int
    /// Classifier-free guidance.
    package var cfg: Double
    /// The sampler's name.
    package var sampler: String

    /// A subject.
    package init(
      prompt: String, negative: String, seed: Int, width: Int, height: Int, steps: Int, cfg: Double, sampler: String
    ) {
      self.prompt = prompt
      self.negative = negative
      self.seed = seed
      self.width = width
      self.height = height
      self.steps = steps
      self.cfg = cfg
      self.sampler = sampler
    }
  }

  /// Where a picture stands.
  package struct Place: Sendable, Hashable, Codable {
    /// The index of the subject.
    package var subject: Int
    /// The index of the file; nil for the base model alone.
    package var file: Int?
    /// The index of the weight; nil for the base model alone.
    package var weight: Int?

    /// A place.
    package init(subject: Int, file: Int?, weight: Int?) {
      self.subject = subject
      self.file = file
      self.weight = weight
    }
  }

  /// What the test is called, usually the name of the LoRA.
  package var name: String
  /// The base model's path.
  package var base: String
  /// The LoRA files, in the order in which they were saved.
  package var files: [File]
  /// The weights of each file, the columns of the grid.
  package var weights: [Double]
  /// The blocks of the grid.
  package var subjects: [Subject]

  /// A test.
  package init(name: String, base: String, files: [File], weights: [Double], subjects: [Subject]) {
    self.name = name
    self.base = base
    self.files = files
    self.weights = weights
    self.subjects = subjects
  }

  /// All pictures: first the base model's, then file by file, so that no file is opened twice.
  package var places: [Place] {
    subjects.indices.map { Place(subject: $0, file: nil, weight: nil) }
      + files.indices.flatMap { file in
        weights.indices.flatMap { weight in
          subjects.indices.map { Place(subject: $0, file: file, weight: weight) }
        }
      }
  }
}
