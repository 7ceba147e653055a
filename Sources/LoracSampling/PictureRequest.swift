package import LoracImages
package import LoracPrompts
package import LoracSamplers

/// One picture that is asked for.
package struct PictureRequest: Sendable, Hashable {
  /// What is to be seen and what is not, the latter counting only with guidance.
  package var text: PromptRows
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

  /// A picture of `prompt`, without its references to LoRAs; the rest is Stable Diffusion's usual.
  ///
  /// Without guidance the negative prompt is left out, since it would only lengthen the prompt's rows.
  package init(
    _ prompt: String, negative: String = "", syntax: PromptSyntax = .automatic1111, width: Int = 512,
    height: Int = 512, steps: Int = 30, guidance: Double = 7.5, seed: Int, sampler: Sampler, clipSkip: Int = 1
  ) throws(PromptWeightError) {
    precondition(width > 0 && height > 0 && width % 8 == 0 && height % 8 == 0, "whole latents")
    text = try PromptRows(prompt: prompt, negative: guidance > 1 ? negative : nil, syntax)
    self.width = width
    self.height = height
    self.steps = steps
    self.guidance = guidance
    self.seed = seed
    self.sampler = sampler
    self.clipSkip = clipSkip
  }

  /// What A1111 would write into the picture: `prompt` and `negative` as they were given, and the path of the base model.
  package func description(prompt: String, negative: String?, model: String) -> GenerationParameters {
    var description = GenerationParameters(prompt: prompt)
    description.negative = negative ?? ""
    description.steps = steps
    description.sampler = sampler.name
    description.guidance = guidance
    description.seed = seed
    description.size = PictureSize(width: width, height: height)
    description.model = Self.modelName(model)
    description.clipSkip = clipSkip > 1 ? clipSkip : nil
    return description
  }

  /// What A1111 calls the model of a file: its name without folder and extension.
  static func modelName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}

/// Why there is no picture.
package enum SamplingError: Error, Sendable, Hashable {
  /// The caller asked to stop.
  case stopped
  /// The system has no room, for so many bytes.
  case memory(byteCount: Int)
}

/// A picture that was made.
package struct MadePicture: Sendable, Hashable {
  /// What can be seen; where numbers are missing it is black, as in sd-scripts.
  package var image: RGBImage
  /// Whether all of it are numbers; weights that are none, or far too large, leave none.
  package var isNumbers: Bool

  /// What is left of a picture without numbers.
  static func black(_ width: Int, _ height: Int) -> MadePicture {
    let image = RGBImage(width: width, height: height, bytes: Array(repeating: 0, count: width * height * 3))
    return MadePicture(image: image, isNumbers: false)
  }
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
