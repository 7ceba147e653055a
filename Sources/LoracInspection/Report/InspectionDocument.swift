package import LoracJSON
internal import LoracImages

/// An inspection as JSON.
package enum InspectionDocument {
  /// The document.
  package static func value(_ inspection: Inspection) -> JSONValue {
    let pictures = inspection.pictures
    return [
      "images": .array(pictures.map(picture)),
      "shapes": .array(
        inspection.shapes.bars.map { ["shape": .string($0.name), "images": .integer($0.count)] }),
      "near_duplicates": .array(
        inspection.nearDuplicates.groups.map { group in
          .array(
            group.pictures.map { place in
              ["image": .string(pictures[place].name), "mirrored": .boolean(group.mirrored.contains(place))]
            })
        }),
      "outliers": .array(
        inspection.outliers.map { outlier in
          [
            "image": .string(pictures[outlier.picture].name), "kind": .string(outlier.kind.rawValue),
            "value": rounded(outlier.value), "usual": rounded(outlier.usual),
          ]
        }),
      "captions": [
        "images": .integer(pictures.count), "missing": .array(inspection.uncaptioned.map { .string($0.name) }),
        "unreadable": .array(inspection.unreadableCaptions.map { .string($0.name) }),
      ],
      "resolution": inspection.resolution.map { .string("\($0.width)x\($0.height)") } ?? .null,
      "below_resolution": .array(inspection.small.map { .string($0.name) }),
      "advice": advice(inspection.advice),
    ]
  }

  private static func picture(_ picture: InspectedPicture) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("folder", .string(picture.folder)), .init("file", .string(picture.file)),
      .init("caption", .boolean(picture.hasCaption)),
    ]
    if let facts = picture.facts {
      members += [
        .init("width", .integer(facts.size.width)), .init("height", .integer(facts.size.height)),
        .init("sharpness", rounded(facts.sharpness)), .init("brightness", .integer(facts.exposure.median)),
        .init("black", rounded(facts.exposure.black)), .init("white", rounded(facts.exposure.white)),
        .init("hash", facts.hash.map { .string(hexadecimal($0)) } ?? .null),
      ]
    }
    if let problem = picture.problem { members.append(.init("problem", .string(problem))) }
    return .object(members)
  }

  private static func advice(_ advice: RepeatAdvice) -> JSONValue {
    [
      "distinct": .integer(advice.distinct), "amount": .string(advice.amount.rawValue),
      "suggestions": .array(
        advice.suggestions.map { suggestion in
          [
            "preset": suggestion.preset.map { .string($0) } ?? .null, "repeats": .integer(suggestion.repeats),
            "epochs": .integer(suggestion.epochs), "steps": .integer(suggestion.steps),
          ]
        }),
    ]
  }

  /// Four digits behind the point: more would be noise.
  private static func rounded(_ value: Double) -> JSONValue { .number((value * 10_000).rounded() / 10_000) }

  private static func hexadecimal(_ hash: PerceptualHash) -> String {
    [hash.frequencies, hash.gradients].map { bits in
      let digits = String(bits, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined(separator: ":")
  }
}
