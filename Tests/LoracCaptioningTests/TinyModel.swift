import LoracImages
import LoracJSON
import LoracTestSupport
import Testing

@testable import LoracCaptioning

/// A random BLIP model of Tests/Tools/blip_reference.py, and what transformers made of it.
struct TinyModel: Decodable, Sendable, CustomTestStringConvertible {
  struct Options: Decodable, Sendable {
    var num_beams: Int
    var max_length: Int?
    var max_new_tokens: Int?
    var min_length: Int?
    var repetition_penalty: Float?
    var length_penalty: Double?
    var early_stopping: JSONValue?
  }

  struct Caption: Decodable, Sendable {
    var options: Options
    var prompt: String
    var tokens: [Int]
    var text: String
  }

  struct Scored: Decodable, Sendable {
    var tokens: [Int]
    var scores: [[Float]]
  }

  var name: String
  var config: JSONValue
  var type: String
  var endBias: Float
  var picture: [Int]
  var captions: [Caption]
  var scored: Scored?
  var pixels: [Int]?

  var testDescription: String { name }

  /// The committed models, and those of the file that the environment's `LORAC_BLIP_REFERENCE` names.
  static let all = Result {
    let models = try reference("captions.json", as: [TinyModel].self)
    guard let file = environmentVariable("LORAC_BLIP_REFERENCE") else { return models }
    return models + (try JSONValueDecoder.decode([TinyModel].self, from: JSONValue.parse(readFile(file))))
  }

  /// The picture that it looks at.
  var image: RGBImage {
    let (width, height) = (picture[0], picture[1])
    let numbers = SeededNumbers.values(name, count: width * height * 3)
    return RGBImage(width: width, height: height, bytes: numbers.map { UInt8(($0 * 127.5 + 128).rounded(.down)) })
  }

  /// Writes the model as the hub has it into a folder; `changing` may change a tensor's name, shape and type first.
  func write(
    to folder: borrowing TemporaryDirectory, vocabulary: String = "vocab.txt",
    changing change: (inout StoredTensor) -> Bool = { _ in true }
  ) throws {
    let configuration = try BLIPConfiguration(config)
    var tensors: [StoredTensor] = []
    for tensor in configuration.tensors {
      var stored = StoredTensor(name: tensor.names[0], shape: tensor.shape, type: type)
      stored.values = weight(tensor.names[0], tensor.shape, endToken: configuration.text.endToken)
      if change(&stored) { tensors.append(stored) }
    }
    try folder.write(StoredTensor.file(tensors), to: "model.safetensors")
    try folder.write(config.serialized(), to: "config.json")
    for name in [vocabulary, "tokenizer_config.json"] {
      try folder.write(try readFile("\(testFolder())/Reference/\(name)"), to: name)
    }
    let side = configuration.vision.imageSize
    // As the hub has it, but for the size.
    try folder.write(
      """
      {"do_normalize": true, "do_rescale": true, "do_resize": true, "image_mean": [0.48145466, 0.4578275, 0.40821073],
      "image_processor_type": "BlipImageProcessor", "image_std": [0.26862954, 0.26130258, 0.27577711],
      "processor_class": "BlipProcessor", "resample": 3, "rescale_factor": 0.00392156862745098,
      "size": {"height": \(side), "width": \(side)}, "size_divisor": 32}
      """, to: "preprocessor_config.json")
  }

  /// `weight` of the script.
  private func weight(_ tensor: String, _ shape: [Int], endToken: Int) -> [Float] {
    let (seed, count) = ("\(name)/\(tensor)", shape.reduce(1, *))
    func values(_ spread: Double, center: Double = 0) -> [Float] {
      SeededNumbers.values(seed, count: count, spread: spread, center: center)
    }
    if tensor.lowercased().contains("norm") {
      return values(0.25, center: tensor.hasSuffix("weight") ? 1 : 0)
    }
    if tensor.hasSuffix("bias") {
      var numbers = values(0.25)
      if tensor == "text_decoder.cls.predictions.bias" { numbers[endToken] += endBias }
      return numbers
    }
    if tensor.contains("embeddings."), !tensor.contains("patch") { return values(1) }
    let gain = tensor.contains("decoder.weight") ? 2.0 : 1.0
    return values(gain * (3 / Double(count / shape[0])).squareRoot())
  }
}

extension TinyModel.Caption {
  /// The options as lorac has them.
  var lorac: CaptionOptions {
    var result = CaptionOptions()
    result.beamCount = options.num_beams
    if let count = options.max_new_tokens { result.length = .new(count) }
    if let count = options.max_length { result.length = .total(count) }
    result.minimumLength = options.min_length ?? 0
    result.repetitionPenalty = options.repetition_penalty ?? 1
    result.lengthPenalty = options.length_penalty ?? 1
    switch options.early_stopping {
    case true: result.earlyStopping = .whenFull
    case "never": result.earlyStopping = .never
    default: break
    }
    result.prompt = prompt
    return result
  }
}

/// A tensor of a safetensors file that a test writes.
struct StoredTensor {
  var name: String
  var shape: [Int]
  var type: String
  var values: [Float] = []

  /// A file of `tensors`, whose names need no escapes in JSON.
  static func file(_ tensors: [StoredTensor]) -> [UInt8] {
    var (members, data) = ([String](), [UInt8]())
    for tensor in tensors {
      let start = data.count
      for value in tensor.values { data += tensor.bytes(value) }
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        #""\#(tensor.name)":{"dtype":"\#(tensor.type)","shape":[\#(shape)],"data_offsets":[\#(start),\#(data.count)]}"#)
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + data
  }

  private func bytes(_ value: Float) -> [UInt8] {
    func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
      (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
    }
    switch type {
    case "F16": return little(Float16(value).bitPattern)
    case "BF16": return little(UInt16(truncatingIfNeeded: value.bitPattern >> 16))
    default: return little(value.bitPattern)
    }
  }
}
