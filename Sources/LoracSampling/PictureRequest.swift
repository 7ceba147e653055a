package import LoracSamplers

/// One picture that is asked for.
package struct PictureRequest: Sendable, Hashable {
  /// What is to be seen.
  package var prompt: [PromptPart]
  /// What is not to be seen; counts only with guidance.
  package var negative: [PromptPart]
  /// Pixels in a row, a multiple of 8.
  package var width: Int
  /// Rows, a multiple of 8.
  package var height: Int
  /// Sampling steps.
  package var steps: Int
  /// How strongly the prompt leads; up to 1 the negative prompt is not computed at all.
  package var guidance: Double
  /// Decides the starting noise, and what a sampler draws later.
  package var seed: Int
  /// The way from noise to picture.
  package var sampler: Sampler
  /// The text encoder's hidden layer from the end; 1 is the last.
  package var clipSkip: Int
  /// The most chunks of 75 tokens of a prompt, the rest of which is cut off; nil for any number.
  package var largestChunkCount: Int?

  /// A picture of `prompt`; the rest is Stable Diffusion's usual.
  package init(
    _ prompt: [PromptPart], negative: [PromptPart] = [], width: Int = 512, height: Int = 512, steps: Int = 30,
    guidance: Double = 7.5, seed: Int, sampler: Sampler, clipSkip: Int = 1, largestChunkCount: Int? = nil
  ) {
    precondition(width > 0 && height > 0 && width % 8 == 0 && height % 8 == 0, "whole latents")
    self.prompt = prompt
    self.negative = negative
    self.width = width
    self.height = height
    self.steps = steps
    self.guidance = guidance
    self.seed = seed
    self.sampler = sampler
    self.clipSkip = clipSkip
    self.largestChunkCount = largestChunkCount
  }

  var isGuided: Bool { guidance > 1 }
}

/// Why there is no picture.
package enum SamplingError: Error, Sendable, Hashable {
  /// The caller asked to stop.
  case stopped
  /// The system has no room, for so many bytes.
  case memory(byteCount: Int)
}

/// How far pictures are.
package struct SamplingProgress: Sendable, Hashable {
  /// Pictures that are done.
  package var pictures: Int
  /// Pictures that are asked for.
  package var pictureCount: Int
  /// Sampling steps done of the pictures that are computed now.
  package var step: Int
  /// Sampling steps of these.
  package var stepCount: Int
}
