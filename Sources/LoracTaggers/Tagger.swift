internal import CLoracONNX
package import LoracImages
package import LoracONNX

/// A model that names what a picture shows, with the tags that its outputs mean.
package struct Tagger: Sendable {
  /// How pictures are prepared for the model.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Waifu Diffusion's taggers, as sd-scripts runs them.
    case wd14
    /// DeepDanbooru, as Stable Diffusion web UI runs it.
    case deepbooru
  }

  /// The kind of the model.
  package let kind: Kind
  /// The tags of the model's outputs.
  package let vocabulary: TagVocabulary
  /// The sides of the square picture that the model takes.
  package let size: Int

  private let session: ONNXSession
  private let input: PictureInput

  /// A tagger of a model and its tags.
  ///
  /// - Throws: ``TaggerError`` if the model takes no square picture, or has not as many outputs as there are tags.
  package init(kind: Kind, session: ONNXSession, vocabulary: TagVocabulary) throws(TaggerError) {
    do throws(ONNXError) { input = try PictureInput(of: session) } catch { throw .onnx(error) }
    guard input.width == input.height else { throw .notSquare(model: session.path, input: input.parameter) }
    guard session.outputs[0].dimensions.count <= 2 else {
      throw .outputType(model: session.path, output: session.outputs[0])
    }
    // A model that does not say how many outputs it has is checked when it runs.
    if let last = session.outputs[0].dimensions.last, let count = last, !vocabulary.fits(count) {
      throw .tagCount(model: session.path, outputs: count, tags: vocabulary.tags.count)
    }
    self.kind = kind
    self.session = session
    self.vocabulary = vocabulary
    size = input.width ?? kind.usualSize
  }

  /// How sure the model is of each tag for `image`; tags below `floor` are left out.
  ///
  /// - Throws: ``TaggerError`` if the model fails, or there is no memory.
  package func scores(for image: RGBImage, floor: Float = 0.05) throws(TaggerError) -> TagScores {
    let prepared: ONNXTensor
    do throws(ImageError) { prepared = try prepare(image) } catch { throw .image(error) }
    let results: [ONNXTensor]
    do throws(ONNXError) {
      results = try session.run(prepared, outputs: [session.outputs[0].name])
    } catch { throw .onnx(error) }
    guard var confidences = results.first?.floats else {
      throw .outputType(model: session.path, output: session.outputs[0])
    }
    guard vocabulary.fits(confidences.count) else {
      throw .tagCount(model: session.path, outputs: confidences.count, tags: vocabulary.tags.count)
    }
    guard confidences.allSatisfy(\.isFinite) else { throw .notNumbers(model: session.path) }
    if vocabulary.layout == .mapping { lorac_sigmoid(&confidences, confidences.count) }
    var scores = zip(vocabulary.tags, confidences).map { tag, confidence in
      TagScores.Score(name: tag.name, category: tag.category, confidence: confidence)
    }
    if vocabulary.layout == .mapping {
      // The standard library's sort keeps the order of equals, as Python's does.
      scores = scores.filter { !$0.name.isEmpty }.sorted { $0.confidence > $1.confidence }
    }
    return TagScores(floor: floor, scores: scores)
  }

  /// How sure the model is of each tag for `image` before white, as sd-scripts looks at pictures with alpha.
  ///
  /// - Throws: ``TaggerError`` if the model fails, or there is no memory.
  package func scores(for image: RGBAImage, floor: Float = 0.05) throws(TaggerError) -> TagScores {
    try scores(for: image.composed(on: .white), floor: floor)
  }

  /// `image` as the model's input.
  func prepare(_ image: RGBImage) throws(ImageError) -> ONNXTensor {
    switch kind {
    case .wd14:
      input.tensor(
        try image.squaredOnWhite(size: size), values: vocabulary.layout == .mapping ? .signed : .raw, order: .bgr)
    case .deepbooru: input.tensor(try image.fitted(size: size), values: .unit, order: .rgb)
    }
  }
}

extension TagVocabulary {
  /// Whether it can be that of a model with `count` outputs.
  fileprivate func fits(_ count: Int) -> Bool { layout == .mapping ? count >= tags.count : count == tags.count }
}

extension PixelValues {
  /// -1 to 1, in single precision.
  fileprivate static let signed = PixelValues { value, _ in Float(value) / 127.5 - 1 }
}

extension Tagger.Kind {
  /// The size of models that take any.
  fileprivate var usualSize: Int {
    switch self {
    case .wd14: 448
    case .deepbooru: 512
    }
  }

  /// The tags in the bytes of the file that comes with such a model.
  ///
  /// - Throws: ``TagVocabularyError``.
  package func vocabulary(_ bytes: [UInt8]) throws(TagVocabularyError) -> TagVocabulary {
    switch self {
    case .wd14:
      try bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
        ? .mapping(bytes) : .selectedTags(bytes)
    case .deepbooru: try .deepDanbooru(bytes)
    }
  }

  /// The selection of tags that is usual for such a model.
  ///
  /// sd-scripts writes tags in the model's order; DeepDanbooru's own order says nothing.
  package var selection: TagSelection {
    var selection = TagSelection()
    if self == .deepbooru { selection.order = .confidence }
    return selection
  }
}

/// Why a tagger cannot be used, or failed.
package enum TaggerError: Error, Sendable, Hashable {
  /// The runtime or the model.
  case onnx(ONNXError)
  /// The picture could not be brought to the model's size.
  case image(ImageError)
  /// The model takes pictures whose sides differ.
  case notSquare(model: String, input: ONNXParameter)
  /// The model's outputs and the tags are not as many: the file of tags is another model's.
  case tagCount(model: String, outputs: Int, tags: Int)
  /// The model's outputs are not all numbers, as where half precision overflowed.
  case notNumbers(model: String)
  /// The model's first output is no list of confidences.
  case outputType(model: String, output: ONNXParameter)

  /// What is wrong, in one sentence without a full stop.
  package var explanation: String {
    switch self {
    case .onnx(let error): error.explanation
    case .image(let error): "the picture \(error.explanation)"
    case .notSquare(let model, let input): "'\(model)' takes \(input.text); a tagger takes square pictures"
    case .tagCount(let model, let outputs, let tags):
      "'\(model)' has \(outputs) outputs, and the file of tags has \(tags) tags"
    case .notNumbers(let model): "'\(model)' gives confidences that are not finite numbers"
    case .outputType(let model, let output): "'\(model)' gives \(output.text), not a confidence for each tag"
    }
  }

  /// What to do about it, as an imperative sentence without a full stop; nil where nobody knows.
  package var remedy: String? {
    switch self {
    case .onnx(let error): error.remedy
    case .image: nil
    case .tagCount: "use the file of tags that came with this very model, as versions differ in their tags"
    case .notNumbers: "use another export of the model, best in single precision"
    case .notSquare, .outputType: "use a tagger, and name its kind in 'tagger.type'"
    }
  }
}
