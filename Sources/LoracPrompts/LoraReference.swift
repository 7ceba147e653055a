/// A LoRA that a prompt asks for: `<lora:name:1>`.
package struct LoraReference: Sendable, Hashable {
  /// The file's name without folder and extension, as A1111 lists it.
  package var name: String
  /// The factor of the text encoder's part.
  package var textEncoder: Double
  /// The factor of the U-Net's part.
  package var unet: Double

  /// A LoRA with one factor for each network.
  package init(name: String, textEncoder: Double = 1, unet: Double = 1) {
    self.name = name
    self.textEncoder = textEncoder
    self.unet = unet
  }
}

/// A prompt without its references, and these.
package struct PromptReferences: Sendable, Hashable {
  /// What is left for the text encoder.
  package var prompt: String
  /// The LoRAs in order.
  package var loras: [LoraReference]
  /// References that cannot be followed: of another kind, without a name, or with a factor that is no number.
  package var refused: [String]

  /// Takes everything of the form `<word:…>` out of a prompt, as A1111 does.
  ///
  /// Factors are the text encoder's, then the U-Net's, which without one of its own has the first; `te=` and `unet=` name
  /// them. `<lyco:…>` is the same as `<lora:…>`.
  package init(in prompt: String) {
    var kept = ""
    (loras, refused) = ([], [])
    var rest = prompt[...]
    while let open = rest.firstIndex(of: "<") {
      guard let reference = Self.reference(at: rest[open...]) else {
        kept += rest[...open]
        rest = rest[rest.index(after: open)...]
        continue
      }
      kept += rest[..<open]
      if let lora = Self.lora(kind: reference.kind, reference.arguments) {
        loras.append(lora)
      } else {
        refused.append(String(reference.text))
      }
      rest = rest[reference.text.endIndex...]
    }
    self.prompt = kept + rest
  }

  private static func reference(
    at text: Substring
  ) -> (kind: Substring, arguments: Substring, text: Substring)? {
    guard let colon = text.firstIndex(of: ":"), let close = text.firstIndex(of: ">"), colon < close else { return nil }
    let kind = text[..<colon].dropFirst()
    let arguments = text[text.index(after: colon)..<close]
    guard !kind.isEmpty, !arguments.isEmpty, kind.allSatisfy({ $0 == "_" || $0.isLetter || $0.isNumber }) else {
      return nil
    }
    return (kind, arguments, text[...close])
  }

  private static func lora(kind: Substring, _ arguments: Substring) -> LoraReference? {
    guard ["lora", "lyco"].contains(kind) else { return nil }
    let items = arguments.split(separator: ":", omittingEmptySubsequences: false)
    let positional = items.filter { !$0.contains("=") }
    var named: [Substring: Substring] = [:]
    for item in items where item.contains("=") {
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      named[parts[0]] = parts[1]
    }
    guard let name = positional.first, !name.isEmpty else { return nil }
    let first = named["te"] ?? (positional.count > 1 ? positional[1] : "1")
    guard let textEncoder = number(first),
      let unet = number(named["unet"] ?? (positional.count > 2 ? positional[2] : first))
    else { return nil }
    return LoraReference(name: String(name), textEncoder: textEncoder, unet: unet)
  }

  private static func number(_ text: Substring) -> Double? {
    let trimmed = text.drop { $0.isWhitespace }
    guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    return Double(pythonNumber: trimmed[...last])
  }
}

extension Double {
  /// A finite decimal number as Python's `float` reads it, in ASCII: Swift reads neither "1." nor ".5".
  init?(pythonNumber text: some StringProtocol) {
    var text = String(text)
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), text.contains(where: \.isNumber) else {
      return nil
    }
    let sign = text.first == "-" ? "-" : ""
    if let first = text.first, "+-".contains(first) { text.removeFirst() }
    guard text.first?.isNumber == true || text.first == "." else { return nil }
    let exponent = text.firstIndex { "eE".contains($0) } ?? text.endIndex
    let mantissa = text[..<exponent]
    guard mantissa.contains(where: \.isNumber) else { return nil }
    self.init("\(sign)0\(mantissa)\(mantissa.contains(".") ? "0" : "")\(text[exponent...])")
    if !isFinite { return nil }
  }
}
