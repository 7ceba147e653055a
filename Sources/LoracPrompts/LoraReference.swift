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
  /// References that cannot be followed.
  package var refused: [Refused]
  /// References of which only name and factors are followed, such as those with weights of single blocks.
  package var partlyRead: [String]

  /// A reference that cannot be followed, as it is written.
  package struct Refused: Sendable, Hashable {
    /// Why.
    package enum Reason: Sendable, Hashable {
      /// Something other than a LoRA, such as a hypernetwork.
      case kind(String)
      /// There is no name.
      case noName
      /// This should be a factor and is no number.
      case weight(String)
    }

    package var text: String
    package var reason: Reason

    /// A reference `text`.
    package init(_ text: String, _ reason: Reason) {
      self.text = text
      self.reason = reason
    }
  }

  /// Takes everything of the form `<word:…>` out of a prompt, as A1111 does.
  ///
  /// Factors are the text encoder's, then the U-Net's, which without one of its own has the first; `te=` and `unet=` name
  /// them. `<lyco:…>` is the same as `<lora:…>`.
  package init(in prompt: String) {
    var kept = ""
    (loras, refused, partlyRead) = ([], [], [])
    var rest = prompt[...]
    while let open = rest.firstIndex(of: "<") {
      guard let reference = Self.reference(at: rest[open...]) else {
        kept += rest[...open]
        rest = rest[rest.index(after: open)...]
        continue
      }
      kept += rest[..<open]
      let text = String(reference.text)
      switch Self.lora(kind: reference.kind, reference.arguments) {
      case .success(let (lora, isComplete)):
        loras.append(lora)
        if !isComplete { partlyRead.append(text) }
      case .failure(let reason): refused.append(Refused(text, reason))
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

  /// The LoRA, and whether everything that was said of it is followed.
  private static func lora(
    kind: Substring, _ arguments: Substring
  ) -> Result<(LoraReference, isComplete: Bool), Refused.Reason> {
    guard ["lora", "lyco"].contains(kind) else { return .failure(.kind(String(kind))) }
    let items = arguments.split(separator: ":", omittingEmptySubsequences: false)
    let positional = items.filter { !$0.contains("=") }
    var named: [Substring: Substring] = [:]
    for item in items where item.contains("=") {
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      named[parts[0]] = parts[1]
    }
    guard let name = positional.first, !name.isEmpty else { return .failure(.noName) }
    let first = named["te"] ?? (positional.count > 1 ? positional[1] : "1")
    let second = named["unet"] ?? (positional.count > 2 ? positional[2] : first)
    guard let textEncoder = number(first) else { return .failure(.weight(String(first))) }
    guard let unet = number(second) else { return .failure(.weight(String(second))) }
    let isComplete = positional.count <= 3 && named.keys.allSatisfy { ["te", "unet"].contains($0) }
    return .success((LoraReference(name: String(name), textEncoder: textEncoder, unet: unet), isComplete))
  }

  private static func number(_ text: Substring) -> Double? {
    let trimmed = text.drop { $0.isWhitespace }
    guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    return Double(pythonNumber: trimmed[...last])
  }
}

extension PromptReferences.Refused.Reason: Error {}

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
