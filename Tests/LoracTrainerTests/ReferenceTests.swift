import LoracJSON
import LoracTestSupport
import LoracTrainer
import LoracWeights
import Testing

/// What sd-scripts logged and saved for a recipe, as Tests/Tools/trainer_reference.py wrote it.
struct KohyaRun {
  private let json: JSONValue

  init(_ name: String) throws {
    json = try JSONValue.parse(try readFile("\(testFolder())/Reference/\(name).json"))
  }

  /// The scalars of a tag, with their steps.
  func scalars(_ tag: String) -> [(step: Int, value: Double)] {
    list(json["scalars"]?[tag]).map { entry in
      let numbers = list(entry).compactMap(number)
      return (Int(numbers[0]), numbers[1])
    }
  }

  /// Sketches of the files' parts: file, part, numbers.
  var files: [(file: String, part: String, sketch: [Double])] {
    members(json["files"]).flatMap { file in
      members(file.value).map { (file.key, $0.key, list($0.value).compactMap(number)) }
    }
  }

  private func list(_ value: JSONValue?) -> [JSONValue] { if case .array(let values)? = value { values } else { [] } }

  private func members(_ value: JSONValue?) -> [JSONValue.Member] {
    if case .object(let members)? = value { members } else { [] }
  }

  private func number(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}

extension TrainingTests {
  @Suite("Beside sd-scripts") struct ReferenceTests {
    /// The largest relative difference of a loss that rounding explains after a few steps.
    static let tolerance = 2e-5

    @Test(
      "losses, averages, rates and files are kohya's",
      arguments: [
        "accumulation", "dropouts", "locon", "plain", "prodigy", "resized", "uncached", "validation", "weighted",
      ])
    func agreement(_ recipe: String) throws {
      var session = try TrainingSession(recipe)
      #expect(try session.train(threads: 2) == .finished)
      let kohya = try KohyaRun(recipe)
      try compare("loss/current", session.steps.flatMap(\.losses), kohya.scalars("loss/current").map(\.value))
      // Of several batches in a step the first that kohya logs under its number is the one that ended it.
      let averages = Dictionary(kohya.scalars("loss/average").map { ($0.step, $0.value) }) { first, _ in first }
      for report in session.steps {
        let average = try #require(averages[report.step])
        #expect(abs(report.averageLoss / average - 1) < Self.tolerance, "average of step \(report.step)")
      }
      let epochs = session.events.compactMap { if case .epochEnded(_, _, let average) = $0 { average } else { nil } }
      try compare("loss/epoch_average", epochs, kohya.scalars("loss/epoch_average").map(\.value))
      let validations = kohya.scalars("loss/validation/epoch_average").map(\.value)
      try compare("validation", session.validations.filter(\.isAtEpochEnd).map(\.averageLoss), validations)
      try compareRates(session.steps, kohya)
      try compareFiles(session.folder.path, kohya)
    }

    private func compare(_ name: String, _ values: [Double], _ expected: [Double]) throws {
      try #require(values.count == expected.count, "\(name): \(values) for \(expected)")
      for (index, (value, wanted)) in zip(values, expected).enumerated() {
        #expect(abs(value / wanted - 1) < Self.tolerance, "\(name) \(index): \(value) for \(wanted)")
      }
    }

    private func compareRates(_ steps: [StepReport], _ kohya: KohyaRun) throws {
      let tags = Set(steps.flatMap { ($0.rates + $0.extras).map(\.name) })
      #expect(!tags.isEmpty)
      for tag in tags {
        let expected = Dictionary(kohya.scalars(tag).map { ($0.step, $0.value) }) { first, _ in first }
        for report in steps {
          guard let value = (report.rates + report.extras).first(where: { $0.name == tag })?.value else { continue }
          let wanted = try #require(expected[report.step], "\(tag) of step \(report.step)")
          #expect(abs(value - wanted) <= 1e-3 * abs(wanted), "\(tag) of step \(report.step): \(value) for \(wanted)")
        }
      }
    }

    private func compareFiles(_ folder: String, _ kohya: KohyaRun) throws {
      #expect(try namesInFolder("\(folder)/out") == Set(kohya.files.map(\.file)).sorted())
      for (file, part, expected) in kohya.files {
        let tensors = try MappedSafetensors.open("\(folder)/out/\(file)").tensors
        let values = tensors.filter { $0.name.hasPrefix(part) && !$0.name.hasSuffix(".alpha") }
          .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.flatMap { $0.floats ?? [] }
        for (value, wanted) in zip(SeededNumbers.sketch(values), expected) {
          #expect(abs(value - wanted) < 1e-3 * expected[3], "\(file), \(part): \(value) for \(wanted)")
        }
      }
    }
  }
}
