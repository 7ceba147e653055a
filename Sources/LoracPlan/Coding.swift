// The values that read better in a plan as one word or two than as nested objects.

extension Interval: Codable {
  /// Reads `"2 epochs"` or `"500 steps"`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let words = try container.decode(String.self).split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), count > 0 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a count and a unit")
    }
    switch words[1] {
    case "epoch", "epochs": self = .epochs(count)
    case "step", "steps": self = .steps(count)
    default: throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected epochs or steps")
    }
  }

  /// Writes what ``description`` says.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Interval: CustomStringConvertible {
  /// The interval as a recipe states it: `1 epoch`, `500 steps`.
  package var description: String {
    switch self {
    case .epochs(let count): count == 1 ? "1 epoch" : "\(count) epochs"
    case .steps(let count): count == 1 ? "1 step" : "\(count) steps"
    }
  }
}

extension Warmup: Codable {
  /// Reads an integer as steps and a fraction object's `fraction` as a part of all steps.
  package init(from decoder: any Decoder) throws {
    if let steps = try? decoder.singleValueContainer().decode(Int.self) {
      self = .steps(steps)
    } else {
      let container = try decoder.container(keyedBy: FractionKey.self)
      self = .fraction(try container.decode(Double.self, forKey: .fraction))
    }
  }

  /// Writes steps as an integer and a part as `{"fraction": 0.05}`.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .steps(let steps):
      var container = encoder.singleValueContainer()
      try container.encode(steps)
    case .fraction(let fraction):
      var container = encoder.container(keyedBy: FractionKey.self)
      try container.encode(fraction, forKey: .fraction)
    }
  }

  private enum FractionKey: String, CodingKey { case fraction }
}

extension KohyaValue: Codable {
  /// Reads a boolean, integer, number, string or list.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else {
      self = .list(try container.decode([KohyaValue].self))
    }
  }

  /// Writes the bare value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    }
  }
}
