extension KohyaPrompt {
  private enum Value: Sendable {
    /// Digits, which make a whole number; what follows them is dropped.
    case whole(any WritableKeyPath<KohyaPrompt, Int?> & Sendable)
    /// Digits and points.
    case number(any WritableKeyPath<KohyaPrompt, Double?> & Sendable)
    /// Everything up to the end of the line.
    case text(any WritableKeyPath<KohyaPrompt, String?> & Sendable)
    case unsupported(String)
  }

  /// kohya's options in the order in which it tries them.
  private static let options: [(name: String, value: Value)] = [
    ("w", .whole(\.width)), ("h", .whole(\.height)), ("d", .whole(\.seed)), ("s", .whole(\.steps)),
    ("l", .number(\.scale)), ("g", .unsupported("guidance_scale")), ("n", .text(\.negative)), ("ss", .text(\.sampler)),
    ("cn", .unsupported("controlnet_image")), ("ctr", .unsupported("cfg_trunc_ratio")),
    ("rcfg", .unsupported("renorm_cfg")), ("fs", .unsupported("flow_shift")),
  ]

  /// A line like `a cat --n a dog --w 512 --s 28`, as sd-scripts reads it (train_util.py, `line_to_prompt_dict`).
  ///
  /// Options are one name, one blank and a value, in any case; a second one replaces the first.
  package init(line: String) {
    let parts = Self.parts(of: line)
    self.init()
    prompt = parts[0]
    for (index, part) in parts.enumerated() {
      let isOption = set(part)
      if index == 0 && isOption { notes.append(.promptIsOption(part)) }
      if index > 0 && !isOption { notes.append(.unknownOption("--\(part)")) }
    }
    if let steps { self.steps = max(1, min(1000, steps)) }
  }

  /// What stands between ` --`.
  private static func parts(of line: String) -> [String] {
    let scalars = Array(line.unicodeScalars)
    var parts: [String] = []
    var start = 0
    var position = 0
    while position + 3 <= scalars.count {
      guard scalars[position] == " ", scalars[position + 1] == "-", scalars[position + 2] == "-" else {
        position += 1
        continue
      }
      parts.append(String(String.UnicodeScalarView(scalars[start..<position])))
      position += 3
      start = position
    }
    return parts + [String(String.UnicodeScalarView(scalars[start...]))]
  }

  /// Takes one option over; false if kohya takes it for none.
  private mutating func set(_ part: String) -> Bool {
    let scalars = part.unicodeScalars
    for (name, value) in Self.options where String(scalars.prefix(name.count)).lowercased() == name {
      let rest = scalars.dropFirst(name.count)
      guard rest.first == " " else { continue }
      let text = String(rest.dropFirst())
      switch value {
      case .whole(let path):
        let digits = text.unicodeScalars.prefix { $0.properties.numericType == .decimal }
        if digits.isEmpty { continue }
        self[keyPath: path] = Self.whole(digits)
        if self[keyPath: path] == nil { notes.append(.unreadableNumber("--\(part)")) }
      case .number(let path):
        let digits = String(text.prefix { $0.isASCII && $0.isNumber || $0 == "." })
        if digits.isEmpty { continue }
        guard let number = Double(pythonNumber: digits) else {
          notes.append(.unreadableNumber("--\(part)"))
          return true
        }
        self[keyPath: path] = number
      case .text(let path):
        let line = String(String.UnicodeScalarView(text.unicodeScalars.prefix { $0 != "\n" }))
        if line.isEmpty { continue }
        self[keyPath: path] = line
      case .unsupported(let key):
        if text.isEmpty { continue }
        notes.append(.unsupported(key))
      }
      return true
    }
    return false
  }

  /// Digits of any script, as Python's `int` reads them; nil beyond 64 bits.
  private static func whole(_ digits: String.UnicodeScalarView.SubSequence) -> Int? {
    Int(digits.map { String(Int($0.properties.numericValue ?? 0)) }.joined())
  }
}
